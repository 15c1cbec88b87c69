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

/// How the lanes below the marks share the height.
constexpr double shareOf(TimelineLane lane) {
    switch (lane) {
    case TimelineLane::operations:
        return 0;
    case TimelineLane::blocks:
        return 0.616;
    case TimelineLane::fragmentation:
        return 0.384;
    case TimelineLane::chunks:
    case TimelineLane::scanLength:
        break;
    }
    return 0.32;
}

} // namespace

TimelineLayout::TimelineLayout(QSizeF size, std::uint32_t count, double scale, double perOperation, double scroll,
                               TimelineLanes lanes)
    : all_(QPointF(0, 0), size), count_(count), scale_(scale), lanes_(lanes) {
    const double left = std::round(gutter * scale);
    chart_ = QRectF(left, 0, std::max(1.0, size.width() - left - rightRoom * scale), size.height());
    const double fitting = fittingWidth();
    perOperation_ = perOperation <= 0 ? fitting : std::clamp(perOperation, fitting, widestColumn * scale);
    scroll_ = std::clamp(scroll, 0.0, furthestScroll());
    placeLanes();
}

void TimelineLayout::placeLanes() {
    const bool operations = lanes_.has(TimelineLane::operations);
    const double left = chart_.left();
    const double width = chart_.width();
    const double first = std::round(chipsTop * scale_);
    const double chipsBottom = operations ? first + std::round(chipsHeight * scale_) : first;
    places_[0] = operations ? QRectF(left, first, width, chipsBottom - first) : QRectF();
    marks_ = QRectF(left, chipsBottom, width, std::round(marksHeight * scale_));

    double shares = 0;
    int lanes = 0;
    for (const TimelineLane lane : allTimelineLanes) {
        const bool counts = lane != TimelineLane::operations && lanes_.has(lane);
        shares += counts ? shareOf(lane) : 0;
        lanes += counts ? 1 : 0;
    }
    const double below = (hasAxis() ? axisRoom : bottomRoom) * scale_;
    const double bottom = all_.height() - std::round(below);
    const double room = std::max(2.0, all_.height() - marks_.bottom() - below - laneGap * (lanes - 1) * scale_);
    double top = marks_.bottom();
    for (const TimelineLane lane : allTimelineLanes) {
        if (lane == TimelineLane::operations || !lanes_.has(lane)) {
            continue;
        }
        // The last one takes what rounding has left.
        const bool last = --lanes == 0;
        const double height = last ? std::max(1.0, bottom - top) : std::round(room * shareOf(lane) / shares);
        places_[static_cast<std::size_t>(lane)] = QRectF(left, top, width, height);
        top += height + std::round(laneGap * scale_);
    }
}

std::optional<TimelineLane> TimelineLayout::laneAt(double y) const {
    for (const TimelineLane lane : allTimelineLanes) {
        const QRectF place = this->lane(lane);
        if (lanes_.has(lane) && y >= place.top() && y <= place.bottom()) {
            return lane;
        }
    }
    return std::nullopt;
}

QRectF TimelineLayout::figures() const {
    QRectF all;
    for (const TimelineLane lane : allTimelineLanes) {
        if (lane != TimelineLane::operations) {
            all |= this->lane(lane);
        }
    }
    return all.isEmpty() ? QRectF(chart_.left(), marks_.bottom(), chart_.width(), 1) : all;
}

double TimelineLayout::fittingWidth() const {
    return count_ == 0 ? widestColumn * scale_ : std::min(widestColumn * scale_, chart_.width() / count_);
}

double TimelineLayout::furthestScroll() const {
    const double beyond = count_ * perOperation_ - chart_.width();
    return beyond < 0.5 ? 0 : beyond; // a division that is rounded leaves less than that over
}

bool TimelineLayout::hasAxis() const { return !hasChips() && all_.height() >= heightForAxis * scale_; }

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
