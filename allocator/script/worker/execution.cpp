// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/execution.h"

#include "allocator/script/wording.h"
#include "allocator/script/worker/arguments.h"
#include "allocator/script/worker/sandbox.h"
#include "allocator/script/worker/texts.h"

namespace firstfit::worker {

namespace {

/// What Lua's messages say: where, and what.
struct Fault {
    std::uint32_t line = 0;
    std::string what;
};

/// Takes "script:12: " off the front; several of them, if the error was raised again. The last one counts.
void take_position(std::string_view& message, std::uint32_t& line) {
    const std::string_view name = std::string_view(chunk_name).substr(1);
    for (;;) {
        if (message.substr(0, name.size()) != name || message.substr(name.size(), 1) != ":") {
            return;
        }
        std::size_t at = name.size() + 1;
        std::uint32_t number = 0;
        while (at < message.size() && at < name.size() + 10 && message[at] >= '0' && message[at] <= '9') {
            number = number * 10 + static_cast<std::uint32_t>(message[at++] - '0');
        }
        if (message.substr(at, 2) != ": " || number == 0) {
            return;
        }
        line = number;
        message.remove_prefix(at + 2);
    }
}

/// What error() was given, at `index`.
Fault fault_at(lua_State* L, int index, std::uint32_t line) {
    Fault fault{line, {}};
    const bool has_text = lua_isstring(L, index) != 0 || luaL_getmetafield(L, index, "__tostring") != LUA_TNIL;
    if (!has_text) {
        fault.what = "The script raised an error that is no text but " + said_type(L, index);
        return fault;
    }
    std::string_view message = push_text(L, index);
    take_position(message, fault.line);
    fault.what = message.substr(0, wire::max_title);
    if (fault.what.empty()) {
        fault.what = "The script raised an error without words";
    }
    return fault;
}

/// Called where the error happened, when it is known where that is. Upvalue 1: a Fault.
int on_error(lua_State* L) {
    auto& fault = *static_cast<Fault*>(lua_touserdata(L, lua_upvalueindex(1)));
    const ScriptRun& run = ScriptRun::of(L);
    fault = {run.line(L), "There was an error while another one was described"};
    fault = fault_at(L, 1, run.line(L));
    lua_settop(L, 1);
    return 1;
}

/// Where the token that a syntax error names stands in its line, if it is there once.
std::uint32_t column_of(std::string_view what, std::string_view line) {
    constexpr std::string_view at_end = "near <eof>";
    if (what.size() >= at_end.size() && what.substr(what.size() - at_end.size()) == at_end) {
        return static_cast<std::uint32_t>(line.size() + 1);
    }
    constexpr std::string_view before = "near '";
    const std::size_t begin = what.rfind(before);
    if (begin == std::string_view::npos || what.back() != '\'') {
        return 0;
    }
    const std::string_view token = what.substr(begin + before.size(), what.size() - begin - before.size() - 1);
    const std::size_t column = token.empty() ? std::string_view::npos : line.find(token);
    const bool once = column != std::string_view::npos && line.find(token, column + 1) == std::string_view::npos;
    return once ? static_cast<std::uint32_t>(column + 1) : 0;
}

[[noreturn]] void end_for_syntax(lua_State* L, ScriptRun& run, std::string_view source) {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::syntax;
    diagnostic.line = 1;
    diagnostic.message = "Nothing of the script has run.";
    std::size_t size = 0;
    const char* bytes = lua_tolstring(L, -1, &size);
    std::string_view message = bytes == nullptr ? std::string_view("not readable") : std::string_view(bytes, size);
    take_position(message, diagnostic.line);
    diagnostic.title = message.substr(0, wire::max_title);
    diagnostic.column = column_of(message, run.text_of(diagnostic.line));
    if (source.substr(0, 1) == LUA_SIGNATURE[0] + std::string()) {
        diagnostic.title = "This is compiled Lua, not a script";
    }
    run.end(&diagnostic);
}

[[noreturn]] void end_for_fault(lua_State* L, ScriptRun& run, const Fault& fault) {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::run_time;
    diagnostic.line = fault.line != 0 ? fault.line : run.line(L);
    diagnostic.title = fault.what;
    const bool of_nil = fault.what.find("a nil value") != std::string::npos;
    diagnostic.message = of_nil && run.request_failed() ? "An allocation that did not fit is nil. " : "";
    diagnostic.message += kept_before_this_line(run.operations());
    run.end(&diagnostic);
}

/// As Lua itself does with files: the first line may be for the shell.
std::string_view without_shell_line(std::string_view source) {
    return source.substr(0, 1) == "#" ? source.substr(std::min(source.find('\n'), source.size())) : source;
}

} // namespace

void execute(lua_State* L, ScriptRun& run, std::string_view source) {
    Fault fault;
    lua_pushlightuserdata(L, &fault);
    lua_pushcclosure(L, on_error, 1);
    const int handler = lua_gettop(L);
    const std::string_view text = without_shell_line(source);
    const int read = luaL_loadbufferx(L, text.data(), text.size(), chunk_name, "t");
    if (read == LUA_ERRMEM) {
        run.end_for_memory();
    }
    if (read != LUA_OK) {
        end_for_syntax(L, run, source);
    }
    run.memory().count_from(first_serial_of_script); // what reading it made, it cannot see
    const int result = lua_pcall(L, 0, 0, handler);
    run.check_limits();
    if (result == LUA_ERRMEM) {
        run.end_for_memory();
    }
    if (result != LUA_OK) {
        end_for_fault(L, run, fault);
    }
    run.heap(L); // a script without any operation has a heap too
    run.end(nullptr);
}

} // namespace firstfit::worker
