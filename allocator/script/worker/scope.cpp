// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/scope.h"

#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/sandbox.h"

#include <algorithm>

namespace firstfit::worker {

namespace {

constexpr int most_locals = 255; // Lua has no more registers

/// The name of the variable in a register of the function; null for a value that no variable holds.
const char* name_of_local(lua_State* L, lua_Debug* frame, int number) {
    const char* const name = lua_getlocal(L, frame, number);
    if (name == nullptr) {
        return nullptr;
    }
    lua_pop(L, 1);
    return *name == '(' ? nullptr : name; // "(temporary)", "(for state)"
}

} // namespace

Scope::Scope(lua_State* L, lua_Debug* frame, Extent extent) { // NOLINT(*-member-init): see there
    const int registers = std::min(lua_gettop(L), most_locals);
    lua_getinfo(L, "u", frame);
    take_locals(L, frame, extent, registers);
    if (extent == Extent::everything) {
        lua_getinfo(L, "f", frame);
        take_upvalues(L, lua_gettop(L));
    }
}

void Scope::take_locals(lua_State* L, lua_Debug* frame, Extent extent, int registers) {
    // In a hook the values of the function lie at the bottom of the stack that the hook sees; so most of them need not
    // be asked for by name.
    std::array<bool, most_locals> is_variable; // NOLINT(*-member-init): filled as far as it is read
    for (int i = 0; i < registers; ++i) {
        const int type = lua_type(L, i + 1);
        const char* const name = type == LUA_TTABLE || type == LUA_TUSERDATA ? name_of_local(L, frame, i + 1) : nullptr;
        is_variable[static_cast<std::size_t>(i)] = name != nullptr;
        if (name != nullptr) {
            sort_out(L, {i + 1, name, i < frame->nparams});
        }
    }
    for (int i = registers - 1; extent == Extent::everything && i >= 0; --i) {
        const int type = lua_type(L, i + 1);
        if (type == LUA_TSTRING || type == LUA_TNUMBER) {
            take_key(L, i + 1);
        } else if (type == LUA_TTABLE && !is_variable[static_cast<std::size_t>(i)]) {
            take_table(L, {i + 1, nullptr, false});
        }
    }
}

void Scope::take_key(lua_State* L, int at) {
    const bool is_float = lua_type(L, at) == LUA_TNUMBER && lua_isinteger(L, at) == 0;
    if (!is_float && key_count_ < keys_.size()) {
        keys_[key_count_++] = at;
    }
}

void Scope::take_upvalues(lua_State* L, int function) {
    for (int i = 1;; ++i) {
        const char* name = lua_getupvalue(L, function, i);
        if (name == nullptr) {
            return;
        }
        const int type = lua_type(L, -1);
        if ((type == LUA_TTABLE || type == LUA_TUSERDATA) && !is_globals(L, -1)) {
            sort_out(L, {lua_gettop(L), name, false});
        } else {
            lua_pop(L, 1);
        }
    }
}

void Scope::sort_out(lua_State* L, const Variable& variable) {
    if (lua_type(L, variable.at) == LUA_TTABLE) {
        take_table(L, variable);
        return;
    }
    const Handle* const handle = to_handle(L, variable.at);
    if (handle != nullptr && handle->nameless && nameless_count_ < nameless_.size()) {
        nameless_[nameless_count_++] = variable;
    }
}

void Scope::take_table(lua_State* L, const Variable& variable) {
    const void* const table = lua_topointer(L, variable.at);
    for (const Variable& known : tables()) {
        if (lua_topointer(L, known.at) == table) {
            return;
        }
    }
    if (table_count_ < tables_.size() && !is_globals(L, variable.at)) {
        tables_[table_count_++] = variable;
    }
}

} // namespace firstfit::worker
