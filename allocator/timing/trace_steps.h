// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trace made ready for timing: what any allocator can be told, without looking anything up.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/trace/trace.h"

#include <cstdint>
#include <vector>

namespace firstfit {

/// One request. `slot` is where the address is remembered; slots are used again, so that they lie close together.
struct TraceStep {
    std::uint64_t bytes = 0;     ///< the new size; of clear: how many of TraceSteps::cleared
    std::uint32_t slot = 0;      ///< of clear: the first of TraceSteps::cleared
    std::uint32_t alignment = 1; ///< bytes
    std::uint32_t operation = 0; ///< of the trace, from 1; 0: added at the end, to free what is never freed
    OperationKind kind = OperationKind::allocate;

    friend bool operator==(const TraceStep&, const TraceStep&) = default;
};

struct TraceSteps {
    std::vector<TraceStep> steps;
    std::vector<std::uint32_t> cleared; ///< slots that clear empties
    std::uint32_t slots = 0;
    std::uint32_t operations = 0;  ///< of the trace
    std::uint64_t asked_bytes = 0; ///< by all allocations and reallocations together, rounded up to their alignment
};

/// The requests of `trace`, sizes in blocks turned to bytes by `block_size`. Left out are those that no heap can do: on
/// allocations that are not alive, and allocating one that is (which neither scripts nor recordings do). At the end
/// everything is freed. O(operations).
[[nodiscard]] TraceSteps steps_of(const Trace& trace, std::uint32_t block_size);

} // namespace firstfit
