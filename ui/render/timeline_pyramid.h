// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of a run, summed up so that any stretch of it can be asked for quickly: a px of the timeline strip may
// stand for thousands of operations, and none of them may get lost.
#pragma once

#include "allocator/replay/timeline.h"

#include <limits>
#include <vector>

namespace firstfit {

/// From the lowest to the highest.
template <class T>
struct Extent {
    T lowest = std::numeric_limits<T>::max();
    T highest = std::numeric_limits<T>::lowest();

    constexpr void add(const Extent& other) {
        lowest = other.lowest < lowest ? other.lowest : lowest;
        highest = other.highest > highest ? other.highest : highest;
    }
    friend bool operator==(const Extent&, const Extent&) = default;
};

/// What a stretch of operations comes to.
struct StretchFigures {
    std::uint64_t count = 0;   ///< operations
    std::uint64_t used = 0;    ///< blocks, summed over the operations
    std::uint64_t largest = 0; ///< blocks, summed
    Extent<float> fragmentation;
    Extent<std::uint16_t> usedBlocks;
    Extent<std::uint16_t> largestChunk; ///< blocks
    Extent<std::uint16_t> chunks;
    Extent<std::uint16_t> scanLength; ///< chunks visited
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
    /// O(operations); four bytes for each.
    explicit TimelinePyramid(const Timeline& timeline) { grow(timeline); }
    /// `timeline` has more operations than when this was made or grew last, behind the same ones. O(more).
    void grow(const Timeline& timeline);

    /// Operations `first` to `last`, both included, of the timeline that the pyramid was made from.
    /// O(log(operations)).
    [[nodiscard]] StretchFigures stretch(const Timeline& timeline, std::uint32_t first, std::uint32_t last) const;
    /// All operations together. O(1).
    [[nodiscard]] const StretchFigures& whole() const { return whole_; }

private:
    StretchFigures whole_;
    std::uint32_t count_ = 0;                         ///< operations
    std::vector<std::vector<StretchFigures>> levels_; ///< level k: 16^(k+1) operations to an entry
};

} // namespace firstfit
