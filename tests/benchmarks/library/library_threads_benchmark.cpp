// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap with the lock against malloc, among threads. A program of its own: once a second thread was started, the
// lock is never as cheap as before.
#include "tests/benchmarks/library/contenders.h"
#include "tests/benchmarks/library/workloads.h"

#include "allocator/stalloc/sync.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constinit stalloc::SyncStalloc<6, 4> boxes;
constinit stalloc::SyncStalloc<65535, 8> shared;

void expect(benchmark::State& state, bool good) {
    if (!good) {
        state.SkipWithError("another thread wrote there");
    }
}

/// What one of two threads did.
struct Share {
    std::int64_t pairs = 0;
    Clock::duration longest{}; ///< of 64 pairs
    bool good = true;
};

template <class Heap>
Share pairs_until(Heap& heap, const std::atomic<bool>& over) {
    Share share;
    auto last = Clock::now();
    while (!over.load(std::memory_order_relaxed)) {
        for (int i = 0; i < 64; ++i) {
            void* p = heap.allocate(8, 8);
            benchmark::DoNotOptimize(p);
            share.good = share.good && p != nullptr;
            heap.deallocate(p, 8, 8);
        }
        share.pairs += 64;
        const auto now = Clock::now();
        share.longest = std::max(share.longest, now - last);
        last = now;
    }
    return share;
}

/// Two threads with pairs of 8 bytes for a while. `fair`: the pairs of the slower thread by those of the faster one, in
/// the worst of the rounds. `longest_us`: the longest time that either took for 64 pairs.
template <class Heap>
void contended(benchmark::State& state, Heap& heap) {
    constexpr auto span = std::chrono::milliseconds(100);
    double fair = 1;
    Clock::duration longest{};
    std::int64_t total = 0;
    bool good = true;
    for (auto _ : state) {
        std::atomic<bool> over = false;
        std::latch start(3);
        Share shares[2];
        std::vector<std::jthread> running;
        for (Share& share : shares) {
            running.emplace_back([&heap, &over, &start, &share] {
                start.arrive_and_wait();
                share = pairs_until(heap, over);
            });
        }
        start.arrive_and_wait();
        const auto begin = Clock::now();
        std::this_thread::sleep_for(span);
        over = true;
        running.clear();
        state.SetIterationTime(std::chrono::duration<double>(Clock::now() - begin).count());
        const auto [slow, fast] = std::minmax(shares[0].pairs, shares[1].pairs);
        fair = std::min(fair, static_cast<double>(slow) / static_cast<double>(fast));
        longest = std::max({longest, shares[0].longest, shares[1].longest});
        total += slow + fast;
        good = good && shares[0].good && shares[1].good;
    }
    expect(state, good);
    state.SetItemsProcessed(total);
    state.counters["fair"] = fair;
    state.counters["longest_us"] = std::chrono::duration<double, std::micro>(longest).count();
}

template <class Boxes, class Heap>
void add(const std::string& name, Boxes& boxes_of, Heap& heap) {
    benchmark::RegisterBenchmark(("threads/" + name).c_str(), [&boxes_of](benchmark::State& state) {
        workloads::run<firstfit::work::Threads>(state, boxes_of);
    })->UseRealTime();
    benchmark::RegisterBenchmark(("contended/" + name).c_str(), [&heap](benchmark::State& state) {
        contended(state, heap);
    })->UseManualTime();
}

} // namespace

int main(int argc, char** argv) {
    add("locked", boxes, shared);
    contenders::Glibc glibc;
    add("glibc", glibc, glibc);
    contenders::Loaded mimalloc = contenders::mimalloc();
    if (mimalloc.available()) {
        add("mimalloc", mimalloc, mimalloc);
    }
    contenders::Loaded jemalloc = contenders::jemalloc();
    if (jemalloc.available()) {
        add("jemalloc", jemalloc, jemalloc);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
