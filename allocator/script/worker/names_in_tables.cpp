// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the search for names that looks into tables. All of it is bounded, and goes in a fixed order.
#include "allocator/script/worker/names.h"

#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/order.h"
#include "allocator/script/worker/sandbox.h"
#include "allocator/script/worker/scope.h"

namespace firstfit::worker {

namespace {

constexpr std::size_t largest_looked_through = 256;
constexpr std::size_t largest_on_a_path = 64;
constexpr std::size_t most_global_tables = 512;
constexpr int places_needed = 16;

bool is_nameless(lua_State* L, int index) noexcept {
    const Handle* const handle = to_handle(L, index);
    return handle != nullptr && handle->nameless;
}

std::string_view name_or_none(const Scope::Variable& variable) noexcept {
    return variable.name == nullptr ? std::string_view() : variable.name;
}

bool is_identifier(std::string_view text) noexcept {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (text.empty() || !is_letter(text.front())) {
        return false;
    }
    for (const char c : text) {
        if (!is_letter(c) && !(c >= '0' && c <= '9')) {
            return false;
        }
    }
    return true;
}

} // namespace

std::string element_name(lua_State* L, std::string_view name, int index) {
    const bool of_globals = name == "_G" || name == "_ENV";
    if (lua_type(L, index) == LUA_TSTRING) {
        std::size_t size = 0;
        const char* const bytes = lua_tolstring(L, index, &size);
        const std::string key(bytes, std::min<std::size_t>(size, wire::max_name));
        if (is_identifier(key)) {
            return of_globals ? key : std::string(name) + "." + key;
        }
        return std::string(name) + "[\"" + key + "\"]";
    }
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        const std::string number = lua_tostring(L, -1);
        lua_pop(L, 1);
        return std::string(name) + "[" + number + "]";
    }
    if (lua_type(L, index) == LUA_TBOOLEAN) {
        return std::string(name) + (lua_toboolean(L, index) != 0 ? "[true]" : "[false]");
    }
    return {};
}

bool Names::spend(std::size_t entries) noexcept {
    if (credit_ < entries) {
        return false;
    }
    credit_ -= entries;
    return true;
}

void Names::look_into_tables(lua_State* L, const Scope& scope) {
    for (const Scope::Variable& table : scope.tables()) {
        look_up_likely_keys(L, table.at, name_or_none(table), scope);
        if (waiting_ == 0) {
            return;
        }
    }
    for (const Scope::Variable& table : scope.tables()) {
        look_through(L, table.at, name_or_none(table), &scope, table.name == nullptr ? 0 : 2);
        if (waiting_ == 0) {
            return;
        }
    }
}

void Names::look_up_likely_keys(lua_State* L, int table, std::string_view name, const Scope& scope) {
    lua_pushinteger(L, static_cast<lua_Integer>(lua_rawlen(L, table))); // t[#t + 1] = ..., table.insert
    if (look_up_key_on_top(L, table, name, scope) && waiting_ == 0) {
        return;
    }
    for (const int key : scope.keys()) {
        lua_pushvalue(L, key);
        if (look_up_key_on_top(L, table, name, scope) && waiting_ == 0) {
            return;
        }
    }
}

/// Takes the key off the stack; names the handle that the table has there.
bool Names::look_up_key_on_top(lua_State* L, int table, std::string_view name, const Scope& scope) {
    const int key = lua_gettop(L);
    lua_pushvalue(L, key);
    lua_rawget(L, table);
    std::string element;
    if (is_nameless(L, -1)) {
        const std::string of_table = name_of_table(L, table, name, &scope);
        element = of_table.empty() ? std::string() : element_name(L, of_table, key);
    }
    if (!element.empty()) {
        name_handle(L, key + 1, element);
    }
    lua_settop(L, key - 1);
    return !element.empty();
}

/// Does the table have a handle without a name, or a table that may? Not one that is too large.
bool Names::is_worth_sorting(lua_State* L, int table, bool deeper) {
    std::size_t entries = 0;
    bool worth = false;
    const int top = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        worth = worth || is_nameless(L, -1) || (deeper && lua_type(L, -1) == LUA_TTABLE);
        lua_pop(L, 1);
        if (++entries > largest_looked_through) {
            lua_settop(L, top);
            spend(entries);
            return false;
        }
    }
    return spend(entries) && worth;
}

void Names::look_through(lua_State* L, int index, std::string_view name, const Scope* scope, int depth) {
    const int table = lua_absindex(L, index);
    if (lua_checkstack(L, places_needed) == 0 || !is_worth_sorting(L, table, depth > 0) ||
        !push_sorted_keys(L, table, largest_looked_through)) {
        return;
    }
    const int keys = lua_gettop(L);
    const std::string of_table = name_of_table(L, table, name, scope);
    for (lua_Integer i = 1; !of_table.empty() && lua_rawgeti(L, keys, i) != LUA_TNIL; ++i) {
        lua_pushvalue(L, -1);
        lua_rawget(L, table);
        const std::string element = element_name(L, of_table, keys + 1);
        if (!element.empty() && is_nameless(L, -1)) {
            name_handle(L, keys + 2, element);
        } else if (!element.empty() && depth > 0 && lua_type(L, -1) == LUA_TTABLE && !is_globals(L, -1)) {
            look_through(L, keys + 2, element, scope, depth - 1);
        }
        lua_settop(L, keys);
    }
    lua_settop(L, keys - 1);
}

std::string Names::name_of_table(lua_State* L, int table, std::string_view name, const Scope* scope) {
    if (!name.empty()) {
        return std::string(name);
    }
    std::string found;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, this) == LUA_TTABLE) {
        lua_pushvalue(L, table);
        if (lua_rawget(L, -2) == LUA_TSTRING) {
            found = lua_tostring(L, -1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    // A table in a constructor gets its name an instruction later; only then is it worth a long search.
    if (found.empty() && scope != nullptr && looked_ % 8 == 2) {
        found = path_to(L, lua_topointer(L, table), *scope);
        if (!found.empty()) {
            remember_table(L, table, found);
        }
    }
    return found;
}

void Names::remember_table(lua_State* L, int index, std::string_view name) {
    const int table = lua_absindex(L, index);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, this) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_newtable(L);
        lua_pushliteral(L, "k");
        lua_setfield(L, -2, "__mode");
        lua_setmetatable(L, -2);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, this);
    }
    lua_pushvalue(L, table);
    if (lua_rawget(L, -2) == LUA_TNIL) { // the first variable counts
        if (is_identifier(name) && global_tables_.size() < most_global_tables) {
            global_tables_.emplace(name);
        }
        lua_pushvalue(L, table);
        lua_pushlstring(L, name.data(), name.size());
        lua_rawset(L, -4);
    }
    lua_pop(L, 2);
}

std::string Names::path_to(lua_State* L, const void* table, const Scope& scope) {
    std::string path;
    for (const Scope::Variable& root : scope.tables()) {
        if (root.name != nullptr && path.empty()) {
            path = path_in(L, root.at, root.name, table, 1);
        }
    }
    push_globals(L);
    const int globals = lua_gettop(L);
    for (auto root = global_tables_.begin(); root != global_tables_.end() && path.empty(); ++root) {
        lua_pushlstring(L, root->data(), root->size());
        if (lua_rawget(L, globals) == LUA_TTABLE) {
            path = path_in(L, globals + 1, *root, table, 1);
        }
        lua_settop(L, globals);
    }
    lua_pop(L, 1);
    return path;
}

/// The way from the table `root` to another one through its elements; empty if there is none of at most `depth` more.
std::string Names::path_in(lua_State* L, int root, std::string_view name, const void* table, int depth) {
    if (lua_checkstack(L, places_needed) == 0 || !push_sorted_keys(L, root, largest_on_a_path)) {
        return {};
    }
    const int keys = lua_gettop(L);
    std::string path;
    spend(static_cast<std::size_t>(lua_rawlen(L, keys)));
    for (const bool deeper : {false, true}) {
        for (lua_Integer i = 1; path.empty() && credit_ > 0 && lua_rawgeti(L, keys, i) != LUA_TNIL; ++i) {
            lua_pushvalue(L, -1);
            if (lua_rawget(L, root) == LUA_TTABLE) {
                const std::string element = element_name(L, name, keys + 1);
                if (!deeper && lua_topointer(L, -1) == table) {
                    path = element;
                } else if (deeper && depth > 0 && !element.empty()) {
                    path = path_in(L, keys + 2, element, table, depth - 1);
                }
            }
            lua_settop(L, keys);
        }
        lua_settop(L, keys);
    }
    lua_settop(L, keys - 1);
    return path;
}

} // namespace firstfit::worker
