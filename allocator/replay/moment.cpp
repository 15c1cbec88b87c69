// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/moment.h"

#include "allocator/replay/fit.h"

#include <algorithm>

namespace firstfit {

namespace {

Part part_of(OperationKind kind) noexcept {
    switch (kind) {
    case OperationKind::allocate:
        return Part::allocate;
    case OperationKind::deallocate:
        return Part::deallocate;
    case OperationKind::grow_in_place:
        return Part::grow_in_place;
    case OperationKind::grow_up_to:
        return Part::grow_up_to;
    case OperationKind::shrink_in_place:
        return Part::shrink_in_place;
    case OperationKind::reallocate:
        return Part::reallocate;
    case OperationKind::clear:
        return Part::clear;
    }
    return Part::clear;
}

struct PartBegin {
    Part part;
    std::uint32_t begin;
};

/// A visit that no moved_on leads to is the first of a walk.
bool begins_walk(std::span<const MicroStep> steps, std::size_t i) noexcept {
    return steps[i].kind == MicroKind::visit && (i == 0 || steps[i - 1].kind != MicroKind::moved_on);
}

/// The part that step number `at` (from 0) of a reallocation belongs to, told from what became of it.
PartBegin part_of_reallocation(std::span<const MicroStep> steps, std::size_t at, const Outcome& outcome, bool grows) {
    const auto copied =
        std::find_if(steps.begin(), steps.end(), [](const MicroStep& step) { return step.kind == MicroKind::copied; });
    const auto copy = static_cast<std::size_t>(copied - steps.begin());
    if (at == copy) {
        return {Part::reallocate, static_cast<std::uint32_t>(copy)};
    }
    if (at > copy) {
        return {Part::deallocate, static_cast<std::uint32_t>(copy) + 1};
    }
    if (steps.front().kind == MicroKind::nothing_to_do) {
        return {Part::reallocate, 0};
    }
    if (outcome.ok() && !outcome.moved) {
        return {grows ? Part::grow_in_place : Part::shrink_in_place, 0};
    }
    const bool searched = outcome.ok() || outcome.failure == stalloc::Failure::no_chunk_fits ||
                          outcome.failure == stalloc::Failure::no_block_free;
    if (!searched) {
        return {Part::reallocate, 0};
    }
    // An attempt to grow in place and the search are a walk each; without the first, the alignment forbade to stay.
    std::size_t second = copy;
    for (std::size_t i = 1; i < copy && second == copy; ++i) {
        second = begins_walk(steps, i) ? i : copy;
    }
    if (second == copy) {
        return {Part::allocate, 0};
    }
    return at < second ? PartBegin{Part::grow_in_place, 0}
                       : PartBegin{Part::allocate, static_cast<std::uint32_t>(second)};
}

bool is_walking(MicroKind kind) noexcept {
    return kind == MicroKind::visit || kind == MicroKind::too_small || kind == MicroKind::misaligned ||
           kind == MicroKind::moved_on;
}

/// What is not walking, by its place in `steps`. Each part of an operation walks first and acts then, so that a walk
/// need not be looked through; only a reallocation may have several parts.
std::vector<std::uint32_t> events_of(std::span<const MicroStep> steps, OperationKind kind) {
    std::size_t first = 0;
    if (kind != OperationKind::reallocate) {
        first = steps.size();
        while (first > 0 && !is_walking(steps[first - 1].kind)) {
            --first;
        }
    }
    std::vector<std::uint32_t> events;
    for (std::size_t i = first; i < steps.size(); ++i) {
        if (!is_walking(steps[i].kind)) {
            events.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return events;
}

} // namespace

BlockRequest in_blocks(const Operation& operation, const HeapGeometry& geometry) noexcept {
    if (operation.unit == SizeUnit::blocks) {
        return {operation.size, operation.alignment == 0 ? 1 : std::uint64_t{operation.alignment}};
    }
    return {geometry.blocks_for(operation.size), std::max<std::uint64_t>(1, operation.alignment / geometry.block_size)};
}

Moment::Moment(const Timeline& run, const Trace& words, Position position)
    : timeline(run),
      trace(words),
      number(position.operation),
      operation(run.operation(number)),
      outcome(run.outcome(number)),
      request(in_blocks(operation, run.geometry())),
      now(run.snapshot(position)),
      steps(run.shared_micro_steps(number)),
      micro(position.micro),
      part(part_of(operation.kind)) {
    events = events_of(*steps, operation.kind);
    if (operation.allocation != no_allocation) {
        name = trace.name_of(operation.allocation);
        live = run.find(OperationIndex{number.value - 1}, operation.allocation);
    }
    if (part == Part::reallocate && !live) {
        part = Part::allocate;
    } else if (part == Part::reallocate) {
        const bool grows = request.size > live->blocks.value;
        const PartBegin running = part_of_reallocation(*steps, micro - 1, outcome, grows);
        part = running.part;
        part_begin = running.begin;
    }
}

const Snapshot& Moment::before() const {
    if (!before_) {
        before_ = timeline.snapshot(Position::after(OperationIndex{number.value - 1}));
    }
    return *before_;
}

stalloc::Header Moment::header(std::uint32_t index, std::size_t count) const noexcept {
    // What has been written since then is taken back.
    stalloc::Header header = now.header(BlockIndex{index});
    for (auto position = events.rbegin(); position != events.rend() && *position >= count; ++position) {
        if (*position >= micro) {
            continue;
        }
        const MicroStep& each = (*steps)[*position];
        const bool of_base = each.kind == MicroKind::base_written && index == base();
        const bool of_block = each.kind == MicroKind::header_written && index == each.block;
        if (of_base || of_block) {
            (each.field == stalloc::HeaderField::next ? header.next : header.length) = each.old_value;
        }
    }
    return header;
}

std::uint64_t Moment::front_of(std::uint32_t index) const noexcept {
    return padding(timeline.geometry(), index, request.alignment);
}

Hands Moment::hands(std::size_t count) const noexcept {
    const std::span<const MicroStep> walked = std::span(*steps).subspan(part_begin, count);
    for (auto each = walked.rbegin(); each != walked.rend(); ++each) {
        switch (each->kind) {
        case MicroKind::visit:
        case MicroKind::moved_on:
        case MicroKind::chosen:
            return {each->prev, each->block};
        case MicroKind::found_place:
            return {each->prev, each->next == 0 ? std::optional<std::uint32_t>() : each->next};
        default:
            break;
        }
    }
    return {};
}

const MicroStep* Moment::last(MicroKind kind) const noexcept {
    for (auto position = events.rbegin(); position != events.rend() && *position >= part_begin; ++position) {
        if (*position < micro && (*steps)[*position].kind == kind) {
            return &(*steps)[*position];
        }
    }
    return nullptr;
}

std::uint32_t Moment::freed_index() const noexcept {
    const std::uint32_t first = live ? live->index.value : 0;
    return part == Part::shrink_in_place ? first + static_cast<std::uint32_t>(request.size) : first;
}

std::uint32_t Moment::freed_size() const noexcept {
    const std::uint32_t size = live ? live->blocks.value : 0;
    return part == Part::shrink_in_place ? size - static_cast<std::uint32_t>(request.size) : size;
}

} // namespace firstfit
