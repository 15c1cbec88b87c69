// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The object of `replay --json`.
#pragma once

#include "app/commands/run_report.h"

namespace firstfit {

/// One JSON object, indented, with a line end. Sizes are bytes unless the name says blocks; operations count from 1.
/// Recordings have `recording` besides, and call sites of failures and leaks where they tell them; a run that was
/// stopped has `stopped`.
[[nodiscard]] QString summaryJson(const RunReport& report);

} // namespace firstfit
