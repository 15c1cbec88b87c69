// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Allocations in classes: by call site, by size, by age. A class is a colour on the map, and words in the legend.
#pragma once

#include "allocator/heap/snapshot.h"
#include "allocator/trace/trace.h"
#include "ui/render/palette.h"

#include <QColor>
#include <QString>

#include <cstdint>
#include <vector>

namespace firstfit {

/// What the classes are coloured with.
enum class ColourScale : std::uint8_t {
    kinds,    ///< the allocations' own colours, one after the other; the last class, "others", is grey
    sequence, ///< one colour, the stronger the more
};

/// One class of the legend.
struct ColourClass {
    QString text;                  ///< "jv_mem_alloc", "2 to 3 blocks", "10 to 99 operations old"
    std::uint32_t allocations = 0; ///< alive now
    std::uint64_t blocks = 0;      ///< taken by them

    friend bool operator==(const ColourClass&, const ColourClass&) = default;
};

/// How the allocations of one snapshot are coloured; by the order of allocation where `classes` is empty.
struct MapColouring {
    ColourScale scale = ColourScale::kinds;
    std::vector<ColourClass> classes;
    std::vector<std::uint8_t> classOf; ///< by position in snapshot.allocations()

    [[nodiscard]] bool isEmpty() const noexcept { return classes.empty(); }
    friend bool operator==(const MapColouring&, const MapColouring&) = default;
};

/// The fill and the edge of class `index`.
[[nodiscard]] AllocationColours colourOfClass(const MapColouring& colouring, std::size_t index, const Palette& palette);

/// The call sites of a run that took the most bytes have a colour each, the same at every position.
class SiteColours {
public:
    static constexpr std::size_t coloured = 7;

    SiteColours() = default;
    /// O(operations).
    explicit SiteColours(const Trace& trace);

    /// 0..coloured - 1, or `coloured` for all others and for unknown sites. O(1).
    [[nodiscard]] std::uint8_t classOf(CallSiteId site) const noexcept;
    /// The sites that have a colour, most bytes first.
    [[nodiscard]] const std::vector<CallSiteId>& sites() const noexcept { return sites_; }
    /// How many allocate, but have none of their own.
    [[nodiscard]] std::size_t others() const noexcept { return others_; }

private:
    std::vector<CallSiteId> sites_;
    std::vector<std::uint8_t> classes_; ///< by call site
    std::size_t others_ = 0;
};

/// Where an allocation was made; no_call_site where the trace does not tell. O(1).
[[nodiscard]] CallSiteId siteOf(const LiveAllocation& allocation, const Trace& trace) noexcept;

/// O(live allocations), each.
[[nodiscard]] MapColouring colouringBySite(const Snapshot& snapshot, const Trace& trace, const SiteColours& colours);
/// One call site in its colour, or in the first if it has none, and all others grey.
[[nodiscard]] MapColouring colouringOfOneSite(const Snapshot& snapshot, const Trace& trace, const SiteColours& colours,
                                              CallSiteId site);
/// The class that `site` has there: what the list of call sites shows beside its name. O(1).
[[nodiscard]] std::uint8_t classOfOneSite(const SiteColours& colours, CallSiteId site) noexcept;
/// By length in blocks, in five classes up to the longest.
[[nodiscard]] MapColouring colouringBySize(const Snapshot& snapshot);
/// By the number of operations since it was allocated, in five classes. `now`: operations done.
[[nodiscard]] MapColouring colouringByAge(const Snapshot& snapshot, OperationIndex now);

} // namespace firstfit
