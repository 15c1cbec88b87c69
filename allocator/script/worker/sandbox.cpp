// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/sandbox.h"

#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/libraries.h"
#include "allocator/script/worker/order.h"

namespace firstfit::worker {

namespace {

// Their addresses are the keys of the registry.
constexpr char globals_key = 0;
constexpr char stand_in_key = 0;
constexpr char numbers_key = 0;

constexpr std::uint64_t first_number_of_function = 5'000; ///< behind the sandbox's objects, before the script's

/// __newindex of the stand-in: upvalue 1 is the table behind it.
int set_global(lua_State* L) {
    const int type = lua_type(L, 3);
    if (type == LUA_TUSERDATA || type == LUA_TTABLE) {
        const std::string variable = element_name(L, "_G", 2);
        if (!variable.empty()) {
            ScriptRun::of(L).names().global_assigned(L, variable, 3);
        }
    }
    lua_settop(L, 3);
    lua_settable(L, lua_upvalueindex(1));
    return 0;
}

int do_getmetatable(lua_State* L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    replace_globals(L, 1);
    if (luaL_getmetafield(L, 1, "__metatable") == LUA_TNIL && lua_getmetatable(L, 1) == 0) {
        lua_pushnil(L);
    }
    return 1;
}

int do_setmetatable(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) {
            return luaL_error(L, "scripts have no finalisers: a metatable cannot have __gc");
        }
        lua_pop(L, 1);
    }
    lua_pushvalue(L, 1);
    replace_globals(L, 3);
    if (luaL_getmetafield(L, 3, "__metatable") != LUA_TNIL) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 3);
    lua_settop(L, 1);
    return 1;
}

int do_rawget(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    replace_globals(L, 1);
    lua_rawget(L, 1);
    return 1;
}

int do_rawset(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    lua_pushvalue(L, 1);
    lua_insert(L, 1);
    replace_globals(L, 2);
    lua_rawset(L, 2);
    lua_settop(L, 1);
    return 1;
}

int do_rawlen(lua_State* L) {
    luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
    lua_settop(L, 1);
    replace_globals(L, 1);
    lua_pushinteger(L, static_cast<lua_Integer>(lua_rawlen(L, 1)));
    return 1;
}

/// load(chunk, name, mode, env): text only, and under a name that is not the script's. Upvalue 1 is Lua's.
int do_load(lua_State* L) {
    const bool with_environment = lua_gettop(L) >= 4;
    lua_settop(L, 4);
    ScriptRun::of(L).other_chunks_exist();
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_pushliteral(L, "=load");
    lua_pushliteral(L, "t");
    lua_pushvalue(L, 4);
    const int arguments = with_environment ? 4 : 3;
    lua_settop(L, 5 + arguments);
    lua_call(L, arguments, LUA_MULTRET);
    return lua_gettop(L) - 4;
}

void open_lua_libraries(lua_State* L) {
    constexpr luaL_Reg libraries[] = {{LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table},
                                      {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
                                      {LUA_UTF8LIBNAME, luaopen_utf8},  {LUA_COLIBNAME, luaopen_coroutine}};
    for (const luaL_Reg& library : libraries) {
        luaL_requiref(L, library.name, library.func, 1);
        lua_pop(L, 1);
    }
    lua_pushglobaltable(L);
    for (const char* name : {"dofile", "loadfile", "collectgarbage", "warn"}) {
        lua_pushnil(L);
        lua_setfield(L, -2, name);
    }
    lua_getfield(L, -1, LUA_STRLIBNAME);
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    lua_pop(L, 2);
}

void replace_functions(lua_State* L) {
    constexpr luaL_Reg functions[] = {{"getmetatable", do_getmetatable},
                                      {"setmetatable", do_setmetatable},
                                      {"rawget", do_rawget},
                                      {"rawset", do_rawset},
                                      {"rawlen", do_rawlen},
                                      {nullptr, nullptr}};
    lua_pushglobaltable(L);
    luaL_setfuncs(L, functions, 0);
    wrap_function(L, "load", do_load);
    lua_pop(L, 1);
}

/// Gives the functions in the table on top a number each, in the order of their names; then those in its tables.
void number_functions(lua_State* L, int numbers, std::uint64_t& next, bool deeper) {
    const int table = lua_gettop(L);
    push_sorted_keys(L, table);
    for (lua_Integer i = 1; lua_rawgeti(L, table + 1, i) != LUA_TNIL; ++i) {
        const int type = lua_rawget(L, table);
        if (type == LUA_TFUNCTION && is_light_function(L, -1)) {
            lua_pushinteger(L, static_cast<lua_Integer>(next++));
            lua_rawset(L, numbers);
        } else if (type == LUA_TTABLE && deeper && lua_rawequal(L, -1, table) == 0) {
            number_functions(L, numbers, next, false);
        }
        lua_settop(L, table + 1);
    }
    lua_settop(L, table);
}

/// Moves the globals behind an empty stand-in.
void put_up_stand_in(lua_State* L) {
    lua_pushglobaltable(L);
    const int globals = lua_gettop(L);
    lua_newtable(L);
    const int stand_in = lua_gettop(L);
    lua_newtable(L);
    lua_pushvalue(L, globals);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, globals);
    lua_pushcclosure(L, set_global, 1);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, stand_in);

    lua_pushvalue(L, stand_in);
    lua_setfield(L, globals, LUA_GNAME);
    lua_pushvalue(L, globals);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_pushvalue(L, stand_in);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &stand_in_key);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pop(L, 1);
}

} // namespace

void open_sandbox(lua_State* L) {
    open_lua_libraries(L);
    replace_functions(L);
    open_ordered_iteration(L);
    open_texts_and_chance(L);
    open_coroutines(L);
    open_handles(L);
    open_heap_functions(L);
    open_lesson_functions(L);

    lua_newtable(L);
    lua_pushglobaltable(L);
    std::uint64_t next = first_number_of_function;
    number_functions(L, lua_gettop(L) - 1, next, true);
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &numbers_key);
    put_up_stand_in(L);
    ScriptRun::of(L).memory().count_from(first_serial_of_script);
}

void wrap_function(lua_State* L, const char* name, lua_CFunction function) {
    lua_getfield(L, -1, name);
    // Lua looks here for what a function is called, for its messages about bad arguments.
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void push_globals(lua_State* L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key); }

bool is_globals(lua_State* L, int index) noexcept {
    if (lua_type(L, index) != LUA_TTABLE) {
        return false;
    }
    const void* const table = lua_topointer(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &stand_in_key);
    push_globals(L);
    const bool is = table == lua_topointer(L, -2) || table == lua_topointer(L, -1);
    lua_pop(L, 2);
    return is;
}

void replace_globals(lua_State* L, int index) {
    const int at = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &stand_in_key);
    const bool is_stand_in = lua_rawequal(L, at, -1) != 0;
    lua_pop(L, 1);
    if (is_stand_in) {
        push_globals(L);
        lua_replace(L, at);
    }
}

bool is_light_function(lua_State* L, int index) noexcept {
    if (lua_iscfunction(L, index) == 0) {
        return false;
    }
    if (lua_getupvalue(L, index, 1) != nullptr) {
        lua_pop(L, 1);
        return false;
    }
    return true;
}

std::uint64_t number_of_function(lua_State* L, int index) noexcept {
    const int at = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &numbers_key);
    lua_pushvalue(L, at);
    lua_rawget(L, -2);
    const auto number = static_cast<std::uint64_t>(lua_tointeger(L, -1));
    lua_pop(L, 2);
    return number;
}

} // namespace firstfit::worker
