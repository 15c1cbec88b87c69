// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request in numbers, in bytes as well as in blocks.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"

namespace firstfit {

struct Asked {
    std::uint64_t bytes = 0;
    std::uint64_t blocks = 0;           ///< rounded up
    std::uint64_t alignment_bytes = 0;  ///< where none was asked for, that of one block
    std::uint64_t alignment_blocks = 1; ///< 0: one that no heap has (no power of two, or too large)
};

/// More bytes than 64 bits can count are 2^64 - 1. O(1).
[[nodiscard]] Asked asked_of(const Operation& operation, const HeapGeometry& geometry) noexcept;

/// Is this an operation that can ask for a size: anything but freeing and clearing?
[[nodiscard]] bool asks_for_size(OperationKind kind) noexcept;

} // namespace firstfit
