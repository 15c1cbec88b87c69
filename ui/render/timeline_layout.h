// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where things are on the timeline strip: columns of operations, and the lanes one above the other.
//
//    operation  [+ a][+ b][− a] ...      or "failures", where a column has no room for a chip
//       blocks  used, largest chunk, free elsewhere, stacked up to L
//  fragmentation  0 to 100 %
//       chunks  their number    )
//  scan length  chunks visited  ) where they are wanted
#pragma once

#include "allocator/heap/units.h"
#include "ui/render/timeline_lanes.h"

#include <QRectF>

#include <array>
#include <optional>
#include <utility>

namespace firstfit {

class TimelineLayout {
public:
    /// Columns of at least this many px (times the scale) carry a chip each.
    static constexpr double chipWidth = 24;

    /// A strip of `size` px for `count` operations. `perOperation` px each, or 0: all of them fit, none wider than 72.
    /// `scroll`: px of the run that lie to the left of the chart.
    TimelineLayout(QSizeF size, std::uint32_t count, double scale, double perOperation = 0, double scroll = 0,
                   TimelineLanes lanes = TimelineLanes::ofLesson());

    [[nodiscard]] std::uint32_t count() const { return count_; }
    [[nodiscard]] double scale() const { return scale_; }
    [[nodiscard]] double perOperation() const { return perOperation_; }
    [[nodiscard]] double scroll() const { return scroll_; }
    [[nodiscard]] double furthestScroll() const;
    /// The width at which everything is seen.
    [[nodiscard]] double fittingWidth() const;
    [[nodiscard]] bool hasChips() const { return perOperation_ >= chipWidth * scale_; }

    [[nodiscard]] QRectF all() const { return all_; }
    [[nodiscard]] QRectF chart() const { return chart_; } ///< the columns, full height
    [[nodiscard]] TimelineLanes lanes() const { return lanes_; }
    [[nodiscard]] QRectF chips() const { return lane(TimelineLane::operations); } ///< or the lane of failures
    [[nodiscard]] QRectF marks() const { return marks_; }
    [[nodiscard]] QRectF blocks() const { return lane(TimelineLane::blocks); }
    [[nodiscard]] QRectF fragmentation() const { return lane(TimelineLane::fragmentation); }
    /// Empty if it is not shown.
    [[nodiscard]] QRectF lane(TimelineLane lane) const { return places_[static_cast<std::size_t>(lane)]; }
    /// The lane at a height.
    [[nodiscard]] std::optional<TimelineLane> laneAt(double y) const;
    /// From the first lane below the marks to the last.
    [[nodiscard]] QRectF figures() const;
    /// Labels end here, left of the chart.
    [[nodiscard]] double labelsRight() const;
    /// Is there room for numbers below the lanes?
    [[nodiscard]] bool hasAxis() const;

    /// Left edge of operation n's column; columnLeft(n + 1) is its right edge.
    [[nodiscard]] double columnLeft(std::uint32_t n) const;
    /// The operation whose column lies at `x`; 0 left of all, `count` right of all.
    [[nodiscard]] std::uint32_t operationAt(double x) const;
    /// Where the cursor stands `micro` of `microCount` steps into operation n.
    [[nodiscard]] double cursorX(std::uint32_t n, std::uint32_t micro, std::uint32_t microCount) const;
    /// The operations that any part of the chart shows; first > last if none.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> visible() const;

private:
    void placeLanes();

    QRectF all_;
    QRectF chart_;
    std::uint32_t count_;
    double scale_;
    double perOperation_;
    double scroll_ = 0;
    TimelineLanes lanes_;
    QRectF marks_;
    std::array<QRectF, allTimelineLanes.size()> places_;
};

} // namespace firstfit
