// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements that nobody made: round numbers, of which everything can be computed by hand.
#pragma once

#include "allocator/timing/measure.h"

#include <string>

namespace firstfit::test {

/// Nine rounds: median `ns`, middle half 10 % below to 10 % above, whiskers 20 %, sure to 1 %.
inline Cell cellOf(const std::string& workload, const std::string& contender, double ns, double parameter = 0) {
    Cell cell;
    cell.workload = workload;
    cell.contender = contender;
    cell.parameter = parameter;
    for (const double part : {0.7, 0.8, 0.9, 0.9, 1.0, 1.1, 1.1, 1.2, 1.3}) {
        cell.samples.push_back(part * ns);
    }
    cell.summary = {9, ns, 0.9 * ns, 1.1 * ns, 0.8 * ns, 1.2 * ns, 0.7 * ns, 1.3 * ns, Interval{0.99 * ns, 1.01 * ns}};
    cell.finished = true;
    return cell;
}

inline void addLatency(Cell& cell) {
    cell.latency.bins = {{8, 16, 500}, {16, 32, 400}, {32, 64, 90}, {64, 1000, 10}};
    cell.latency.count = 1000;
    cell.latency.p50 = 16;
    cell.latency.p90 = 32;
    cell.latency.p99 = 64;
    cell.latency.p999 = 900;
    cell.latency.maximum = 950;
    cell.latency.clock_allows = true;
}

/// Two workloads: at "vectors" Stalloc takes half of malloc's time, at "churn" twice; and "chunks", where Stalloc's
/// cost grows by 4 ns for each chunk and malloc's does not.
inline Results results() {
    Results all;
    all.machine.processor = "Test processor";
    all.machine.cores = 2;
    all.machine.compiler = "g++ 12.2 -O2";
    all.clock = {20, 1};
    all.started = "2026-11-22T12:00:00";
    all.seconds = 10;
    all.rounds = 9;
    Cell fast = cellOf("vectors", "stalloc", 10);
    fast.to_malloc = Ratio{0.5, Interval{0.49, 0.51}, Interval{0.48, 0.52}};
    addLatency(fast);
    Cell slow = cellOf("churn", "stalloc", 80);
    slow.to_malloc = Ratio{2, Interval{1.9, 2.1}, Interval{1.8, 2.2}};
    slow.noisy = true;
    all.cells = {fast, cellOf("vectors", "malloc", 20), slow, cellOf("churn", "malloc", 40)};
    for (const double chunks : {1.0, 10.0, 100.0, 1000.0}) {
        all.cells.push_back(cellOf("chunks", "stalloc", 6 + 4 * chunks, chunks));
        all.cells.push_back(cellOf("chunks", "malloc", 10, chunks));
    }
    return all;
}

/// With `operations` of the trace at 10 ns each, but operation `slowest` at 5,000.
inline Results resultsAlong(std::uint32_t operations, std::uint32_t slowest, const std::string& file) {
    Results all = results();
    all.trace_file = file;
    all.trace_operations = operations;
    all.per_operation.assign(operations, 10.0F);
    all.per_operation.at(slowest - 1) = 5000.0F;
    return all;
}

} // namespace firstfit::test
