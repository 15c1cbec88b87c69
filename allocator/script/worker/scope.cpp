// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/scope.h"

#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/sandbox.h"

namespace firstfit::worker {

namespace {

constexpr int most_locals = 255; // Lua has no more registers

} // namespace

Scope::Scope(lua_State* L, lua_Debug* frame, Extent extent) { // NOLINT(*-member-init): see there
    lua_getinfo(L, "uf", frame);
    const int function = lua_gettop(L);
    take_locals(L, frame, extent);
    if (extent == Extent::everything) {
        take_upvalues(L, function);
    }
}

void Scope::take_locals(lua_State* L, lua_Debug* frame, Extent extent) {
    const int first = lua_gettop(L) + 1;
    std::array<bool, most_locals> has_name; // NOLINT(*-member-init): filled as far as it is read
    int count = 0;
    while (count < most_locals) {
        const char* name = lua_getlocal(L, frame, count + 1);
        if (name == nullptr) {
            break;
        }
        const bool is_variable = *name != '('; // "(temporary)", "(for state)"
        has_name[static_cast<std::size_t>(count)] = is_variable;
        if (is_variable) {
            sort_out(L, {first + count, name, count < frame->nparams});
        }
        ++count;
    }
    if (extent == Extent::variables) {
        return;
    }
    for (int i = count - 1; i >= 0; --i) {
        const int type = lua_type(L, first + i);
        if (type == LUA_TSTRING || type == LUA_TNUMBER) {
            take_key(L, first + i);
        } else if (type == LUA_TTABLE && !has_name[static_cast<std::size_t>(i)]) {
            take_table(L, {first + i, nullptr, false});
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
