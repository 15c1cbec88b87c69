// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run asks for, whatever the heap. Private to this room.
#pragma once

#include "allocator/trace/trace.h"

namespace firstfit {

/// What does not depend on the block size.
struct RunFacts {
    std::uint64_t peak_bytes = 0; ///< asked for and alive at the same time
    std::uint32_t alignment = 1;  ///< the largest asked for, in bytes
    bool grows_in_place = false;  ///< something may grow where it lies
    std::size_t allocations = 0;  ///< ids are below that
};
/// If every request got what it asked for. Sizes in blocks count as blocks of the trace's own heap. O(operations).
[[nodiscard]] RunFacts facts_of(const Trace& trace);

/// What all requests take in blocks.
struct Demand {
    std::uint64_t peak_blocks = 0;    ///< at least so many are in use at the same time: fewer do not hold the run
    std::uint64_t rounding_waste = 0; ///< bytes lost by rounding up, when they were most
};
/// If every request got what it asked for; growth in place, which may fail, counts as not done. `allocations` as in
/// RunFacts. O(operations).
[[nodiscard]] Demand demand_of(const Trace& trace, std::uint32_t block_size, std::size_t allocations);

} // namespace firstfit
