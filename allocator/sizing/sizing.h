// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which heap would have held this run? For each block size the smallest number of blocks in which no request fails.
// How the search works, and why what it leaves out cannot hold the run: allocator/sizing/search.h.
#pragma once

#include "allocator/trace/trace.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firstfit {

struct SizingOptions {
    /// In bytes, powers of two from 4 to 2^28.
    std::vector<std::uint32_t> block_sizes{4, 8, 16, 32, 64, 128, 256};
    /// Blocks on top of those that are needed: 0.1 means 10 % more.
    double headroom = 0;
    /// 0: as many as the machine runs at once.
    unsigned threads = 0;
    /// Chunks that may be visited in vain for one block size: beyond that an answer is not proved to be the smallest.
    std::uint64_t effort = 150'000'000;
};

/// The answer for one block size.
struct SizingResult {
    std::uint32_t block_size = 0;
    /// L with the headroom; nothing: over 65,535, or a request that no heap can meet.
    std::optional<std::uint32_t> blocks;
    /// The smallest L that holds the run, without headroom. Where it is not proved: one that does.
    std::uint64_t needed_blocks = 0;
    /// `needed_blocks` is only a bound: it takes that many or more. Only where `blocks` is nothing.
    bool at_least = false;
    /// sizeof the heap with the headroom (as if there were one, where `blocks` is nothing).
    std::uint64_t bytes = 0;
    /// Every heap of this block size with fewer than `needed_blocks` blocks fails a request.
    bool proved_smallest = false;
    /// A replay in a heap of that many blocks, from the start, met every request.
    bool confirmed = false;
    /// Bytes lost by rounding up to blocks, when they were most.
    std::uint64_t rounding_waste = 0;
    /// Chunks visited by an operation in that heap, on average over all operations.
    double mean_scan_length = 0;
    /// "stalloc::Stalloc<1312, 16>"; empty where `blocks` is nothing.
    std::string type;
    /// A line of C++ to copy, aligned as the run needs: "alignas(16) stalloc::Stalloc<5248, 4> heap;"; or empty.
    std::string declaration;

    friend bool operator==(const SizingResult&, const SizingResult&) = default;
};

struct SizingReport {
    std::uint64_t peak_bytes = 0;           ///< asked for and alive at the same time: no heap can be smaller
    std::uint32_t alignment = 1;            ///< the largest that a request asks for, in bytes
    std::uint64_t base_address = 0;         ///< of block 0 in all these heaps: a multiple of every alignment asked for
    bool from_64_bit = false;               ///< pointers of 8 bytes: overstates what a 32-bit target needs
    bool grows_in_place = false;            ///< some request may grow where it lies, so that placement depends on L
    std::vector<SizingResult> results;      ///< in the order of the options
    std::optional<std::size_t> recommended; ///< position in `results`: the fewest bytes
    /// "16-byte blocks hold this run in 531,472 bytes. With 32: 5.5 % more bytes, 53 times less scanning."
    std::string recommendation;
    /// What to know about a recording from a 64-bit machine, in a sentence; or empty.
    std::string caution;
};

/// Told from time to time how far the work is, in the thread that called size_heap(). False: stop, the answer is no
/// longer wanted.
using SizingWatch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// For each block size the smallest heap in which every allocation and reallocation of `trace` gets its memory. What no
/// heap could do (a size of no blocks, an alignment that is not a power of two) is left out. Freeing what is not alive
/// is no request, and neither is growing in place, which a program only tries. Works in threads of its own, waits for
/// them, and calls `watch` meanwhile. Nothing: it was cancelled. O(operations x chunks) for each block size, and a few
/// times that where growth in place leaves a choice.
[[nodiscard]] std::optional<SizingReport> size_heap(const Trace& trace, const SizingOptions& options = {},
                                                    const SizingWatch& watch = {});

} // namespace firstfit
