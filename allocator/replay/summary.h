// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run in figures: what `firstfit replay --json` says, apart from its being JSON.
#pragma once

#include "allocator/replay/replay.h"

#include <optional>

namespace firstfit {

/// A request that got nothing.
struct FailedRequest {
    OperationIndex operation{};
    std::uint32_t line = 0;
    std::string call;                        ///< "n = malloc(40)"
    std::uint64_t bytes = 0;                 ///< asked
    std::uint64_t alignment = 0;             ///< asked, in bytes; where none was asked for, that of one block
    std::uint32_t free_blocks = 0;           ///< when it failed
    std::uint32_t chunks = 0;                ///< when it failed
    std::uint32_t largest_chunk = 0;         ///< blocks
    std::uint64_t largest_fitting_bytes = 0; ///< the largest request that would have got memory at this alignment

    friend bool operator==(const FailedRequest&, const FailedRequest&) = default;
};

struct RunSummary {
    std::uint32_t operations = 0;
    std::uint32_t allocations = 0;           ///< requests for a new allocation, failed ones included
    std::uint32_t frees = 0;                 ///< requests to give one back
    std::uint32_t reallocations = 0;         ///< requests for another size by realloc
    std::uint64_t peak_bytes = 0;            ///< asked for and alive at the same time
    std::uint32_t peak_blocks = 0;           ///< in use at the same time
    std::optional<BlockIndex> highest_block; ///< the last block that was ever in use
    struct {
        std::uint32_t used = 0; ///< blocks
        std::uint32_t free = 0; ///< blocks
        std::uint32_t chunks = 0;
        std::uint32_t largest = 0; ///< blocks
    } at_end;
    struct {
        double end = 0; ///< 0..1
        double max = 0;
        OperationIndex max_at{}; ///< the first operation after which it was highest; 0: it never rose
    } fragmentation;
    struct {
        double mean = 0; ///< over all operations
        std::uint32_t max = 0;
    } scan_length;
    std::vector<FailedRequest> failures;
    struct {
        std::uint32_t count = 0;
        std::uint64_t bytes = 0; ///< asked
    } leaks;                     ///< alive at the end
};

/// `trace` gives names and lines; its operations are those of the timeline. O(operations), and O(chunks) for each
/// request that failed.
[[nodiscard]] RunSummary summarise(const Timeline& timeline, const Trace& trace);

/// The same with somebody who watches. Nothing if `watch` ended it.
[[nodiscard]] std::optional<RunSummary> summarise(const Timeline& timeline, const Trace& trace,
                                                  const ReplayWatch& watch);

} // namespace firstfit
