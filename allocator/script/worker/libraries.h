// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a script can call. Each function puts its part into the globals of a fresh state.
#pragma once

#include <lua.hpp>

namespace firstfit::worker {

/// heap, malloc, calloc, aligned_alloc, blocks, free, realloc, clear.
void open_heap_functions(lua_State* L);

/// note, print, expect, predict, pause.
void open_lesson_functions(lua_State* L);

/// pairs and next, in an order that is the same in every run.
void open_ordered_iteration(lua_State* L);

/// tostring and string.format without addresses, math.random with a fixed seed.
void open_texts_and_chance(lua_State* L);

/// coroutine, such that the run knows which one is running.
void open_coroutines(lua_State* L);

} // namespace firstfit::worker
