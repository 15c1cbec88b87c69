// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library against malloc, in a process with one thread. ratios.py runs it and prints the ratios.
#include "tests/benchmarks/library/contenders.h"
#include "tests/benchmarks/library/workloads.h"

#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"

#include <string>

namespace {

namespace work = firstfit::work;
using stalloc::Stalloc;
using stalloc::SyncStalloc;
using stalloc::System;

/// A heap of L blocks of B bytes: without a lock, with one, and in front of the system's.
template <std::uint32_t L, std::uint32_t B>
struct Heaps {
    Stalloc<L, B> heap;
    SyncStalloc<L, B> locked;
    Stalloc<L, B> small;
    stalloc::Chain<Stalloc<L, B>&, System> chain{small, System{}};
};

constinit Heaps<1000, 4> for_vectors;
constinit Heaps<200, 4> for_string;
constinit Heaps<65535, 8> for_pair;
constinit Heaps<65535, 16> for_churn;
constinit Stalloc<1024, 8> first_link;
constinit SyncStalloc<1024, 8> first_locked_link;
constinit stalloc::Chain<Stalloc<1024, 8>&, System> chain{first_link, System{}};
constinit stalloc::Chain<SyncStalloc<1024, 8>&, System> locked_chain{first_locked_link, System{}};

template <class Heap, class Run>
void add(const char* workload, const char* contender, Heap& heap, Run run) {
    benchmark::RegisterBenchmark((std::string(workload) + "/" + contender).c_str(),
                                 [&heap, run](benchmark::State& state) { run(state, heap); });
}

/// Runs that are handed on by name: templates cannot be.
constexpr auto run_vectors = [](auto& state, auto& heap) { workloads::run<work::Vectors>(state, heap); };
constexpr auto run_freed_vectors = [](auto& state, auto& heap) { workloads::freed_vectors(state, heap); };
constexpr auto run_standard_vectors = [](auto& state, auto& heap) { workloads::standard_vectors(state, heap); };
constexpr auto run_string = [](auto& state, auto& heap) { workloads::run<work::LongString>(state, heap); };
constexpr auto run_chained = [](auto& state, auto& heap) { workloads::run<work::Chained>(state, heap); };
constexpr auto run_pair = [](auto& state, auto& heap) { workloads::run<work::Pair>(state, heap); };
template <std::uint32_t live>
constexpr auto run_churn = [](auto& state, auto& heap) { workloads::run<work::Churn>(state, heap, live, 8U, 256U); };

template <class Heap, class Run>
void add_ours(const char* workload, Heap& heaps, Run run) {
    add(workload, "stalloc", heaps.heap, run);
    add(workload, "locked", heaps.locked, run);
    add(workload, "chain", heaps.chain, run);
}

template <class Malloc>
void add_malloc(const char* name, Malloc& heap) {
    add("vectors", name, heap, run_vectors);
    add("vectors, freed", name, heap, run_freed_vectors);
    add("std::vector", name, heap, run_standard_vectors);
    add("string", name, heap, run_string);
    add("chained", name, heap, run_chained);
    add("8-byte pair", name, heap, run_pair);
    add("churn 10", name, heap, run_churn<10>);
    add("churn 100", name, heap, run_churn<100>);
    add("churn 1000", name, heap, run_churn<1000>);
}

} // namespace

int main(int argc, char** argv) {
    add_ours("vectors", for_vectors, run_vectors);
    add_ours("vectors, freed", for_vectors, run_freed_vectors);
    add_ours("std::vector", for_vectors, run_standard_vectors);
    add_ours("string", for_string, run_string);
    add("chained", "chain", chain, run_chained);
    add("chained", "locked chain", locked_chain, run_chained);
    add_ours("8-byte pair", for_pair, run_pair);
    add_ours("churn 10", for_churn, run_churn<10>);
    add_ours("churn 100", for_churn, run_churn<100>);
    add_ours("churn 1000", for_churn, run_churn<1000>);
    contenders::Upwards upwards;
    add("vectors", "upwards", upwards, run_vectors);
    contenders::Glibc glibc;
    add_malloc("glibc", glibc);
    contenders::Loaded mimalloc = contenders::mimalloc();
    if (mimalloc.available()) {
        add_malloc("mimalloc", mimalloc);
    }
    contenders::Loaded jemalloc = contenders::jemalloc();
    if (jemalloc.available()) {
        add_malloc("jemalloc", jemalloc);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return stalloc::detail::single_threaded() ? 0 : 1; // else the lock was measured under other conditions
}
