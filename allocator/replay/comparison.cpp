// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/comparison.h"

#include "allocator/replay/words.h"

#include <algorithm>

namespace firstfit {

namespace {

/// Did the heap choose a place for it?
bool is_placed(const Operation& operation, const Outcome& outcome) noexcept {
    return outcome.ok() && (operation.kind == OperationKind::allocate || outcome.moved);
}

std::uint64_t distance(const Timeline& timeline, const Outcome& outcome) noexcept {
    return std::uint64_t{outcome.index.value} * timeline.geometry().block_size;
}

std::optional<Difference> difference_at(const Timeline& a, const Timeline& b, OperationIndex n) {
    const Operation& operation = a.operation(n);
    if (operation.kind == OperationKind::deallocate || operation.kind == OperationKind::clear) {
        return std::nullopt;
    }
    const Outcome in_a = a.outcome(n);
    const Outcome in_b = b.outcome(n);
    using Kind = Difference::Kind;
    if (in_a.ok() != in_b.ok()) {
        return Difference{n, Kind::result,
                          in_a.ok() ? "Only the first heap holds it." : "Only the second heap holds it."};
    }
    if (!in_a.ok()) {
        return std::nullopt;
    }
    const bool same_blocks = a.geometry().block_size == b.geometry().block_size;
    if (operation.kind == OperationKind::grow_up_to && same_blocks && in_a.blocks != in_b.blocks) {
        return Difference{n, Kind::result,
                          "It grows to " + count_of(in_a.blocks.value, "block") + " in the first heap and to " +
                              figures(in_b.blocks.value) + " in the second."};
    }
    const bool chosen = is_placed(operation, in_a) || is_placed(operation, in_b);
    if (chosen && distance(a, in_a) != distance(b, in_b)) {
        return Difference{n, Kind::place,
                          "It lies " + count_of(distance(a, in_a), "byte") +
                              " behind the start of the first heap and " + figures(distance(b, in_b)) +
                              " behind that of the second."};
    }
    return std::nullopt;
}

} // namespace

std::optional<Difference> next_difference(const Timeline& a, const Timeline& b, OperationIndex after) {
    const std::uint32_t last = std::min(a.size(), b.size()).value;
    for (std::uint32_t n = after.value; n < last; ++n) {
        if (std::optional<Difference> found = difference_at(a, b, OperationIndex{n + 1})) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<Difference> previous_difference(const Timeline& a, const Timeline& b, OperationIndex before) {
    const std::uint32_t behind = std::min(before.value, std::min(a.size(), b.size()).value + 1);
    for (std::uint32_t n = behind; n > 1; --n) {
        if (std::optional<Difference> found = difference_at(a, b, OperationIndex{n - 1})) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace firstfit
