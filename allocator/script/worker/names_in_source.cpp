// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The name of a request that failed. Its answer is nil, and a variable that holds nil looks like any other; so the line
// itself is read.
#include "allocator/script/worker/names.h"

#include "allocator/script/worker/sandbox.h"
#include "allocator/script/worker/script_run.h"

#include <cctype>
#include <optional>

namespace firstfit::worker {

namespace {

bool is_word(char c) noexcept { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view without_trailing_blanks(std::string_view text) noexcept {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Takes the last word off `text`.
std::string_view take_last_word(std::string_view& text) noexcept {
    std::size_t begin = text.size();
    while (begin > 0 && is_word(text[begin - 1])) {
        --begin;
    }
    const std::string_view word = text.substr(begin);
    text.remove_suffix(word.size());
    return word;
}

/// What stands in front of the only "= function" on the line.
std::optional<std::string_view> in_front_of_call(std::string_view line, std::string_view function) noexcept {
    std::optional<std::string_view> front;
    for (std::size_t at = line.find(function); at != std::string_view::npos; at = line.find(function, at + 1)) {
        const std::size_t end = at + function.size();
        if ((at > 0 && is_word(line[at - 1])) || (end < line.size() && is_word(line[end]))) {
            continue;
        }
        const std::string_view before = without_trailing_blanks(line.substr(0, at));
        if (front || before.empty() || before.back() != '=') {
            return std::nullopt; // two calls, or a call that is no simple assignment
        }
        front = without_trailing_blanks(before.substr(0, before.size() - 1));
    }
    return front;
}

/// Pushes the value of the variable `name` as the innermost function of the script sees it; or nil.
void push_variable(lua_State* L, std::string_view name) {
    lua_Debug frame;
    int level = 0;
    do {
        if (lua_getstack(L, level++, &frame) == 0) {
            lua_pushnil(L);
            return;
        }
        lua_getinfo(L, "l", &frame);
    } while (frame.currentline <= 0);
    const int top = lua_gettop(L);
    lua_pushnil(L);
    bool found = false;
    for (int i = 1; const char* local = lua_getlocal(L, &frame, i); ++i) {
        if (local == name) {
            lua_copy(L, -1, top + 1); // the last one of a name hides the others
            found = true;
        }
        lua_pop(L, 1);
    }
    lua_getinfo(L, "f", &frame);
    const int function = lua_gettop(L);
    for (int i = 1; !found; ++i) {
        const char* upvalue = lua_getupvalue(L, function, i);
        if (upvalue == nullptr) {
            break;
        }
        if (upvalue == name) {
            lua_copy(L, -1, top + 1);
            found = true;
        }
        lua_pop(L, 1);
    }
    if (!found) {
        push_globals(L);
        lua_pushlstring(L, name.data(), name.size());
        lua_rawget(L, -2);
        lua_copy(L, -1, top + 1);
    }
    lua_settop(L, top + 1);
}

/// The index in "t[index]", worked out: a whole number, a string, or a variable that holds one.
std::string with_index(lua_State* L, std::string_view table, std::string_view index) {
    const bool is_word_only = !index.empty() && index.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_word_only) {
        return std::string(table) + "[" + std::string(index) + "]";
    }
    for (const char c : index) {
        if (!is_word(c)) {
            return {};
        }
    }
    push_variable(L, index);
    const bool is_key = lua_type(L, -1) == LUA_TNUMBER || lua_type(L, -1) == LUA_TSTRING;
    std::string name = is_key ? element_name(L, table, lua_gettop(L)) : std::string();
    lua_pop(L, 1);
    return name;
}

/// "x", "t.x", "a.b.c" at the end of `text`; empty if something else stands there.
std::string_view last_path(std::string_view text) noexcept {
    std::string_view rest = text;
    for (;;) {
        const std::string_view word = take_last_word(rest);
        if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
            return {};
        }
        if (rest.empty() || rest.back() != '.') {
            break;
        }
        rest.remove_suffix(1);
    }
    if (!rest.empty() && (rest.back() == ']' || rest.back() == ')' || rest.back() == ':')) {
        return {};
    }
    // "a, b = malloc(1), 2": whose value it is, is no longer simple.
    const std::string_view before = without_trailing_blanks(rest);
    return !before.empty() && before.back() == ',' ? std::string_view() : text.substr(rest.size());
}

} // namespace

std::string Names::target_of_call(lua_State* L, std::string_view function) const {
    const ScriptRun& run = ScriptRun::of(L);
    const std::optional<std::string_view> front = in_front_of_call(run.text_of(run.line(L)), function);
    if (!front || front->empty()) {
        return {};
    }
    std::string_view target = *front;
    if (target.back() == '>') { // local x <const> = ...
        target = without_trailing_blanks(target.substr(0, target.rfind('<')));
    }
    if (target.empty() || target.back() != ']') {
        return std::string(last_path(target));
    }
    const std::size_t open = target.rfind('[');
    if (open == std::string_view::npos) {
        return {};
    }
    const std::string_view table = last_path(target.substr(0, open));
    const std::string_view index = target.substr(open + 1, target.size() - open - 2);
    return table.empty() ? std::string() : with_index(L, table, without_trailing_blanks(index));
}

} // namespace firstfit::worker
