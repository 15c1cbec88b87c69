// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The world of a script: Lua's harmless libraries, the functions of the language, and global variables whose every
// assignment is seen.
#pragma once

#include "allocator/script/worker/script_run.h"

namespace firstfit::worker {

/// Fills a fresh state. What reaches files, processes, the clock, byte code, finalisers or addresses is left out.
void open_sandbox(lua_State* L);

/// Puts `function` over Lua's function `name` in the table on top of the stack; Lua's becomes its upvalue 1.
void wrap_function(lua_State* L, const char* name, lua_CFunction function);

/// The table that global variables live in. Scripts see an empty stand-in for it, as _G and _ENV, so that assignments
/// to variables that exist already are seen too.
void push_globals(lua_State* L);
/// Is the value at `index` the stand-in, or the table behind it?
[[nodiscard]] bool is_globals(lua_State* L, int index) noexcept;
/// Puts the table behind it in its place, if the value at `index` is the stand-in.
void replace_globals(lua_State* L, int index);

/// A C function without upvalues is no object: it has no creation.
[[nodiscard]] bool is_light_function(lua_State* L, int index) noexcept;
/// What stands for the creation of such a function.
[[nodiscard]] std::uint64_t number_of_function(lua_State* L, int index) noexcept;

/// The script's objects are numbered from here; those below are the sandbox's.
inline constexpr std::uint64_t first_serial_of_script = 10'000;

} // namespace firstfit::worker
