// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/wording.h"

#include "allocator/heap/figures.h"

namespace firstfit {

std::string kept_before_this_line(std::uint32_t operations) {
    if (operations == 0) {
        return "Nothing ran before this line.";
    }
    if (operations == 1) {
        return "The operation before this line is kept.";
    }
    return "The " + figures(operations) + " operations before this line are kept.";
}

std::string spoken(std::chrono::milliseconds time) {
    const std::int64_t count = time.count();
    if (count < 1000 || count % 100 != 0) {
        return figures(static_cast<std::uint64_t>(count < 0 ? 0 : count)) + " ms";
    }
    const std::string tenths = count % 1000 == 0 ? "" : "." + std::to_string(count % 1000 / 100);
    return figures(static_cast<std::uint64_t>(count / 1000)) + tenths + (count == 1000 ? " second" : " seconds");
}

std::string spoken_bytes(std::uint64_t bytes) {
    constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
    if (bytes >= mebibyte && bytes % mebibyte == 0) {
        return figures(bytes / mebibyte) + " MiB";
    }
    return figures(bytes) + (bytes == 1 ? " byte" : " bytes");
}

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

bool is_tail(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// How many bytes the UTF-8 character at `at` has; 0 if there is none.
std::size_t character_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return is_tail(text, at + 1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF && is_tail(text, at + 1) && is_tail(text, at + 2)) {
        const bool too_long = lead == 0xE0 && byte(at + 1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(at + 1) >= 0xA0;
        return too_long || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4 && is_tail(text, at + 1) && is_tail(text, at + 2) && is_tail(text, at + 3)) {
        const bool too_long = lead == 0xF0 && byte(at + 1) < 0x90;
        const bool too_high = lead == 0xF4 && byte(at + 1) >= 0x90;
        return too_long || too_high ? 0 : 4;
    }
    return 0;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }

/// Characters of two or three bytes that act instead of being seen: C1 controls, and the marks, embeddings, overrides
/// and isolates that turn the direction of what stands behind them.
bool acts(std::string_view character) {
    if (character.size() == 2) {
        return (character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0) || character == "\u061C";
    }
    if (character.size() != 3 || character.substr(0, 2) == "\xEF\xBB") {
        return character == "\uFEFF";
    }
    return character == "\u200E" || character == "\u200F" || (character >= "\u2028" && character <= "\u202E") ||
           (character >= "\u2066" && character <= "\u2069");
}

} // namespace

std::string presentable(std::string_view text, std::size_t most, bool lines) {
    std::string clean;
    std::size_t fits_with_ellipsis = 0; // where to cut so that the ellipsis still fits
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text, at);
        std::string_view character = length == 0 ? replacement : text.substr(at, length);
        if (length == 1 && is_control(static_cast<unsigned char>(text[at])) && !(lines && text[at] == '\n')) {
            character = " ";
        } else if (!lines && acts(character)) {
            character = replacement;
        }
        if (clean.size() + ellipsis.size() <= most) {
            fits_with_ellipsis = clean.size();
        }
        if (clean.size() + character.size() > most) {
            clean.resize(fits_with_ellipsis);
            return clean += most >= ellipsis.size() ? ellipsis : std::string_view();
        }
        clean += character;
        at += length == 0 ? 1 : length;
    }
    return clean;
}

} // namespace firstfit
