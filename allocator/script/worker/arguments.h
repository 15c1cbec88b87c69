// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What scripts pass to the functions of the language. Anything wrong ends the run with a sentence about it.
#pragma once

#include "allocator/script/worker/script_run.h"

namespace firstfit::worker {

struct Amount {
    std::uint64_t size = 0;
    SizeUnit unit = SizeUnit::bytes;
};

/// "a string", "a table", "nil", "nothing": what stands at `index`, in words.
[[nodiscard]] std::string said_type(lua_State* L, int index);

/// The whole number at `index`, which is a `what` ("size", "alignment") counted in `unit` ("bytes"). Not
/// negative; what is beyond 64 bits is cut to the largest number, which fits no heap.
[[nodiscard]] std::uint64_t whole_number_at(lua_State* L, int index, const char* function, const char* what,
                                            const char* unit);

/// A size at `index`: a number in `unit`, or {bytes = n} or {blocks = n}.
[[nodiscard]] Amount amount_at(lua_State* L, int index, SizeUnit unit, const char* function);

/// An alignment at `index`, in `unit` of `unit_bytes` bytes: a power of two that the heap can do.
[[nodiscard]] std::uint32_t alignment_at(lua_State* L, int index, const char* function, const char* unit,
                                         std::uint32_t unit_bytes);

/// The name at `index`, made presentable; empty for nil or nothing.
[[nodiscard]] std::string name_at(lua_State* L, int index, const char* function);

/// Pushes field `name` of the table at `index`, past any metatable; returns its type.
int push_option(lua_State* L, int index, const char* name);

/// Every key of the table at `index` must be one of `known`.
void check_options(lua_State* L, int index, const char* function, std::span<const std::string_view> known);

} // namespace firstfit::worker
