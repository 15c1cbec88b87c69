// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures by call site: what is alive, what was never freed, what failed.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/trace/call_site.h"

namespace firstfit {

struct SiteFigures {
    CallSiteId site{};             ///< of the operation that allocated; no_call_site: not known
    std::uint32_t allocations = 0; ///< alive
    std::uint64_t bytes = 0;       ///< asked for by them; for failures_by_site, by the requests that failed
    std::uint32_t failures = 0;    ///< requests that failed, for failures_by_site

    friend bool operator==(const SiteFigures&, const SiteFigures&) = default;
};

/// What is alive at that moment, most bytes first, then by site. Sites without any are left out. O(live).
[[nodiscard]] std::vector<SiteFigures> live_by_site(const Snapshot& snapshot, const Trace& trace);
/// What is alive at the end: never freed. O(live).
[[nodiscard]] std::vector<SiteFigures> leaks_by_site(const Timeline& timeline, const Trace& trace);
/// The requests that failed, most failures first, then most bytes, then by site. O(operations).
[[nodiscard]] std::vector<SiteFigures> failures_by_site(const Timeline& timeline, const Trace& trace);

} // namespace firstfit
