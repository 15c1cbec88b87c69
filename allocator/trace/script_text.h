// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the calls of the script language are written: one place for the screen's words and for saved scripts.
#pragma once

#include "allocator/heap/operation.h"

#include <string>
#include <string_view>

namespace firstfit {

/// "malloc(30)", "aligned_alloc(16, 20)", "blocks(5, {align = 2})". A `label` that is not empty is passed along as
/// the allocation's name.
[[nodiscard]] std::string allocation_call(const Operation& operation, std::string_view label);

/// "realloc(b, 40)"; in blocks "realloc(b, {blocks = 10})".
[[nodiscard]] std::string reallocation_call(const Operation& operation, std::string_view variable);

/// "c:grow(8)", "c:grow_up_to(99)", "c:shrink(2)"; in bytes "c:grow{bytes = 30}".
[[nodiscard]] std::string resize_call(const Operation& operation, std::string_view variable);

/// A Lua string literal in double quotes that stands for exactly these bytes, on one line.
[[nodiscard]] std::string lua_quoted(std::string_view text);

/// May the script assign to a global variable of this name: an identifier that is no keyword and hides nothing that
/// the language offers?
[[nodiscard]] bool is_free_lua_name(std::string_view name) noexcept;

} // namespace firstfit
