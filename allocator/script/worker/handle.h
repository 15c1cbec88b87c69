// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a script holds in its hands: an allocation, by reference.
#pragma once

#include "allocator/script/worker/script_run.h"

namespace firstfit::worker {

/// The value of a Lua userdata. The name is its user value 1 (nil: none yet).
struct Handle {
    static constexpr std::uint32_t mark_of_handles = 0x48416C6C;
    enum class Fate : std::uint8_t { alive, freed, moved };

    std::uint32_t mark = mark_of_handles;
    AllocationId id{};
    std::uint32_t epoch = 0;
    std::uint32_t line_of_end = 0; ///< where it was freed or moved
    std::uint64_t serial = 0;      ///< its place among all objects of the script
    std::uint64_t site = 0;        ///< from where it was allocated, for the search for its name
    Fate fate = Fate::alive;
    bool nameless = false; ///< the first variable that holds it names it
};

/// Pushes a new handle for a live allocation. Without a name, the search for one starts.
void push_handle(lua_State* L, AllocationId id, std::string_view name);

/// Pushes the handle that takes the place of the one at `index`, which realloc moved at `line`.
void push_successor(lua_State* L, int index, std::uint32_t line);

/// The handle at `index`, or null for any other value. O(1).
[[nodiscard]] Handle* to_handle(lua_State* L, int index) noexcept;

/// Is it neither freed nor moved nor cleared away?
[[nodiscard]] bool is_alive(lua_State* L, const Handle& handle) noexcept;

/// "b", or "#2" for one without a name.
[[nodiscard]] std::string name_of(lua_State* L, int index);

/// The live handle at `index`; anything else ends the run, saying that `function` was given it.
Handle& live_handle(lua_State* L, int index, const char* function);

/// Ends the run: the handle at `index` is dead, and was `used` ("freed" or "used") again.
[[noreturn]] void end_for_dead(lua_State* L, int index, bool freeing);

/// Makes the fields and methods of handles known to a state.
void open_handles(lua_State* L);

} // namespace firstfit::worker
