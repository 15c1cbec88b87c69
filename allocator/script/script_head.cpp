// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/script.h"
#include "allocator/script/wire.h"
#include "allocator/script/wording.h"

namespace firstfit {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Takes the first line off the front.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// The value behind "key:", or nothing.
std::optional<std::string_view> value_of(std::string_view comment, std::string_view key) {
    if (comment.substr(0, key.size()) != key) {
        return std::nullopt;
    }
    const std::string_view rest = trimmed(comment.substr(key.size()));
    if (rest.empty() || rest.front() != ':') {
        return std::nullopt;
    }
    return trimmed(rest.substr(1));
}

/// A line of a lesson's head that goes on where the one before ended is indented by two blanks or more.
bool continues(std::string_view comment) { return comment.substr(0, 2) == "  " || comment.substr(0, 1) == "\t"; }

} // namespace

ScriptHead read_script_head(std::string_view source) {
    ScriptHead head;
    std::string* current = nullptr;
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (source.substr(0, mark.size()) == mark) {
        source.remove_prefix(mark.size());
    }
    while (!source.empty()) {
        const std::string_view line = trimmed(take_line(source));
        if (line.empty() || line.substr(0, 2) == "#!") {
            current = nullptr;
            continue;
        }
        if (line.substr(0, 2) != "--" || line.substr(0, 4) == "--[[") {
            break;
        }
        const std::string_view comment = line.substr(2);
        if (continues(comment) && current != nullptr) {
            *current += (current->empty() ? "" : " ") + std::string(trimmed(comment));
            continue;
        }
        current = nullptr;
        const std::string_view said = trimmed(comment);
        if (const auto title = value_of(said, "title"); title && head.title.empty()) {
            head.title = *title;
            current = &head.title;
        } else if (const auto goal = value_of(said, "goal"); goal && head.goal.empty()) {
            head.goal = *goal;
            current = &head.goal;
        }
    }
    head.title = presentable(head.title, wire::max_title, false);
    head.goal = presentable(head.goal, wire::max_message, false);
    return head;
}

} // namespace firstfit
