// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiles and runs the script, and says what became of it.
#pragma once

#include "allocator/script/worker/script_run.h"

namespace firstfit::worker {

/// Runs `source` in the sandbox of `L`. The process ends with the script.
[[noreturn]] void execute(lua_State* L, ScriptRun& run, std::string_view source);

} // namespace firstfit::worker
