// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a request got nothing, in numbers, and what would have had to be different.
#pragma once

#include "allocator/replay/replay.h"

#include <optional>
#include <string>
#include <vector>

namespace firstfit {

struct FailureCause {
    OperationIndex operation{};
    OperationKind kind = OperationKind::allocate;
    stalloc::Failure reason = stalloc::Failure::none; ///< none: the operation did not fail

    // What was asked.
    std::uint64_t asked_bytes = 0;
    std::uint64_t asked_blocks = 0;           ///< rounded up
    std::uint64_t alignment_bytes = 0;        ///< as asked; where none was asked for, that of one block
    std::uint64_t alignment_blocks = 1;       ///< 0: one that no heap has (no power of two, or too large)
    std::uint64_t request_rounding_bytes = 0; ///< what rounding up to whole blocks adds to the request

    /// The allocation that was to grow, shrink or move; nothing where a new one was asked for.
    std::optional<LiveAllocation> allocation;

    // What there was. A failure changes nothing, so this is before and after it.
    std::uint32_t heap_blocks = 0;
    std::uint32_t block_size = 0; ///< bytes
    std::uint32_t free_blocks = 0;
    std::uint32_t chunks = 0;
    std::uint32_t largest_chunk = 0;         ///< blocks
    std::optional<BlockIndex> best_chunk;    ///< the chunk that holds most behind its front remainder
    std::uint32_t best_front = 0;            ///< blocks that this chunk loses in front to the alignment
    std::uint64_t largest_fitting_bytes = 0; ///< the largest request that would have got memory at this alignment
    std::uint32_t chunks_too_small = 0;      ///< shorter than the request, however aligned
    std::uint32_t chunks_misaligned = 0;     ///< long enough, but not behind the blocks lost to the alignment
    std::uint32_t alignment_loss_blocks = 0; ///< free blocks in front of the first aligned block of their chunk
    std::uint64_t live_rounding_bytes = 0;   ///< what rounding costs all live allocations together

    // What would have helped.
    /// The smallest set of neighbouring live allocations whose freeing would have let the request succeed, in address
    /// order: fewest, then fewest blocks, then lowest address. Empty: none helps.
    std::vector<LiveAllocation> to_free;
    /// Blocks appended behind the heap, as it was at that moment, that would have let the request succeed; nothing if
    /// none do, or if the heap would have more than 65,535.
    std::optional<std::uint32_t> extra_blocks;
};

/// Operation n, 1 <= n <= size(), which failed. O(blocks), behind a jump to that operation.
[[nodiscard]] FailureCause failure_cause(const Timeline& timeline, OperationIndex n);

/// One sentence with its numbers: "65.3 KiB are free in 3,961 chunks; the largest that fits an alignment of 16 is 320
/// bytes." Fits below a headline that says what was asked.
[[nodiscard]] std::string cause_sentence(const FailureCause& cause);
/// One sentence each for what would have helped, without the other policies: "Freeing 2 neighbouring allocations (12
/// blocks from block 40 on) would have let it succeed.", "17 more blocks would have held it." Never empty.
[[nodiscard]] std::vector<std::string> cause_remedies(const FailureCause& cause);

/// How another search would have done.
struct PolicyVerdict {
    Policy policy = Policy::first_fit;
    bool holds = false;                 ///< request n succeeds under it
    std::uint32_t earlier_failures = 0; ///< requests in front of n that fail under it

    friend bool operator==(const PolicyVerdict&, const PolicyVerdict&) = default;
};

/// Where the other searches fail in a run: one replay for each of them, and then an answer for every failure.
class PolicyFailures {
public:
    /// How they do at operation n, in the order of Policy. O(log failures).
    [[nodiscard]] std::vector<PolicyVerdict> verdicts(OperationIndex n) const;

private:
    friend std::optional<PolicyFailures> policy_failures(const OperationList&, const HeapGeometry&, Policy,
                                                         const ReplayWatch&);
    struct OfPolicy {
        Policy policy = Policy::first_fit;
        std::vector<std::uint32_t> failed; ///< operations, ascending
    };
    std::vector<OfPolicy> policies_;
};

/// All of `operations` under each policy but `except`, which is the one that the run has. Nothing: cancelled. It may be
/// called in any thread: a list is cheap to copy. O(operations x chunks) for each: many seconds for a million.
[[nodiscard]] std::optional<PolicyFailures> policy_failures(const OperationList& operations,
                                                            const HeapGeometry& geometry, Policy except,
                                                            const ReplayWatch& watch = {});

/// Operations 1 to n again under each of the three policies that the timeline does not have, in the order of Policy.
/// Nothing: cancelled. O(n x chunks) for each.
[[nodiscard]] std::optional<std::vector<PolicyVerdict>> other_policies(const Timeline& timeline, OperationIndex n,
                                                                       const ReplayWatch& watch = {});
/// The same for a thread that has no timeline of its own: a trace is cheap to copy and may be read anywhere.
[[nodiscard]] std::optional<std::vector<PolicyVerdict>> other_policies(const Trace& trace, const HeapGeometry& geometry,
                                                                       Policy except, OperationIndex n,
                                                                       const ReplayWatch& watch = {});
/// "Best fit would have held it, worst fit and next fit would not." One sentence; "" for no verdicts.
[[nodiscard]] std::string policies_sentence(const std::vector<PolicyVerdict>& verdicts);

} // namespace firstfit
