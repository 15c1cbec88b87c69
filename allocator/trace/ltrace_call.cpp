// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/ltrace_call.h"

#include "allocator/trace/line_cursor.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace firstfit {

namespace {

using std::string_view;

string_view trimmed(string_view text) {
    const std::size_t from = text.find_first_not_of(" \t");
    return from == string_view::npos ? string_view{} : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

LtraceFunction function_called(string_view name) {
    using enum LtraceFunction;
    static constexpr std::array<std::pair<string_view, LtraceFunction>, 11> known{{{"malloc", malloc},
                                                                                   {"free", free},
                                                                                   {"cfree", free},
                                                                                   {"calloc", calloc},
                                                                                   {"realloc", realloc},
                                                                                   {"reallocarray", reallocarray},
                                                                                   {"memalign", aligned_alloc},
                                                                                   {"aligned_alloc", aligned_alloc},
                                                                                   {"posix_memalign", posix_memalign},
                                                                                   {"valloc", valloc},
                                                                                   {"pvalloc", valloc}}};
    name = name.substr(0, name.find('@')); // "malloc@libc.so.6"
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first == name; });
    return found == known.end() ? other : found->second;
}

bool read_thread(LineCursor& cursor, LtraceLine& line) {
    const std::optional<std::uint64_t> thread = cursor.decimal();
    if (!thread || *thread > std::numeric_limits<std::uint32_t>::max()) {
        return false;
    }
    line.thread = static_cast<std::uint32_t>(*thread);
    line.tells_thread = true;
    return true;
}

/// "[pid 8] ", or "8 " in a file of -o; a time of -t, -tt, -ttt or -r; and "[0x401136] " of -i.
bool read_front(LineCursor& cursor, LtraceLine& line) {
    cursor.skip_blanks();
    LineCursor ahead = cursor;
    const string_view number = ahead.word();
    if (cursor.take("[pid ")) {
        cursor.skip_blanks();
        if (!read_thread(cursor, line) || !cursor.take(']')) {
            return false;
        }
    } else if (!number.empty() && number.find_first_not_of("0123456789") == string_view::npos &&
               !read_thread(cursor, line)) {
        return false;
    }
    cursor.skip_blanks();
    LineCursor time = cursor;
    const string_view word = time.word();
    if (!word.empty() && word.find_first_not_of("0123456789:.") == string_view::npos) {
        cursor = time;
        cursor.skip_blanks();
    }
    if (cursor.take("[0x")) {
        const std::optional<std::uint64_t> address = cursor.hex();
        if (!address || !cursor.take(']')) {
            return false;
        }
        line.address = *address;
        cursor.skip_blanks();
    }
    return true;
}

/// "... ) = 0x55d0": what stands before the bracket, and the result.
bool read_end(string_view text, LtraceLine& line) {
    const std::size_t equals = text.rfind("= ");
    const std::size_t bracket = text.rfind(')', equals);
    if (equals == string_view::npos || bracket == string_view::npos ||
        !trimmed(text.substr(bracket + 1, equals - bracket - 1)).empty()) {
        return false;
    }
    line.arguments = trimmed(text.substr(0, bracket));
    line.result = trimmed(text.substr(equals + 2));
    // -T: the time that the call took
    if (const std::size_t spent = line.result.find(" <"); spent != string_view::npos) {
        line.result = trimmed(line.result.substr(0, spent));
    }
    return true;
}

/// "<... malloc resumed> ) = 0x55d0"
void read_resumed(string_view text, LtraceLine& line) {
    constexpr string_view resumed = " resumed>";
    const std::size_t end = text.find(resumed);
    if (end == string_view::npos) {
        return;
    }
    const string_view name = trimmed(text.substr(0, end));
    line.function = function_called(name.substr(name.rfind('>') + 1)); // "libc.so.6->malloc"
    if (line.function == LtraceFunction::other || read_end(text.substr(end + resumed.size()), line)) {
        line.kind = LtraceLineKind::end;
    }
}

void read_call(string_view text, LtraceLine& line) {
    const std::size_t open = text.find('(');
    if (open == 0 || open == string_view::npos) {
        return;
    }
    string_view name = text.substr(0, open);
    if (const std::size_t arrow = name.find("->"); arrow != string_view::npos) {
        line.caller = name.substr(0, arrow);
        name.remove_prefix(arrow + 2);
    }
    if (name.empty() || name.find(' ') != string_view::npos) {
        return;
    }
    line.function = function_called(name);
    const string_view rest = text.substr(open + 1);
    if (const std::size_t unfinished = rest.rfind("<unfinished ...>"); unfinished != string_view::npos) {
        line.arguments = trimmed(rest.substr(0, unfinished));
        line.kind = LtraceLineKind::begin;
    } else if (rest.find("<no return ...>") != string_view::npos) {
        line.kind = LtraceLineKind::remark;
    } else if (read_end(rest, line)) {
        line.kind = LtraceLineKind::call;
    }
}

} // namespace

std::optional<std::uint64_t> read_ltrace_number(string_view text) {
    if (text == "nil" || text == "NULL" || text == "(nil)") {
        return 0;
    }
    LineCursor cursor(text);
    const std::optional<std::uint64_t> value = cursor.take("0x") ? cursor.hex() : cursor.decimal();
    return cursor.at_end() ? value : std::nullopt;
}

std::optional<LtraceArguments> read_ltrace_arguments(string_view text) {
    LtraceArguments arguments;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        string_view word = trimmed(text.substr(0, comma));
        text.remove_prefix(comma == string_view::npos ? text.size() : comma + 1);
        const std::size_t at = arguments.count++;
        if (at >= arguments.value.size()) {
            continue;
        }
        if (word.size() > 2 && word.front() == '[' && word.back() == ']') {
            arguments.in_brackets[at] = true;
            word = trimmed(word.substr(1, word.size() - 2));
        }
        const std::optional<std::uint64_t> value = read_ltrace_number(word);
        if (!value) {
            return std::nullopt;
        }
        arguments.value[at] = *value;
    }
    return arguments;
}

LtraceLine read_ltrace_line(string_view text) {
    LtraceLine line;
    LineCursor cursor(text);
    if (cursor.only_blanks_left()) {
        line.kind = LtraceLineKind::blank;
        return line;
    }
    if (!read_front(cursor, line)) {
        return line;
    }
    if (cursor.take("---") || cursor.take("+++")) {
        line.kind = LtraceLineKind::remark;
    } else if (cursor.take("<...")) {
        read_resumed(cursor.rest(), line);
    } else {
        read_call(cursor.rest(), line);
    }
    return line;
}

} // namespace firstfit
