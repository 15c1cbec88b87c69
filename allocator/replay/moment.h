// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A position taken apart: the facts that the scan, the pseudocode and the sentences are made from.
//
//   realloc that moves:  | grow_in_place | allocate | reallocate | deallocate |
//                          visit ...       visit ...  copied       visit ...
//
// Every other operation is one part.
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit {

/// Which piece of the algorithm runs. `reallocate` is its frame: copying, and what is decided before anything runs.
enum class Part : std::uint8_t { allocate, deallocate, grow_in_place, grow_up_to, shrink_in_place, reallocate, clear };

/// A request in blocks, as the heap understands it.
struct BlockRequest {
    std::uint64_t size = 0;
    std::uint64_t alignment = 1;
};
[[nodiscard]] BlockRequest in_blocks(const Operation& operation, const HeapGeometry& geometry) noexcept;

/// Where the algorithm's two hands are: L = base header.
struct Hands {
    std::optional<std::uint32_t> prev;
    std::optional<std::uint32_t> curr;
};

struct Moment {
    /// `position` must be normalised and lie inside an operation.
    Moment(const Timeline& run, const Trace& words, Position position);

    const Timeline& timeline;
    const Trace& trace;
    OperationIndex number;
    Operation operation;
    Outcome outcome;
    BlockRequest request; ///< of the operation; for the others than allocate only `size` counts
    Snapshot now;         ///< at the position
    std::shared_ptr<const std::vector<MicroStep>> steps;
    std::uint32_t micro = 0; ///< steps done, 1..count
    Part part = Part::allocate;
    std::uint32_t part_begin = 0;       ///< the first step of the running part, from 0
    std::vector<std::uint32_t> events;  ///< positions in steps of all that follows a walk: few, however long it was
    std::string name;                   ///< of the operation's allocation
    std::optional<LiveAllocation> live; ///< it, before the operation

    /// The heap before the operation. Made when it is first asked for: few words need it, and it takes as long as all
    /// the rest.
    [[nodiscard]] const Snapshot& before() const;
    [[nodiscard]] bool done() const noexcept { return micro == steps->size(); }
    [[nodiscard]] const MicroStep& step() const noexcept { return (*steps)[micro - 1]; }
    /// The step after this one, or null.
    [[nodiscard]] const MicroStep* upcoming() const noexcept { return done() ? nullptr : &(*steps)[micro]; }
    /// The step before this one in the running part, or null.
    [[nodiscard]] const MicroStep* previous() const noexcept {
        return micro - 1 > part_begin ? &(*steps)[micro - 2] : nullptr;
    }
    /// Did the running part look at any chunk? A walk is the first thing that a part does.
    [[nodiscard]] bool has_walked() const noexcept { return part_steps().front().kind == MicroKind::visit; }
    /// The steps of the running part up to now.
    [[nodiscard]] std::span<const MicroStep> part_steps() const noexcept {
        return std::span(*steps).subspan(part_begin, micro - part_begin);
    }
    [[nodiscard]] std::uint32_t base() const noexcept { return timeline.geometry().blocks.value; }
    /// The header in block `index` (L = base) at this moment. O(events).
    [[nodiscard]] stalloc::Header header(std::uint32_t index) const noexcept { return header(index, micro); }
    /// The same after the first `count` steps of the operation, at most `micro`.
    [[nodiscard]] stalloc::Header header(std::uint32_t index, std::size_t count) const noexcept;
    /// Blocks in front of the first aligned block of the chunk at `index`. O(1).
    [[nodiscard]] std::uint64_t front_of(std::uint32_t index) const noexcept;
    /// The hands after the first `count` steps of the running part. O(steps since the last one of the walk).
    [[nodiscard]] Hands hands(std::size_t count) const noexcept;
    /// The last step of this kind, which is no walking, in the running part up to now, or null. O(events).
    [[nodiscard]] const MicroStep* last(MicroKind kind) const noexcept;
    /// Where the blocks begin that are given back: the allocation, or what a shrink cuts off.
    [[nodiscard]] std::uint32_t freed_index() const noexcept;
    [[nodiscard]] std::uint32_t freed_size() const noexcept;

private:
    mutable std::optional<Snapshot> before_;
};

} // namespace firstfit
