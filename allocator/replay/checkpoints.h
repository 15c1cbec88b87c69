// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Remembered heaps at regular operations. Their memory is bounded: when there are too many, every second one goes
// and the distance doubles, so that they stay evenly spread over a run of any length. Copies share the heaps, which
// nobody changes: they may be in different threads.
#pragma once

#include "allocator/heap/heap.h"

#include <memory>
#include <vector>

namespace firstfit {

class Checkpoints {
public:
    struct Checkpoint {
        std::uint32_t at = 0; ///< operations done
        std::size_t bytes = 0;
        std::shared_ptr<const Heap> heap;
    };

    /// Remembers `heap` after its `at`-th operation if one is due there. All checkpoints together stay under
    /// `budget` bytes. O(1), or a copy of the heap.
    void offer(std::uint32_t at, const Heap& heap, std::size_t budget);
    /// The last checkpoint at or before operation `at`, or null. O(log checkpoints).
    [[nodiscard]] const Checkpoint* nearest(std::uint32_t at) const noexcept;
    /// Forgets those behind operation `at`.
    void forget_above(std::uint32_t at);
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
    void thin_out();

    std::vector<Checkpoint> checkpoints_; ///< ascending
    std::uint32_t spacing_ = 64;          ///< operations
    std::size_t bytes_ = 0;
};

} // namespace firstfit
