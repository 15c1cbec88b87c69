// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A heap at one moment, as an immutable value that is cheap to copy.
//
//   runs():   in address order, without gaps:  [allocation a 0+2] [chunk 2+3] [allocation c 5+2] ...
//   chunks(): in list order, as the links say, from the base header on.
//
// On a sound heap both tell the same story; check() compares them.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace firstfit {

/// An allocation that is alive, as the ledger knows it.
struct LiveAllocation {
    AllocationId id = no_allocation;
    BlockIndex index{};
    BlockCount blocks{};
    std::uint64_t bytes = 0;     ///< asked for; in-block requests count whole blocks
    std::uint32_t alignment = 0; ///< in bytes, as asked; 0 = one block
    OperationIndex born{};       ///< the operation that allocated it
    std::uint32_t line = 0;      ///< the line that allocated it; 0 = none
    std::string name;

    friend bool operator==(const LiveAllocation&, const LiveAllocation&) = default;
};

/// A chunk as found by following the links.
struct Chunk {
    BlockIndex index{};
    stalloc::Header header{};

    friend bool operator==(const Chunk&, const Chunk&) = default;
};

/// A maximal run of blocks that belong together.
struct Run {
    enum class Kind : std::uint8_t {
        allocation,
        chunk,
        lost, ///< neither: only a broken heap, or one in the middle of an operation, has these
    };
    Kind kind = Kind::lost;
    BlockIndex index{};
    BlockCount blocks{};
    std::uint32_t allocation = 0; ///< position in allocations(), for Kind::allocation

    friend bool operator==(const Run&, const Run&) = default;
};

/// The figures of one moment, in the terms of the design.
struct Metrics {
    BlockCount used{};
    BlockCount free{};
    BlockCount largest_chunk{};
    std::uint32_t chunks = 0;
    std::uint64_t live_bytes = 0;     ///< asked for and alive
    std::uint64_t rounding_waste = 0; ///< bytes lost by rounding up to whole blocks

    /// 1 - largest chunk / free blocks; 0 when nothing is free.
    [[nodiscard]] double fragmentation() const noexcept {
        return free.value == 0 ? 0.0 : 1.0 - static_cast<double>(largest_chunk.value) / static_cast<double>(free.value);
    }
    friend bool operator==(const Metrics&, const Metrics&) = default;
};

class Snapshot {
public:
    /// A fresh heap of the default geometry.
    Snapshot();
    /// `headers` holds 4 bytes for each block and 4 for the base header behind them; `allocations` is sorted by index.
    /// Walks the links once: O(blocks).
    Snapshot(HeapGeometry geometry, std::vector<unsigned char> headers, std::vector<LiveAllocation> allocations);

    [[nodiscard]] const HeapGeometry& geometry() const noexcept;
    /// The first four bytes of a block as they are, header or not; index L is the base header. O(1).
    [[nodiscard]] std::array<unsigned char, 4> raw_bytes(BlockIndex index) const noexcept;
    /// Those bytes read as a header. O(1).
    [[nodiscard]] stalloc::Header header(BlockIndex index) const noexcept;
    [[nodiscard]] stalloc::Header base_header() const noexcept;
    /// Chunks in list order; the walk stops at a link that leaves the heap or was seen before. O(1).
    [[nodiscard]] std::span<const Chunk> chunks() const noexcept;
    /// Live allocations in address order. O(1).
    [[nodiscard]] std::span<const LiveAllocation> allocations() const noexcept;
    /// Everything in address order. O(1).
    [[nodiscard]] std::span<const Run> runs() const noexcept;
    /// The run that block `index` belongs to; `index` < L. O(log runs).
    [[nodiscard]] const Run& run_at(BlockIndex index) const noexcept;
    /// The live allocation with this id, or null. O(allocations).
    [[nodiscard]] const LiveAllocation* find(AllocationId id) const noexcept;
    [[nodiscard]] const Metrics& metrics() const noexcept;

    /// Same geometry, same bytes, same ledger.
    friend bool operator==(const Snapshot& a, const Snapshot& b) noexcept;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

/// One broken promise of the design's "what must hold".
struct Violation {
    BlockIndex block{};
    std::string message; ///< "in no chunk and in no allocation: lost"

    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Every violated invariant of the heap, in address order; empty for a sound heap. Meant for the state between
/// operations: inside one, blocks are on their way. O(blocks).
[[nodiscard]] std::vector<Violation> check(const Snapshot& snapshot);

} // namespace firstfit
