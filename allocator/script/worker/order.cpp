// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/order.h"

#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/libraries.h"
#include "allocator/script/worker/sandbox.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace firstfit::worker {

namespace {

/// A key of a table, so that keys can be compared without Lua.
struct Key {
    enum class Sort : std::uint8_t { number, text, truth, object };
    Sort sort = Sort::number;
    long double number = 0; ///< holds every integer and every float of Lua exactly
    std::string_view text;
    std::uint64_t serial = 0;
    lua_Integer position = 0; ///< in Lua's array of keys

    friend bool operator<(const Key& a, const Key& b) noexcept {
        if (a.sort != b.sort) {
            return a.sort < b.sort;
        }
        switch (a.sort) {
        case Sort::number:
            return a.number < b.number;
        case Sort::text:
            return a.text < b.text;
        case Sort::truth:
        case Sort::object:
            break;
        }
        return a.serial < b.serial;
    }
};

/// The key on top of the stack; its text stays Lua's.
Key key_at_top(lua_State* L, lua_Integer position) {
    Key key;
    key.position = position;
    switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
        key.number = lua_isinteger(L, -1) != 0 ? static_cast<long double>(lua_tointeger(L, -1))
                                               : static_cast<long double>(lua_tonumber(L, -1));
        break;
    case LUA_TSTRING: {
        std::size_t size = 0;
        const char* text = lua_tolstring(L, -1, &size);
        key.sort = Key::Sort::text;
        key.text = {text, size};
        break;
    }
    case LUA_TBOOLEAN:
        key.sort = Key::Sort::truth;
        key.serial = lua_toboolean(L, -1) != 0 ? 1 : 0;
        break;
    default:
        key.sort = Key::Sort::object;
        key.serial = serial_of(L, -1);
        break;
    }
    return key;
}

/// Replaces the array of keys on top of the stack by one in order.
void put_in_order(lua_State* L, std::vector<Key>& keys) {
    if (std::is_sorted(keys.begin(), keys.end())) {
        return;
    }
    std::sort(keys.begin(), keys.end());
    lua_createtable(L, static_cast<int>(std::min<std::size_t>(keys.size(), 1 << 30)), 0);
    lua_Integer position = 0;
    for (const Key& key : keys) {
        lua_rawgeti(L, -2, key.position);
        lua_rawseti(L, -2, ++position);
    }
    lua_remove(L, -2);
}

/// Replaces the key on top by its position in the sorted keys at `keys`, or where it would stand, minus one half.
lua_Integer first_behind(lua_State* L, int keys) {
    const Key wanted = key_at_top(L, 0);
    lua_Integer low = 1;
    lua_Integer high = static_cast<lua_Integer>(lua_rawlen(L, keys)) + 1;
    while (low < high) {
        const lua_Integer middle = low + (high - low) / 2;
        lua_rawgeti(L, keys, middle);
        const bool behind = wanted < key_at_top(L, middle);
        lua_pop(L, 1);
        if (behind) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/// Leaves the first key from `position` on that still has a value, and the value; or nil.
int push_entry_from(lua_State* L, int table, int keys, lua_Integer position, lua_Integer* found) {
    for (;; ++position) {
        if (lua_rawgeti(L, keys, position) == LUA_TNIL) {
            return 1;
        }
        lua_pushvalue(L, -1);
        if (lua_rawget(L, table) != LUA_TNIL) {
            *found = position;
            return 2;
        }
        lua_pop(L, 2);
    }
}

/// Pushes the key of the table at 1 that comes first of all, and its value; or nil. No memory needed.
int push_first_entry(lua_State* L) {
    Key least;
    bool any = false;
    lua_pushnil(L); // the least key so far
    const int at = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        const Key key = key_at_top(L, 0);
        if (!any || key < least) {
            least = key;
            any = true;
            lua_copy(L, -1, at);
        }
    }
    if (!any) {
        return 1;
    }
    lua_pushvalue(L, at);
    lua_rawget(L, 1);
    return 2;
}

/// next(t, k). Upvalue 1 remembers, for each table, its sorted keys and (at 0) where the last call stood.
int next_in_order(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    replace_globals(L, 1);
    if (lua_isnil(L, 2)) {
        lua_pushvalue(L, 1);
        lua_pushnil(L);
        lua_rawset(L, lua_upvalueindex(1));
        return push_first_entry(L);
    }
    lua_pushvalue(L, 1);
    lua_Integer position = 0;
    bool known = lua_rawget(L, lua_upvalueindex(1)) == LUA_TTABLE;
    if (known) {
        lua_rawgeti(L, 3, 0);
        position = lua_tointeger(L, -1);
        lua_rawgeti(L, 3, position);
        known = lua_rawequal(L, -1, 2) != 0;
        ++position;
    }
    if (!known) {
        lua_settop(L, 2);
        push_sorted_keys(L, 1);
        lua_pushvalue(L, 1);
        lua_pushvalue(L, 3);
        lua_rawset(L, lua_upvalueindex(1));
        lua_pushvalue(L, 2);
        position = first_behind(L, 3);
    }
    lua_settop(L, 3);
    lua_Integer found = 0;
    const int results = push_entry_from(L, 1, 3, position, &found);
    lua_pushinteger(L, found);
    lua_rawseti(L, 3, 0);
    return results;
}

/// What pairs() returns first. Upvalue 1: the sorted keys, 2: where it stands.
int step_in_order(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    replace_globals(L, 1);
    const lua_Integer position = lua_isnil(L, 2) ? 1 : lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_Integer found = 0;
    const int results = push_entry_from(L, 1, lua_upvalueindex(1), position, &found);
    lua_pushinteger(L, found);
    lua_replace(L, lua_upvalueindex(2));
    return results;
}

int pairs_in_order(lua_State* L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushvalue(L, 1);
    replace_globals(L, -1);
    push_sorted_keys(L, -1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, step_in_order, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

} // namespace

std::uint64_t serial_of(lua_State* L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TTABLE:
        return Memory::serial_of(lua_topointer(L, index));
    case LUA_TFUNCTION:
        return is_light_function(L, index) ? number_of_function(L, index) : Memory::serial_of(lua_topointer(L, index));
    case LUA_TTHREAD:
        return Memory::serial_of(lua_getextraspace(lua_tothread(L, index)));
    default:
        break;
    }
    const Handle* const handle = to_handle(L, index);
    return handle == nullptr ? 0 : handle->serial;
}

bool push_sorted_keys(lua_State* L, int index, std::size_t at_most) {
    const int table = lua_absindex(L, index);
    std::vector<Key> keys;
    luaL_checkstack(L, 6, "too many values");
    lua_newtable(L);
    const int array = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        if (keys.size() == at_most) {
            lua_settop(L, array - 1);
            return false;
        }
        const auto position = static_cast<lua_Integer>(keys.size()) + 1;
        keys.push_back(key_at_top(L, position));
        lua_pushvalue(L, -1);
        lua_rawseti(L, array, position);
    }
    put_in_order(L, keys);
    return true;
}

void open_ordered_iteration(lua_State* L) {
    lua_pushglobaltable(L);
    lua_pushcfunction(L, pairs_in_order);
    lua_setfield(L, -2, "pairs");
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushcclosure(L, next_in_order, 1);
    lua_setfield(L, -2, "next");
    lua_pop(L, 1);
}

} // namespace firstfit::worker
