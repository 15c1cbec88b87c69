// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/leaks.h"

#include "allocator/replay/asked.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace firstfit {

namespace {

CallSiteId site_of(const Trace& trace, OperationIndex n) noexcept {
    const std::size_t position = n.value - std::size_t{1}; // 0 becomes one that no trace has
    return position < trace.sites.size() ? trace.sites[position] : no_call_site;
}

using BySite = std::unordered_map<CallSiteId, SiteFigures>;

SiteFigures& figures_of(BySite& sites, CallSiteId site) {
    SiteFigures& figures = sites[site];
    figures.site = site;
    return figures;
}

std::vector<SiteFigures> sorted(const BySite& sites) {
    std::vector<SiteFigures> list;
    list.reserve(sites.size());
    for (const auto& [site, figures] : sites) {
        list.push_back(figures);
    }
    std::sort(list.begin(), list.end(), [](const SiteFigures& a, const SiteFigures& b) {
        return std::tuple(b.failures, b.bytes, a.site) < std::tuple(a.failures, a.bytes, b.site);
    });
    return list;
}

} // namespace

std::vector<SiteFigures> live_by_site(const Snapshot& snapshot, const Trace& trace) {
    BySite sites;
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        SiteFigures& figures = figures_of(sites, site_of(trace, allocation.born));
        ++figures.allocations;
        figures.bytes += allocation.bytes;
    }
    return sorted(sites);
}

std::vector<SiteFigures> leaks_by_site(const Timeline& timeline, const Trace& trace) {
    return live_by_site(timeline.snapshot(Position::after(timeline.size())), trace);
}

std::vector<SiteFigures> failures_by_site(const Timeline& timeline, const Trace& trace) {
    BySite sites;
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        const OperationIndex operation{n};
        if (timeline.failed(operation)) {
            SiteFigures& figures = figures_of(sites, site_of(trace, operation));
            const std::uint64_t bytes = asked_of(timeline.operation(operation), timeline.geometry()).bytes;
            figures.bytes += std::min(bytes, UINT64_MAX - figures.bytes);
            ++figures.failures;
        }
    }
    return sorted(sites);
}

} // namespace firstfit
