// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of a run, summed up so that any stretch of it can be asked for quickly: a px of the timeline strip may
// stand for thousands of operations, and none of them may get lost.
#pragma once

#include "allocator/replay/timeline.h"

#include <vector>

namespace firstfit {

/// What a stretch of operations comes to.
struct StretchFigures {
    std::uint64_t count = 0;   ///< operations
    std::uint64_t used = 0;    ///< blocks, summed over the operations
    std::uint64_t largest = 0; ///< blocks, summed
    float lowest = 1;          ///< fragmentation, 0..1
    float highest = 0;
    std::uint32_t failures = 0;

    [[nodiscard]] double meanUsed() const;
    [[nodiscard]] double meanLargest() const;
    void add(const StretchFigures& other);
    friend bool operator==(const StretchFigures&, const StretchFigures&) = default;
};

/// The figures after operation n; n = 0 is the fresh heap.
[[nodiscard]] StretchFigures figuresOf(const Timeline& timeline, OperationIndex n);

class TimelinePyramid {
public:
    TimelinePyramid() = default;
    /// O(operations); a thirtieth of the memory of the operations themselves.
    explicit TimelinePyramid(const Timeline& timeline);

    /// Operations `first` to `last`, both included, of the timeline that the pyramid was made from.
    /// O(log(operations)).
    [[nodiscard]] StretchFigures stretch(const Timeline& timeline, std::uint32_t first, std::uint32_t last) const;

private:
    std::vector<std::vector<StretchFigures>> levels_; ///< level k: 16^(k+1) operations to an entry
};

} // namespace firstfit
