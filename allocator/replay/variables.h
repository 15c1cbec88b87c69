// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The variables of the pseudocode and their values at a moment.
#pragma once

#include "allocator/replay/explain.h"
#include "allocator/replay/moment.h"

namespace firstfit {

/// First what was asked, then the hands ("prev" on). `changed` marks what the last micro-step gave another value, or
/// looked at to decide. O(steps).
[[nodiscard]] std::vector<Variable> variables_at(const Moment& moment);

} // namespace firstfit
