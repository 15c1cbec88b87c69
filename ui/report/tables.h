// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of a report. Private to this room.
#pragma once

#include "ui/report/document.h"
#include "ui/report/findings.h"

namespace firstfit {

/// "jv_mem_alloc+9 in libjq.so.1"; says so where the site is not known.
[[nodiscard]] QString siteText(const Trace& trace, CallSiteId site);
/// "malloc(152)"; for a script with its name, "x = malloc(20)".
[[nodiscard]] QString callOf(const Trace& trace, OperationIndex n);
/// What the run was, what it came to.
[[nodiscard]] ReportFacts summaryFacts(const Timeline& timeline, const Trace& trace, const Findings& found);
/// The first failures, one in a row.
[[nodiscard]] ReportTable failuresTable(const Trace& trace, const RunSummary& summary, std::size_t most);
/// A heap for each block size.
[[nodiscard]] ReportTable sizingTable(const SizingReport& report);
/// `failed`: requests that failed; else what was never freed.
[[nodiscard]] ReportTable sitesTable(const Trace& trace, const std::vector<SiteFigures>& sites, bool failed,
                                     std::size_t most);

} // namespace firstfit
