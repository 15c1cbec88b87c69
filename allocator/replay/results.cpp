// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was written, and what came of it.
#include "allocator/replay/words.h"

namespace firstfit {

namespace {

using std::to_string;

std::string lies_at(const Moment& moment) {
    return moment.name + " lies at block " + to_string(moment.outcome.index.value) + ".";
}

/// What an allocation left of the chunk it was cut from.
std::string remainder(const Moment& moment) {
    const MicroStep* split = moment.last(MicroKind::split);
    if (split == nullptr) {
        return {};
    }
    if (moment.header(moment.base()).length == stalloc::out_of_memory_mark) {
        return " No block is free any more: the length FFFF in the base header says so.";
    }
    if (split->front == 0 && split->back == 0) {
        return " It takes the whole chunk, which leaves the list.";
    }
    const std::uint32_t behind = split->block + split->front + split->size;
    if (split->front == 0) {
        return " Of its chunk, " + blocks_from(behind, split->back) + (split->back == 1 ? " stays" : " stay") +
               " free.";
    }
    if (split->back == 0) {
        return " In front of it, " + blocks_from(split->block, split->front) +
               (split->front == 1 ? " stays" : " stay") + " free.";
    }
    return " In front of it " + blocks_from(split->block, split->front) + " and behind it " +
           blocks_from(behind, split->back) + " stay free.";
}

/// "chunk 2 has 10 blocks" with the merges that made it.
std::string freed_chunk(const Moment& moment) {
    const MicroStep* next = moment.last(MicroKind::merged_with_next);
    const MicroStep* previous = moment.last(MicroKind::merged_with_previous);
    const std::uint32_t index = previous != nullptr ? previous->prev : moment.freed_index();
    const std::string chunk = "chunk " + to_string(index) + " with " + count_of(moment.header(index).length, "block");
    if (next != nullptr && previous != nullptr) {
        return "merged with the chunks in front and behind: " + chunk;
    }
    if (next != nullptr) {
        return "merged with the chunk behind: " + chunk;
    }
    if (previous != nullptr) {
        return "merged with the chunk in front: " + chunk;
    }
    return chunk;
}

std::string shrunk(const Moment& moment) {
    const std::uint32_t cut = moment.freed_size();
    const std::string tail = cut == 1 ? "Its last block is " : "Its last " + to_string(cut) + " blocks are ";
    return moment.name + " has " + count_of(moment.outcome.blocks.value, "block") + " now. " + tail +
           (moment.last(MicroKind::merged_with_next) != nullptr ? "" : "now ") + freed_chunk(moment) + ".";
}

std::string grown(const Moment& moment) {
    const std::uint64_t now = moment.outcome.blocks.value;
    std::string sentence = moment.name + " has " + count_of(now, "block") + " now";
    if (now < moment.request.size) {
        return sentence + ", not " + to_string(moment.request.size) + ": the chunk behind it had no more to give.";
    }
    sentence += moment.operation.kind == OperationKind::reallocate ? " and did not have to move." : ".";
    const MicroStep* split = moment.last(MicroKind::split);
    if (split == nullptr) {
        return sentence;
    }
    return sentence + (split->back == 0 ? " The chunk behind it is used up."
                                        : " The chunk behind it has " + count_of(split->back, "block") + " left.");
}

} // namespace

std::string write_sentence(const Moment& moment) {
    const MicroStep& step = moment.step();
    const std::string now = to_string(step.new_value);
    const bool length = step.field == stalloc::HeaderField::length;
    if (step.kind == MicroKind::base_written) {
        if (!length) {
            return step.new_value == 0 && moment.part != Part::clear && moment.header(0).length == 0
                       ? "The base header's link is cleared."
                       : "The base header's link leads to chunk " + now + " now.";
        }
        return step.new_value == stalloc::out_of_memory_mark
                   ? "No block is free any more: the base header's length becomes FFFF."
                   : "The base header's length is 0 again: there are free blocks.";
    }
    const std::string where = "The header in block " + to_string(step.block);
    if (length) {
        return where + " gets its length: " + count_of(step.new_value, "block") + ".";
    }
    if (step.new_value == 0) {
        return where + " gets its link: next is 0, for no chunk comes behind it.";
    }
    return where + " gets its link: the next chunk is " + now + ".";
}

std::string result_sentence(const Moment& moment) {
    switch (moment.part) {
    case Part::allocate:
        return lies_at(moment) + remainder(moment);
    case Part::deallocate:
        if (moment.operation.kind == OperationKind::reallocate) {
            return lies_at(moment) + " Its old place is free, " + freed_chunk(moment) + ".";
        }
        return moment.name + " is free: " + freed_chunk(moment) + ".";
    case Part::shrink_in_place:
        return shrunk(moment);
    case Part::grow_in_place:
    case Part::grow_up_to:
        return grown(moment);
    case Part::reallocate:
        return lies_at(moment);
    case Part::clear:
        return "The whole heap is one chunk of " + count_of(moment.base(), "block") +
               " again. Every allocation is gone.";
    }
    return {};
}

} // namespace firstfit
