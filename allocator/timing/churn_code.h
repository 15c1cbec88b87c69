// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workloads in which the free chunks are many: random churn, and a pair behind free chunks.
#pragma once

#include "allocator/timing/workload_code.h"

#include <random>
#include <utility>

namespace firstfit::work {

/// `live` allocations of `least` to `most` bytes; again and again one of them, chosen at random, is replaced. One
/// operation is a replacement.
template <class Heap>
class Churn {
public:
    static constexpr std::uint64_t grain = 1;
    /// `least` is at least 8.
    Churn(Heap& heap, std::uint32_t live, std::uint32_t least, std::uint32_t most)
        : heap_(heap), least_(least), turns_(live > 8192 ? 2 * std::size_t{live} : 16384), held_(live) {
        std::mt19937 random(1);
        for (Turn& turn : turns_) {
            turn.victim = static_cast<std::uint32_t>(random() % live);
            turn.bytes = static_cast<std::uint32_t>(least + random() % (most - least + 1));
        }
    }

    /// So many operations until the heap is in pieces as it will be from then on.
    [[nodiscard]] std::uint64_t to_settle() const noexcept { return turns_.size(); }

    const char* start() {
        good_ = true;
        full_ = false;
        next_ = 0;
        for (Held& held : held_) {
            held = allocate(least_);
            full_ = full_ || held.data == nullptr;
        }
        return full_ ? no_room : nullptr;
    }
    void run(std::uint64_t operations) {
        while (operations > 0 && !full_) {
            const std::uint64_t left = turns_.size() - next_;
            const std::uint64_t now = operations < left ? operations : left;
            replace(now);
            operations -= now;
            next_ = next_ == turns_.size() ? 0 : next_;
        }
    }
    const char* stop() {
        for (Held& held : held_) {
            if (held.data != nullptr) {
                heap_.deallocate(held.data, held.bytes, 8);
                held.data = nullptr;
            }
        }
        if constexpr (MustBeCleared<Heap>) {
            heap_.clear();
        }
        return full_ ? no_room : (good_ ? nullptr : contents_lost);
    }

private:
    struct Turn {
        std::uint32_t victim;
        std::uint32_t bytes;
    };
    struct Held {
        std::size_t* data = nullptr;
        std::size_t bytes = 0;
    };

    void replace(std::uint64_t operations) {
        bool good = true;
        for (const std::size_t end = next_ + operations; next_ < end; ++next_) {
            const Turn turn = turns_[next_];
            Held& held = held_[turn.victim];
            good = good && *held.data == held.bytes;
            heap_.deallocate(held.data, held.bytes, 8);
            held = allocate(turn.bytes);
            if (held.data == nullptr) [[unlikely]] {
                full_ = true;
                break;
            }
        }
        keep_memory();
        good_ = good_ && good;
    }

    [[gnu::always_inline]] Held allocate(std::size_t bytes) {
        auto* data = static_cast<std::size_t*>(heap_.allocate(bytes, 8));
        if (data != nullptr) [[likely]] {
            *data = bytes;
        }
        return {data, bytes};
    }

    Heap& heap_;
    std::size_t least_;
    std::vector<Turn> turns_;
    std::vector<Held> held_;
    std::size_t next_ = 0;
    bool good_ = true;
    bool full_ = false;
};

/// One allocation of 32 bytes behind `count` free chunks of 16 that are too small: the search passes all of them, and
/// so does freeing.
template <class Heap>
class BehindChunks {
public:
    static constexpr std::uint64_t grain = 1;
    BehindChunks(Heap& heap, std::uint32_t count) : heap_(heap), pieces_(2 * std::size_t{count}) {}

    const char* start() {
        good_ = true;
        for (void*& piece : pieces_) {
            piece = heap_.allocate(small, small);
            good_ = good_ && piece != nullptr;
        }
        if (!good_) {
            return no_room;
        }
        // From the end: nothing to walk over in front.
        for (std::size_t i = pieces_.size(); i > 0; i -= 2) {
            heap_.deallocate(std::exchange(pieces_[i - 2], nullptr), small, small);
        }
        return nullptr;
    }
    void run(std::uint64_t operations) {
        bool good = true;
        for (std::uint64_t i = 0; i < operations; ++i) {
            void* p = heap_.allocate(large, small);
            keep(p);
            good = good && p != nullptr;
            heap_.deallocate(p, large, small);
        }
        good_ = good_ && good;
    }
    const char* stop() {
        for (void*& piece : pieces_) {
            if (piece != nullptr) {
                heap_.deallocate(std::exchange(piece, nullptr), small, small);
            }
        }
        return good_ ? nullptr : no_room;
    }

private:
    static constexpr std::size_t small = 16;
    static constexpr std::size_t large = 32;

    Heap& heap_;
    std::vector<void*> pieces_;
    bool good_ = true;
};

} // namespace firstfit::work
