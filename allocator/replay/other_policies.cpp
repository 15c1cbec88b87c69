// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same operations, other searches.
#include "allocator/replay/asked.h"
#include "allocator/replay/failure_cause.h"

#include <algorithm>
#include <array>

namespace firstfit {

namespace {

constexpr std::array<Policy, 4> policies{Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit};

OperationList first_of(const OperationList& operations, OperationIndex n) {
    OperationList first = operations;
    if (n.value < first.size()) {
        first.resize(n.value);
    }
    return first;
}

} // namespace

std::optional<PolicyFailures> policy_failures(const OperationList& operations, const HeapGeometry& geometry,
                                              Policy except, const ReplayWatch& watch) {
    const std::uint64_t total = operations.size() * (policies.size() - 1);
    std::uint64_t done = 0;
    PolicyFailures all;
    for (const Policy policy : policies) {
        if (policy == except) {
            continue;
        }
        PolicyFailures::OfPolicy& one = all.policies_.emplace_back();
        one.policy = policy;
        Heap heap(geometry, policy);
        for (std::uint32_t i = 0; i < operations.size(); ++i, ++done) {
            if (i % 256 == 0 && watch && !watch(done, total)) {
                return std::nullopt;
            }
            // As in C, to free what never got memory is no failure.
            if (!heap.apply(operations[i], OperationIndex{i + 1}).ok() && asks_for_size(operations[i].kind)) {
                one.failed.push_back(i + 1);
            }
        }
    }
    return all;
}

std::vector<PolicyVerdict> PolicyFailures::verdicts(OperationIndex n) const {
    std::vector<PolicyVerdict> verdicts;
    for (const OfPolicy& one : policies_) {
        const auto at = std::lower_bound(one.failed.begin(), one.failed.end(), n.value);
        verdicts.push_back({.policy = one.policy,
                            .holds = at == one.failed.end() || *at != n.value,
                            .earlier_failures = static_cast<std::uint32_t>(at - one.failed.begin())});
    }
    return verdicts;
}

std::optional<std::vector<PolicyVerdict>> other_policies(const Timeline& timeline, OperationIndex n,
                                                         const ReplayWatch& watch) {
    const auto all = policy_failures(first_of(timeline.operations(), n), timeline.geometry(), timeline.policy(), watch);
    return all ? std::optional(all->verdicts(n)) : std::nullopt;
}

std::optional<std::vector<PolicyVerdict>> other_policies(const Trace& trace, const HeapGeometry& geometry,
                                                         Policy except, OperationIndex n, const ReplayWatch& watch) {
    const auto all = policy_failures(first_of(trace.operations, n), geometry, except, watch);
    return all ? std::optional(all->verdicts(n)) : std::nullopt;
}

} // namespace firstfit
