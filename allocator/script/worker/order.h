// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The order of the keys of a table: numbers, then strings by their bytes, then false and true, then objects by their
// creation. Lua's own order depends on addresses and on a random seed.
#pragma once

#include <lua.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace firstfit::worker {

/// When the object at `index` (table, function, thread, allocation) was created; functions of Lua's libraries come
/// before all of the script's.
[[nodiscard]] std::uint64_t serial_of(lua_State* L, int index);

/// Pushes an array of the keys of the table at `index`, in order. If there are more than `at_most`, pushes nothing and
/// returns false. O(n log n).
bool push_sorted_keys(lua_State* L, int index, std::size_t at_most = std::numeric_limits<std::size_t>::max());

} // namespace firstfit::worker
