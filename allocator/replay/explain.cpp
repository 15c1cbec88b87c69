// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts the explanation together; scan, pseudocode and words have files of their own.
#include "allocator/replay/explain.h"

#include "allocator/replay/fit.h"
#include "allocator/replay/pseudocode.h"
#include "allocator/replay/scan.h"
#include "allocator/replay/variables.h"
#include "allocator/replay/words.h"

#include <algorithm>

namespace firstfit {

namespace {

/// "3: 5 short", "9: 1 to spare", "8: exactly".
std::string compared(std::uint64_t has, std::uint64_t needs) {
    const std::string length = figures(has);
    if (has < needs) {
        return length + ": " + figures(needs - has) + " short";
    }
    return has == needs ? length + ": exactly" : length + ": " + figures(has - needs) + " to spare";
}

NeedsAndHas bars(std::string label, std::uint64_t needs, std::uint64_t has) {
    const auto clamp = [](std::uint64_t value) {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
    };
    return {std::move(label), clamp(needs), clamp(has), count_of(needs, "block"), compared(has, needs)};
}

/// The chunk that the request is compared with now, if it is.
std::optional<NeedsAndHas> needs_and_has(const Moment& moment) {
    const bool grows = moment.part == Part::grow_in_place || moment.part == Part::grow_up_to;
    if (moment.part == Part::allocate) {
        if (moment.step().kind == MicroKind::failed) {
            const BestFit best = best_fit(moment.before(), moment.request.alignment);
            const bool compares = moment.step().failure == stalloc::Failure::no_chunk_fits ||
                                  moment.step().failure == stalloc::Failure::no_block_free ||
                                  moment.step().failure == stalloc::Failure::too_large;
            const std::string label = moment.request.alignment > 1 ? "best aligned" : "longest";
            return compares ? std::optional(bars(label, moment.request.size, best.blocks)) : std::nullopt;
        }
        const Hands hands = moment.hands(moment.part_steps().size());
        if (!hands.curr) {
            return std::nullopt;
        }
        // As it was while it was searched: surgery has no say in it.
        const std::uint32_t length = moment.header(*hands.curr, moment.part_begin).length;
        const std::uint64_t front = moment.front_of(*hands.curr);
        return bars("chunk " + figures(*hands.curr), moment.request.size,
                    length - std::min<std::uint64_t>(length, front));
    }
    if (grows && moment.live) {
        const std::uint32_t end = moment.live->index.value + moment.live->blocks.value;
        const std::uint64_t more =
            moment.request.size - std::min<std::uint64_t>(moment.request.size, moment.live->blocks.value);
        const bool free = end < moment.base() && moment.before().run_at(BlockIndex{end}).kind == Run::Kind::chunk;
        const std::uint32_t has = free ? moment.before().run_at(BlockIndex{end}).blocks.value : 0;
        return bars(free ? "chunk " + figures(end) : "behind " + moment.name, more, has);
    }
    return std::nullopt;
}

Explanation fresh_heap(const Timeline& timeline) {
    Explanation explanation;
    explanation.sentence = "An empty heap: one chunk of " + count_of(timeline.geometry().blocks.value, "block") +
                           ". Nothing has been allocated yet.";
    return explanation;
}

} // namespace

Explanation explain(const Timeline& timeline, const Trace& trace, Position position) {
    const Position exact = timeline.normalised(position);
    if (exact.operation.value == 0) {
        return fresh_heap(timeline);
    }
    const Moment moment(timeline, trace, exact);
    Listing listing = listing_at(moment);
    Explanation explanation;
    explanation.call = describe(moment.operation, trace);
    explanation.request = request_line(moment);
    explanation.sentence = sentence_at(moment);
    explanation.pseudocode = std::move(listing.lines);
    explanation.running_line = listing.running;
    explanation.variables = variables_at(moment);
    explanation.needs_and_has = needs_and_has(moment);
    if (moment.done() && !moment.outcome.ok()) {
        explanation.failure = failure_report(moment);
    }
    explanation.scan = scan_at(moment);
    explanation.micro = moment.micro;
    explanation.micro_count = static_cast<std::uint32_t>(moment.steps->size());
    return explanation;
}

} // namespace firstfit
