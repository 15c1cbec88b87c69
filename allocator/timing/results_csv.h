// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements as tables for other programs: numbers with a point, texts quoted where need be (RFC 4180), behind a line
// of names. Lines with `#` in front say what was measured, where, how, and what is to be taken with caution.
#pragma once

#include "allocator/timing/measure.h"

#include <string>

namespace firstfit {

/// One line per cell. An interval that too few rounds do not allow is empty.
[[nodiscard]] std::string to_csv(const Results& results);

/// One line per operation of the trace that has a time: `operation,ns`, in Stalloc.
[[nodiscard]] std::string trace_times_to_csv(const Results& results);

/// One line per change from one run to another, as changes() finds them.
[[nodiscard]] std::string changes_to_csv(const Results& before, const Results& after);

} // namespace firstfit
