// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/map_colouring.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <utility>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MapColouring)
};

/// The palette's fills in the order in which call sites get them: first those that are far from the amber of free
/// chunks, and amber itself never.
constexpr std::array<std::size_t, SiteColours::coloured> siteFills{0, 2, 3, 4, 7, 6, 5};

/// Steps of one colour that can be told apart.
constexpr std::uint32_t steps = 5;

QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

/// "1 block", "2 to 7 blocks".
QString lengths(std::uint64_t from, std::uint64_t to) {
    if (from == to) {
        return from == 1 ? Words::tr("1 block") : Words::tr("%1 blocks").arg(number(from));
    }
    return Words::tr("%1 to %2 blocks").arg(number(from), number(to));
}

void count(MapColouring& colouring, std::size_t index, const LiveAllocation& allocation) {
    colouring.classOf.push_back(static_cast<std::uint8_t>(index));
    ++colouring.classes[index].allocations;
    colouring.classes[index].blocks += allocation.blocks.value;
}

/// Function and no more: the legend has little room.
QString siteText(const CallSite& site) {
    if (!site.function.empty()) {
        return QString::fromStdString(site.function);
    }
    return QString::fromStdString(to_string(site));
}

/// "33 other call sites": how many share the grey.
QString othersText(const SiteColours& colours) {
    switch (colours.others()) {
    case 0:
        return Words::tr("unknown call sites");
    case 1:
        return Words::tr("1 other call site");
    default:
        return Words::tr("%1 other call sites").arg(number(colours.others()));
    }
}

} // namespace

AllocationColours colourOfClass(const MapColouring& colouring, std::size_t index, const Palette& palette) {
    if (colouring.scale == ColourScale::kinds) {
        if (index >= siteFills.size()) {
            return {palette.used, palette.ink3, palette.usedInTurn, Pattern::plain};
        }
        const std::size_t fill = siteFills[index];
        return {palette.fills[fill], palette.edges[fill], palette.patterns[fill], Pattern::plain};
    }
    const std::size_t step = std::min<std::size_t>(index, palette.sequence.size() - 1);
    return {palette.sequence[step], palette.sequenceEdge, palette.sequence[step], Pattern::plain};
}

SiteColours::SiteColours(const Trace& trace) {
    std::vector<std::uint64_t> bytes(trace.call_sites.size());
    const std::size_t known = std::min(trace.sites.size(), trace.operations.size());
    for (std::size_t i = 0; i < known; ++i) {
        const Operation& operation = trace.operations[i];
        const bool allocates = operation.kind == OperationKind::allocate || operation.kind == OperationKind::reallocate;
        if (allocates && trace.sites[i].value < bytes.size()) {
            bytes[trace.sites[i].value] += operation.size;
        }
    }
    std::vector<std::uint32_t> order(bytes.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(coloured, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return bytes[a] != bytes[b] ? bytes[a] > bytes[b] : a < b;
    });
    classes_.assign(bytes.size(), static_cast<std::uint8_t>(coloured));
    for (auto site = order.begin(); site != end && bytes[*site] > 0; ++site) {
        classes_[*site] = static_cast<std::uint8_t>(sites_.size());
        sites_.push_back(CallSiteId{*site});
    }
    const auto allocating = std::ranges::count_if(bytes, [](std::uint64_t asked) { return asked > 0; });
    others_ = static_cast<std::size_t>(allocating) - sites_.size();
}

std::uint8_t SiteColours::classOf(CallSiteId site) const noexcept {
    return site.value < classes_.size() ? classes_[site.value] : static_cast<std::uint8_t>(coloured);
}

CallSiteId siteOf(const LiveAllocation& allocation, const Trace& trace) noexcept {
    const std::uint32_t born = allocation.born.value;
    return born >= 1 && born <= trace.sites.size() ? trace.sites[born - 1] : no_call_site;
}

MapColouring colouringBySite(const Snapshot& snapshot, const Trace& trace, const SiteColours& colours) {
    MapColouring colouring;
    colouring.scale = ColourScale::kinds;
    colouring.classes.resize(SiteColours::coloured + 1);
    for (std::size_t i = 0; i < colours.sites().size(); ++i) {
        colouring.classes[i].text = siteText(trace.call_sites[colours.sites()[i].value]);
    }
    colouring.classes.back().text = othersText(colours);
    colouring.classOf.reserve(snapshot.allocations().size());
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        count(colouring, colours.classOf(siteOf(allocation, trace)), allocation);
    }
    return colouring;
}

std::uint8_t classOfOneSite(const SiteColours& colours, CallSiteId site) noexcept {
    const std::uint8_t own = colours.classOf(site);
    return own < SiteColours::coloured ? own : 0;
}

MapColouring colouringOfOneSite(const Snapshot& snapshot, const Trace& trace, const SiteColours& colours,
                                CallSiteId site) {
    MapColouring colouring;
    colouring.scale = ColourScale::kinds;
    colouring.classes.resize(SiteColours::coloured + 1);
    const std::uint8_t own = classOfOneSite(colours, site);
    colouring.classes[own].text =
        site.value < trace.call_sites.size() ? siteText(trace.call_sites[site.value]) : Words::tr("unknown call sites");
    colouring.classes.back().text = Words::tr("all other call sites");
    colouring.classOf.reserve(snapshot.allocations().size());
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        count(colouring, siteOf(allocation, trace) == site ? own : SiteColours::coloured, allocation);
    }
    return colouring;
}

MapColouring colouringBySize(const Snapshot& snapshot) {
    std::uint32_t longest = 1;
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        longest = std::max(longest, allocation.blocks.value);
    }
    // Doubling classes, so many to a step that five steps reach the longest.
    const auto doublings = static_cast<std::uint32_t>(std::bit_width(longest));
    const std::uint32_t perStep = (doublings + steps - 1) / steps;
    MapColouring colouring;
    colouring.scale = ColourScale::sequence;
    for (std::uint32_t first = 0; first < doublings; first += perStep) {
        const std::uint32_t from = 1U << first;
        const std::uint32_t to = std::min((1U << (first + perStep)) - 1, longest);
        colouring.classes.push_back({lengths(from, to), 0, 0});
    }
    colouring.classOf.reserve(snapshot.allocations().size());
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        const auto doubling = static_cast<std::uint32_t>(std::bit_width(std::max(allocation.blocks.value, 1U))) - 1;
        count(colouring, doubling / perStep, allocation);
    }
    return colouring;
}

MapColouring colouringByAge(const Snapshot& snapshot, OperationIndex now) {
    const auto ageOf = [&](const LiveAllocation& allocation) {
        return now.value - std::min(allocation.born.value, now.value);
    };
    std::uint32_t oldest = 0;
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        oldest = std::max(oldest, ageOf(allocation));
    }
    // Powers of ten up to the oldest; if there are more than five, the first step takes the lowest together.
    std::vector<std::uint32_t> ends{10};
    while (ends.back() <= oldest / 10 && ends.back() < 1'000'000'000) {
        ends.push_back(ends.back() * 10);
    }
    if (ends.back() <= oldest) {
        ends.push_back(oldest + 1);
    }
    if (ends.size() > steps) {
        ends.erase(ends.begin(), ends.end() - steps);
    }
    MapColouring colouring;
    colouring.scale = ColourScale::sequence;
    std::uint32_t from = 0;
    for (const std::uint32_t end : ends) {
        const bool last = end == ends.back();
        colouring.classes.push_back({from == 0 ? Words::tr("up to %1 operations ago").arg(number(end - 1))
                                     : last    ? Words::tr("%1 and more").arg(number(from))
                                               : Words::tr("%1 to %2").arg(number(from), number(end - 1)),
                                     0, 0});
        from = end;
    }
    colouring.classOf.reserve(snapshot.allocations().size());
    for (const LiveAllocation& allocation : snapshot.allocations()) {
        const std::uint32_t age = ageOf(allocation);
        const auto found = std::ranges::upper_bound(ends, age);
        count(colouring, static_cast<std::size_t>(std::min(found, ends.end() - 1) - ends.begin()), allocation);
    }
    return colouring;
}

} // namespace firstfit
