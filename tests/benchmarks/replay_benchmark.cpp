// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Going to any moment of a long run: 100,000 operations on 65,535 blocks that end with every second block free: 32,767
// chunks and as many allocations.
#include "allocator/replay/comparison.h"
#include "allocator/replay/explain.h"
#include "allocator/replay/failure_cause.h"
#include "allocator/replay/replay.h"
#include "allocator/replay/stop_condition.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <fstream>
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
    std::uint32_t made = 0;
    const auto allocate = [&](std::uint64_t size) {
        Operation operation;
        operation.unit = SizeUnit::blocks;
        operation.size = size;
        operation.allocation = AllocationId{made++};
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
    explicit LongRun(std::uint32_t operations)
        : trace(fragmented_trace(operations)), timeline(*replay(trace, large_heap())) {}

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

/// A program that holds a few thousand allocations of all sizes at a time, as a recording has them: no names.
Trace program_trace(std::uint32_t operations) {
    Trace trace;
    std::mt19937 random(3);
    std::vector<AllocationId> live;
    std::uint32_t made = 0;
    trace.operations.reserve(operations);
    while (trace.operations.size() < operations) {
        Operation operation;
        operation.alignment = 16;
        const auto dice = static_cast<std::uint32_t>(random());
        operation.size = std::uint64_t{16} << (dice >> 29U);
        operation.size += random() % operation.size;
        if (live.size() < 4'000 || (live.size() < 5'000 && dice % 2 == 0)) {
            operation.allocation = AllocationId{made++};
            live.push_back(operation.allocation);
        } else {
            AllocationId& victim = live[dice / 2 % live.size()];
            operation.allocation = victim;
            operation.kind = dice % 17 == 0 ? OperationKind::reallocate : OperationKind::deallocate;
            if (operation.kind == OperationKind::deallocate) {
                victim = live.back();
                live.pop_back();
            }
        }
        trace.operations.push_back(operation);
    }
    return trace;
}

/// Mebibytes of memory that this process has in use.
double resident_mib() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * 4096 / (1 << 20);
}

/// A recording of a million operations from the trace to the timeline, and what both take.
void replay_program(benchmark::State& state) {
    const double before = resident_mib();
    const Trace trace = program_trace(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) {
        const Timeline timeline = *replay(trace, large_heap());
        state.counters["resident_MiB"] = resident_mib() - before;
        state.counters["operations_MiB"] = static_cast<double>(timeline.operation_bytes()) / (1 << 20);
        state.counters["state_MiB"] = static_cast<double>(timeline.state_bytes()) / (1 << 20);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// Searching a whole run for what never happens.
void search_for_stops(benchmark::State& state) {
    const LongRun& run = run_of(state.range(0));
    const bool forwards = state.range(1) > 0;
    const auto condition = [](const char* text) { return std::get<StopCondition>(parse_stop_condition(text)); };
    const std::vector conditions{condition("fragmentation>0.99999"), condition("largest<1"), condition("touches=65534"),
                                 condition("fails@nobody")};
    for (auto _ : state) {
        benchmark::DoNotOptimize(next_stop(run.timeline, run.trace, conditions,
                                           OperationIndex{forwards ? 100'000 : run.timeline.size().value + 1},
                                           forwards ? 1 : -1));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void search_for_differences(benchmark::State& state) {
    const LongRun& run = run_of(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(next_difference(run.timeline, run.timeline, OperationIndex{0}));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// Why a request failed at a random failure near the end, the jump included.
void why_it_failed(benchmark::State& state) {
    const LongRun& run = run_of(state.range(0));
    std::vector<OperationIndex> failures;
    for (std::uint32_t n = run.timeline.size().value; n > 0 && failures.size() < 10'000; --n) {
        if (run.timeline.failed(OperationIndex{n})) {
            failures.push_back(OperationIndex{n});
        }
    }
    std::mt19937 random(4);
    double slowest = 0;
    for (auto _ : state) {
        const double start = thread_ms();
        benchmark::DoNotOptimize(failure_cause(run.timeline, failures[random() % failures.size()]));
        slowest = std::max(slowest, thread_ms() - start);
    }
    report(state, run, slowest);
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
BENCHMARK(search_for_stops)->Args({1'000'000, 1})->Args({1'000'000, -1})->Iterations(20)->Unit(benchmark::kMillisecond);
BENCHMARK(search_for_differences)->Arg(1'000'000)->Iterations(20)->Unit(benchmark::kMillisecond);
BENCHMARK(why_it_failed)->Arg(1'000'000)->Iterations(200)->Unit(benchmark::kMillisecond);
BENCHMARK(replay_program)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(append)->Arg(100'000)->Iterations(1)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
