// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest number of blocks that holds a run, with everything smaller excluded.
//
// What an operation does depends on L in one way only: through the tail, the free blocks behind the last block in use.
// All other chunks are the same for every L. First fit takes the tail last, so as long as nothing asks for more of it
// than there is, heaps of different L do exactly the same. An operation can ask for too much in two ways:
//
//   it would have to lie in the tail     the operation fails, for every L below the place's end E
//   it would grow into the tail          below E it moves to an earlier chunk (or fails); from E on it grows in place
//
// In both cases E is known at that moment (GrowingHeap::Reply::changes_at), and heaps of L to E-1 blocks agree about
// the operation: the tail of none of them holds the request, nor the growth. (Had it moved into the tail it would have
// ended behind E.) So if a run in L blocks fails, and E' is the least E that it met, then for L to E'-1 blocks every
// operation went the same way, and all of them fail at the same request. They are excluded without being tried. The
// next heap that can be different has E' blocks, and it agrees with this run up to the operation that met E' first. The
// search goes back there, adds blocks to make it E', and goes on:
//
//   operation  0 ------ 40 --------------- 70 ---- 90
//   L = 100             would grow to 130          fails, needs 120:  100 to 119 excluded, back to 90
//   L = 120                                        fits ... 95 fails, needs 140:  120 to 129 excluded, back to 40
//   L = 130             grows              fits               ... the end: 130 is the smallest
//
// It starts at a number of blocks below which nothing holds the run: the most that are alive at the same time. Of the
// places to go back to, each later one has a smaller E than the one before (others could not be reached any more), so
// they are a stack. Where nothing grows in place, it is never gone back by more than the operation that failed: one
// pass, in which the heap's end moves up as needed. Where growth leaves many choices the work may become too much; then
// all choices but growing are given up, and the answer is a heap that holds the run but need not be the smallest.
//
// Success is not monotone in L: with more blocks, something may grow in place that would have made room by moving (the
// test has a run that 8 blocks hold, 9 to 12 do not, and 13 do).
// Private to this room.
#pragma once

#include "allocator/sizing/growing_heap.h"

#include <functional>
#include <optional>
#include <span>

namespace firstfit {

struct SearchLimits {
    std::uint64_t effort = 0; ///< chunks visited in vain
    std::size_t undo_bytes = std::size_t{256} << 20;
    /// Chunks visited at all, once the heap has more than 65,535 blocks: no real one has.
    std::uint64_t effort_beyond_real = 0;
};

struct Found {
    std::uint64_t blocks = 0;
    bool proved = false;     ///< everything from the lower bound to `blocks` - 1 fails a request
    bool at_least = false;   ///< only the bound was found: everything below `blocks` fails
    std::uint64_t tried = 1; ///< heaps that were not like any other
};

/// Told how many operations were done at most, every few operations; false: stop.
using SearchProgress = std::function<bool(std::size_t operations)>;

/// The smallest L from `at_least` on in which all of `operations` get what they ask for. `geometry.blocks` does not
/// matter; ids are below `allocations`. Nothing: stopped.
[[nodiscard]] std::optional<Found> smallest_heap(std::span<const Operation> operations, const HeapGeometry& geometry,
                                                 std::size_t allocations, std::uint64_t at_least,
                                                 const SearchLimits& limits, const SearchProgress& progress);

} // namespace firstfit
