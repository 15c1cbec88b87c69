// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/variables.h"

#include <algorithm>

namespace firstfit {

namespace {

using std::to_string;

constexpr const char* unknown = "–";

std::string hand(const Moment& moment, std::optional<std::uint32_t> index) {
    if (!index) {
        return unknown;
    }
    return *index == moment.base() ? "base" : to_string(*index);
}

/// What the operation was given.
void add_arguments(std::vector<Variable>& variables, const Moment& moment) {
    const std::string index = moment.live ? to_string(moment.live->index.value) : unknown;
    const std::string old = moment.live ? to_string(moment.live->blocks.value) : unknown;
    switch (moment.part) {
    case Part::allocate:
        variables.push_back({"size", to_string(moment.request.size)});
        variables.push_back({"align", to_string(moment.request.alignment)});
        break;
    case Part::deallocate:
        variables.push_back({"index", index});
        variables.push_back({"size", old});
        break;
    case Part::grow_in_place:
    case Part::grow_up_to:
    case Part::shrink_in_place:
    case Part::reallocate:
        variables.push_back({"index", index});
        variables.push_back({"old", old});
        variables.push_back({"new", to_string(moment.request.size)});
        break;
    case Part::clear:
        variables.push_back({"L", to_string(moment.base())});
        break;
    }
}

/// What the walk holds after the first `count` steps of the running part.
void add_hands(std::vector<Variable>& variables, const Moment& moment, std::size_t count) {
    const Hands hands = moment.hands(count);
    if (moment.part == Part::allocate) {
        const bool known = hands.curr.has_value();
        variables.push_back({"front", known ? to_string(moment.front_of(*hands.curr)) : unknown});
    }
    variables.push_back({"prev", hand(moment, hands.prev)});
    variables.push_back({"curr", hand(moment, hands.curr)});
    // Of the chunk as the walk found it, which is the state before the operation: nothing is written before a walk
    // ends, except by the allocation that a reallocation has already made.
    const stalloc::Header header =
        hands.curr ? moment.header(*hands.curr, moment.part_begin + count) : stalloc::Header{};
    variables.push_back({"length(curr)", hands.curr ? to_string(header.length) : unknown});
    variables.push_back({"next(curr)", hands.curr ? to_string(header.next) : unknown});
}

std::vector<Variable> values_after(const Moment& moment, std::size_t count) {
    std::vector<Variable> variables;
    add_arguments(variables, moment);
    if (moment.part != Part::clear && moment.part != Part::reallocate) {
        add_hands(variables, moment, count);
    }
    return variables;
}

/// The variable that the last step looked at to decide, or null.
const char* decisive(const Moment& moment) {
    const MicroStep& step = moment.step();
    switch (step.kind) {
    case MicroKind::too_small:
    case MicroKind::chosen:
        return "length(curr)";
    case MicroKind::misaligned:
        return "front";
    case MicroKind::failed:
        return step.failure == stalloc::Failure::no_chunk_fits ? "next(curr)" : nullptr;
    default:
        return nullptr;
    }
}

} // namespace

std::vector<Variable> variables_at(const Moment& moment) {
    const std::size_t count = moment.part_steps().size();
    std::vector<Variable> now = values_after(moment, count);
    const std::vector<Variable> before = values_after(moment, count - 1);
    const char* looked_at = decisive(moment);
    for (Variable& variable : now) {
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Variable& other) { return other.name == variable.name; });
        variable.changed = (old != before.end() && old->value != variable.value) ||
                           (looked_at != nullptr && variable.name == looked_at);
    }
    return now;
}

} // namespace firstfit
