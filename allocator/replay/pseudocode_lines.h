// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of pseudocode, and what each of them does.
#pragma once

#include "allocator/replay/moment.h"

#include <string>
#include <vector>

namespace firstfit {

/// What a line does, so that a micro-step finds its line whatever the listing looks like.
enum class PseudocodeRole : std::uint8_t {
    head,
    check_request, ///< refuses what no heap could do
    oom,           ///< asks whether any block is free
    compare,       ///< asks whether the chunk behind touches
    start,         ///< prev and curr get their first values
    look,          ///< a chunk is looked at
    test,          ///< ... and measured
    last,          ///< ends the walk at the last chunk
    move_on,       ///< prev and curr go on
    take,          ///< the chunk is decided on
    cut,           ///< surgery
    swallow_next,
    swallow_into_previous,
    insert, ///< a header of its own
    base_length,
    nothing, ///< the size is right already
    shrink,
    grow,
    search,
    copy,
    give_back,
    give_up,
    done,
    other,
};

struct PseudocodeLine {
    PseudocodeRole role = PseudocodeRole::other;
    std::string text;
};

/// How the search of a policy reads.
[[nodiscard]] std::vector<PseudocodeLine> search_lines(Policy policy);
/// The checks in front of the search, for a request that no heap of this size could hold.
[[nodiscard]] std::vector<PseudocodeLine> refusal_lines();
/// Any other part of the algorithm.
[[nodiscard]] std::vector<PseudocodeLine> lines_of_part(Part part);

} // namespace firstfit
