// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/findings.h"

#include <algorithm>

namespace firstfit {

namespace {

OperationIndex peakOf(const Timeline& timeline) {
    OperationIndex best{0};
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        if (timeline.metrics(OperationIndex{n}).used > timeline.metrics(best).used) {
            best = OperationIndex{n};
        }
    }
    return best;
}

} // namespace

std::optional<Findings> findingsOf(const Timeline& timeline, const Trace& trace, const ReportRequest& request,
                                   const ReportWatch& watch) {
    Findings found;
    found.summary = summarise(timeline, trace);
    found.peak = peakOf(timeline);
    found.leaks = leaks_by_site(timeline, trace);
    found.failedSites = failures_by_site(timeline, trace);
    const std::size_t explained = std::min<std::size_t>(found.summary.failures.size(), request.mostFailures);
    for (std::size_t i = 0; i < explained; ++i) {
        if (!watch(0, 100)) {
            return std::nullopt;
        }
        found.causes.push_back(failure_cause(timeline, found.summary.failures[i].operation));
    }
    if (!found.causes.empty()) {
        found.verdicts = other_policies(timeline, found.causes.front().operation,
                                        [&watch](std::uint64_t, std::uint64_t) { return watch(2, 100); });
        if (!found.verdicts) {
            return std::nullopt;
        }
    }
    found.sizing = request.sizing;
    if (request.findsSmallest && !found.sizing) {
        found.sizing = size_heap(trace, {}, [&watch](std::uint64_t done, std::uint64_t total) {
            return watch(5 + (total == 0 ? 0 : std::min<std::uint64_t>(95, done * 95 / total)), 100);
        });
        if (!found.sizing) {
            return std::nullopt;
        }
    }
    return found;
}

} // namespace firstfit
