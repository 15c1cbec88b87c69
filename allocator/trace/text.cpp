// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/text.h"

namespace firstfit {

std::string hexadecimal(std::uint64_t value) {
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[value & 0xF]);
        value >>= 4;
    } while (value != 0);
    return "0x" + digits;
}

std::string quoted_line(std::string_view line) {
    constexpr std::size_t longest = 40;
    std::string shown = "'";
    for (const char c : line.substr(0, longest)) {
        shown += c >= ' ' && c <= '~' ? c : '?';
    }
    return shown + (line.size() > longest ? "...'" : "'");
}

std::string_view without_folders(std::string_view path) noexcept {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

} // namespace firstfit
