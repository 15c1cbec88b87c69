// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the charts of measurements draw, picked out of the results. Pure functions; none keeps a reference.
#pragma once

#include "allocator/timing/measure.h"

#include <QString>

#include <optional>
#include <vector>

namespace firstfit {

/// The ids of all contenders in the results, in the order of charts. O(cells).
[[nodiscard]] std::vector<std::string> contendersIn(const Results& results);

/// One workload: a cell for each of contendersIn(), null where it was not measured.
struct WorkloadGroup {
    std::string workload;
    std::vector<const Cell*> cells; ///< into the results
    bool finished = true;           ///< all cells that were begun
};
/// All workloads but "chunks", whose cost depends on a parameter. O(cells).
[[nodiscard]] std::vector<WorkloadGroup> workloadGroups(const Results& results);

/// The cost against the number of free chunks: "chunks", by contender, ascending in the parameter.
struct CostCurve {
    std::string contender;
    std::vector<const Cell*> cells;
};
[[nodiscard]] std::vector<CostCurve> chunkCurves(const Results& results);
/// Nanoseconds for each further free chunk: the slope between the two ends; nothing with fewer than two points.
[[nodiscard]] std::optional<double> costPerChunk(const CostCurve& curve);

/// Neighbouring operations of the trace as one point.
struct CostBucket {
    std::uint32_t first = 0;   ///< operation, from 1
    std::uint32_t last = 0;    ///< included
    std::uint32_t slowest = 0; ///< the operation that took longest
    float most = 0;            ///< ns, of that one
    float median = 0;
};
/// Operations `first` to `last` (from 1) in at most `buckets` points; those without a time are left out. O(operations).
[[nodiscard]] std::vector<CostBucket> costBuckets(const std::vector<float>& perOperation, std::uint32_t first,
                                                  std::uint32_t last, std::size_t buckets);
/// The `count` slowest operations (from 1), slowest first. O(operations).
[[nodiscard]] std::vector<std::uint32_t> slowestOperations(const std::vector<float>& perOperation, std::size_t count);

/// The latency of single operations of one workload, by contender. Without those that have none. O(cells).
[[nodiscard]] std::vector<const Cell*> latencyCells(const Results& results, const std::string& workload);
/// Workloads with latencies, in the order of charts.
[[nodiscard]] std::vector<std::string> latencyWorkloads(const Results& results);

/// 10 to the power of a number of thirds: the round steps 1, 2, 5, 10, ... from at most `low` to at least `high`.
[[nodiscard]] std::vector<double> roundSteps(double low, double high);

} // namespace firstfit
