// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Google Benchmark runs the Timing lab's own workloads (allocator/timing/workload_code.h), and some more.
#pragma once

#include "allocator/stalloc/allocator.h"
#include "allocator/timing/churn_code.h"
#include "allocator/timing/workload_code.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace workloads {

inline void expect(benchmark::State& state, bool good) {
    if (!good) {
        state.SkipWithError(firstfit::work::contents_lost);
    }
}

/// One iteration is one operation of the workload, which is constructed with the heap and `arguments`.
template <template <class> class Workload, class Heap, class... Arguments>
void run(benchmark::State& state, Heap& heap, const Arguments&... arguments) {
    using Work = Workload<Heap>;
    constexpr std::uint64_t batch = Work::grain == 1 ? 1000 : Work::grain;
    Work work(heap, arguments...);
    const char* problem = work.start();
    if constexpr (requires { work.to_settle(); }) {
        work.run(work.to_settle());
    }
    while (problem == nullptr && state.KeepRunningBatch(static_cast<benchmark::IterationCount>(batch))) {
        work.run(batch);
    }
    if (const char* const wrong = work.stop(); problem == nullptr) {
        problem = wrong;
    }
    if (problem != nullptr) {
        state.SkipWithError(problem);
    }
}

/// Two growing vectors, freed one after the other by all heaps, also by those that can be cleared.
template <class Heap>
void freed_vectors(benchmark::State& state, Heap& heap) {
    std::uint64_t sum = 0;
    for (auto _ : state) {
        firstfit::work::GrowingVector<Heap> first(heap);
        firstfit::work::GrowingVector<Heap> second(heap);
        sum += firstfit::work::push_ten(first, second);
    }
    expect(state, sum == 9 * static_cast<std::uint64_t>(state.iterations()));
}

/// The same with std::vector, which never grows where it lies.
template <class Heap>
void standard_vectors(benchmark::State& state, Heap& heap) {
    std::uint64_t sum = 0;
    for (auto _ : state) {
        std::vector<int, stalloc::StallocAllocator<int, Heap>> first(heap);
        std::vector<int, stalloc::StallocAllocator<int, Heap>> second(heap);
        sum += firstfit::work::push_ten(first, second);
    }
    expect(state, sum == 9 * static_cast<std::uint64_t>(state.iterations()));
}

} // namespace workloads
