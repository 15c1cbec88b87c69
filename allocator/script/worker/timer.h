// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end of the script's time. Lua cannot be interrupted inside a C function (a pattern that never ends), and a script
// can catch errors; so the end comes in two steps: a hook that ends the process at the next instruction, where the line
// is known exactly, and if none is reached, the signal handler itself.
#pragma once

#include "allocator/script/worker/script_run.h"

namespace firstfit::worker {

/// Starts counting the process's own time, and sending what is done so far several times a second; and
/// watches the process's own memory. One run per process, as the system has one timer of each kind.
void start_timers(ScriptRun& run, std::chrono::milliseconds run_time);

/// Is it over? Ends the run if so. Whoever takes a hook away, or changes the coroutine, asks afterwards.
void leave_if_time_is_up(ScriptRun& run);

/// The one hook of a run, called before each instruction while it is set: for the timer and for the search for names.
void hook_every_instruction(lua_State* L);
void unhook(lua_State* L);

} // namespace firstfit::worker
