// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done with a heap, the same code for each: the crate's own examples, and some more. Each looks at what it
// wrote and says so with an error if it was lost, so that no compiler can leave the work out.
#pragma once

#include "allocator/stalloc/allocator.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <vector>

namespace workloads {

/// A heap that gives everything back at once.
template <class Heap>
concept Clearable = requires(Heap& heap) { heap.clear(); };

inline void expect(benchmark::State& state, bool good) {
    if (!good) {
        state.SkipWithError("the contents were lost");
    }
}

/// A vector of int as in Rust: room for 4 at first, then for twice as many, where it lies if that is possible.
template <class Heap>
class GrowingVector {
public:
    explicit GrowingVector(Heap& heap) : heap_(heap) {}
    GrowingVector(const GrowingVector&) = delete;
    GrowingVector& operator=(const GrowingVector&) = delete;
    ~GrowingVector() {
        if (data_ != nullptr) {
            heap_.deallocate(data_, capacity_ * sizeof(int), alignof(int));
        }
    }

    void push_back(int value) {
        if (size_ == capacity_) [[unlikely]] {
            make_room();
        }
        data_[size_++] = value;
    }
    [[nodiscard]] const int* data() const noexcept { return data_; }
    /// Leaves the blocks to whoever clears the heap.
    void forget() noexcept { data_ = nullptr; }

private:
    /// Not inlined, as in Rust: else the compiler unrolls the pushes for the one heap and not for the other.
    [[gnu::noinline]] void make_room() {
        const std::size_t bytes = capacity_ * sizeof(int);
        data_ = static_cast<int*>(capacity_ == 0 ? heap_.allocate(4 * sizeof(int), alignof(int))
                                                 : heap_.grow(data_, bytes, alignof(int), 2 * bytes, alignof(int)));
        capacity_ = capacity_ == 0 ? 4 : 2 * capacity_;
    }

    Heap& heap_;
    int* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Ten pushes into each of two vectors in turns; the sum of two elements, 9.
template <class Vector>
[[gnu::always_inline]] inline int push_ten(Vector& first, Vector& second) {
    for (int i = 0; i < 10; ++i) {
        first.push_back(i);
        second.push_back(i);
    }
    const int* a = first.data();
    const int* b = second.data();
    benchmark::DoNotOptimize(a);
    benchmark::DoNotOptimize(b);
    benchmark::ClobberMemory();
    return a[9] + b[0];
}

/// Two vectors of int, ten pushes each. At the end they are forgotten, and the heap is cleared; one that cannot be
/// cleared, as malloc, frees them.
template <class Heap>
void vectors(benchmark::State& state, Heap& heap) {
    std::int64_t sum = 0;
    for (auto _ : state) {
        GrowingVector<Heap> first(heap);
        GrowingVector<Heap> second(heap);
        sum += push_ten(first, second);
        if constexpr (Clearable<Heap>) {
            first.forget();
            second.forget();
            heap.clear();
        }
    }
    expect(state, sum == 9 * static_cast<std::int64_t>(state.iterations()));
}

/// The same, freed one after the other by all.
template <class Heap>
void freed_vectors(benchmark::State& state, Heap& heap) {
    std::int64_t sum = 0;
    for (auto _ : state) {
        GrowingVector<Heap> first(heap);
        GrowingVector<Heap> second(heap);
        sum += push_ten(first, second);
    }
    expect(state, sum == 9 * static_cast<std::int64_t>(state.iterations()));
}

/// The same with std::vector, which never grows where it lies.
template <class Heap>
void standard_vectors(benchmark::State& state, Heap& heap) {
    std::int64_t sum = 0;
    for (auto _ : state) {
        std::vector<int, stalloc::StallocAllocator<int, Heap>> first(heap);
        std::vector<int, stalloc::StallocAllocator<int, Heap>> second(heap);
        sum += push_ten(first, second);
    }
    expect(state, sum == 9 * static_cast<std::int64_t>(state.iterations()));
}

/// 200 bytes, of which 13 are written.
template <class Heap>
void string(benchmark::State& state, Heap& heap) {
    bool good = true;
    for (auto _ : state) {
        void* text = heap.allocate(200, 1);
        benchmark::DoNotOptimize(text);
        std::memcpy(text, "Hello, world!", 13);
        benchmark::ClobberMemory();
        good = good && static_cast<char*>(text)[12] == '!';
        heap.deallocate(text, 200, 1);
    }
    expect(state, good);
}

/// Strings of 6 bytes; every 10,000th time also one of 100,000 bytes that is kept to the end.
template <class Heap>
void chained(benchmark::State& state, Heap& heap) {
    constexpr int strings = 100'000;
    constexpr int seldom = 10'000;
    constexpr std::size_t large = 100'000;
    bool good = true;
    for (auto _ : state) {
        std::vector<char*> kept;
        for (int i = 0; i < strings; ++i) {
            void* text = heap.allocate(6, 1);
            benchmark::DoNotOptimize(text);
            std::memcpy(text, "Hello!", 6);
            benchmark::ClobberMemory();
            good = good && static_cast<char*>(text)[5] == '!';
            heap.deallocate(text, 6, 1);
            if (i % seldom == 0) {
                kept.push_back(static_cast<char*>(heap.allocate(large, 1)));
                kept.back()[large - 1] = 'x';
            }
        }
        for (char* text : kept) {
            good = good && text[large - 1] == 'x';
            heap.deallocate(text, large, 1);
        }
    }
    expect(state, good);
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * strings);
}

/// 8 bytes, allocated and freed.
template <class Heap>
void pair(benchmark::State& state, Heap& heap) {
    bool good = true;
    for (auto _ : state) {
        void* p = heap.allocate(8, 8);
        benchmark::DoNotOptimize(p);
        good = good && p != nullptr;
        heap.deallocate(p, 8, 8);
    }
    expect(state, good);
}

/// `live` allocations of 8 to 256 bytes; again and again one of them, chosen at random, is replaced.
template <class Heap>
void churn(benchmark::State& state, Heap& heap, std::size_t live) {
    constexpr std::size_t rounds = 1 << 14;
    struct Held {
        std::size_t* data;
        std::size_t bytes;
    };
    struct Turn {
        std::size_t victim;
        std::size_t bytes;
    };
    std::mt19937 random(1);
    std::vector<Turn> turns(rounds);
    for (Turn& turn : turns) {
        turn = {random() % live, 8 + random() % 249};
    }
    const auto allocate = [&heap](std::size_t bytes) {
        auto* data = static_cast<std::size_t*>(heap.allocate(bytes, 8));
        *data = bytes;
        return Held{data, bytes};
    };
    std::vector<Held> all;
    for (std::size_t i = 0; i < live; ++i) {
        all.push_back(allocate(8));
    }
    bool good = true;
    for (auto _ : state) {
        for (const Turn& turn : turns) {
            Held& held = all[turn.victim];
            good = good && *held.data == held.bytes;
            heap.deallocate(held.data, held.bytes, 8);
            held = allocate(turn.bytes);
        }
        benchmark::ClobberMemory();
    }
    for (const Held& held : all) {
        heap.deallocate(held.data, held.bytes, 8);
    }
    expect(state, good);
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(rounds));
}

} // namespace workloads
