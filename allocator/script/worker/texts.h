// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values as texts, without the addresses that Lua would show.
#pragma once

#include <lua.hpp>

#include <string_view>

namespace firstfit::worker {

/// Pushes what tostring() says of the value at `index`: "table: #3" counts the script's objects. Runs __tostring.
std::string_view push_text(lua_State* L, int index);

} // namespace firstfit::worker
