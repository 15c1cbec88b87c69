// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lanes of the timeline: each px in its lane says what its operations come to, from the lowest to the highest.
#include "ui/render/timeline_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double hitSide = 4; ///< px that a failed request takes at least, both ways

double deviceScale(const QPainter& painter) {
    return std::hypot(painter.deviceTransform().m11(), painter.deviceTransform().m12());
}

/// A column from `top` to `bottom`, whose fractions of a px are mixed in. Thousands of these are drawn ten times as
/// fast as one polygon of them all.
void fillColumn(QPainter& painter, double left, double right, double top, double bottom, const QColor& colour) {
    if (bottom <= top) {
        return;
    }
    const auto piece = [&](double from, double to, double share) {
        QColor mixed = colour;
        mixed.setAlphaF(colour.alphaF() * static_cast<float>(share));
        painter.fillRect(QRectF(left, from, right - left, to - from), mixed);
    };
    const double first = std::ceil(top);
    const double last = std::floor(bottom);
    if (first > last) {
        piece(last, first, bottom - top);
        return;
    }
    if (top < first) {
        piece(first - 1, first, first - top);
    }
    if (first < last) {
        piece(first, last, 1);
    }
    if (bottom > last) {
        piece(last, last + 1, bottom - last);
    }
}

QColor seeThrough(QColor colour, float share) {
    colour.setAlphaF(share);
    return colour;
}

} // namespace

std::pair<std::uint32_t, std::uint32_t> TimelinePainter::shown() const {
    const auto [first, last] = layout_.visible();
    return {first, std::min(last, scene_.timeline.size().value)};
}

std::vector<TimelinePainter::Segment> TimelinePainter::segments() const {
    std::vector<Segment> all;
    const auto [first, last] = shown();
    if (first > last) {
        return all;
    }
    if (layout_.perOperation() >= 1) {
        for (std::uint32_t n = first; n <= last; ++n) {
            all.push_back({std::round(layout_.columnLeft(n)), std::round(layout_.columnLeft(n + 1)),
                           figuresOf(scene_.timeline, OperationIndex{n})});
        }
        return all;
    }
    // Every operation belongs to the px that its left edge lies in: to exactly one.
    std::uint32_t n = first;
    while (n <= last) {
        const double px = std::floor(layout_.columnLeft(n) - layout_.chart().left());
        std::uint32_t end = layout_.operationAt(layout_.chart().left() + px + 1);
        while (end > n && layout_.columnLeft(end) >= layout_.chart().left() + px + 1) {
            --end;
        }
        while (end < last && layout_.columnLeft(end + 1) < layout_.chart().left() + px + 1) {
            ++end;
        }
        end = std::max(end, n);
        all.push_back({layout_.chart().left() + px, layout_.chart().left() + px + 1,
                       scene_.pyramid.stretch(scene_.timeline, n, end)});
        n = end + 1;
    }
    return all;
}

void TimelinePainter::paintLanes(QPainter& painter) {
    painter.save();
    painter.setClipRect(layout_.chart(), Qt::IntersectClip);
    const std::vector<Segment> all = segments();
    paintFigures(painter, all);
    paintToCome(painter);
    paintLimits(painter);
    if (!layout_.hasChips() && layout_.lanes().has(TimelineLane::operations)) {
        paintFailures(painter, all);
    }
    painter.restore();
    if (layout_.hasAxis()) {
        paintAxis(painter);
    }
}

void TimelinePainter::paintToCome(QPainter& painter) const {
    const std::uint32_t done = scene_.timeline.size().value;
    if (done < layout_.count()) {
        const double left = std::max(std::ceil(layout_.columnLeft(done + 1)), layout_.chart().left());
        const QRectF all = layout_.figures();
        painter.fillRect(QRectF(QPointF(left, all.top()), all.bottomRight()), palette_.window);
    }
}

void TimelinePainter::paintFigures(QPainter& painter, const std::vector<Segment>& segments) {
    const TimelineLanes shown = layout_.lanes();
    if (shown.has(TimelineLane::blocks)) {
        paintBlocks(painter, segments);
    }
    if (shown.has(TimelineLane::fragmentation)) {
        paintFragmentation(painter, segments);
    }
    for (const TimelineLane lane : {TimelineLane::chunks, TimelineLane::scanLength}) {
        if (shown.has(lane)) {
            paintCounts(painter, lane, segments);
        }
    }
}

void TimelinePainter::paintBlocks(QPainter& painter, const std::vector<Segment>& segments) {
    const QRectF lane = layout_.blocks();
    const double perBlock = lane.height() / scene_.timeline.geometry().blocks.value;
    painter.fillRect(QRectF(lane.left(), lane.bottom(), lane.width(), 1), palette_.strongLine);
    if (segments.empty()) {
        return;
    }
    // What is free elsewhere reaches from the top down to whatever is drawn over it.
    const QRectF all(segments.front().left, lane.top(), segments.back().right - segments.front().left, lane.height());
    painter.fillRect(all, palette_.fragmentedGround);
    textures_.fill(painter, Texture::wasteHatch, all, palette_.fragmented, deviceScale(painter));
    const QColor largestForAMoment = seeThrough(palette_.largestChunk, 0.55F);
    const QColor elsewhereForAMoment = seeThrough(palette_.fragmentedGround, 0.6F);
    const QColor usedForAMoment = seeThrough(palette_.ink2, 0.35F);
    for (const Segment& segment : segments) {
        const double used = lane.bottom() - segment.figures.meanUsed() * perBlock;
        const double largest = used - segment.figures.meanLargest() * perBlock;
        fillColumn(painter, segment.left, segment.right, largest, std::ceil(used), palette_.largestChunk);
        fillColumn(painter, segment.left, segment.right, used, lane.bottom(), palette_.used);
        if (segment.figures.count > 1) {
            // Around the means, what the figures reach for a moment.
            const auto& [leastLargest, mostLargest] = segment.figures.largestChunk;
            const auto& [leastUsed, mostUsed] = segment.figures.usedBlocks;
            fillColumn(painter, segment.left, segment.right, std::max(used - mostLargest * perBlock, lane.top()),
                       largest, largestForAMoment);
            fillColumn(painter, segment.left, segment.right, largest, used - leastLargest * perBlock,
                       elsewhereForAMoment);
            fillColumn(painter, segment.left, segment.right, lane.bottom() - mostUsed * perBlock,
                       lane.bottom() - leastUsed * perBlock, usedForAMoment);
        }
        const double line = std::max(used - 0.5, lane.top());
        fillColumn(painter, segment.left, segment.right, line, line + 1, palette_.ink2);
    }
}

void TimelinePainter::paintFragmentation(QPainter& painter, const std::vector<Segment>& segments) const {
    const QRectF lane = layout_.fragmentation();
    const double thick = layout_.perOperation() >= 1 ? 2 : 1.5;
    painter.fillRect(QRectF(lane.left(), lane.bottom(), lane.width(), 1), palette_.strongLine);
    const QColor band = seeThrough(palette_.fragmentedLine, 0.45F);
    for (const Segment& segment : segments) {
        const Extent<float>& extent = segment.figures.fragmentation;
        const double high = lane.bottom() - static_cast<double>(extent.highest) * lane.height();
        const double low = lane.bottom() - static_cast<double>(extent.lowest) * lane.height();
        const double line = std::clamp(high - thick / 2, lane.top(), lane.bottom() + 1 - thick);
        fillColumn(painter, segment.left, segment.right, high, lane.bottom(), palette_.fragmentedGround);
        fillColumn(painter, segment.left, segment.right, high, low, band);
        fillColumn(painter, segment.left, segment.right, line, line + thick, palette_.fragmentedLine);
    }
}

void TimelinePainter::paintCounts(QPainter& painter, TimelineLane which, const std::vector<Segment>& segments) const {
    const QRectF lane = layout_.lane(which);
    painter.fillRect(QRectF(lane.left(), lane.bottom(), lane.width(), 1), palette_.strongLine);
    const double perCount = lane.height() / mostOf(which);
    const QColor band = seeThrough(palette_.ink2, 0.3F);
    for (const Segment& segment : segments) {
        const Extent<std::uint16_t>& extent =
            which == TimelineLane::chunks ? segment.figures.chunks : segment.figures.scanLength;
        const double high = lane.bottom() - extent.highest * perCount;
        const double low = lane.bottom() - extent.lowest * perCount;
        const double line = std::clamp(high - 0.5, lane.top(), lane.bottom());
        fillColumn(painter, segment.left, segment.right, high, lane.bottom(), palette_.line);
        fillColumn(painter, segment.left, segment.right, high, low, band);
        fillColumn(painter, segment.left, segment.right, line, line + 1, palette_.ink2);
    }
}

void TimelinePainter::paintLimits(QPainter& painter) const {
    const QRectF lane = layout_.fragmentation();
    if (lane.isEmpty()) {
        return;
    }
    QPen dashes(palette_.ink2, 1, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({4, 3});
    painter.setPen(dashes);
    for (const double limit : scene_.fragmentationLimits) {
        const double y = std::floor(lane.bottom() - limit * lane.height()) + 0.5;
        painter.drawLine(QPointF(lane.left(), y), QPointF(lane.right(), y));
    }
}

void TimelinePainter::paintFailures(QPainter& painter, const std::vector<Segment>& segments) const {
    const QRectF lane = layout_.chips();
    painter.fillRect(QRectF(lane.left(), lane.bottom(), lane.width(), 1), palette_.line);
    std::uint32_t most = 0;
    for (const Segment& segment : segments) {
        most = std::max(most, segment.figures.failures);
    }
    for (const Segment& segment : segments) {
        if (segment.figures.failures == 0) {
            continue;
        }
        const double share = static_cast<double>(segment.figures.failures) / most;
        const double height = std::round(hitSide + (lane.height() - 2 - hitSide) * share);
        const double width = std::max(hitSide, segment.right - segment.left);
        const double left = std::clamp(std::round((segment.left + segment.right - width) / 2), lane.left(),
                                       std::max(lane.left(), lane.right() - width));
        painter.fillRect(QRectF(left, lane.bottom() - height, width, height), palette_.failure);
    }
}

} // namespace firstfit
