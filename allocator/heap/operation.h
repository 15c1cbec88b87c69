// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One request to a heap, independent of its geometry, and what became of it.
#pragma once

#include "allocator/heap/units.h"
#include "allocator/stalloc/observer.h"

namespace firstfit {

enum class OperationKind : std::uint8_t {
    allocate,
    deallocate,
    grow_in_place,
    grow_up_to,
    shrink_in_place,
    reallocate,
    clear,
};

/// What an operation's size and alignment count: malloc asks in bytes, `blocks()` in Stalloc's own unit.
enum class SizeUnit : std::uint8_t { bytes, blocks };

/// A request. 24 bytes, for a trace may have millions.
struct Operation {
    std::uint64_t size = 0;                  ///< asked; for grow, shrink and reallocate the new size; in `unit`
    AllocationId allocation = no_allocation; ///< the allocation made or worked on; no_allocation for clear
    std::uint32_t alignment = 0;             ///< in `unit`, a power of two; 0 = one block
    std::uint32_t line = 0;                  ///< where in the script or recording, from 1; 0 = nowhere
    OperationKind kind = OperationKind::allocate;
    SizeUnit unit = SizeUnit::bytes;
    bool to_be_predicted = false; ///< the script asked for a prediction of it
    std::uint8_t reserved = 0;

    friend bool operator==(const Operation&, const Operation&) = default;
};

/// What an operation did in one particular heap.
struct Outcome {
    BlockIndex index{};       ///< where the allocation lies afterwards (for deallocate: where it lay)
    BlockCount blocks{};      ///< its length afterwards; after deallocate 0
    BlockCount scan_length{}; ///< chunks visited
    stalloc::Failure failure = stalloc::Failure::none;
    bool moved = false; ///< reallocate found another place

    [[nodiscard]] bool ok() const noexcept { return failure == stalloc::Failure::none; }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

} // namespace firstfit
