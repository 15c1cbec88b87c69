// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/words.h"

namespace firstfit {

namespace {

std::string alignment_words(const Moment& moment) {
    const std::uint64_t blocks = moment.request.alignment;
    const std::uint32_t asked = moment.operation.alignment;
    if ((asked & (asked - 1)) != 0) {
        return "aligned to " + count_of(asked, moment.operation.unit == SizeUnit::bytes ? "byte" : "block");
    }
    return blocks <= 1 ? "any alignment" : "aligned to " + count_of(blocks, "block");
}

std::string size_words(const Moment& moment) {
    const std::string blocks = count_of(moment.request.size, "block");
    if (moment.operation.unit == SizeUnit::blocks) {
        return blocks;
    }
    const std::uint64_t bytes = moment.operation.size;
    const std::uint64_t spare = moment.request.size * moment.timeline.geometry().block_size - bytes;
    if (bytes == 0) {
        return "0 bytes take 1 block, as every allocation does";
    }
    if (spare == 0) {
        return count_of(bytes, "byte") + (bytes == 1 ? " is " : " are ") + blocks;
    }
    return count_of(bytes, "byte") + (bytes == 1 ? " rounds" : " round") + " up to " + blocks + ", " +
           count_of(spare, "byte") + " to spare";
}

std::string from_to(const Moment& moment) {
    const std::string from = moment.live ? "from " + figures(moment.live->blocks.value) + " " : "";
    return moment.name + ": " + from + "to " + count_of(moment.request.size, "block");
}

} // namespace

std::string count_of(std::uint64_t number, std::string_view thing) {
    return figures(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

std::string blocks_from(std::uint32_t index, std::uint32_t size) {
    if (size <= 1) {
        return "block " + figures(index);
    }
    return "blocks " + figures(index) + (size == 2 ? " and " : " to ") + figures(index + size - 1);
}

std::string header_name(const Moment& moment, std::uint32_t index) {
    return index == moment.base() ? "the base header" : "chunk " + figures(index);
}

std::string neighbour_sentence(const Moment& moment) {
    if (!moment.live) {
        return moment.name + " is not alive";
    }
    const std::uint32_t end = moment.live->index.value + moment.live->blocks.value;
    if (end >= moment.base()) {
        return moment.name + " ends where the heap ends";
    }
    const Run& run = moment.before().run_at(BlockIndex{end});
    if (run.kind != Run::Kind::allocation) {
        return "no chunk starts right behind " + moment.name;
    }
    return moment.before().allocations()[run.allocation].name + " follows right behind " + moment.name;
}

std::string function_name(const Moment& moment) {
    switch (moment.operation.kind) {
    case OperationKind::allocate:
        if (moment.operation.unit == SizeUnit::blocks) {
            return "blocks";
        }
        return moment.operation.alignment == 0 ? "malloc" : "aligned_alloc";
    case OperationKind::deallocate:
        return "free";
    case OperationKind::grow_in_place:
        return moment.name + ":grow";
    case OperationKind::grow_up_to:
        return moment.name + ":grow_up_to";
    case OperationKind::shrink_in_place:
        return moment.name + ":shrink";
    case OperationKind::reallocate:
        return "realloc";
    case OperationKind::clear:
        return "clear";
    }
    return {};
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string request_line(const Moment& moment) {
    switch (moment.operation.kind) {
    case OperationKind::allocate:
        return size_words(moment) + " · " + alignment_words(moment);
    case OperationKind::deallocate:
        if (!moment.live) {
            return moment.name + " is not alive";
        }
        return moment.name + " has " + count_of(moment.live->blocks.value, "block") + " at block " +
               figures(moment.live->index.value);
    case OperationKind::grow_up_to:
        return from_to(moment) + " at the most, in place";
    case OperationKind::grow_in_place:
    case OperationKind::shrink_in_place:
        return from_to(moment) + ", in place";
    case OperationKind::reallocate: {
        if (!moment.live) {
            return size_words(moment) + " · " + alignment_words(moment);
        }
        const std::string alignment = moment.request.alignment > 1 ? " · " + alignment_words(moment) : "";
        return from_to(moment) + alignment + " · moves if it must";
    }
    case OperationKind::clear:
        return "all " + count_of(moment.base(), "block") + " become free at once";
    }
    return {};
}

} // namespace firstfit
