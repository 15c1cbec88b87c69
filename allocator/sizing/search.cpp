// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/search.h"

#include <algorithm>

namespace firstfit {

namespace {

// A power of two, so that asking is cheap; few enough that somebody who cancels does not wait.
constexpr std::size_t operations_between_reports = 256;

class Search {
public:
    Search(std::span<const Operation> operations, const HeapGeometry& geometry, std::size_t allocations,
           const SearchLimits& limits, const SearchProgress& progress)
        : operations_(operations),
          block_size_(geometry.block_size),
          heap_(geometry, allocations),
          bound_(geometry.blocks.value),
          limits_(limits),
          progress_(progress) {}

    std::optional<Found> run() {
        while (next_ < operations_.size()) {
            if (next_ % operations_between_reports == 0) {
                farthest_ = std::max(farthest_, next_);
                if (!progress_(farthest_)) {
                    return std::nullopt;
                }
            }
            if (!step()) {
                return Found{bound_, false, true, tried_};
            }
        }
        return Found{heap_.blocks(), !gave_up_, false, tried_};
    }

private:
    /// Where heaps of different sizes part.
    struct Parting {
        std::size_t operation = 0;
        std::uint64_t blocks = 0; ///< from that many on it goes the other way
        GrowingHeap::Mark before;
    };

    /// One operation, or a step back. False: the answer is out of reach, and `bound_` blocks or more.
    bool step() {
        if (partings_.empty()) {
            heap_.forget();
        }
        const GrowingHeap::Mark before = heap_.mark();
        const GrowingHeap::Reply reply = heap_.apply(in_blocks(operations_[next_], block_size_));
        if (reply.changes_at == GrowingHeap::never) {
            ++next_;
            return true;
        }
        if (gave_up_) {
            return take({next_, reply.content_at, before});
        }
        if (partings_.empty() || reply.changes_at < partings_.back().blocks) {
            if (reply.failed) {
                return take({next_, reply.changes_at, before}); // nothing is lost by going back to here
            }
            partings_.push_back({next_, reply.changes_at, before});
        }
        if (!reply.failed && !too_much()) {
            ++next_;
            return true;
        }
        return go_back(reply.failed);
    }

    bool go_back(bool failed) {
        Parting parting = partings_.back();
        wasted_ += heap_.visits() - parting.before.visits;
        if (too_much()) {
            bound_ = failed ? parting.blocks : bound_;
            gave_up_ = true;
            parting = partings_.front(); // what always grows there also holds what follows
            partings_.clear();
        } else {
            partings_.pop_back();
        }
        return take(parting);
    }

    /// Goes back and takes the other way.
    bool take(const Parting& parting) {
        if (!gave_up_) {
            bound_ = parting.blocks;
        }
        if (parting.blocks > GrowingHeap::max_blocks || is_beyond_real(parting.blocks)) {
            return false;
        }
        ++tried_;
        heap_.rewind(parting.before);
        heap_.raise(static_cast<std::uint32_t>(parting.blocks));
        next_ = parting.operation;
        return true;
    }

    [[nodiscard]] bool too_much() const noexcept {
        return wasted_ > limits_.effort || heap_.undo_bytes() > limits_.undo_bytes;
    }
    [[nodiscard]] bool is_beyond_real(std::uint64_t blocks) const noexcept {
        return blocks > stalloc::max_block_count && wasted_ + heap_.visits() > limits_.effort_beyond_real;
    }

    std::span<const Operation> operations_;
    std::uint32_t block_size_;
    GrowingHeap heap_;
    std::uint64_t bound_; ///< everything below fails
    const SearchLimits& limits_;
    const SearchProgress& progress_;
    std::size_t next_ = 0;
    std::size_t farthest_ = 0;
    std::vector<Parting> partings_; ///< each later one with fewer blocks than the one before
    std::uint64_t wasted_ = 0;
    std::uint64_t tried_ = 1;
    bool gave_up_ = false;
};

} // namespace

std::optional<Found> smallest_heap(std::span<const Operation> operations, const HeapGeometry& geometry,
                                   std::size_t allocations, std::uint64_t at_least, const SearchLimits& limits,
                                   const SearchProgress& progress) {
    const std::uint64_t start = std::max<std::uint64_t>(at_least, 1);
    if (start > GrowingHeap::max_blocks) {
        return Found{start, false, true, 0};
    }
    HeapGeometry smallest = geometry;
    smallest.blocks = BlockCount{static_cast<std::uint32_t>(start)};
    return Search(operations, smallest, allocations, limits, progress).run();
}

} // namespace firstfit
