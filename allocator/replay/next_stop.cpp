// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a run meets a condition.
#include "allocator/replay/stop_condition.h"

#include <algorithm>
#include <utility>

namespace firstfit {

namespace {

using Kind = StopCondition::Kind;

/// Which call sites are of a function: its own, and all that it called.
std::vector<bool> sites_of(const Trace& trace, const std::string& function) {
    std::vector<bool> matches;
    matches.reserve(trace.call_sites.size());
    for (const CallSite& site : trace.call_sites) {
        // A caller has a smaller id, so it is known already.
        const bool within = site.caller.value < matches.size() && matches[site.caller.value];
        matches.push_back(within || site.function == function || to_string(site) == function);
    }
    return matches;
}

/// One condition on its way along the operations, one by one and forwards.
class Condition {
public:
    Condition(const Timeline& timeline, const Trace& trace, const StopCondition& wanted)
        : timeline_(timeline), trace_(trace), wanted_(wanted) {
        if (wanted_.kind == Kind::failure_at_site) {
            sites_ = sites_of(trace, wanted_.site);
        }
    }

    /// Goes to the moment in front of operation `first`.
    void start(OperationIndex first) {
        const OperationIndex before{first.value - 1};
        held_ = holds(before);
        if (wanted_.kind == Kind::block_touched && wanted_.block.value < timeline_.geometry().blocks.value) {
            const Snapshot heap = timeline_.snapshot(Position::after(before));
            const Run& run = heap.run_at(wanted_.block);
            owner_ = run.kind == Run::Kind::allocation ? heap.allocations()[run.allocation].id : no_allocation;
        }
    }

    /// Does operation n, which comes next, meet it?
    bool met_by(OperationIndex n) {
        switch (wanted_.kind) {
        case Kind::fragmentation_above:
        case Kind::largest_below: {
            const bool held = std::exchange(held_, holds(n));
            return held_ && !held;
        }
        case Kind::block_touched:
            return touches(n);
        case Kind::any_failure:
            return timeline_.failed(n);
        case Kind::failure_at_site:
            return timeline_.failed(n) && is_at_site(n);
        }
        return false;
    }

private:
    [[nodiscard]] bool holds(OperationIndex n) const noexcept {
        const OperationMetrics figures = timeline_.metrics(n);
        if (wanted_.kind == Kind::largest_below) {
            return figures.largest_chunk < wanted_.blocks;
        }
        const std::uint32_t free = timeline_.geometry().blocks.value - figures.used;
        return free != 0 && 1.0 - static_cast<double>(figures.largest_chunk) / free > wanted_.fraction;
    }

    /// Follows who has the block.
    bool touches(OperationIndex n) noexcept {
        const Outcome outcome = timeline_.outcome(n);
        const Operation& operation = timeline_.operation(n);
        if (!outcome.ok()) {
            return false;
        }
        const bool gives_all = operation.kind == OperationKind::clear;
        const bool had = owner_ != no_allocation && (gives_all || owner_ == operation.allocation);
        const bool gives = gives_all || operation.kind == OperationKind::deallocate;
        const bool has = !gives && wanted_.block.value >= outcome.index.value &&
                         wanted_.block.value - outcome.index.value < outcome.blocks.value;
        if (had == has) {
            return false;
        }
        owner_ = has ? operation.allocation : no_allocation;
        return true;
    }

    [[nodiscard]] bool is_at_site(OperationIndex n) const noexcept {
        const std::size_t position = n.value - 1;
        if (position >= trace_.sites.size()) {
            return false;
        }
        const std::uint32_t site = trace_.sites[position].value;
        return site < sites_.size() && sites_[site];
    }

    const Timeline& timeline_;
    const Trace& trace_;
    const StopCondition& wanted_;
    std::vector<bool> sites_;            ///< by call site
    bool held_ = false;                  ///< figures: after the last operation
    AllocationId owner_ = no_allocation; ///< of the block
};

/// The first condition that operation n meets, which comes next for all of them.
std::optional<std::size_t> first_met(std::vector<Condition>& conditions, std::uint32_t n) {
    std::optional<std::size_t> met;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        // All are asked: each has to see every operation.
        const bool meets = conditions[i].met_by(OperationIndex{n});
        met = meets && !met ? std::optional(i) : met;
    }
    return met;
}

/// The first operation of [first, last] that meets a condition, or the last one.
std::optional<Stop> find(std::vector<Condition>& conditions, std::uint32_t first, std::uint32_t last, bool want_last) {
    std::optional<Stop> found;
    for (Condition& condition : conditions) {
        condition.start(OperationIndex{first});
    }
    for (std::uint32_t n = first; n <= last; ++n) {
        if (const std::optional<std::size_t> met = first_met(conditions, n)) {
            found = Stop{OperationIndex{n}, *met};
            if (!want_last) {
                return found;
            }
        }
    }
    return found;
}

} // namespace

std::optional<Stop> next_stop(const Timeline& timeline, const Trace& trace, std::span<const StopCondition> conditions,
                              OperationIndex after, int direction) {
    const std::uint32_t size = timeline.size().value;
    std::vector<Condition> all;
    all.reserve(conditions.size());
    for (const StopCondition& condition : conditions) {
        all.emplace_back(timeline, trace, condition);
    }
    if (all.empty()) {
        return std::nullopt;
    }
    if (direction >= 0) {
        return after.value < size ? find(all, after.value + 1, size, false) : std::nullopt;
    }
    // Who has a block is only known going forwards: so stretch by stretch, each twice as long as the one behind it.
    std::uint32_t behind = std::min(after.value, size + 1);
    for (std::uint32_t length = 4'096; behind > 1; length = std::min(length * 2, std::uint32_t{1} << 30)) {
        const std::uint32_t first = behind > length ? behind - length : 1;
        if (const std::optional<Stop> found = find(all, first, behind - 1, true)) {
            return found;
        }
        behind = first;
    }
    return std::nullopt;
}

std::vector<Stop> all_stops(const Timeline& timeline, const Trace& trace, std::span<const StopCondition> conditions) {
    std::vector<Condition> all;
    all.reserve(conditions.size());
    for (const StopCondition& condition : conditions) {
        all.emplace_back(timeline, trace, condition);
        if (timeline.size().value != 0) {
            all.back().start(OperationIndex{1});
        }
    }
    std::vector<Stop> stops;
    for (std::uint32_t n = 1; !all.empty() && n <= timeline.size().value; ++n) {
        if (const std::optional<std::size_t> met = first_met(all, n)) {
            stops.push_back({OperationIndex{n}, *met});
        }
    }
    return stops;
}

} // namespace firstfit
