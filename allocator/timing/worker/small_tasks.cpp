// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workloads that have nothing to choose.
#include "allocator/timing/worker/task_of.h"
#include "allocator/timing/workload_code.h"

namespace firstfit::work {

namespace {

constexpr std::size_t small_buffer = 4 * mebibyte; ///< Monotonic's

/// Contenders that threads may share.
MadeTask make_threads_task(const std::string& contender) {
    const auto nothing = std::tuple<>();
    using Boxes = stalloc::SyncStalloc<6, 4>;
    if (contender == "sync-stalloc") {
        return std::make_unique<TaskOf<OwnHeap<Boxes>, Threads>>(nothing);
    }
    if (contender == "chain") {
        return std::make_unique<TaskOf<OwnChain<Boxes>, Threads>>(nothing);
    }
    if (contender == "stalloc" || contender == "unsynchronized-pool" || contender == "monotonic") {
        return "This contender may not be shared among threads.";
    }
    return make_other_task<Threads>(contender, 0);
}

} // namespace

MadeTask make_small_task(const std::string& workload, const std::string& contender) {
    if (workload == "vectors") {
        return make_task_of<Vectors, 1000, 4>(contender, small_buffer);
    }
    if (workload == "string") {
        return make_task_of<LongString, 200, 4>(contender, small_buffer);
    }
    if (workload == "chained") {
        return make_task_of<Chained, 65535, 32, stalloc::SyncStalloc<1024, 8>>(contender, small_buffer);
    }
    if (workload == "pair" && contender == "spin") {
        return std::make_unique<TaskOf<Own<SpinOnly>, Pair>>(std::tuple<>());
    }
    if (workload == "pair") {
        return make_task_of<Pair, 65535, 8>(contender, small_buffer);
    }
    return workload == "threads" ? make_threads_task(contender) : MadeTask("There is no such workload.");
}

} // namespace firstfit::work
