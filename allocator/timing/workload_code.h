// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done with a heap, the same code for each of them: the crate's own examples, and some more. Each looks at what
// it wrote and says so if it was lost, so that no compiler can leave the work out. All have
//
//   const char* start();                    // makes ready; what went wrong, or null
//   void run(std::uint64_t operations);     // may be called again and again
//   const char* stop();                     // gives everything back; what was wrong with the answers, or null
//
// and `grain`, of which run() does whole multiples.
#pragma once

#include "allocator/timing/keep.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace firstfit::work {

/// A heap that gives everything back at once.
template <class Heap>
concept Clearable = requires(Heap& heap) { heap.clear(); };

/// One that has to, for nothing else gives anything back.
template <class Heap>
concept MustBeCleared = Clearable<Heap> && requires { requires std::remove_cvref_t<Heap>::must_be_cleared; };

inline constexpr const char* contents_lost = "What was written into an allocation was not there any more.";
inline constexpr const char* no_room = "The heap has no room for this.";

/// Calls `body` `operations` times, each time with nothing held before and after.
template <class Heap, class Body>
[[gnu::always_inline]] inline void repeat(Heap& heap, std::uint64_t operations, Body&& body) {
    if constexpr (MustBeCleared<Heap>) {
        constexpr std::uint64_t batch = 1024;
        while (operations > 0) {
            const std::uint64_t now = operations < batch ? operations : batch;
            for (std::uint64_t i = 0; i < now; ++i) {
                body();
            }
            heap.clear();
            operations -= now;
        }
    } else {
        for (std::uint64_t i = 0; i < operations; ++i) {
            body();
        }
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
            const std::size_t bytes = capacity_ * sizeof(int);
            data_ = static_cast<int*>(capacity_ == 0 ? heap_.allocate(4 * sizeof(int), alignof(int))
                                                     : heap_.grow(data_, bytes, alignof(int), 2 * bytes, alignof(int)));
            capacity_ = capacity_ == 0 ? 4 : 2 * capacity_;
        }
        data_[size_++] = value;
    }
    [[nodiscard]] const int* data() const noexcept { return data_; }
    /// Leaves the blocks to whoever clears the heap.
    void forget() noexcept { data_ = nullptr; }

private:
    Heap& heap_;
    int* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Ten pushes into each of two vectors in turns; the sum of two elements, 9.
template <class Vector>
[[gnu::always_inline]] inline std::uint64_t push_ten(Vector& first, Vector& second) {
    for (int i = 0; i < 10; ++i) {
        first.push_back(i);
        second.push_back(i);
    }
    const int* a = first.data();
    const int* b = second.data();
    keep(a);
    keep(b);
    return static_cast<std::uint64_t>(a[9] + b[0]);
}

/// Two vectors of int, ten pushes each. At the end they are forgotten, and the heap is cleared; one that cannot be
/// cleared, as malloc, frees them. One operation is all that.
template <class Heap>
class Vectors {
public:
    static constexpr std::uint64_t grain = 1;
    explicit Vectors(Heap& heap) : heap_(heap) {}

    const char* start() {
        sum_ = done_ = 0;
        return nullptr;
    }
    void run(std::uint64_t operations) {
        std::uint64_t sum = 0;
        for (std::uint64_t i = 0; i < operations; ++i) {
            GrowingVector<Heap> first(heap_);
            GrowingVector<Heap> second(heap_);
            sum += push_ten(first, second);
            if constexpr (Clearable<Heap>) {
                first.forget();
                second.forget();
                heap_.clear();
            }
        }
        sum_ += sum;
        done_ += operations;
    }
    const char* stop() { return sum_ == 9 * done_ ? nullptr : contents_lost; }

private:
    Heap& heap_;
    std::uint64_t sum_ = 0;
    std::uint64_t done_ = 0;
};

/// A workload of which nothing is left after each operation: `Once` has once(heap), which does one and says whether the
/// answer was right, and `wrong`, the sentence for when it was not.
template <class Heap, class Once>
class Repeated {
public:
    static constexpr std::uint64_t grain = 1;
    explicit Repeated(Heap& heap) : heap_(heap) {}

    const char* start() {
        good_ = true;
        return nullptr;
    }
    void run(std::uint64_t operations) {
        bool good = true;
        repeat(heap_, operations, [this, &good] { good = Once::once(heap_) && good; });
        good_ = good_ && good;
    }
    const char* stop() { return good_ ? nullptr : Once::wrong; }

private:
    Heap& heap_;
    bool good_ = true;
};

struct StringOnce {
    static constexpr const char* wrong = contents_lost;
    template <class Heap>
    [[gnu::always_inline]] static bool once(Heap& heap) {
        void* text = heap.allocate(200, 1);
        keep(text);
        std::memcpy(text, "Hello, world!", 13);
        keep_memory();
        const bool good = static_cast<char*>(text)[12] == '!';
        heap.deallocate(text, 200, 1);
        return good;
    }
};

struct PairOnce {
    static constexpr const char* wrong = no_room;
    template <class Heap>
    [[gnu::always_inline]] static bool once(Heap& heap) {
        void* p = heap.allocate(8, 8);
        keep(p);
        const bool good = p != nullptr;
        heap.deallocate(p, 8, 8);
        return good;
    }
};

/// 200 bytes, of which 13 are written.
template <class Heap>
using LongString = Repeated<Heap, StringOnce>;
/// 8 bytes, allocated and freed.
template <class Heap>
using Pair = Repeated<Heap, PairOnce>;

/// Strings of 6 bytes; with every 10,000th one comes one of 100,000 bytes, which stays until the next round of 100,000.
template <class Heap>
class Chained {
public:
    static constexpr std::uint64_t grain = 1;
    explicit Chained(Heap& heap) : heap_(heap) { kept_.reserve(strings / seldom); }

    /// So many operations until all the large ones were there once, and their pages are.
    [[nodiscard]] static constexpr std::uint64_t to_settle() noexcept { return strings; }

    const char* start() {
        good_ = true;
        next_ = 0;
        return nullptr;
    }
    void run(std::uint64_t operations) {
        while (operations > 0) {
            const std::uint64_t now = next_ + operations < strings ? operations : strings - next_;
            run_within(now);
            operations -= now;
            if (next_ == strings) {
                give_back();
            }
        }
    }
    const char* stop() {
        give_back();
        return good_ ? nullptr : contents_lost;
    }

private:
    static constexpr std::uint64_t strings = 100'000;
    static constexpr std::uint64_t seldom = 10'000;
    static constexpr std::size_t large = 100'000;

    void run_within(std::uint64_t operations) {
        bool good = true;
        for (const std::uint64_t end = next_ + operations; next_ < end; ++next_) {
            void* text = heap_.allocate(6, 1);
            keep(text);
            std::memcpy(text, "Hello!", 6);
            keep_memory();
            good = good && static_cast<char*>(text)[5] == '!';
            heap_.deallocate(text, 6, 1);
            if (next_ % seldom == 0) {
                kept_.push_back(static_cast<char*>(heap_.allocate(large, 1)));
                kept_.back()[large - 1] = 'x';
            }
        }
        good_ = good_ && good;
    }
    void give_back() {
        for (char* text : kept_) {
            good_ = good_ && text[large - 1] == 'x';
            heap_.deallocate(text, large, 1);
        }
        kept_.clear();
        next_ = 0;
        if constexpr (MustBeCleared<Heap>) {
            heap_.clear();
        }
    }

    Heap& heap_;
    std::vector<char*> kept_;
    std::uint64_t next_ = 0; ///< string of this round
    bool good_ = true;
};

/// Six threads, each with 1,000 ints in boxes, one after the other.
template <class Heap>
class Threads {
public:
    static constexpr std::uint64_t each = 1000;
    static constexpr unsigned threads = 6;
    static constexpr std::uint64_t grain = threads * each;
    explicit Threads(Heap& heap) : heap_(heap) {}

    const char* start() {
        wrong_ = 0;
        return nullptr;
    }
    void run(std::uint64_t operations) {
        for (std::uint64_t done = 0; done < operations; done += grain) {
            bool good[threads] = {};
            {
                std::vector<std::jthread> running;
                for (unsigned thread = 0; thread < threads; ++thread) {
                    running.emplace_back([this, &good, thread] { good[thread] = boxes(static_cast<int>(thread)); });
                }
            }
            for (const bool one : good) {
                wrong_ += one ? 0 : 1;
            }
        }
    }
    const char* stop() { return wrong_ == 0 ? nullptr : "Another thread wrote into an allocation."; }

private:
    bool boxes(int mark) {
        bool good = true;
        for (std::uint64_t i = 0; i < each; ++i) {
            auto* box = static_cast<int*>(heap_.allocate(sizeof(int), alignof(int)));
            keep(box);
            *box = mark;
            keep_memory();
            good = good && *box == mark;
            heap_.deallocate(box, sizeof(int), alignof(int));
        }
        return good;
    }

    Heap& heap_;
    int wrong_ = 0;
};

} // namespace firstfit::work
