// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/pseudocode.h"

#include "allocator/replay/pseudocode_lines.h"

#include <algorithm>

namespace firstfit {

namespace {

using Role = PseudocodeRole;

bool refused_at_once(const Moment& moment) {
    const MicroStep& step = moment.step();
    return step.kind == MicroKind::failed && moment.steps->size() == 1 &&
           step.failure != stalloc::Failure::no_block_free && step.failure != stalloc::Failure::no_chunk_fits &&
           step.failure != stalloc::Failure::not_followed_free;
}

std::vector<PseudocodeLine> lines_at(const Moment& moment) {
    if (moment.part != Part::allocate) {
        return lines_of_part(moment.part);
    }
    return refused_at_once(moment) ? refusal_lines() : search_lines(moment.timeline.policy());
}

bool gives_back(Part part) { return part == Part::deallocate || part == Part::shrink_in_place; }

Role role_of_write(const Moment& moment) {
    const MicroStep& step = moment.step();
    if (moment.part == Part::clear) {
        return step.kind == MicroKind::base_written ? Role::base_length : Role::insert;
    }
    if (!gives_back(moment.part)) {
        return Role::cut;
    }
    if (moment.last(MicroKind::merged_with_previous) != nullptr) {
        return Role::swallow_into_previous;
    }
    const bool base_length = step.kind == MicroKind::base_written && step.field == stalloc::HeaderField::length;
    return base_length ? Role::base_length : Role::insert;
}

Role role_of_failure(const Moment& moment, stalloc::Failure failure) {
    switch (failure) {
    case stalloc::Failure::no_block_free:
        return Role::oom;
    case stalloc::Failure::not_followed_free:
        return Role::compare;
    case stalloc::Failure::no_chunk_fits:
        return Role::last;
    case stalloc::Failure::chunk_too_short:
        return Role::test;
    default:
        return moment.part == Part::allocate || moment.part == Part::reallocate ? Role::check_request : Role::head;
    }
}

Role role_at(const Moment& moment) {
    const MicroStep& step = moment.step();
    const bool searches = moment.part == Part::allocate;
    if (moment.done() && moment.outcome.ok() && step.kind != MicroKind::failed && !gives_back(moment.part) &&
        moment.part != Part::clear && step.kind != MicroKind::nothing_to_do) {
        return Role::done;
    }
    switch (step.kind) {
    case MicroKind::visit:
        return moment.previous() == nullptr && searches ? Role::start : Role::look;
    case MicroKind::too_small:
    case MicroKind::misaligned:
        return Role::test;
    case MicroKind::chosen: {
        const Policy policy = moment.timeline.policy();
        const bool full_search = policy == Policy::best_fit || policy == Policy::worst_fit;
        return searches && full_search ? Role::take : Role::test;
    }
    case MicroKind::split:
        return Role::cut;
    case MicroKind::header_written:
    case MicroKind::base_written:
        return role_of_write(moment);
    case MicroKind::found_place:
        if (!moment.has_walked()) {
            return Role::oom;
        }
        return step.next != 0 ? Role::look : Role::last;
    case MicroKind::merged_with_next:
        return Role::swallow_next;
    case MicroKind::merged_with_previous:
        return Role::swallow_into_previous;
    case MicroKind::moved_on:
        return Role::move_on;
    case MicroKind::copied:
        return Role::copy;
    case MicroKind::failed:
        return role_of_failure(moment, step.failure);
    case MicroKind::nothing_to_do:
        return Role::nothing;
    }
    return Role::head;
}

} // namespace

Listing listing_at(const Moment& moment) {
    const std::vector<PseudocodeLine> lines = lines_at(moment);
    const Role role = role_at(moment);
    const auto plays = [role](const PseudocodeLine& line) { return line.role == role; };
    auto line = std::find_if(lines.begin(), lines.end(), plays);
    if (line != lines.end() && moment.step().failure == stalloc::Failure::bad_alignment) {
        // Two lines check the request; the alignment is the second's.
        const auto second = std::find_if(line + 1, lines.end(), plays);
        line = second == lines.end() ? line : second;
    }
    Listing listing;
    listing.running = line == lines.end() ? 0 : static_cast<std::size_t>(line - lines.begin());
    for (const PseudocodeLine& each : lines) {
        listing.lines.push_back(each.text);
    }
    return listing;
}

} // namespace firstfit
