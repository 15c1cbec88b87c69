// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace firstfit {

/// Where the worker program `name` is: what the environment's `variable` says; else beside this program, where it is
/// installed, or in the root of the build tree that this program lies in (for tests that are started by hand). Empty
/// if it is in none of these places.
[[nodiscard]] std::string worker_path(const std::string& name, const char* variable);

} // namespace firstfit
