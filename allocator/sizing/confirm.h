// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does a heap of that size really hold the run? A replay from the start says so. Private to this room.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"

#include <functional>
#include <optional>
#include <span>

namespace firstfit {

struct Confirmation {
    bool holds = false;                          ///< no allocation or reallocation failed
    double mean_scan_length = 0;                 ///< chunks visited by an operation, over those done
    std::optional<std::uint64_t> rounding_waste; ///< bytes, when it was most; nothing where no real heap is so large
};

/// Replays `operations` in a heap of exactly `blocks` blocks of `geometry`'s size and place, until a request fails: in
/// firstfit::Heap, the one on the screen, and above 65,535 blocks in a GrowingHeap that does not grow. `progress` is
/// told how many operations are done; false stops. Nothing: stopped. O(operations x chunks).
[[nodiscard]] std::optional<Confirmation> confirm(std::span<const Operation> operations, const HeapGeometry& geometry,
                                                  std::uint32_t blocks, std::size_t allocations,
                                                  const std::function<bool(std::size_t)>& progress);

} // namespace firstfit
