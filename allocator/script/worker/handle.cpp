// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/handle.h"

#include "allocator/script/worker/arguments.h"

#include <new>

namespace firstfit::worker {

namespace {

constexpr const char* metatable_name = "allocation";

std::uint32_t line_of_death(lua_State* L, const Handle& handle) noexcept {
    return handle.fate == Handle::Fate::alive ? ScriptRun::of(L).line_of_clear(handle.epoch) : handle.line_of_end;
}

/// grow, grow_up_to and shrink: the new size in blocks, or {bytes = n}.
Outcome resize(lua_State* L, OperationKind kind, const char* function) {
    const Handle& handle = live_handle(L, 1, function);
    const Amount amount = amount_at(L, 2, SizeUnit::blocks, function);
    Operation operation;
    operation.kind = kind;
    operation.size = amount.size;
    operation.unit = amount.unit;
    operation.allocation = handle.id;
    return ScriptRun::of(L).apply(L, operation);
}

int grow(lua_State* L) {
    lua_pushboolean(L, resize(L, OperationKind::grow_in_place, "grow").ok());
    return 1;
}

int grow_up_to(lua_State* L) {
    lua_pushinteger(L, resize(L, OperationKind::grow_up_to, "grow_up_to").blocks.value);
    return 1;
}

int shrink(lua_State* L) {
    lua_pushboolean(L, resize(L, OperationKind::shrink_in_place, "shrink").ok());
    return 1;
}

bool push_field(lua_State* L, std::string_view field) {
    const Handle& handle = *to_handle(L, 1);
    ScriptRun& run = ScriptRun::of(L);
    if (field == "name") {
        const std::string name = name_of(L, 1);
        lua_pushlstring(L, name.data(), name.size());
        return true;
    }
    if (field == "alive") {
        lua_pushboolean(L, is_alive(L, handle));
        return true;
    }
    if (field != "index" && field != "blocks" && field != "bytes" && field != "address") {
        return false;
    }
    const std::optional<LiveAllocation> found = run.heap(L).find(handle.id);
    if (!is_alive(L, handle) || !found) {
        end_for_dead(L, 1, false);
    }
    const HeapGeometry& geometry = run.heap(L).geometry();
    const LiveAllocation& live = *found;
    if (field == "index") {
        lua_pushinteger(L, live.index.value);
    } else if (field == "blocks") {
        lua_pushinteger(L, live.blocks.value);
    } else if (field == "bytes") {
        lua_pushinteger(L, static_cast<lua_Integer>(live.bytes));
    } else {
        lua_pushinteger(L, static_cast<lua_Integer>(geometry.address_of(live.index)));
    }
    return true;
}

/// __index; the methods are upvalue 1.
int get(lua_State* L) {
    if (to_handle(L, 1) == nullptr) {
        return luaL_argerror(L, 1, "an allocation expected");
    }
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
        return 1;
    }
    std::size_t size = 0;
    const char* field = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : nullptr;
    if (field == nullptr || !push_field(L, {field, size})) {
        return luaL_error(L, "an allocation has no field '%s' (it has index, blocks, bytes, address, name, alive)",
                          field == nullptr ? luaL_typename(L, 2) : field);
    }
    return 1;
}

int refuse_set(lua_State* L) { return luaL_error(L, "the fields of an allocation cannot be set"); }

int describe(lua_State* L) {
    const Handle* handle = to_handle(L, 1);
    if (handle == nullptr) {
        return luaL_argerror(L, 1, "an allocation expected");
    }
    std::string text = name_of(L, 1);
    const std::optional<LiveAllocation> live = ScriptRun::of(L).heap(L).find(handle->id);
    if (!is_alive(L, *handle) || !live) {
        text += handle->fate == Handle::Fate::moved ? " (moved)" : " (freed)";
    } else {
        text += " (" + std::to_string(live->blocks.value) + (live->blocks.value == 1 ? " block" : " blocks") + " at " +
                std::to_string(live->index.value) + ")";
    }
    lua_pushlstring(L, text.data(), text.size());
    return 1;
}

Handle& push_new_handle(lua_State* L, AllocationId id) {
    ScriptRun& run = ScriptRun::of(L);
    auto* const handle = new (lua_newuserdatauv(L, sizeof(Handle), 1)) Handle;
    handle->id = id;
    handle->epoch = run.epoch();
    handle->serial = run.memory().take_serial();
    luaL_setmetatable(L, metatable_name);
    return *handle;
}

} // namespace

void push_handle(lua_State* L, AllocationId id, std::string_view name) {
    Handle& handle = push_new_handle(L, id);
    if (name.empty()) {
        ScriptRun::of(L).names().search(L, handle);
    } else {
        lua_pushlstring(L, name.data(), name.size());
        lua_setiuservalue(L, -2, 1);
    }
}

void push_successor(lua_State* L, int index, std::uint32_t line) {
    Handle& old = *to_handle(L, index);
    Handle& handle = push_new_handle(L, old.id);
    lua_getiuservalue(L, index, 1);
    lua_setiuservalue(L, -2, 1);
    old.fate = Handle::Fate::moved;
    old.line_of_end = line;
    if (old.nameless) {
        old.nameless = false;
        ScriptRun::of(L).names().search(L, handle);
    }
}

Handle* to_handle(lua_State* L, int index) noexcept {
    if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(Handle)) {
        return nullptr;
    }
    auto* const handle = static_cast<Handle*>(lua_touserdata(L, index));
    return handle->mark == Handle::mark_of_handles ? handle : nullptr;
}

bool is_alive(lua_State* L, const Handle& handle) noexcept {
    return handle.fate == Handle::Fate::alive && handle.epoch == ScriptRun::of(L).epoch();
}

std::string name_of(lua_State* L, int index) {
    lua_getiuservalue(L, index, 1);
    std::size_t size = 0;
    const char* name = lua_tolstring(L, -1, &size);
    std::string text =
        name != nullptr ? std::string(name, size) : "#" + std::to_string(to_handle(L, index)->id.value + 1);
    lua_pop(L, 1);
    return text;
}

Handle& live_handle(lua_State* L, int index, const char* function) {
    Handle* const handle = to_handle(L, index);
    if (handle == nullptr) {
        const bool method = std::string_view(function) != "free" && std::string_view(function) != "realloc";
        ScriptRun::of(L).end(
            L, DiagnosticKind::misuse, std::string(function) + " needs an allocation",
            "It got " + said_type(L, index) + "." +
                (method ? " Methods are called with a colon: a:" + std::string(function) + "(8)." : ""));
    }
    if (!is_alive(L, *handle)) {
        end_for_dead(L, index, std::string_view(function) == "free");
    }
    return *handle;
}

void end_for_dead(lua_State* L, int index, bool freeing) {
    const Handle& handle = *to_handle(L, index);
    const std::string name = name_of(L, index);
    const std::uint32_t line = line_of_death(L, handle);
    const std::string where = "Line " + std::to_string(line);
    ScriptRun& run = ScriptRun::of(L);
    if (handle.fate == Handle::Fate::moved) {
        run.end(L, DiagnosticKind::misuse, name + (freeing ? " is freed" : " is used") + " after realloc moved it",
                where + " moved it; what realloc returned there is to be used instead.", line);
    }
    if (handle.fate == Handle::Fate::alive) {
        run.end(L, DiagnosticKind::misuse, name + (freeing ? " is freed" : " is used") + " after the heap was cleared",
                where + " cleared it.", line);
    }
    run.end(L, DiagnosticKind::misuse, name + (freeing ? " is freed twice" : " is used after it was freed"),
            where + (freeing ? " freed it first." : " freed it."), line);
}

void open_handles(lua_State* L) {
    luaL_newmetatable(L, metatable_name);
    lua_newtable(L);
    constexpr luaL_Reg methods[] = {{"grow", grow}, {"grow_up_to", grow_up_to}, {"shrink", shrink}, {nullptr, nullptr}};
    luaL_setfuncs(L, methods, 0);
    lua_pushcclosure(L, get, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_set);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, describe);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "allocation");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

} // namespace firstfit::worker
