// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long it takes to find the smallest heaps: real recordings, and a long run that reallocates a lot.
#include "allocator/sizing/confirm.h"
#include "allocator/sizing/sizing.h"
#include "allocator/trace/recording.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

using namespace firstfit;

namespace {

Trace recording(const char* name) {
    ReadRecording read = read_recording(std::string(FIRSTFIT_TEST_DATA "/traces/") + name + ".mtrace.gz");
    auto* trace = std::get_if<Trace>(&read);
    return trace == nullptr ? Trace{} : std::move(*trace);
}

/// As many operations as asked for: about 3,000 allocations are alive, mostly small, and 3 in 100 operations
/// reallocate, mostly to more.
Trace long_run(std::size_t count) {
    std::mt19937 random(1);
    Trace trace;
    trace.kind = TraceKind::mtrace;
    std::vector<AllocationId> live;
    std::uint32_t ids = 0;
    const auto size = [&] { return std::uint64_t{16} + random() % (random() % 50 == 0 ? 4000 : 200); };
    while (trace.operations.size() < count) {
        const auto dice = static_cast<std::uint32_t>(random() % 100);
        const std::size_t one = live.empty() ? 0 : random() % live.size();
        if (live.empty() || (dice < 50 && live.size() < 3000)) {
            live.push_back(AllocationId{ids++});
            trace.operations.push_back({.size = size(), .allocation = live.back(), .alignment = 16});
        } else if (dice < 97) {
            trace.operations.push_back({.allocation = live[one], .kind = OperationKind::deallocate});
            live[one] = live.back();
            live.pop_back();
        } else {
            trace.operations.push_back(
                {.size = 2 * size(), .allocation = live[one], .alignment = 16, .kind = OperationKind::reallocate});
        }
    }
    return trace;
}

void size_it(benchmark::State& state, const Trace& trace) {
    SizingOptions options;
    options.threads = static_cast<unsigned>(state.range(0));
    std::size_t proved = 0;
    for ([[maybe_unused]] auto _ : state) {
        const auto report = size_heap(trace, options);
        proved = static_cast<std::size_t>(std::count_if(report->results.begin(), report->results.end(),
                                                        [](const SizingResult& r) { return r.proved_smallest; }));
    }
    state.counters["operations"] = static_cast<double>(trace.operations.size());
    state.counters["proved"] = static_cast<double>(proved);
}

/// What cannot be done without: one replay at each answer.
void confirm_it(benchmark::State& state, const Trace& trace) {
    const auto report = size_heap(trace);
    for ([[maybe_unused]] auto _ : state) {
        for (const SizingResult& result : report->results) {
            const HeapGeometry geometry{BlockCount{1}, result.block_size, report->base_address};
            benchmark::DoNotOptimize(confirm(trace.operations, geometry,
                                             static_cast<std::uint32_t>(result.needed_blocks), trace.operations.size(),
                                             [](std::size_t) { return true; }));
        }
    }
}

void replays(benchmark::State& state, const char* name) { confirm_it(state, recording(name)); }
void real(benchmark::State& state, const char* name) { size_it(state, recording(name)); }
void made(benchmark::State& state, std::size_t operations) { size_it(state, long_run(operations)); }

void threads(benchmark::internal::Benchmark* bench) {
    bench->ArgName("threads")->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(replays, jq, "jq")->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(real, jq, "jq")->Apply(threads);
BENCHMARK_CAPTURE(real, bash, "bash")->Apply(threads);
BENCHMARK_CAPTURE(real, lua, "lua")->Apply(threads);
BENCHMARK_CAPTURE(real, sqlite, "sqlite")->Apply(threads);
BENCHMARK_CAPTURE(made, 100k, 100'000)->Apply(threads);
BENCHMARK_CAPTURE(made, 1M, 1'000'000)->Apply(threads)->Iterations(1);

} // namespace

BENCHMARK_MAIN();
