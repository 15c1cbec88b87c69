// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers beside each chart of measurements.
#pragma once

#include "allocator/timing/measure.h"
#include "allocator/trace/trace.h"
#include "ui/models/figure_table.h"

namespace firstfit {

/// Workload, contender, median, its interval, middle half, samples.
[[nodiscard]] FigureTable medianTable(const Results& results);
/// Workload, contender, ratio to malloc, its intervals of 95 and 99 %.
[[nodiscard]] FigureTable ratioTable(const Results& results);
/// One row for each number of free chunks, one column for each contender; a last row with the cost of each further one.
[[nodiscard]] FigureTable chunkTable(const Results& results);
/// Contender and percentiles at one workload.
[[nodiscard]] FigureTable latencyTable(const Results& results, const std::string& workload);
/// The slowest operations of the trace, keyed by operation. `trace` may be null, or another one: then without calls.
[[nodiscard]] FigureTable slowestTable(const Results& results, const Trace* trace);
/// Workload, contender, median before and after, the change and its interval.
[[nodiscard]] FigureTable changeTable(const Results& before, const Results& after);

} // namespace firstfit
