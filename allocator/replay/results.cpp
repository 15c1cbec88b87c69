// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was written, and what came of it.
#include "allocator/replay/words.h"

namespace firstfit {

namespace {

std::string lies_at(const Moment& moment) {
    return moment.name + " lies at block " + figures(moment.outcome.index.value) + ".";
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

/// "free and becomes chunk 2 with 3 blocks", "free and merged with the chunk behind: chunk 5 has 7 blocks now".
std::string free_now(const Moment& moment, bool plural) {
    const MicroStep* next = moment.last(MicroKind::merged_with_next);
    const MicroStep* previous = moment.last(MicroKind::merged_with_previous);
    const std::uint32_t index = previous != nullptr ? previous->prev : moment.freed_index();
    const std::string chunk = "chunk " + figures(index);
    const std::string length = count_of(moment.header(index).length, "block");
    if (next == nullptr && previous == nullptr) {
        return std::string("free and ") + (plural ? "become " : "becomes ") + chunk + " with " + length + ".";
    }
    const char* whom = "the chunk behind";
    if (previous != nullptr) {
        whom = next != nullptr ? "the chunks in front and behind" : "the chunk in front";
    }
    return std::string("free and merged with ") + whom + ": " + chunk + " has " + length + " now.";
}

std::string shrunk(const Moment& moment) {
    const std::uint32_t cut = moment.freed_size();
    const std::string tail = cut == 1 ? "Its last block is " : "Its last " + figures(cut) + " blocks are ";
    return moment.name + " has " + count_of(moment.outcome.blocks.value, "block") + " now. " + tail +
           free_now(moment, cut != 1);
}

std::string grown(const Moment& moment) {
    const std::uint64_t now = moment.outcome.blocks.value;
    std::string sentence = moment.name + " has " + count_of(now, "block") + " now";
    if (now < moment.request.size) {
        return sentence + ", not " + figures(moment.request.size) + ": the chunk behind it had no more to give.";
    }
    sentence += moment.operation.kind == OperationKind::reallocate ? " and did not have to move." : ".";
    const MicroStep* split = moment.last(MicroKind::split);
    if (split == nullptr) {
        return sentence;
    }
    return sentence + (split->back == 0 ? " The chunk behind it is used up."
                                        : " The chunk behind it has " + count_of(split->back, "block") + " left.");
}

/// About a chunk that was there before the operation.
std::string old_header_sentence(const MicroStep& step) {
    const std::string chunk = figures(step.block);
    if (step.field == stalloc::HeaderField::length) {
        return "Chunk " + chunk + " has " + count_of(step.new_value, "block") + " now, not " + figures(step.old_value) +
               ".";
    }
    if (step.new_value == 0) {
        return "The link in chunk " + chunk + " becomes 0: it is the last chunk now.";
    }
    const std::string old = step.old_value == 0 ? ". It was the last chunk" : ", not to " + figures(step.old_value);
    return "The link in chunk " + chunk + " leads to chunk " + figures(step.new_value) + " now" + old + ".";
}

std::string base_sentence(const Moment& moment) {
    const MicroStep& step = moment.step();
    if (step.field == stalloc::HeaderField::length) {
        return step.new_value == stalloc::out_of_memory_mark
                   ? "No block is free any more: the base header's length becomes FFFF."
                   : "The base header's length is 0: there are free blocks.";
    }
    // Blocks that are taken away leave no chunk 0 for the base header to lead to.
    const bool gives =
        moment.part == Part::deallocate || moment.part == Part::shrink_in_place || moment.part == Part::clear;
    if (step.new_value == 0 && !gives) {
        return "The base header's link becomes 0: no chunk is left.";
    }
    return "The base header's link leads to chunk " + figures(step.new_value) + " now.";
}

} // namespace

std::string write_sentence(const Moment& moment) {
    const MicroStep& step = moment.step();
    if (step.kind == MicroKind::base_written) {
        return base_sentence(moment);
    }
    const Run& run = moment.before().run_at(BlockIndex{step.block});
    if (run.kind == Run::Kind::chunk && run.index.value == step.block && moment.part != Part::clear) {
        return old_header_sentence(step);
    }
    const std::string block = "block " + figures(step.block);
    if (step.field == stalloc::HeaderField::length) {
        return "The header in " + block + " says how long its chunk is: " + count_of(step.new_value, "block") + ".";
    }
    return capitalised(block) + " becomes the header of a chunk. " +
           (step.new_value == 0 ? std::string("Its next is 0, for no chunk comes behind it.")
                                : "Its link leads to chunk " + figures(step.new_value) + ".");
}

std::string result_sentence(const Moment& moment) {
    switch (moment.part) {
    case Part::allocate:
        return lies_at(moment) + remainder(moment);
    case Part::deallocate:
        if (moment.operation.kind == OperationKind::reallocate) {
            return lies_at(moment) + " Its old place is " + free_now(moment, false);
        }
        return moment.name + " is " + free_now(moment, false);
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
