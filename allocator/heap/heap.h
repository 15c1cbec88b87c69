// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real Stalloc heap whose geometry is chosen at run time, with a ledger of named allocations.
//
// It runs allocator/stalloc's algorithm over 4 bytes per block: all that the algorithm ever reads or writes.
// So a heap of 65,535 blocks of 256 MiB each fits on any machine, and its bytes are the real ones.
#pragma once

#include "allocator/heap/chunk_lengths.h"
#include "allocator/heap/ledger.h"
#include "allocator/heap/micro_step.h"
#include "allocator/heap/snapshot.h"

#include <functional>
#include <optional>

namespace firstfit {

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
    /// an operation on an allocation that is not alive, or allocating one that is, is Failure::outside; but to
    /// reallocate one that is not alive is to allocate it. When a live allocation cannot grow, shrink or move, the
    /// outcome says where it still lies. O(chunks). If `steps` is given, every event is appended to it; if `hints` is
    /// given, it is filled for redo().
    Outcome apply(const Operation& operation, OperationIndex number, std::vector<MicroStep>* steps = nullptr,
                  SearchHints* hints = nullptr);

    /// Does again what apply() did from the very same state, without searching. O(1), and O(blocks copied).
    void redo(const Operation& operation, OperationIndex number, const Outcome& outcome, SearchHints hints);

    /// Is an allocation of this id alive? O(1).
    [[nodiscard]] bool alive(AllocationId id) const noexcept;
    /// The live allocation of this id, without its name. O(1).
    [[nodiscard]] std::optional<LiveAllocation> find(AllocationId id) const;
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

private:
    [[nodiscard]] std::uint64_t bytes_asked(const Operation& operation) const noexcept;
    [[nodiscard]] std::uint64_t blocks_asked(const Operation& operation) const noexcept;
    template <class Observer>
    Outcome perform(const Operation& operation, Observer& observer);
    void cut_again(std::uint32_t prev, BlockIndex index, BlockCount blocks);
    void join_again(std::uint32_t prev, std::uint32_t index, std::uint32_t blocks);
    void resize_again(const LedgerEntry& old, const Operation& operation, const Outcome& outcome, SearchHints hints);
    void forget_all();
    void settle(const Operation& operation, OperationIndex number, const Outcome& outcome);

    HeapGeometry geometry_;
    Policy policy_;
    std::uint32_t rover_; ///< next-fit's: the header whose link it follows first
    std::vector<unsigned char> bytes_;
    Ledger ledger_;
    ChunkLengths lengths_;
};

} // namespace firstfit
