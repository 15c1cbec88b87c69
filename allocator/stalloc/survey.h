// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// One walk that answers all that a reallocation asks: what lies around the allocation (may it grow where it is?), which
// chunk is the first that fits, and where the old blocks belong once their contents have moved.
//
// For heaps that nobody watches, and for blocks of any alignment. Whoever watches sees a walk for each of the three
// questions, with the same outcome.
#pragma once

#include "allocator/stalloc/search.h"

namespace stalloc {

/// What was found around an allocation of `Heap`, a Surgery, and the first chunk of at least `size` blocks.
template <class Heap>
class Survey {
public:
    /// Walks to the allocation of `old` blocks at `index`. O(chunks in front of it).
    [[gnu::always_inline]] Survey(const Heap& heap, uint32_t index, uint32_t old, uint32_t size) noexcept
        : heap_(heap), size_(size), prev_(heap.base()), next_(heap.first_chunk()) {
        uint32_t length = 0; // of prev_
        while (next_ <= index) {
            const PackedHeader chunk = heap.packed(next_);
            if (place_ == none) {
                consider(prev_, next_, chunk);
            }
            length = chunk.length();
            prev_ = next_;
            next_ = behind(chunk);
        }
        // Length - 1, so that the length 0 of an untouched heap counts as more than L.
        in_use_ = index + old <= next_ && (prev_ == heap.base() || index - prev_ > static_cast<uint16_t>(length - 1));
    }

    /// No block of the allocation is free.
    [[nodiscard]] bool in_use() const noexcept { return in_use_; }

    /// Takes `more` blocks right behind the allocation, which ends in front of block `end`, or returns false. O(1).
    [[nodiscard, gnu::always_inline]] bool grow(uint32_t end, uint32_t more) const noexcept {
        if (next_ != end) {
            return false;
        }
        const PackedHeader chunk = heap_.packed(next_);
        if (more > chunk.length()) {
            return false;
        }
        heap_.cut({prev_, next_, 0, true}, chunk, more);
        return true;
    }

    /// Walks on if no chunk in front of the allocation is long enough. False if there is none at all. O(chunks).
    [[nodiscard, gnu::always_inline]] bool find_place() noexcept {
        uint32_t prev = prev_;
        uint32_t curr = next_;
        while (place_ == none && curr <= max_block_count) {
            const PackedHeader chunk = heap_.packed(curr);
            consider(prev, curr, chunk);
            prev = curr;
            curr = behind(chunk);
        }
        return place_ != none;
    }

    /// Takes `size` blocks of that chunk, and returns their index. O(1).
    [[nodiscard, gnu::always_inline]] uint32_t take() noexcept {
        heap_.cut({place_prev_, place_, 0, true}, chunk_, size_);
        // The chunk may have been the one in front of the allocation, or the one behind it.
        const bool has_rest = chunk_.length() != size_;
        if (prev_ == place_) {
            prev_ = has_rest ? place_ + size_ : place_prev_;
        }
        if (next_ == place_) {
            next_ = has_rest ? place_ + size_ : behind(chunk_);
        }
        return place_;
    }

    /// Gives the allocation's `old` blocks at `index` back. O(1).
    [[gnu::always_inline]] void give(uint32_t index, uint32_t old) const noexcept {
        heap_.join({prev_, next_, next_ <= max_block_count}, index, old);
    }

private:
    /// In place of an index. Anything above max_block_count will do.
    static constexpr uint32_t none = UINT32_MAX;

    static constexpr uint32_t behind(PackedHeader chunk) noexcept { return chunk.next() == 0 ? none : chunk.next(); }

    [[gnu::always_inline]] void consider(uint32_t prev, uint32_t curr, PackedHeader chunk) noexcept {
        if (chunk.length() >= size_) {
            place_prev_ = prev;
            place_ = curr;
            chunk_ = chunk;
        }
    }

    const Heap& heap_;
    uint32_t size_;
    uint32_t prev_; ///< the chunk in front of the allocation, or the base header
    uint32_t next_; ///< the chunk behind it, or none
    uint32_t place_prev_ = 0;
    uint32_t place_ = none;
    PackedHeader chunk_{0}; ///< the header of place_
    bool in_use_ = false;
};

template <class Heap>
Survey(const Heap&, uint32_t, uint32_t, uint32_t) -> Survey<Heap>;

} // namespace stalloc
