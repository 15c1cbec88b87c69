// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is happening at a position, in words, pseudocode and numbers: what a teacher would say.
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit {

/// A chunk that the scan has passed over, and why.
struct Rejection {
    BlockIndex chunk{};
    std::uint32_t length = 0; ///< blocks
    std::uint32_t front = 0;  ///< blocks lost to alignment; 0: too small even without
    std::uint32_t size = 0;   ///< blocks wanted

    /// "3 < 8", "needs 3 in front". Made when it is asked for: a scan may pass over tens of thousands of chunks.
    [[nodiscard]] std::string reason() const;
};

/// A link that this scan has followed, by the header it stands in (L = base header).
struct FollowedLink {
    BlockIndex from{};
    BlockIndex to{};

    friend bool operator==(const FollowedLink&, const FollowedLink&) = default;
};

/// Where the algorithm's two hands are at a position. Once an operation is done the hands are gone, and so are links
/// that no longer hold; where it failed, everything stays where it stopped.
struct Scan {
    std::optional<BlockIndex> prev; ///< L = base header
    std::optional<BlockIndex> curr;
    std::vector<Rejection> rejected; ///< in the order visited
    std::vector<FollowedLink> followed;
    std::optional<BlockIndex> chosen; ///< the chunk taken
    std::vector<BlockIndex> changed;  ///< headers the last micro-step wrote (L = base header)
};

/// A variable of the pseudocode and its value now.
struct Variable {
    std::string name;
    std::string value;
    bool changed = false; ///< by the last micro-step
};

/// "needs [][][] 8 blocks / chunk 19 [] 3: 5 short", two bars to one scale.
struct NeedsAndHas {
    std::string has_label;   ///< "chunk 19", "longest"
    std::uint32_t needs = 0; ///< blocks
    std::uint32_t has = 0;   ///< blocks
    std::string needs_text;  ///< "8 blocks"
    std::string has_text;    ///< "3: 5 short"
};

/// A request that got nothing, with all that one needs to know.
struct FailureReport {
    std::string headline; ///< "n = malloc(40) failed: 11 blocks are free, but no 10 in a row"
    std::string sentence; ///< why, in one sentence
    std::uint64_t asked_bytes = 0;
    std::uint64_t needed_blocks = 0;
    std::uint32_t alignment_blocks = 1;
    std::uint32_t free_blocks = 0;
    std::uint32_t chunks = 0;
    std::uint32_t largest_chunk = 0; ///< blocks
    /// Blocks of the best chunk behind its front remainder; for growing in place, what the allocation could have had.
    std::uint32_t largest_fitting = 0;
    std::optional<BlockIndex> best_chunk; ///< the chunk that has largest_fitting
};

struct Explanation {
    std::string call;     ///< "k = malloc(30)"
    std::string request;  ///< "30 bytes round up to 8 blocks, 2 bytes to spare · any alignment"
    std::string sentence; ///< one or two short sentences
    std::vector<std::string> pseudocode;
    std::optional<std::size_t> running_line; ///< index into pseudocode
    std::vector<Variable> variables;
    std::optional<NeedsAndHas> needs_and_has;
    std::optional<FailureReport> failure; ///< only where the operation has just failed (its last micro-step)
    Scan scan;
    std::uint32_t micro = 0;
    std::uint32_t micro_count = 0;
};

/// `trace` gives names and lines; its operations are those of the timeline. Position {0,0}: the fresh heap, with
/// a sentence that says so and nothing else. O(timeline.micro_steps).
[[nodiscard]] Explanation explain(const Timeline& timeline, const Trace& trace, Position position);

} // namespace firstfit
