// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Results of a measurement as text.
#pragma once

#include "allocator/timing/measure.h"

#include <QString>

namespace firstfit {

/// What there is to choose from, for --list.
[[nodiscard]] QString benchList();

/// A table for each workload, what was measured where, and what must be known about it.
[[nodiscard]] QString benchTable(const Results& results);

} // namespace firstfit
