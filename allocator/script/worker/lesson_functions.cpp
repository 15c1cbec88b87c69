// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/libraries.h"

#include "allocator/script/wording.h"
#include "allocator/script/worker/arguments.h"
#include "allocator/script/worker/texts.h"

#include <algorithm>

namespace firstfit::worker {

namespace {

/// One line of a text that may stand on several lines of the script, as in note[[ ... ]]: the window breaks it anew.
std::string joined_lines(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::string joined;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        joined += text.substr(0, end);
        if (end == std::string_view::npos) {
            break;
        }
        joined.erase(joined.find_last_not_of(blanks) + 1);
        text.remove_prefix(std::min(text.find_first_not_of(blanks, end), text.size()));
        joined += joined.empty() || text.empty() ? "" : " ";
    }
    return joined;
}

int do_note(lua_State* L) {
    ScriptRun& run = ScriptRun::of(L);
    const int type = lua_type(L, 1);
    if (type == LUA_TNONE || type == LUA_TNIL) {
        run.end(L, DiagnosticKind::misuse, "note needs a text", "It got " + said_type(L, 1) + ".");
    }
    // A longer one is cut anyway, and need not be copied.
    run.note(L, joined_lines(push_text(L, 1).substr(0, wire::max_note + 1)));
    return 0;
}

/// As in Lua, but what is printed becomes a note.
int do_print(lua_State* L) {
    const int count = lua_gettop(L);
    std::string line;
    for (int i = 1; i <= count && line.size() <= wire::max_note; ++i) {
        line += (i > 1 ? "\t" : "") + std::string(push_text(L, i).substr(0, wire::max_note + 1));
        lua_pop(L, 1);
    }
    ScriptRun::of(L).note(L, line);
    return 0;
}

/// What the script says on this line, for an expect() without words.
std::string expected_text(lua_State* L) {
    if (!lua_isnoneornil(L, 2)) {
        return std::string(push_text(L, 2).substr(0, wire::max_title));
    }
    const ScriptRun& run = ScriptRun::of(L);
    const std::string_view line = run.text_of(run.line(L));
    const std::size_t begin = line.find("expect(");
    if (begin == std::string_view::npos) {
        return "what this line says";
    }
    // From "expect(" to the parenthesis that closes it, if the line is as simple as that.
    const std::string_view rest = line.substr(begin + 7);
    int open = 1;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        open += rest[i] == '(' ? 1 : rest[i] == ')' ? -1 : 0;
        if (open == 0) {
            return std::string(rest.substr(0, i));
        }
    }
    return "what this line says";
}

int do_expect(lua_State* L) {
    if (lua_gettop(L) == 0) {
        ScriptRun::of(L).end(L, DiagnosticKind::misuse, "expect needs a condition", "As in expect(a.index == 0).");
    }
    if (lua_toboolean(L, 1) == 0) {
        ScriptRun::of(L).end(L, DiagnosticKind::expectation, "Not as expected: " + expected_text(L),
                             "This is false here.");
    }
    return lua_gettop(L);
}

int do_predict(lua_State* L) {
    ScriptRun& run = ScriptRun::of(L);
    if (lua_type(L, 1) != LUA_TFUNCTION) {
        run.end(L, DiagnosticKind::misuse, "predict needs a function",
                "As in predict(function() d = malloc(12) end). It got " + said_type(L, 1) + ".");
    }
    const ScriptRun::Prediction prediction(run);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

int do_pause(lua_State* L) {
    ScriptRun::of(L).pause(L);
    return 0;
}

} // namespace

void open_lesson_functions(lua_State* L) {
    constexpr luaL_Reg functions[] = {{"note", do_note},       {"print", do_print}, {"expect", do_expect},
                                      {"predict", do_predict}, {"pause", do_pause}, {nullptr, nullptr}};
    lua_pushglobaltable(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}

} // namespace firstfit::worker
