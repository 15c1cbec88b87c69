// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/libraries.h"

#include "allocator/script/worker/sandbox.h"
#include "allocator/script/worker/timer.h"

namespace firstfit::worker {

namespace {

/// Calls Lua's function (upvalue 1) with all arguments while `resumed` counts as running.
int call_as(lua_State* L, lua_State* resumed) {
    ScriptRun& run = ScriptRun::of(L);
    {
        const ScriptRun::Resumption resumption(run, resumed);
        leave_if_time_is_up(run); // the hook may have been set where nothing runs any more
        run.names().resumed(resumed);
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_insert(L, 1);
        lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    }
    leave_if_time_is_up(run);
    run.names().resumed(L);
    return lua_gettop(L);
}

/// coroutine.resume and coroutine.close.
int do_with_coroutine(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTHREAD);
    return call_as(L, lua_tothread(L, 1));
}

/// A function made by coroutine.wrap: upvalue 1 is Lua's, whose upvalue is the coroutine.
int do_wrapped(lua_State* L) {
    lua_getupvalue(L, lua_upvalueindex(1), 1);
    lua_State* const resumed = lua_tothread(L, -1);
    lua_pop(L, 1);
    return call_as(L, resumed);
}

int do_wrap(lua_State* L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    lua_pushcclosure(L, do_wrapped, 1);
    return 1;
}

} // namespace

void open_coroutines(lua_State* L) {
    lua_getglobal(L, LUA_COLIBNAME);
    wrap_function(L, "resume", do_with_coroutine);
    wrap_function(L, "close", do_with_coroutine);
    wrap_function(L, "wrap", do_wrap);
    lua_pop(L, 1);
}

} // namespace firstfit::worker
