// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Going to any moment of a long run: 100,000 operations on 65,535 blocks that end with every second block free: 32,767
// chunks and as many allocations.
#include "allocator/replay/explain.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <random>

using namespace firstfit;

namespace {

constexpr std::uint32_t blocks = 65535;

HeapGeometry large_heap() {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = 16;
    return geometry;
}

/// Fills the heap block by block, frees every second one, and goes on with requests that mostly find no hole.
Trace fragmented_trace(std::uint32_t operations) {
    Trace trace;
    std::mt19937 random(1);
    std::vector<AllocationId> live;
    const auto allocate = [&](std::uint64_t size) {
        Operation operation;
        operation.unit = SizeUnit::blocks;
        operation.size = size;
        operation.allocation = AllocationId{static_cast<std::uint32_t>(trace.names.size())};
        trace.names.emplace_back();
        trace.operations.push_back(operation);
        return operation.allocation;
    };
    const auto free = [&](AllocationId id) {
        Operation operation;
        operation.kind = OperationKind::deallocate;
        operation.allocation = id;
        trace.operations.push_back(operation);
    };
    for (std::uint32_t i = 0; i < blocks; ++i) {
        live.push_back(allocate(1));
    }
    for (std::uint32_t i = 1; i < blocks; i += 2) {
        free(live[i]);
    }
    while (trace.operations.size() + 2 <= operations) {
        // Takes a hole near the front and gives it back; every fourth request needs two blocks and walks in vain.
        if (random() % 4 == 0) {
            (void)allocate(2);
        } else {
            free(allocate(1));
        }
    }
    return trace;
}

struct LongRun {
    explicit LongRun(std::uint32_t operations) : trace(fragmented_trace(operations)), timeline(large_heap()) {
        for (const Operation& operation : trace.operations) {
            timeline.append(operation);
        }
    }

    Trace trace;
    Timeline timeline;
};

/// 0: the run of the issue; 1: ten times as long.
const LongRun& run_of(std::int64_t operations) {
    static const LongRun run(100'000);
    if (operations == 100'000) {
        return run;
    }
    static const LongRun longer(1'000'000);
    return longer;
}

void report(benchmark::State& state, const LongRun& run, double slowest_ms) {
    state.counters["slowest_cpu_ms"] = slowest_ms;
    state.counters["state_MiB"] = static_cast<double>(run.timeline.state_bytes()) / (1 << 20);
    state.counters["chunks_at_end"] = run.timeline.metrics(run.timeline.size()).chunks;
}

/// Milliseconds of processor time that this thread has used: other programs do not count.
double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Every other jump goes to the last 2,000 operations, where the heap is in most pieces.
template <class Jump>
void jump_about(benchmark::State& state, Jump&& jump) {
    const LongRun& run = run_of(state.range(0));
    const std::uint32_t size = run.timeline.size().value;
    std::mt19937 random(2);
    double slowest = 0;
    for (auto _ : state) {
        const auto dice = static_cast<std::uint32_t>(random());
        const std::uint32_t n = dice % 2 == 0 ? dice / 2 % size + 1 : size - dice / 2 % 2'000;
        const double start = thread_ms();
        jump(run, OperationIndex{n});
        slowest = std::max(slowest, thread_ms() - start);
    }
    report(state, run, slowest);
}

/// To the end of a random operation, as a snapshot.
void jump(benchmark::State& state) {
    jump_about(state, [](const LongRun& run, OperationIndex n) {
        benchmark::DoNotOptimize(run.timeline.snapshot(Position::after(n)));
    });
}

/// Into the middle of a random operation.
void jump_inside(benchmark::State& state) {
    jump_about(state, [](const LongRun& run, OperationIndex n) {
        benchmark::DoNotOptimize(run.timeline.snapshot({n, 1}));
    });
}

/// To the end of a random operation with all that the window shows there.
void jump_and_explain(benchmark::State& state) {
    jump_about(state, [](const LongRun& run, OperationIndex n) {
        const Position position = run.timeline.normalised(Position::after(n));
        benchmark::DoNotOptimize(run.timeline.snapshot(position));
        benchmark::DoNotOptimize(explain(run.timeline, run.trace, position));
    });
}

/// One step on or back, near the end of the run.
template <Position (Timeline::*step)(Position) const>
void go(benchmark::State& state) {
    const LongRun& run = run_of(state.range(0));
    const OperationIndex from{run.timeline.size().value - 1'000};
    Position position = run.timeline.normalised(Position::after(from));
    double slowest = 0;
    for (auto _ : state) {
        const double start = thread_ms();
        position = (run.timeline.*step)(position);
        benchmark::DoNotOptimize(run.timeline.snapshot(position));
        slowest = std::max(slowest, thread_ms() - start);
    }
    report(state, run, slowest);
}

/// Doing operations for the first time.
void append(benchmark::State& state) {
    const Trace trace = fragmented_trace(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) {
        Timeline timeline(large_heap());
        for (const Operation& operation : trace.operations) {
            timeline.append(operation);
        }
        benchmark::DoNotOptimize(timeline.state_bytes());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

} // namespace

BENCHMARK(jump)->Arg(100'000)->Arg(1'000'000)->Iterations(500)->Unit(benchmark::kMillisecond);
BENCHMARK(jump_inside)->Arg(100'000)->Iterations(500)->Unit(benchmark::kMillisecond);
BENCHMARK(jump_and_explain)->Arg(100'000)->Iterations(500)->Unit(benchmark::kMillisecond);
BENCHMARK(go<&Timeline::next_operation>)
    ->Name("next_operation")
    ->Arg(100'000)
    ->Iterations(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(go<&Timeline::previous_operation>)
    ->Name("previous_operation")
    ->Arg(100'000)
    ->Iterations(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(go<&Timeline::next_micro>)->Name("next_micro")->Arg(100'000)->Iterations(500)->Unit(benchmark::kMillisecond);
BENCHMARK(go<&Timeline::previous_micro>)
    ->Name("previous_micro")
    ->Arg(100'000)
    ->Iterations(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(append)->Arg(100'000)->Iterations(1)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
