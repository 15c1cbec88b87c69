// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Breakpoints on the state of the heap.
//
//   fragmentation>0.5   or fragmentation>50%: external fragmentation rises above it
//   largest<12          the largest chunk falls below 12 blocks
//   touches=17          block 17 is handed out or given back
//   fails               a request gets nothing
//   fails@FUNCTION      a request of this call site gets nothing
#pragma once

#include "allocator/replay/timeline.h"

#include <span>
#include <variant>
#include <vector>

namespace firstfit {

struct StopCondition {
    enum class Kind : std::uint8_t { fragmentation_above, largest_below, block_touched, any_failure, failure_at_site };

    Kind kind = Kind::any_failure;
    double fraction = 0;      ///< fragmentation_above: 0..1
    std::uint32_t blocks = 0; ///< largest_below
    BlockIndex block{};       ///< block_touched
    std::string site;         ///< failure_at_site: a function's name

    friend bool operator==(const StopCondition&, const StopCondition&) = default;
};

/// Reads the grammar above, with spaces anywhere between its parts; or says what is wrong, as a sentence without full
/// stop. A block is not compared with the heap's size: a heap may change.
[[nodiscard]] std::variant<StopCondition, std::string> parse_stop_condition(std::string_view text);
/// The same grammar; parse_stop_condition() of it gives the condition again.
[[nodiscard]] std::string to_string(const StopCondition& condition);
/// For people: "fragmentation rises above 50 %", "block 17 is handed out or given back".
[[nodiscard]] std::string describe(const StopCondition& condition);

/// Where a run stops, and which condition it was (the first of several), counted from 0.
struct Stop {
    OperationIndex operation{};
    std::size_t condition = 0;

    friend bool operator==(const Stop&, const Stop&) = default;
};

/// The next operation behind `after` (or in front of it, for a negative `direction`) that meets a condition. Figures
/// stop a run where they become true, not while they are; touching is what allocating, freeing and moving do to a
/// block, not the headers that are written into free ones. `trace` gives the call sites. O(operations x conditions), a
/// few nanoseconds each.
[[nodiscard]] std::optional<Stop> next_stop(const Timeline& timeline, const Trace& trace,
                                            std::span<const StopCondition> conditions, OperationIndex after,
                                            int direction = 1);
/// Every operation that meets a condition, in order, each with the first condition that it meets. One walk:
/// O(operations x conditions).
[[nodiscard]] std::vector<Stop> all_stops(const Timeline& timeline, const Trace& trace,
                                          std::span<const StopCondition> conditions);

} // namespace firstfit
