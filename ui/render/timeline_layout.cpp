// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/timeline_layout.h"

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

// At scale 1, from the top; what is left over goes to the two lanes.
constexpr double chipsTop = 6;
constexpr double chipsHeight = 20;
constexpr double marksHeight = 7;
constexpr double laneGap = 5;
constexpr double bottomRoom = 6;
constexpr double axisRoom = 20;
constexpr double gutter = 96;
constexpr double rightRoom = 16;
constexpr double widestColumn = 72;
constexpr double heightForAxis = 128;
/// Of the height of both lanes.
constexpr double blocksShare = 0.616;

} // namespace

TimelineLayout::TimelineLayout(QSizeF size, std::uint32_t count, double scale, double perOperation, double scroll)
    : all_(QPointF(0, 0), size), count_(count), scale_(scale) {
    const double left = std::round(gutter * scale);
    chart_ = QRectF(left, 0, std::max(1.0, size.width() - left - rightRoom * scale), size.height());
    const double fitting = fittingWidth();
    perOperation_ = perOperation <= 0 ? fitting : std::clamp(perOperation, fitting, widestColumn * scale);
    scroll_ = std::clamp(scroll, 0.0, furthestScroll());
}

double TimelineLayout::fittingWidth() const {
    return count_ == 0 ? widestColumn * scale_ : std::min(widestColumn * scale_, chart_.width() / count_);
}

double TimelineLayout::furthestScroll() const { return std::max(0.0, count_ * perOperation_ - chart_.width()); }

QRectF TimelineLayout::chips() const {
    return {chart_.left(), std::round(chipsTop * scale_), chart_.width(), std::round(chipsHeight * scale_)};
}

QRectF TimelineLayout::marks() const {
    return {chart_.left(), chips().bottom(), chart_.width(), std::round(marksHeight * scale_)};
}

bool TimelineLayout::hasAxis() const { return !hasChips() && all_.height() >= heightForAxis * scale_; }

QRectF TimelineLayout::blocks() const {
    const double top = marks().bottom();
    const double below = (hasAxis() ? axisRoom : bottomRoom) * scale_;
    const double lanes = std::max(2.0, all_.height() - top - below - laneGap * scale_);
    return {chart_.left(), top, chart_.width(), std::round(lanes * blocksShare)};
}

QRectF TimelineLayout::fragmentation() const {
    const double top = blocks().bottom() + std::round(laneGap * scale_);
    const double below = std::round((hasAxis() ? axisRoom : bottomRoom) * scale_);
    return {chart_.left(), top, chart_.width(), std::max(1.0, all_.height() - below - top)};
}

double TimelineLayout::labelsRight() const { return chart_.left() - 12 * scale_; }

double TimelineLayout::columnLeft(std::uint32_t n) const {
    return chart_.left() - scroll_ + (static_cast<double>(n) - 1) * perOperation_;
}

std::uint32_t TimelineLayout::operationAt(double x) const {
    const double column = std::floor((x - chart_.left() + scroll_) / perOperation_) + 1;
    return static_cast<std::uint32_t>(std::clamp(column, 0.0, static_cast<double>(count_)));
}

double TimelineLayout::cursorX(std::uint32_t n, std::uint32_t micro, std::uint32_t microCount) const {
    if (n == 0) {
        return columnLeft(1);
    }
    const double share = microCount == 0 ? 1.0 : std::min(1.0, static_cast<double>(micro) / microCount);
    return columnLeft(n) + share * perOperation_;
}

std::pair<std::uint32_t, std::uint32_t> TimelineLayout::visible() const {
    if (count_ == 0) {
        return {1, 0};
    }
    return {std::max(1U, operationAt(chart_.left())), operationAt(chart_.right())};
}

} // namespace firstfit
