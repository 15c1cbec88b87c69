// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a report says about a run, in numbers. Private to this room.
#pragma once

#include "allocator/replay/failure_cause.h"
#include "allocator/replay/leaks.h"
#include "allocator/replay/summary.h"
#include "ui/report/report.h"

namespace firstfit {

struct Findings {
    RunSummary summary;
    OperationIndex peak{};            ///< the first operation after which most blocks were in use; 0: none ever was
    std::vector<FailureCause> causes; ///< of the first failures
    std::optional<std::vector<PolicyVerdict>> verdicts; ///< on the first failure
    std::optional<SizingReport> sizing;
    std::vector<SiteFigures> leaks;
    std::vector<SiteFigures> failedSites;
};

/// Nothing: cancelled. Most of the time goes into the search for the smallest heap.
[[nodiscard]] std::optional<Findings> findingsOf(const Timeline& timeline, const Trace& trace,
                                                 const ReportRequest& request, const ReportWatch& watch);

} // namespace firstfit
