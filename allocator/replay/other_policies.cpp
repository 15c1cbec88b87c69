// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same operations, other searches.
#include "allocator/replay/failure_cause.h"

#include <array>

namespace firstfit {

namespace {

constexpr std::array<Policy, 4> policies{Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit};

bool is_request(OperationKind kind) noexcept {
    return kind != OperationKind::deallocate && kind != OperationKind::clear;
}

class Verdicts {
public:
    Verdicts(const OperationList& operations, const HeapGeometry& geometry, OperationIndex n, const ReplayWatch& watch)
        : operations_(operations), geometry_(geometry), n_(n), watch_(watch) {}

    std::optional<std::vector<PolicyVerdict>> all_but(Policy except) {
        std::vector<PolicyVerdict> verdicts;
        for (const Policy policy : policies) {
            if (policy == except) {
                continue;
            }
            const std::optional<PolicyVerdict> verdict = judge(policy);
            if (!verdict) {
                return std::nullopt;
            }
            verdicts.push_back(*verdict);
        }
        return verdicts;
    }

private:
    std::optional<PolicyVerdict> judge(Policy policy) {
        PolicyVerdict verdict{.policy = policy, .holds = false, .earlier_failures = 0};
        Heap heap(geometry_, policy);
        for (std::uint32_t i = 0; i < n_.value; ++i) {
            if (i % 256 == 0 && watch_ && !watch_(done_ + i, std::uint64_t{n_.value} * (policies.size() - 1))) {
                return std::nullopt;
            }
            const bool ok = heap.apply(operations_[i], OperationIndex{i + 1}).ok();
            if (i + 1 == n_.value) {
                verdict.holds = ok;
            } else if (!ok && is_request(operations_[i].kind)) {
                ++verdict.earlier_failures;
            }
        }
        done_ += n_.value;
        return verdict;
    }

    const OperationList& operations_;
    const HeapGeometry& geometry_;
    OperationIndex n_;
    const ReplayWatch& watch_;
    std::uint64_t done_ = 0;
};

} // namespace

std::optional<std::vector<PolicyVerdict>> other_policies(const Timeline& timeline, OperationIndex n,
                                                         const ReplayWatch& watch) {
    return Verdicts(timeline.operations(), timeline.geometry(), n, watch).all_but(timeline.policy());
}

std::optional<std::vector<PolicyVerdict>> other_policies(const Trace& trace, const HeapGeometry& geometry,
                                                         Policy except, OperationIndex n, const ReplayWatch& watch) {
    return Verdicts(trace.operations, geometry, n, watch).all_but(except);
}

} // namespace firstfit
