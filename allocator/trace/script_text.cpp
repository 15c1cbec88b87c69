// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/script_text.h"

#include <algorithm>
#include <array>

namespace firstfit {

namespace {

// Sorted, for a binary search: Lua's keywords, its libraries, and the functions of the script language.
constexpr std::array<std::string_view, 72> taken_names{"_ENV",
                                                       "_G",
                                                       "_VERSION",
                                                       "aligned_alloc",
                                                       "and",
                                                       "assert",
                                                       "blocks",
                                                       "break",
                                                       "calloc",
                                                       "clear",
                                                       "collectgarbage",
                                                       "coroutine",
                                                       "debug",
                                                       "do",
                                                       "dofile",
                                                       "else",
                                                       "elseif",
                                                       "end",
                                                       "error",
                                                       "expect",
                                                       "false",
                                                       "for",
                                                       "free",
                                                       "function",
                                                       "getmetatable",
                                                       "goto",
                                                       "heap",
                                                       "if",
                                                       "in",
                                                       "io",
                                                       "ipairs",
                                                       "load",
                                                       "loadfile",
                                                       "loadstring",
                                                       "local",
                                                       "malloc",
                                                       "math",
                                                       "next",
                                                       "nil",
                                                       "not",
                                                       "note",
                                                       "or",
                                                       "os",
                                                       "package",
                                                       "pairs",
                                                       "pause",
                                                       "pcall",
                                                       "predict",
                                                       "print",
                                                       "rawequal",
                                                       "rawget",
                                                       "rawlen",
                                                       "rawset",
                                                       "realloc",
                                                       "repeat",
                                                       "require",
                                                       "return",
                                                       "select",
                                                       "setmetatable",
                                                       "string",
                                                       "table",
                                                       "then",
                                                       "tonumber",
                                                       "tostring",
                                                       "true",
                                                       "type",
                                                       "unpack",
                                                       "until",
                                                       "utf8",
                                                       "warn",
                                                       "while",
                                                       "xpcall"};
static_assert(std::is_sorted(taken_names.begin(), taken_names.end()));

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The options behind the size of blocks(): "{align = 2, name = "x"}", or nothing.
std::string block_options(std::uint32_t alignment, std::string_view label) {
    std::string options;
    if (alignment != 0) {
        options = "align = " + std::to_string(alignment);
    }
    if (!label.empty()) {
        options += (options.empty() ? "name = " : ", name = ") + lua_quoted(label);
    }
    return options.empty() ? options : ", {" + options + "}";
}

} // namespace

std::string allocation_call(const Operation& operation, std::string_view label) {
    const std::string size = std::to_string(operation.size);
    if (operation.unit == SizeUnit::blocks) {
        return "blocks(" + size + block_options(operation.alignment, label) + ")";
    }
    const std::string name = label.empty() ? std::string() : ", " + lua_quoted(label);
    if (operation.alignment == 0) {
        return "malloc(" + size + name + ")";
    }
    return "aligned_alloc(" + std::to_string(operation.alignment) + ", " + size + name + ")";
}

std::string reallocation_call(const Operation& operation, std::string_view variable) {
    const std::string size = std::to_string(operation.size);
    const bool blocks = operation.unit == SizeUnit::blocks;
    return "realloc(" + std::string(variable) + ", " + (blocks ? "{blocks = " + size + "}" : size) + ")";
}

std::string resize_call(const Operation& operation, std::string_view variable) {
    std::string call(variable);
    switch (operation.kind) {
    case OperationKind::grow_in_place:
        call += ":grow";
        break;
    case OperationKind::grow_up_to:
        call += ":grow_up_to";
        break;
    default:
        call += ":shrink";
        break;
    }
    const std::string size = std::to_string(operation.size);
    return call + (operation.unit == SizeUnit::blocks ? "(" + size + ")" : "{bytes = " + size + "}");
}

std::string lua_quoted(std::string_view text) {
    std::string literal = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            literal += '\\';
            literal += c;
        } else if (c == '\n') {
            literal += "\\n";
        } else if (byte < 0x20 || byte == 0x7F) {
            // Three digits always, for a digit may follow.
            const std::string digits = std::to_string(unsigned{byte});
            literal += "\\" + std::string(3 - digits.size(), '0') + digits;
        } else {
            literal += c;
        }
    }
    return literal + "\"";
}

bool is_free_lua_name(std::string_view name) noexcept {
    if (name.empty() || !is_letter(name.front())) {
        return false;
    }
    if (!std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); })) {
        return false;
    }
    return !std::binary_search(taken_names.begin(), taken_names.end(), name);
}

} // namespace firstfit
