// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap of the screen at its worst: 65,535 blocks, every second one free.
#include "allocator/heap/heap.h"

#include <benchmark/benchmark.h>

#include <random>

using namespace firstfit;

namespace {

Operation request(OperationKind kind, std::uint32_t id, std::uint64_t blocks = 0) {
    Operation operation;
    operation.kind = kind;
    operation.allocation = AllocationId{id};
    operation.size = blocks;
    operation.unit = SizeUnit::blocks;
    return operation;
}

/// 32,768 holes of one block, with 32,767 allocations of one block between them.
Heap combed() {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{65535};
    geometry.block_size = 16;
    Heap heap(geometry);
    for (std::uint32_t id = 0; id < 65535; ++id) {
        heap.apply(request(OperationKind::allocate, id, 1), OperationIndex{id + 1});
    }
    for (std::uint32_t count = 32768; count > 0; --count) { // from the end: short walks
        heap.apply(request(OperationKind::deallocate, 2 * (count - 1)), OperationIndex{70000});
    }
    return heap;
}

void snapshot(benchmark::State& state) {
    const Heap heap = combed();
    for (auto _ : state) {
        benchmark::DoNotOptimize(heap.snapshot([](AllocationId) { return std::string("a"); }));
    }
}
BENCHMARK(snapshot)->Unit(benchmark::kMicrosecond);

void check_all(benchmark::State& state) {
    const Snapshot moment = combed().snapshot([](AllocationId) { return std::string(); });
    for (auto _ : state) {
        benchmark::DoNotOptimize(check(moment));
    }
}
BENCHMARK(check_all)->Unit(benchmark::kMicrosecond);

void copy(benchmark::State& state) {
    const Heap heap = combed();
    for (auto _ : state) {
        Heap other = heap;
        benchmark::DoNotOptimize(other);
    }
    state.counters["bytes"] = static_cast<double>(Heap(heap).footprint());
}
BENCHMARK(copy)->Unit(benchmark::kMicrosecond);

/// A million operations that were done before: what a jump in the timeline consists of.
void redo_a_million(benchmark::State& state) {
    struct Done {
        Operation operation;
        Outcome outcome;
        SearchHints hints;
    };
    const Heap start = combed();
    Heap heap = start;
    std::mt19937 random(1);
    std::vector<Done> run;
    std::vector<std::uint32_t> live;
    for (std::uint32_t id = 1; id < 65535; id += 2) {
        live.push_back(id);
    }
    // Only few operations are really searched for; they are done over and over, there and back.
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const std::size_t at = random() % live.size();
        const std::uint32_t id = live[at];
        for (const Operation& operation :
             {request(OperationKind::deallocate, id), request(OperationKind::allocate, id, 1 + random() % 3)}) {
            Done done{operation, {}, {}};
            done.outcome = heap.apply(operation, OperationIndex{i}, nullptr, &done.hints);
            run.push_back(done);
        }
    }
    for (auto _ : state) {
        std::uint32_t number = 0;
        while (number < 1'000'000) {
            state.PauseTiming();
            heap = start;
            state.ResumeTiming();
            for (const Done& done : run) {
                heap.redo(done.operation, OperationIndex{++number}, done.outcome, done.hints);
            }
        }
    }
}
BENCHMARK(redo_a_million)->Unit(benchmark::kMillisecond);

void apply_first_fit(benchmark::State& state) {
    Heap heap = combed();
    std::uint32_t id = 100000;
    for (auto _ : state) {
        benchmark::DoNotOptimize(heap.apply(request(OperationKind::allocate, ++id, 2), OperationIndex{1}));
    }
    state.SetLabel("32,768 chunks visited, none fits");
}
BENCHMARK(apply_first_fit)->Unit(benchmark::kMicrosecond);

void record_steps(benchmark::State& state) {
    Heap heap = combed();
    std::vector<MicroStep> steps;
    std::uint32_t id = 100000;
    for (auto _ : state) {
        steps.clear();
        heap.apply(request(OperationKind::allocate, ++id, 2), OperationIndex{1}, &steps);
        benchmark::DoNotOptimize(steps.data());
    }
    state.counters["steps"] = static_cast<double>(steps.size());
}
BENCHMARK(record_steps)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
