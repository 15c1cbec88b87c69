// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/arguments.h"
#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/libraries.h"

#include <limits>

namespace firstfit::worker {

namespace {

/// Does an allocation; leaves a handle, or nil where it did not fit.
int allocate(lua_State* L, Operation operation, std::string name, const char* function) {
    ScriptRun& run = ScriptRun::of(L);
    operation.kind = OperationKind::allocate;
    operation.allocation = run.next_allocation();
    const Outcome outcome = run.apply(L, operation);
    if (name.empty() && !outcome.ok()) {
        name = run.names().target_of_call(L, function); // nil leaves no trace in the variable that takes it
    }
    if (!name.empty()) {
        run.name(operation.allocation, name);
    }
    if (outcome.ok()) {
        push_handle(L, operation.allocation, name);
    } else {
        lua_pushnil(L);
    }
    return 1;
}

int do_malloc(lua_State* L) {
    Operation operation;
    operation.size = whole_number_at(L, 1, "malloc", "size", "bytes");
    return allocate(L, operation, name_at(L, 2, "malloc"), "malloc");
}

int do_calloc(lua_State* L) {
    const std::uint64_t count = whole_number_at(L, 1, "calloc", "size", "elements");
    const std::uint64_t each = whole_number_at(L, 2, "calloc", "size", "bytes");
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    Operation operation;
    operation.size = each != 0 && count > most / each ? most : count * each;
    return allocate(L, operation, name_at(L, 3, "calloc"), "calloc");
}

int do_aligned_alloc(lua_State* L) {
    Operation operation;
    operation.alignment = alignment_at(L, 1, "aligned_alloc", "bytes", 1);
    operation.size = whole_number_at(L, 2, "aligned_alloc", "size", "bytes");
    return allocate(L, operation, name_at(L, 3, "aligned_alloc"), "aligned_alloc");
}

int do_blocks(lua_State* L) {
    Operation operation;
    operation.unit = SizeUnit::blocks;
    operation.size = whole_number_at(L, 1, "blocks", "size", "blocks");
    std::string name;
    if (!lua_isnoneornil(L, 2)) {
        if (lua_type(L, 2) != LUA_TTABLE) {
            ScriptRun::of(L).end(L, DiagnosticKind::misuse, "blocks needs its options in a table",
                                 "As in blocks(5, {align = 2}). It got " + said_type(L, 2) + ".");
        }
        constexpr std::array<std::string_view, 2> options{"align", "name"};
        check_options(L, 2, "blocks", options);
        if (push_option(L, 2, "align") != LUA_TNIL) {
            const std::uint32_t block_size = ScriptRun::of(L).heap(L).geometry().block_size;
            operation.alignment = alignment_at(L, -1, "blocks", "blocks", block_size);
        }
        push_option(L, 2, "name");
        name = name_at(L, -1, "blocks");
    }
    return allocate(L, operation, name, "blocks");
}

void warn_of_free_nil(lua_State* L) {
    ScriptRun& run = ScriptRun::of(L);
    const std::string why = run.request_failed() ? " An allocation that did not fit is nil." : "";
    run.warn({.severity = Severity::warning,
              .line = run.line(L),
              .column = 0,
              .related_line = 0,
              .title = "free(nil) does nothing",
              .message = "As in C, it is allowed." + why,
              .kind = DiagnosticKind::misuse});
}

int do_free(lua_State* L) {
    if (lua_type(L, 1) == LUA_TNIL) {
        warn_of_free_nil(L);
        return 0;
    }
    Handle& handle = live_handle(L, 1, "free");
    Operation operation;
    operation.kind = OperationKind::deallocate;
    operation.allocation = handle.id;
    ScriptRun& run = ScriptRun::of(L);
    run.apply(L, operation);
    handle.fate = Handle::Fate::freed;
    handle.line_of_end = run.line(L);
    return 0;
}

/// The allocation keeps its identity; what was held before is dead, as a pointer in C would be.
int do_realloc(lua_State* L) {
    if (lua_type(L, 1) == LUA_TNIL) {
        Operation operation;
        const Amount amount = amount_at(L, 2, SizeUnit::bytes, "realloc");
        operation.size = amount.size;
        operation.unit = amount.unit;
        return allocate(L, operation, {}, "realloc");
    }
    const Handle& handle = live_handle(L, 1, "realloc");
    const Amount amount = amount_at(L, 2, SizeUnit::bytes, "realloc");
    Operation operation;
    operation.kind = OperationKind::reallocate;
    operation.allocation = handle.id;
    operation.size = amount.size;
    operation.unit = amount.unit;
    ScriptRun& run = ScriptRun::of(L);
    if (!run.apply(L, operation).ok()) {
        lua_pushnil(L);
        return 1;
    }
    push_successor(L, 1, run.line(L));
    return 1;
}

int do_clear(lua_State* L) {
    ScriptRun& run = ScriptRun::of(L);
    Operation operation;
    operation.kind = OperationKind::clear;
    run.apply(L, operation);
    run.begin_epoch(run.line(L));
    return 0;
}

std::uint64_t heap_option(lua_State* L, const char* name, std::uint64_t otherwise, std::uint64_t most) {
    const bool given = push_option(L, 1, name) != LUA_TNIL;
    const std::uint64_t value = given ? whole_number_at(L, -1, "heap", name, name) : otherwise;
    lua_pop(L, 1);
    return std::min(value, most);
}

int do_heap(lua_State* L) {
    ScriptRun& run = ScriptRun::of(L);
    if (run.has_heap()) {
        const std::string line = "Line " + std::to_string(run.heap_line());
        if (run.heap_was_asked_for()) {
            run.end(L, DiagnosticKind::misuse, "heap is called twice", line + " called it first.", run.heap_line());
        }
        run.end(L, DiagnosticKind::misuse, "heap comes after the first operation",
                line + " used the heap already, and so made the one of 32 blocks of 4 bytes.", run.heap_line());
    }
    if (lua_type(L, 1) != LUA_TTABLE) {
        run.end(L, DiagnosticKind::misuse, "heap needs a table",
                "As in heap{blocks = 32, block_size = 4}. It got " + said_type(L, 1) + ".");
    }
    constexpr std::array<std::string_view, 3> options{"blocks", "block_size", "base_address"};
    check_options(L, 1, "heap", options);
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(heap_option(L, "blocks", geometry.blocks.value, most))};
    geometry.block_size = static_cast<std::uint32_t>(heap_option(L, "block_size", geometry.block_size, most));
    geometry.base_address = heap_option(L, "base_address", geometry.base_address, UINT64_MAX);
    run.ask_for_heap(L, geometry);
    return 0;
}

} // namespace

void open_heap_functions(lua_State* L) {
    constexpr luaL_Reg functions[] = {
        {"heap", do_heap},     {"malloc", do_malloc}, {"calloc", do_calloc},   {"aligned_alloc", do_aligned_alloc},
        {"blocks", do_blocks}, {"free", do_free},     {"realloc", do_realloc}, {"clear", do_clear},
        {nullptr, nullptr}};
    lua_pushglobaltable(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}

} // namespace firstfit::worker
