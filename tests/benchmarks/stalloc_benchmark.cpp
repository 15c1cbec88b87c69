// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the allocator itself takes, and what an observer costs.
#include "allocator/stalloc/stalloc.h"
#include "tests/benchmarks/silent_observer/operations.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

namespace {

using Heap = stalloc::Stalloc<benchmark_blocks, benchmark_block_size>;

/// A heap that begins with `holes` one-block holes, each behind one block in use.
std::unique_ptr<Heap> with_holes(std::size_t holes) {
    auto heap = std::make_unique<Heap>();
    std::vector<void*> blocks;
    for (std::size_t i = 0; i < 2 * holes; ++i) {
        blocks.push_back(heap->allocate_blocks(1, 1));
    }
    for (std::size_t i = 0; i < blocks.size(); i += 2) {
        heap->deallocate_blocks(blocks[i], 1);
    }
    return heap;
}

/// One pair behind N holes that are too small: the search passes all of them, and so does freeing.
void pair_behind_holes(benchmark::State& state) {
    const auto heap = with_holes(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        void* p = heap->allocate_blocks(2, 1);
        benchmark::DoNotOptimize(p);
        heap->deallocate_blocks(p, 2);
    }
}
BENCHMARK(pair_behind_holes)->Arg(0)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000)->Arg(30000);

void pair_of_malloc(benchmark::State& state) {
    for (auto _ : state) {
        void* p = std::malloc(32);
        benchmark::DoNotOptimize(p);
        std::free(p);
    }
}
BENCHMARK(pair_of_malloc);

/// 64 allocations of 1 to 8 blocks, freed in another order.
template <class Allocate, class Free>
void mixed(benchmark::State& state, Allocate&& allocate, Free&& free) {
    constexpr std::size_t count = 64;
    std::mt19937 random(1);
    std::vector<std::size_t> sizes(count);
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) {
        sizes[i] = 1 + random() % 8;
        order[i] = i;
    }
    std::shuffle(order.begin(), order.end(), random);
    std::vector<decltype(allocate(sizes[0]))> held(count);
    for (auto _ : state) {
        for (std::size_t i = 0; i < count; ++i) {
            held[i] = allocate(sizes[i]);
        }
        benchmark::ClobberMemory();
        for (const std::size_t i : order) {
            free(held[i], sizes[i]);
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

void mixed_stalloc(benchmark::State& state) {
    const auto heap = std::make_unique<Heap>();
    mixed(
        state, [&](std::size_t size) { return heap->allocate_blocks(size, 1); },
        [&](void* p, std::size_t size) { heap->deallocate_blocks(p, size); });
}
BENCHMARK(mixed_stalloc);

void mixed_malloc(benchmark::State& state) {
    mixed(
        state, [](std::size_t size) { return std::malloc(size * benchmark_block_size); },
        [](void* p, std::size_t) { std::free(p); });
}
BENCHMARK(mixed_malloc);

/// The same work by each variant of operations.cpp.
template <auto Allocate, auto Deallocate>
void observer(benchmark::State& state) {
    const auto heap = std::make_unique<Heap>();
    mixed(
        state, [&](std::size_t size) { return Allocate(heap.get(), size, 1); },
        [&](std::uint32_t index, std::size_t size) { Deallocate(heap.get(), index, size); });
}
BENCHMARK(observer<silent::allocate, silent::deallocate>)->Name("observer/silent");
BENCHMARK(observer<stripped::allocate, stripped::deallocate>)->Name("observer/calls_deleted");
BENCHMARK(observer<counting::allocate, counting::deallocate>)->Name("observer/counting");

} // namespace

BENCHMARK_MAIN();
