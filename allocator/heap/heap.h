// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real Stalloc heap whose geometry is chosen at run time, with a ledger of named allocations.
//
// It runs allocator/stalloc's algorithm over 4 bytes per block: all that the algorithm ever reads or writes.
// So a heap of 65,535 blocks of 256 MiB each fits on any machine, and its bytes are the real ones.
#pragma once

#include "allocator/heap/snapshot.h"

#include <functional>

namespace firstfit {

/// What happens inside an operation, as a list of the algorithm's own events.
enum class MicroKind : std::uint8_t {
    visit,
    too_small,
    misaligned,
    chosen,
    split,
    header_written,
    base_written,
    found_place,
    merged_with_next,
    merged_with_previous,
    moved_on,
    copied,
    failed,
    nothing_to_do, ///< an operation that asks for what already is
};

/// One micro-step. Fields that the kind does not use are 0. Indices and lengths in blocks; index L = base header.
struct MicroStep {
    MicroKind kind = MicroKind::visit;
    stalloc::HeaderField field = stalloc::HeaderField::next; ///< header_written, base_written
    stalloc::Failure failure = stalloc::Failure::none;       ///< failed
    std::uint32_t prev = 0;      ///< visit, chosen, found_place, merged_with_previous, moved_on
    std::uint32_t block = 0;     ///< the chunk or block it is about (curr; for copied: to)
    std::uint32_t next = 0;      ///< found_place, merged_with_next; visit: the chunk's next; copied: from
    std::uint32_t length = 0;    ///< the chunk's length; merged: the joint length
    std::uint32_t front = 0;     ///< misaligned, chosen, split
    std::uint32_t size = 0;      ///< blocks wanted or cut
    std::uint32_t back = 0;      ///< split
    std::uint16_t old_value = 0; ///< header_written, base_written
    std::uint16_t new_value = 0;
    std::uint64_t bytes = 0; ///< copied

    friend bool operator==(const MicroStep&, const MicroStep&) = default;
};

/// Where the searches of one operation ended: enough to do it again without searching.
struct SearchHints {
    std::uint16_t place_prev = 0; ///< the header whose link led to the chunk that was cut (L = base header)
    std::uint16_t gap_prev = 0;   ///< the header behind which blocks were given back, or found for growing

    friend bool operator==(const SearchHints&, const SearchHints&) = default;
};

/// Owns the bytes and the ledger. Copyable: a copy is an independent heap in the same state.
class Heap {
public:
    /// `geometry.problem()` must be empty. The heap starts written out: block 0 says length L. O(blocks).
    explicit Heap(HeapGeometry geometry, Policy policy = Policy::first_fit);

    [[nodiscard]] const HeapGeometry& geometry() const noexcept;
    [[nodiscard]] Policy policy() const noexcept;

    /// Does `operation`, which is number `number` of its run. A failure is a no-op with a reason in the outcome;
    /// an operation on an allocation that is not alive is Failure::outside. O(chunks + log live).
    /// If `steps` is given, every event is appended to it; if `hints` is given, it is filled for redo().
    Outcome apply(const Operation& operation, OperationIndex number, std::vector<MicroStep>* steps = nullptr,
                  SearchHints* hints = nullptr);

    /// Does again what apply() did from the very same state, without searching. O(log live).
    void redo(const Operation& operation, OperationIndex number, const Outcome& outcome, SearchHints hints);

    /// Is an allocation of this id alive? O(1).
    [[nodiscard]] bool alive(AllocationId id) const noexcept;
    /// The figures of now. O(1).
    [[nodiscard]] Metrics metrics() const noexcept;
    [[nodiscard]] bool is_oom() const noexcept;
    [[nodiscard]] bool is_empty() const noexcept;

    /// The first four bytes of every block and the base header behind them.
    [[nodiscard]] std::span<const unsigned char> header_bytes() const noexcept;
    /// Bytes of memory that a copy of this heap takes, roughly.
    [[nodiscard]] std::size_t footprint() const noexcept;

    /// The state of now as a value. `name_of(id)` gives each live allocation's name. O(blocks).
    [[nodiscard]] Snapshot snapshot(const std::function<std::string(AllocationId)>& name_of) const;
    // representation: this room's own business
};

} // namespace firstfit
