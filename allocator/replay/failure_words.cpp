// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a request got nothing.
#include "allocator/replay/fit.h"
#include "allocator/replay/words.h"

#include <algorithm>

namespace firstfit {

namespace {

using stalloc::Failure;

std::string is_or_are(std::uint64_t number, std::string_view thing) {
    return count_of(number, thing) + (number == 1 ? " is" : " are");
}

/// "c", or nothing for a request that makes something new.
std::string unchanged(const Moment& moment) {
    if (moment.operation.kind == OperationKind::allocate || !moment.live) {
        return "Nothing has changed in the heap.";
    }
    return moment.name + " keeps its " + count_of(moment.live->blocks.value, "block") + ".";
}

std::string returns_nothing(const Moment& moment) {
    const bool answers_no = moment.operation.kind == OperationKind::grow_in_place;
    return function_name(moment) + (answers_no ? " returns false" : " returns nil");
}

/// Blocks that growing would need behind the allocation.
std::uint64_t more_needed(const Moment& moment) {
    const std::uint64_t old = moment.live ? moment.live->blocks.value : 0;
    return moment.request.size - std::min(old, moment.request.size);
}

std::uint32_t chunk_behind(const Moment& moment) {
    return moment.live ? moment.live->index.value + moment.live->blocks.value : 0;
}

/// Blocks of the chunk right behind the allocation, 0 if there is none.
std::uint32_t length_behind(const Moment& moment) {
    const std::uint32_t end = chunk_behind(moment);
    if (!moment.live || end >= moment.base()) {
        return 0;
    }
    const Run& run = moment.before().run_at(BlockIndex{end});
    return run.kind == Run::Kind::chunk ? run.blocks.value : 0;
}

bool grows_in_place(const Moment& moment) {
    return moment.live && (moment.operation.kind == OperationKind::grow_in_place ||
                           moment.operation.kind == OperationKind::grow_up_to);
}

bool suits_without_alignment(const Moment& moment) {
    return moment.before().metrics().largest_chunk.value >= moment.request.size;
}

std::string bad_alignment(const Moment& moment) {
    const std::uint64_t asked = moment.operation.alignment;
    const std::string unit = moment.operation.unit == SizeUnit::bytes ? "byte" : "block";
    if ((asked & (asked - 1)) != 0) {
        return figures(asked) + " is not a power of two";
    }
    return "an alignment of " + count_of(asked, unit) + " is more than any heap can promise";
}

/// The end of the headline: "11 blocks are free, but no 10 in a row".
std::string reason(const Moment& moment, const FailureReport& report) {
    const std::string needed = figures(report.needed_blocks);
    switch (moment.outcome.failure) {
    case Failure::no_chunk_fits:
        if (report.free_blocks < report.needed_blocks) {
            return needed + (report.needed_blocks == 1 ? " block is needed, only " : " blocks are needed, only ") +
                   figures(report.free_blocks) + (report.free_blocks == 1 ? " is free" : " are free");
        }
        if (suits_without_alignment(moment)) {
            return is_or_are(report.free_blocks, "block") + " free, but no chunk has " +
                   count_of(report.needed_blocks, "block") + " from an aligned block on";
        }
        return is_or_are(report.free_blocks, "block") + " free, but no " + needed + " in a row";
    case Failure::no_block_free:
        return "no block is free";
    case Failure::too_large:
        return is_or_are(report.needed_blocks, "block") + " needed, the whole heap has " + figures(moment.base());
    case Failure::bad_alignment:
        return bad_alignment(moment);
    case Failure::zero_size:
        return "an allocation has at least 1 block";
    case Failure::not_followed_free:
        return neighbour_sentence(moment);
    case Failure::chunk_too_short: {
        const std::uint64_t more = more_needed(moment);
        return figures(more) + (more == 1 ? " more block is needed" : " more blocks are needed") +
               ", the chunk behind has " + figures(length_behind(moment));
    }
    case Failure::bad_size:
        return moment.name + " has " + count_of(moment.live ? moment.live->blocks.value : 0, "block") + ", and " +
               (moment.operation.kind == OperationKind::shrink_in_place ? "shrinking makes nothing larger"
                                                                        : "growing makes nothing smaller");
    case Failure::outside:
    case Failure::not_in_use:
    case Failure::none:
        break;
    }
    return moment.live ? moment.name + " is alive already" : moment.name + " is not alive";
}

std::string one_sentence(const Moment& moment, const FailureReport& report) {
    switch (moment.outcome.failure) {
    case Failure::no_chunk_fits:
        if (report.free_blocks >= report.needed_blocks && suits_without_alignment(moment)) {
            return "Each chunk was tried, but what alignment costs in front is missing behind.";
        }
        if (report.free_blocks >= report.needed_blocks) {
            return "Each chunk was tried, and as an allocation cannot move, the free blocks cannot be joined.";
        }
        return "Each chunk was tried, but even all of them together would not be enough.";
    case Failure::no_block_free:
        return "The base header says that no block is free, so there was nothing to search.";
    case Failure::not_followed_free:
        return "An allocation grows in place only into a chunk that starts right behind it.";
    case Failure::chunk_too_short:
        return "An allocation grows in place only into the chunk right behind it, and that one is too short.";
    case Failure::too_large:
        return "No heap of this size could ever hold it, so nothing was searched.";
    case Failure::zero_size:
        return "A request for no blocks at all is refused before any search.";
    case Failure::bad_alignment:
        return "Only powers of two up to 2^29 bytes can be had as an alignment.";
    case Failure::bad_size:
        return "Growing only makes longer and shrinking only shorter, so nothing was done.";
    case Failure::outside:
    case Failure::not_in_use:
    case Failure::none:
        break;
    }
    return "Only an allocation that is alive can be worked on, and only one that is not can be made.";
}

/// As a sentence begins; but a name that begins it stays as it is.
std::string sentence_of(const Moment& moment, const std::string& text) {
    for (const LiveAllocation& allocation : moment.before().allocations()) {
        if (text.rfind(allocation.name + " ", 0) == 0) {
            return text;
        }
    }
    return text.rfind(moment.name + " ", 0) == 0 ? text : capitalised(text);
}

std::string last_chunk_sentence(const Moment& moment) {
    const MicroStep* step = moment.previous();
    const std::string end = ", so " + returns_nothing(moment) + ". " + unchanged(moment);
    if (step == nullptr) {
        return "No chunk fits" + end;
    }
    if (moment.timeline.policy() == Policy::next_fit) {
        return "The search has come all round and found nothing" + end;
    }
    const bool misaligned = step->kind == MicroKind::misaligned;
    return "Chunk " + figures(step->block) + " is the last and " +
           (misaligned ? "has too few blocks from an aligned one on" : "too short") + end;
}

} // namespace

std::string failed_sentence(const Moment& moment) {
    const MicroStep& step = moment.step();
    switch (step.failure) {
    case Failure::no_chunk_fits:
        return last_chunk_sentence(moment);
    case Failure::no_block_free:
        return "The length FFFF in the base header says that no block is free, so " + returns_nothing(moment) + ". " +
               unchanged(moment);
    case Failure::not_followed_free:
        return sentence_of(moment, neighbour_sentence(moment)) + ", so " + moment.name + " cannot grow in place. " +
               unchanged(moment);
    case Failure::chunk_too_short:
        return "The chunk behind " + moment.name + " is too short, so " + returns_nothing(moment) + ". " +
               unchanged(moment);
    default:
        break;
    }
    return sentence_of(moment, reason(moment, failure_report(moment))) + ". " + unchanged(moment);
}

FailureReport failure_report(const Moment& moment) {
    const HeapGeometry& geometry = moment.timeline.geometry();
    const Metrics& metrics = moment.before().metrics();
    FailureReport report;
    report.needed_blocks = moment.request.size;
    report.asked_bytes =
        moment.operation.unit == SizeUnit::bytes ? moment.operation.size : moment.operation.size * geometry.block_size;
    report.alignment_blocks = static_cast<std::uint32_t>(moment.request.alignment);
    report.free_blocks = metrics.free.value;
    report.chunks = metrics.chunks;
    report.largest_chunk = metrics.largest_chunk.value;
    if (grows_in_place(moment)) {
        const std::uint32_t behind = length_behind(moment);
        report.largest_fitting = moment.live->blocks.value + behind;
        report.best_chunk = behind != 0 ? std::optional(BlockIndex{chunk_behind(moment)}) : std::nullopt;
    } else if ((moment.request.alignment & (moment.request.alignment - 1)) == 0) {
        const BestFit best = best_fit(moment.before(), moment.request.alignment);
        report.largest_fitting = best.blocks;
        report.best_chunk = best.chunk;
    }
    report.headline = describe(moment.operation, moment.trace) + " failed: " + reason(moment, report);
    report.sentence = one_sentence(moment, report);
    return report;
}

} // namespace firstfit
