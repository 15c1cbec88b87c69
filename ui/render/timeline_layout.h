// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where things are on the timeline strip: columns of operations, and the lanes one above the other.
//
//    operation  [+ a][+ b][− a] ...      or "failures", where a column has no room for a chip
//       blocks  used, largest chunk, free elsewhere, stacked up to L
//  fragmentation  0 to 100 %
#pragma once

#include "allocator/heap/units.h"

#include <QRectF>

#include <utility>

namespace firstfit {

class TimelineLayout {
public:
    /// Columns of at least this many px (times the scale) carry a chip each.
    static constexpr double chipWidth = 24;

    /// A strip of `size` px for `count` operations. `perOperation` px each, or 0: all of them fit, none wider than 72.
    /// `scroll`: px of the run that lie to the left of the chart.
    TimelineLayout(QSizeF size, std::uint32_t count, double scale, double perOperation = 0, double scroll = 0);

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
    [[nodiscard]] QRectF chips() const;                   ///< or the lane of failures
    [[nodiscard]] QRectF marks() const;
    [[nodiscard]] QRectF blocks() const;
    [[nodiscard]] QRectF fragmentation() const;
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
    QRectF all_;
    QRectF chart_;
    std::uint32_t count_;
    double scale_;
    double perOperation_;
    double scroll_;
};

} // namespace firstfit
