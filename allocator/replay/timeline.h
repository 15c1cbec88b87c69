// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run with every moment in reach: operations -> states and micro-steps, forwards and backwards.
//
//   operation     1          2                    3
//   position   0  1.1 1.2    2.1 2.2 ... 2.9      3.1
//              |  '--------- micro-steps --------'
//              the fresh heap; n.last is the heap after operation n
#pragma once

#include "allocator/heap/heap.h"
#include "allocator/trace/trace.h"

#include <functional>
#include <optional>

namespace firstfit {

/// A moment of a run: `micro` micro-steps into operation `operation`. {0, 0} is the fresh heap.
struct Position {
    static constexpr std::uint32_t whole = 0xFFFFFFFF;

    OperationIndex operation{};
    std::uint32_t micro = whole; ///< 1..micro_count; `whole` (or the count itself): the operation is done

    [[nodiscard]] static constexpr Position after(OperationIndex n) noexcept { return {n, whole}; }
    friend bool operator==(const Position&, const Position&) = default;
};

struct TimelineOptions {
    /// Upper bound for remembered states, in bytes. More operations make them sparser, not more.
    std::size_t state_budget = std::size_t{64} << 20;
};

/// The figures after one operation, kept for every operation (the strip draws them).
struct OperationMetrics {
    std::uint16_t used = 0;          ///< blocks
    std::uint16_t largest_chunk = 0; ///< blocks
    std::uint16_t chunks = 0;
    std::uint16_t scan_length = 0; ///< chunks visited by this operation

    friend bool operator==(const OperationMetrics&, const OperationMetrics&) = default;
};

/// Looking at it is const but remembers what was looked at last: one thread at a time.
class Timeline {
public:
    /// An empty run in a fresh heap. `geometry.problem()` must be empty.
    explicit Timeline(HeapGeometry geometry = {}, Policy policy = Policy::first_fit, TimelineOptions options = {});
    Timeline(Timeline&&) noexcept;
    Timeline& operator=(Timeline&&) noexcept;
    ~Timeline();
    /// An independent run in the same state, for a future of its own or for another thread. What the two have in common
    /// is shared, not copied. O(size() / 4096 + remembered states + L), and names.
    [[nodiscard]] Timeline clone() const;

    [[nodiscard]] const HeapGeometry& geometry() const noexcept;
    [[nodiscard]] Policy policy() const noexcept;

    /// Adds an operation at the end, does it, and remembers what became of it. `name` is for an allocation that
    /// this operation makes. O(chunks).
    Outcome append(const Operation& operation, std::string_view name = {});
    /// Does all of `operations` in a timeline that has none yet, and shares the list instead of copying it. `go_on` is
    /// asked before every 256th with the number done so far; false ends it there, and the rest is forgotten. It may
    /// clone() the timeline: the part of the run that is there. `names` are those of the allocations, by id; fewer if
    /// the last have none. O(operations x chunks).
    void append_all(OperationList operations, std::vector<std::string> names,
                    const std::function<bool(std::uint32_t done)>& go_on = {});
    /// Forgets all operations behind the first `count`. O(operations between checkpoints).
    void truncate(OperationIndex count);

    [[nodiscard]] OperationIndex size() const noexcept;
    /// Operation n, 1 <= n <= size(). O(1).
    [[nodiscard]] const Operation& operation(OperationIndex n) const noexcept;
    [[nodiscard]] Outcome outcome(OperationIndex n) const noexcept;
    /// Operation n asked for something and got nothing. As in C, to free what never got memory is no failure. O(1).
    [[nodiscard]] bool failed(OperationIndex n) const noexcept;
    /// Figures after operation n; n = 0 is the fresh heap. O(1).
    [[nodiscard]] OperationMetrics metrics(OperationIndex n) const noexcept;
    [[nodiscard]] std::string name_of(AllocationId id) const;

    /// The events inside operation n, at least one. O(operations between checkpoints + chunks).
    [[nodiscard]] std::vector<MicroStep> micro_steps(OperationIndex n) const;
    /// The same without a copy.
    [[nodiscard]] std::shared_ptr<const std::vector<MicroStep>> shared_micro_steps(OperationIndex n) const;
    /// The heap's own bytes and ledger at that moment: before operation n is done, the ledger is the one before it,
    /// and the bytes are those after `micro` of its events. The same however one got there.
    [[nodiscard]] Snapshot snapshot(Position position) const;
    /// The allocation of this id with its name, if it is alive after operation n; n = 0 is the fresh heap. O(1) behind
    /// a jump there.
    [[nodiscard]] std::optional<LiveAllocation> find(OperationIndex n, AllocationId id) const;

    /// `whole` becomes the number of micro-steps; anything beyond the run becomes its end.
    [[nodiscard]] Position normalised(Position position) const;
    /// One micro-step on or back; at the ends the same position again.
    [[nodiscard]] Position next_micro(Position position) const;
    [[nodiscard]] Position previous_micro(Position position) const;
    /// The end of this operation if inside one, else of the next; and back: to the end of the one before.
    [[nodiscard]] Position next_operation(Position position) const;
    [[nodiscard]] Position previous_operation(Position position) const;
    [[nodiscard]] Position end() const noexcept { return Position::after(size()); }

    /// Calls `see` with the fresh heap (n = 0) and with the heap after each operation, in order, until it says false.
    /// O(size() log live).
    void replay(const std::function<bool(OperationIndex n, const Heap& heap)>& see) const;

    /// All operations; of a part of a run those to come, too. O(1).
    [[nodiscard]] const OperationList& operations() const noexcept;
    /// Bytes held for all operations together, the shared list included.
    [[nodiscard]] std::size_t operation_bytes() const noexcept;
    /// Bytes held for remembered states at present, at most the budget (and at least one state: the end's).
    [[nodiscard]] std::size_t state_bytes() const noexcept;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace firstfit
