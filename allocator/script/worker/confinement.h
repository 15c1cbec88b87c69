// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the operating system is told about this process before the script starts.
#pragma once

#include "allocator/script/script.h"

namespace firstfit::worker {

/// Starts the program anew with everything at fixed addresses, where the system allows it: addresses go into Lua's hash
/// seed. Returns in the new program, or when it is not allowed.
void fix_addresses(char** arguments);

/// Dies with the program that started it; keeps no file open but its two ends and standard error.
void tie_to_parent();

/// Belts and braces beside the script's own limits: no files written, none opened, no core dumped, memory and time
/// within reason.
void lower_limits(const ScriptLimits& limits);

} // namespace firstfit::worker
