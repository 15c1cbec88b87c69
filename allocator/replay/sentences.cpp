// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each micro-step means.
#include "allocator/replay/words.h"

#include <algorithm>

namespace firstfit {

namespace {

bool looks_at_all(const Moment& moment) {
    return moment.timeline.policy() == Policy::best_fit || moment.timeline.policy() == Policy::worst_fit;
}

/// " Its link leads on to chunk 23.", " It is the last chunk."
std::string where_next(const Moment& moment, std::uint32_t chunk) {
    const std::uint16_t next = moment.header(chunk).next;
    return next == 0 ? " It is the last chunk." : " Its link leads on to chunk " + figures(next) + ".";
}

std::string search_visit(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::string chunk = "chunk " + figures(step.block);
    const std::string has = count_of(step.length, "block");
    if (moment.previous() == nullptr) {
        if (step.prev == moment.base()) {
            return "The search starts at the base header. Its link leads to " + chunk + ", which has " + has + ".";
        }
        return "The search goes on where the last one ended. The link in chunk " + figures(step.prev) + " leads to " +
               chunk + ", which has " + has + ".";
    }
    const std::uint64_t front = moment.front_of(step.block);
    std::string sentence =
        capitalised(chunk) + " has " + has + " and " + moment.name + " needs " + figures(moment.request.size) + ".";
    if (front != 0 && front < step.length) {
        sentence += " Its first aligned block is block " + figures(step.block + front) + ".";
    }
    return sentence;
}

/// A walk only looks for where the blocks at `index` belong.
std::string walk_visit(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::uint32_t index = moment.live ? moment.live->index.value : 0;
    const std::string chunk = "Chunk " + figures(step.block);
    if (step.block < index) {
        const std::string more = step.next == 0 ? " It is the last chunk." : " The walk goes on.";
        return chunk + " lies in front of " + moment.name + "." + more;
    }
    const bool grows = moment.part == Part::grow_in_place || moment.part == Part::grow_up_to;
    if (!grows) {
        return chunk + " is the first chunk behind " + moment.name + ". The walk stops.";
    }
    const std::uint32_t end = index + (moment.live ? moment.live->blocks.value : 0);
    if (step.block == end) {
        return chunk + " starts right behind " + moment.name + " and has " + count_of(step.length, "block") + ".";
    }
    return chunk + " is the next one, but it does not start right behind " + moment.name + ".";
}

std::string too_small(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::string has = "Chunk " + figures(step.block) + " has " + count_of(step.length, "block");
    if (moment.part != Part::allocate) {
        const std::string outcome =
            moment.operation.kind == OperationKind::reallocate ? ". So realloc looks for another place." : ".";
        return has + " and " + figures(step.size) + " more " + (step.size == 1 ? "is" : "are") + " needed: too short" +
               outcome;
    }
    return has + " and " + moment.name + " needs " + figures(step.size) + ": too short." +
           where_next(moment, step.block);
}

std::string misaligned(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::string has = "Chunk " + figures(step.block) + " has " + count_of(step.length, "block") + ", but ";
    if (step.front >= step.length) {
        return has + "none of them is aligned to " + count_of(moment.request.alignment, "block") + "." +
               where_next(moment, step.block);
    }
    return has + "only " + figures(step.length - step.front) + " from its first aligned block " +
           figures(step.block + step.front) + " on, and " + moment.name + " needs " + figures(step.size) + "." +
           where_next(moment, step.block);
}

std::string chosen(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::uint16_t length = moment.header(step.block).length;
    const std::string chunk = "chunk " + figures(step.block);
    if (moment.part != Part::allocate) {
        const std::uint64_t old = moment.live ? moment.live->blocks.value : 0;
        const std::uint64_t taken = std::min<std::uint64_t>(moment.request.size - old, length);
        return capitalised(chunk) + " has " + count_of(length, "block") + ": " + moment.name + " takes " +
               (taken == length ? (length == 1 ? "it" : "all of them") : "the first " + figures(taken)) + ".";
    }
    if (looks_at_all(moment)) {
        const bool shortest = moment.timeline.policy() == Policy::best_fit;
        return "Of all chunks in which " + moment.name + " fits, " + chunk + " is the " +
               (shortest ? "shortest" : "longest") + ": " + count_of(length, "block") + ".";
    }
    const std::string rule = moment.timeline.policy() == Policy::next_fit ? "Next fit" : "First fit";
    if (step.front != 0) {
        return capitalised(chunk) + " has " + count_of(length, "block") + ": " + figures(step.front) + " to skip and " +
               figures(moment.request.size) + " for " + moment.name + " fit. " + rule +
               " takes it and looks no further.";
    }
    const std::string enough = length == moment.request.size
                                   ? ", exactly what " + moment.name + " needs. "
                                   : ": enough for the " + figures(moment.request.size) + " of " + moment.name + ". ";
    return capitalised(chunk) + " has " + count_of(length, "block") + enough + rule + " takes it and looks no further.";
}

std::string split(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::uint32_t taken = step.block + step.front;
    const std::string gets = moment.name + " gets " + blocks_from(taken, step.size);
    if (step.front == 0 && step.back == 0) {
        return gets + ", the whole chunk. It leaves the list.";
    }
    const std::string front = step.front == 0 ? "" : blocks_from(step.block, step.front) + " in front";
    const std::string back = step.back == 0 ? "" : blocks_from(taken + step.size, step.back) + " behind";
    const bool one = step.front + step.back == 1;
    return gets + ". " + capitalised(front + (front.empty() || back.empty() ? "" : " and ") + back) +
           (one ? " stays free." : " stay free.");
}

std::string freed_name(const Moment& moment) {
    if (moment.part == Part::shrink_in_place) {
        const std::uint32_t size = moment.freed_size();
        return size == 1 ? "the last block of " + moment.name
                         : "the last " + figures(size) + " blocks of " + moment.name;
    }
    return moment.operation.kind == OperationKind::reallocate ? "the old place of " + moment.name : moment.name;
}

bool freed_is_plural(const Moment& moment) { return moment.part == Part::shrink_in_place && moment.freed_size() != 1; }

std::string found_place(const Moment& moment) {
    const MicroStep& step = moment.step();
    // A name stays as it is, even at the beginning of a sentence.
    const std::string name = freed_name(moment);
    const std::string freed = name == moment.name ? name : capitalised(name);
    const std::string belongs = freed + (freed_is_plural(moment) ? " belong" : " belongs");
    if (step.prev == moment.base() && step.next == 0) {
        return "No other block is free: " + freed_name(moment) + (freed_is_plural(moment) ? " become" : " becomes") +
               " the only chunk.";
    }
    if (step.next == 0) {
        return belongs + " behind chunk " + figures(step.prev) + ", at the end of the list.";
    }
    return belongs + " between " + header_name(moment, step.prev) + " and chunk " + figures(step.next) +
           ", for the list is in address order.";
}

std::string merged(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::string joint = " Together they are " + count_of(step.length, "block") + ".";
    if (step.kind == MicroKind::merged_with_next) {
        return "Chunk " + figures(step.next) + " starts right behind " + freed_name(moment) + "." + joint;
    }
    return "Chunk " + figures(step.prev) + " ends right in front of " + freed_name(moment) + " and swallows " +
           (freed_is_plural(moment) ? "them." : "it.") + joint;
}

std::string moved_on(const Moment& moment) {
    const MicroStep& step = moment.step();
    const MicroStep* before = moment.previous();
    const bool searches = moment.part == Part::allocate;
    if (searches && looks_at_all(moment) && before != nullptr && before->kind == MicroKind::visit) {
        return "Chunk " + figures(step.prev) + " would do, but a better one may come. The search goes on to chunk " +
               figures(step.block) + ".";
    }
    if (searches && step.prev == moment.base()) {
        return "At the end of the list the search comes round to the base header. Its link leads to chunk " +
               figures(step.block) + ".";
    }
    return "The link in chunk " + figures(step.prev) + " is followed: prev is now " + figures(step.prev) +
           " and curr " + figures(step.block) + ".";
}

std::string copied(const Moment& moment) {
    const MicroStep& step = moment.step();
    if (step.bytes == 0) {
        return moment.name + " holds no bytes, so there is nothing to copy to block " + figures(step.block) + ".";
    }
    return (step.bytes == 1 ? "The byte of " : "The " + count_of(step.bytes, "byte") + " of ") + moment.name +
           (step.bytes == 1 ? " is" : " are") + " copied from block " + figures(step.next) + " to block " +
           figures(step.block) + ".";
}

std::string nothing_to_do(const Moment& moment) {
    const std::uint32_t blocks = moment.live ? moment.live->blocks.value : 0;
    if (moment.operation.unit == SizeUnit::bytes) {
        return count_of(moment.operation.size, "byte") + (moment.operation.size == 1 ? " fits" : " fit") +
               " into the " + count_of(blocks, "block") + " of " + moment.name + ": nothing to do.";
    }
    return moment.name + " has " + count_of(blocks, "block") + " already: nothing to do.";
}

} // namespace

std::string sentence_at(const Moment& moment) {
    const MicroStep& step = moment.step();
    const bool settled = step.kind == MicroKind::failed || step.kind == MicroKind::nothing_to_do;
    if (moment.done() && !settled) {
        return result_sentence(moment);
    }
    switch (step.kind) {
    case MicroKind::visit:
        return moment.part == Part::allocate ? search_visit(moment) : walk_visit(moment);
    case MicroKind::too_small:
        return too_small(moment);
    case MicroKind::misaligned:
        return misaligned(moment);
    case MicroKind::chosen:
        return chosen(moment);
    case MicroKind::split:
        return split(moment);
    case MicroKind::header_written:
    case MicroKind::base_written:
        return write_sentence(moment);
    case MicroKind::found_place:
        return found_place(moment);
    case MicroKind::merged_with_next:
    case MicroKind::merged_with_previous:
        return merged(moment);
    case MicroKind::moved_on:
        return moved_on(moment);
    case MicroKind::copied:
        return copied(moment);
    case MicroKind::failed:
        return failed_sentence(moment);
    case MicroKind::nothing_to_do:
        return nothing_to_do(moment);
    }
    return {};
}

} // namespace firstfit
