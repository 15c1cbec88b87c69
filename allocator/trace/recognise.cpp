// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/recognise.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace firstfit {

namespace {

using std::string_view;

constexpr string_view blanks = " \t\r";

// A line is taken apart into its first words; more than five tell nothing new.
struct Words {
    std::array<string_view, 5> word;
    std::size_t count = 0;
};

Words split(string_view line) noexcept {
    Words words;
    while (words.count < words.word.size()) {
        const std::size_t from = line.find_first_not_of(blanks);
        if (from == string_view::npos) {
            break;
        }
        const std::size_t to = std::min(line.find_first_of(blanks, from), line.size());
        words.word[words.count++] = line.substr(from, to - from);
        line.remove_prefix(to);
    }
    return words;
}

bool is_number(string_view word) noexcept {
    return !word.empty() && word.find_first_not_of("0123456789") == string_view::npos;
}

bool all_numbers(const Words& words) noexcept {
    return std::all_of(words.word.begin(), words.word.begin() + static_cast<std::ptrdiff_t>(words.count), is_number);
}

// "a 0 512", "r 0 20", "f 0": Malloc lab and CS107.
bool is_lab_line(const Words& words) noexcept {
    const string_view first = words.word[0];
    return ((first == "a" || first == "r") && words.count == 3 && is_number(words.word[1]) &&
            is_number(words.word[2])) ||
           (first == "f" && words.count == 2 && is_number(words.word[1]));
}

bool is_reference_line(const Words& words) noexcept {
    const string_view first = words.word[0];
    const auto numbers_follow = [&](std::size_t count) {
        return words.count == count + 1 &&
               std::all_of(words.word.begin() + 1, words.word.begin() + 1 + static_cast<std::ptrdiff_t>(count),
                           is_number);
    };
    return (first == "a" && numbers_follow(3)) || (first == "f" && numbers_follow(1)) ||
           ((first == "g" || first == "u" || first == "s") && numbers_follow(2)) || (first == "c" && words.count == 1);
}

bool is_hex(string_view word) noexcept {
    return !word.empty() && word.find_first_not_of("0123456789abcdefABCDEF") == string_view::npos;
}

bool is_address(string_view word) noexcept { return word.starts_with("0x") && is_hex(word.substr(2)); }

bool is_mtrace_line(string_view line, const Words& words) noexcept {
    const string_view first = words.word[0];
    return line.starts_with("= Start") || (first == "@" && words.count >= 3) ||
           ((first == "+" || first == ">" || first == "!") && words.count == 3 && is_address(words.word[1]) &&
            is_address(words.word[2])) ||
           ((first == "-" || first == "<") && words.count == 2 && is_address(words.word[1]));
}

bool is_ltrace_line(string_view line) noexcept {
    const bool about_memory = line.find("alloc") != string_view::npos || line.find("free") != string_view::npos ||
                              line.find("memalign") != string_view::npos;
    if (!about_memory || line.find('(') == string_view::npos) {
        return line.find("<... ") != string_view::npos && about_memory && line.find(" resumed>") != string_view::npos;
    }
    const std::size_t equals = line.rfind("= ");
    const std::size_t end = equals == string_view::npos ? string_view::npos : line.find_last_not_of(blanks, equals - 1);
    const string_view result = equals == string_view::npos ? string_view{} : line.substr(equals + 2);
    const bool returns = end != string_view::npos && end < equals && line[end] == ')' &&
                         (result.starts_with("0x") || result.starts_with("<void>") || result.starts_with("nil") ||
                          result.starts_with("0"));
    return returns || line.find("<unfinished ...>") != string_view::npos;
}

bool is_heaptrack_line(const Words& words) noexcept {
    return words.word[0] == "v" && words.count >= 2 && is_hex(words.word[1]);
}

std::optional<FileKind> by_magic(string_view head) noexcept {
    struct Magic {
        string_view bytes;
        FileKind kind;
    };
    static constexpr std::array magics{
        Magic{"\x1bLua", FileKind::compiled_lua},
        Magic{"\x1f\x8b", FileKind::compressed},
        Magic{"\x28\xb5\x2f\xfd", FileKind::compressed},
        Magic{"PK\x03\x04", FileKind::compressed},
        Magic{"BZh", FileKind::compressed},
        Magic{"\xfd"
              "7zXZ",
              FileKind::compressed},
        Magic{"\x89PNG", FileKind::picture},
        Magic{"\xff\xd8\xff", FileKind::picture},
        Magic{"GIF8", FileKind::picture},
        Magic{"\x7f"
              "ELF",
              FileKind::program},
        Magic{"%PDF-", FileKind::document},
    };
    for (const Magic& magic : magics) {
        if (head.starts_with(magic.bytes)) {
            return magic.kind;
        }
    }
    return std::nullopt;
}

string_view take_line(string_view& text) noexcept {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// Both kinds begin with a version. Raw recordings have addresses behind "+" and list modules; interpreted ones have a
// table of strings and number their allocations.
FileKind kind_of_heaptrack(string_view text) noexcept {
    while (!text.empty()) {
        const Words words = split(take_line(text));
        const string_view first = words.word[0];
        if (first == "s" || first == "i" || first == "a" || (first == "+" && words.count == 2)) {
            return FileKind::interpreted_heaptrack;
        }
        if (first == "x" || first == "m" || (first == "+" && words.count == 4)) {
            break;
        }
    }
    return FileKind::heaptrack;
}

// The first line that is neither empty nor a comment says most; for numbers the next one decides.
std::optional<FileKind> by_first_lines(string_view head) noexcept {
    bool sawHeader = false;
    std::size_t alone = 0; // lines of a single number: the head of a .rep
    while (!head.empty()) {
        const string_view line = take_line(head);
        const Words words = split(line);
        if (words.count == 0 || words.word[0].starts_with('#')) {
            continue;
        }
        if (all_numbers(words) && !sawHeader) {
            alone += words.count;
            sawHeader = words.count == 2 || words.count == 3;
            continue;
        }
        if (sawHeader) {
            return is_reference_line(words) ? std::optional(FileKind::reference) : std::nullopt;
        }
        if (is_lab_line(words)) {
            return alone == 4 ? FileKind::rep : FileKind::lab_script;
        }
        if (is_mtrace_line(line, words)) {
            return FileKind::mtrace;
        }
        if (is_heaptrack_line(words)) {
            return kind_of_heaptrack(head);
        }
        return is_ltrace_line(line) ? std::optional(FileKind::ltrace) : std::nullopt;
    }
    return sawHeader ? std::optional(FileKind::reference) : std::nullopt;
}

// A recording may begin in the middle of a line, or with what the program itself printed: most lines decide then.
std::optional<FileKind> by_most_lines(string_view head) noexcept {
    std::size_t lines = 0;
    std::size_t mtrace = 0;
    std::size_t ltrace = 0;
    while (!head.empty()) {
        const string_view line = take_line(head);
        const Words words = split(line);
        lines += words.count != 0 ? 1U : 0U;
        mtrace += is_mtrace_line(line, words) ? 1U : 0U;
        ltrace += is_ltrace_line(line) ? 1U : 0U;
    }
    constexpr std::size_t few = 3;
    if (mtrace >= few && mtrace * 2 > lines) {
        return FileKind::mtrace;
    }
    return ltrace >= few && ltrace * 2 > lines ? std::optional(FileKind::ltrace) : std::nullopt;
}

} // namespace

FileKind recognise(std::string_view head) noexcept {
    if (const auto kind = by_magic(head)) {
        return *kind;
    }
    const auto kind = by_first_lines(head);
    // Where a recorded program forked, both write into one mtrace file and leave holes.
    if (head.find('\0') != std::string_view::npos && kind != FileKind::mtrace) {
        return FileKind::other_binary;
    }
    if (kind) {
        return *kind;
    }
    return by_most_lines(head).value_or(FileKind::lua);
}

const char* describe(FileKind kind) noexcept {
    switch (kind) {
    case FileKind::lua:
        return "a Lua script";
    case FileKind::reference:
        return "a reference trace";
    case FileKind::mtrace:
        return "a glibc mtrace recording";
    case FileKind::heaptrack:
        return "a heaptrack recording";
    case FileKind::rep:
        return "a Malloc lab trace";
    case FileKind::lab_script:
        return "a CS107 allocator script";
    case FileKind::ltrace:
        return "an ltrace log";
    case FileKind::compiled_lua:
        return "compiled Lua";
    case FileKind::compressed:
        return "a compressed file";
    case FileKind::picture:
        return "a picture";
    case FileKind::program:
        return "a program";
    case FileKind::document:
        return "a PDF document";
    case FileKind::other_binary:
        return "binary data";
    case FileKind::interpreted_heaptrack:
        return "an interpreted heaptrack recording";
    }
    return "something else";
}

} // namespace firstfit
