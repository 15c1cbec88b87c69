// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/texts.h"

#include "allocator/script/worker/libraries.h"
#include "allocator/script/worker/order.h"
#include "allocator/script/worker/sandbox.h"

#include <cstring>
#include <string>

namespace firstfit::worker {

namespace {

constexpr lua_Integer fixed_seed = 1;

bool is_object(int type) noexcept {
    return type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TTHREAD || type == LUA_TUSERDATA;
}

/// "#3": what stands for an address.
std::string number_of(lua_State* L, int index) {
    const std::uint64_t serial = serial_of(L, index);
    if (serial < first_serial_of_script) {
        return "built in #" + std::to_string(serial);
    }
    return "#" + std::to_string(serial - first_serial_of_script);
}

void push_object(lua_State* L, int index) {
    std::string text = luaL_typename(L, index);
    if (luaL_getmetafield(L, index, "__name") != LUA_TNIL) {
        if (lua_type(L, -1) == LUA_TSTRING) {
            text = lua_tostring(L, -1);
        }
        lua_pop(L, 1);
    }
    text += ": " + number_of(L, index);
    lua_pushlstring(L, text.data(), text.size());
}

int do_tostring(lua_State* L) {
    luaL_checkany(L, 1);
    push_text(L, 1);
    return 1;
}

/// Goes through the directives of a format: `use(letter position, argument)` for each that takes an argument.
template <class Use>
void for_each_directive(std::string_view format, Use&& use) {
    int argument = 1;
    for (std::size_t at = format.find('%'); at != std::string_view::npos; at = format.find('%', at + 1)) {
        at = format.find_first_not_of("-+ #0123456789.", at + 1);
        if (at == std::string_view::npos) {
            return;
        }
        if (format[at] != '%') {
            use(at, ++argument);
        }
    }
}

/// string.format; upvalue 1 is Lua's. Objects are turned into texts before Lua sees them.
int do_format(lua_State* L) {
    std::size_t size = 0;
    const char* const bytes = luaL_checklstring(L, 1, &size);
    std::string format(bytes, size);
    const int top = lua_gettop(L);
    bool changed = false;
    for_each_directive({bytes, size}, [&](std::size_t at, int argument) {
        if (argument > top) {
            return;
        }
        const bool object = is_object(lua_type(L, argument));
        if (format[at] == 's' && object) {
            push_text(L, argument);
            lua_replace(L, argument);
        } else if (format[at] == 'p') {
            const std::string number = object ? number_of(L, argument) : "(null)";
            lua_pushlstring(L, number.data(), number.size());
            lua_replace(L, argument);
            format[at] = 's';
            changed = true;
        }
    });
    if (changed) {
        lua_pushlstring(L, format.data(), format.size());
        lua_replace(L, 1);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, top, 1);
    return 1;
}

lua_Integer seed_at(lua_State* L, int index) {
    const lua_Number number = luaL_checknumber(L, index);
    if (lua_isinteger(L, index) != 0) {
        return lua_tointeger(L, index);
    }
    lua_Integer bits = 0;
    static_assert(sizeof bits == sizeof number);
    std::memcpy(&bits, &number, sizeof bits);
    return bits;
}

/// math.randomseed; upvalue 1 is Lua's, which without arguments would ask the clock.
int do_randomseed(lua_State* L) {
    const lua_Integer first = lua_isnoneornil(L, 1) ? fixed_seed : seed_at(L, 1);
    const lua_Integer second = lua_isnoneornil(L, 2) ? 0 : seed_at(L, 2);
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, first);
    lua_pushinteger(L, second);
    lua_call(L, 2, 0);
    lua_pushinteger(L, first);
    lua_pushinteger(L, second);
    return 2;
}

} // namespace

std::string_view push_text(lua_State* L, int index) {
    const int at = lua_absindex(L, index);
    std::size_t size = 0;
    const char* text = nullptr;
    if (!is_object(lua_type(L, at))) {
        text = luaL_tolstring(L, at, &size);
    } else if (luaL_callmeta(L, at, "__tostring") != 0) {
        if (lua_isstring(L, -1) == 0) {
            luaL_error(L, "'__tostring' must return a string");
        }
        text = lua_tolstring(L, -1, &size);
    } else {
        push_object(L, at);
        text = lua_tolstring(L, -1, &size);
    }
    return {text, size};
}

void open_texts_and_chance(lua_State* L) {
    lua_register(L, "tostring", do_tostring);
    lua_getglobal(L, "string");
    wrap_function(L, "format", do_format);
    lua_getglobal(L, "math");
    wrap_function(L, "randomseed", do_randomseed);
    lua_getfield(L, -1, "randomseed");
    lua_call(L, 0, 0);
    lua_pop(L, 2);
}

} // namespace firstfit::worker
