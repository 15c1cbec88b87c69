// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who lives where: what a real program's pointers would know. The heap itself keeps nothing about allocations.
#pragma once

#include "allocator/heap/units.h"

#include <cstddef>
#include <span>
#include <vector>

namespace firstfit {

/// One live allocation, without its name (names belong to the trace).
struct LedgerEntry {
    std::uint64_t bytes = 0; ///< asked for
    AllocationId id = no_allocation;
    OperationIndex born{};       ///< the operation that allocated it
    std::uint32_t line = 0;      ///< the line that allocated it
    std::uint32_t alignment = 0; ///< in bytes, as asked; 0 = one block
    std::uint16_t index = 0;     ///< first block
    std::uint16_t blocks = 0;
};

/// Live allocations by id. Its size depends on how many are alive, never on how many ever were.
class Ledger {
public:
    Ledger();

    /// The entry of `id`, or null. The pointer is good until the ledger changes. O(1).
    [[nodiscard]] const LedgerEntry* find(AllocationId id) const noexcept;
    /// Adds an allocation whose id is not alive. O(1) on average.
    void add(const LedgerEntry& entry);
    /// Replaces the entry of the same id, which must be alive. O(1).
    void update(const LedgerEntry& entry) noexcept;
    /// Removes the allocation if it is alive. O(1).
    void remove(AllocationId id) noexcept;
    /// Removes all. O(capacity).
    void clear() noexcept;

    /// In no particular order. O(1).
    [[nodiscard]] std::span<const LedgerEntry> entries() const noexcept { return entries_; }
    /// Blocks and bytes asked of all together. O(1).
    [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
    /// Bytes on the heap of the process.
    [[nodiscard]] std::size_t footprint() const noexcept;

private:
    [[nodiscard]] std::size_t home(AllocationId id) const noexcept;
    [[nodiscard]] std::size_t slot_of(AllocationId id) const noexcept;
    void close_hole(std::size_t hole) noexcept;
    void widen();

    std::vector<LedgerEntry> entries_;
    std::vector<std::uint32_t> slots_; ///< positions in entries_, found by hash and linear probing
    std::uint32_t blocks_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace firstfit
