// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ground, lanes and cursor; chips and marks are in timeline_chips.cpp.
#include "ui/render/timeline_painter.h"

#include <QCoreApplication>
#include <QLocale>
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

QString words(const char* text) { return QCoreApplication::translate("TimelinePainter", text); }

/// 1, 2 or 5 times a power of ten, at least `atLeast`.
double roundStep(double atLeast) {
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, atLeast))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= atLeast) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

TimelinePainter::TimelinePainter(const TimelineScene& scene, const TimelineLayout& layout, const Palette& palette,
                                 const Fonts& fonts, TexturePainter& textures)
    : scene_(scene), layout_(layout), palette_(palette), fonts_(fonts), textures_(textures) {}

double TimelinePainter::cursorX() const {
    return layout_.cursorX(scene_.position.operation.value, scene_.position.micro, scene_.microCount);
}

bool TimelinePainter::isUnfinished() const {
    return layout_.hasChips() && scene_.position.operation.value != 0 && scene_.position.micro < scene_.microCount;
}

void TimelinePainter::paintUnfinished(QPainter& painter) {
    if (!isUnfinished()) {
        return;
    }
    painter.save();
    const QRectF chart = layout_.chart();
    painter.setClipRect(chart, Qt::IntersectClip);
    const std::uint32_t now = scene_.position.operation.value;
    const double left = std::round(layout_.columnLeft(now));
    const double right = std::round(cursorX());
    const double top = layout_.blocks().top();
    painter.fillRect(QRectF(left, top, right - left, chart.bottom() - top), palette_.accentTint);
    const std::vector<Segment> part{{left, right, figuresOf(scene_.timeline, OperationIndex{now - 1})}};
    paintBlocks(painter, part);
    paintFragmentation(painter, part);
    painter.restore();
}

void TimelinePainter::paintVeil(QPainter& painter) const {
    // 60 % of the ground over the lanes leaves 40 % of them, however many shapes lie on one another.
    const auto veil = [&](double from, double to, QColor ground) {
        ground.setAlphaF(1 - futureOpacity);
        const QRectF chart = layout_.chart();
        painter.fillRect(QRectF(QPointF(from, 0), QPointF(to, chart.bottom())) & chart, ground);
    };
    const std::uint32_t now = scene_.position.operation.value;
    const double cursor = std::round(cursorX());
    const double columnEnd = now == 0 ? cursor : std::round(layout_.columnLeft(now + 1));
    if (layout_.hasChips() && columnEnd > cursor) {
        veil(cursor, columnEnd, palette_.accentTint);
    }
    veil(layout_.hasChips() ? columnEnd : cursor, layout_.chart().right(), palette_.panel);
}

void TimelinePainter::paint(QPainter& painter) {
    paintGround(painter);
    paintLanes(painter);
    paintVeil(painter);
    paintUnfinished(painter);
    paintChips(painter);
    paintMarks(painter);
    paintCursor(painter);
}

void TimelinePainter::paintGround(QPainter& painter) const {
    painter.fillRect(layout_.all(), palette_.panel);
    const std::uint32_t now = scene_.position.operation.value;
    const QRectF chart = layout_.chart();
    if (now != 0 && layout_.hasChips()) {
        const QRectF column(QPointF(std::round(layout_.columnLeft(now)), 0),
                            QPointF(std::round(layout_.columnLeft(now + 1)), chart.bottom()));
        painter.fillRect(column & chart, palette_.accentTint);
    }
    const auto label = [&](const QRectF& lane, Qt::Alignment vertical, double px, const QColor& ink,
                           const QString& text) {
        painter.setFont(fonts_.text(px));
        painter.setPen(ink);
        painter.drawText(QRectF(0, lane.top() - 2, layout_.labelsRight(), lane.height() + 4),
                         static_cast<int>(Qt::AlignRight | vertical) | Qt::TextDontClip, text);
    };
    const double line = 16 * layout_.scale();
    const QRectF blocks = layout_.blocks();
    const QRectF fragmentation = layout_.fragmentation();
    label(layout_.chips(), Qt::AlignVCenter, 11, palette_.ink2,
          layout_.hasChips() || layout_.count() == 0 ? words(QT_TRANSLATE_NOOP("TimelinePainter", "operation"))
                                                     : words(QT_TRANSLATE_NOOP("TimelinePainter", "failures")));
    label(QRectF(0, blocks.top() + 2, 0, line), Qt::AlignVCenter, 11, palette_.ink2,
          words(QT_TRANSLATE_NOOP("TimelinePainter", "blocks")));
    const QString most = QLocale().toString(scene_.timeline.geometry().blocks.value);
    label(QRectF(0, blocks.bottom() - line + 2, 0, line), Qt::AlignVCenter, 10, palette_.ink3,
          QStringLiteral("0–") + most);
    const bool roomForScale = fragmentation.height() >= 1.75 * line;
    label(roomForScale ? QRectF(0, fragmentation.top(), 0, line) : fragmentation, Qt::AlignVCenter, 11, palette_.ink2,
          words(QT_TRANSLATE_NOOP("TimelinePainter", "fragmentation")));
    if (roomForScale) {
        label(QRectF(0, fragmentation.bottom() - line + 2, 0, line), Qt::AlignVCenter, 10, palette_.ink3,
              words(QT_TRANSLATE_NOOP("TimelinePainter", "0–100 %")));
    }
}

std::vector<TimelinePainter::Segment> TimelinePainter::segments() const {
    std::vector<Segment> all;
    const auto [first, last] = layout_.visible();
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
    paintBlocks(painter, all);
    paintFragmentation(painter, all);
    if (!layout_.hasChips()) {
        paintFailures(painter, all);
    }
    painter.restore();
    if (layout_.hasAxis()) {
        paintAxis(painter);
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
    for (const Segment& segment : segments) {
        const double used = lane.bottom() - segment.figures.meanUsed() * perBlock;
        const double largest = used - segment.figures.meanLargest() * perBlock;
        fillColumn(painter, segment.left, segment.right, largest, std::ceil(used), palette_.largestChunk);
        fillColumn(painter, segment.left, segment.right, used, lane.bottom(), palette_.used);
        const double line = std::max(used - 0.5, lane.top());
        fillColumn(painter, segment.left, segment.right, line, line + 1, palette_.ink2);
    }
}

void TimelinePainter::paintFragmentation(QPainter& painter, const std::vector<Segment>& segments) const {
    const QRectF lane = layout_.fragmentation();
    const double thick = layout_.perOperation() >= 1 ? 2 : 1.5;
    painter.fillRect(QRectF(lane.left(), lane.bottom(), lane.width(), 1), palette_.strongLine);
    QColor band = palette_.fragmentedLine;
    band.setAlphaF(0.45F);
    for (const Segment& segment : segments) {
        const double high = lane.bottom() - static_cast<double>(segment.figures.highest) * lane.height();
        const double low = lane.bottom() - static_cast<double>(segment.figures.lowest) * lane.height();
        const double line = std::clamp(high - thick / 2, lane.top(), lane.bottom() + 1 - thick);
        fillColumn(painter, segment.left, segment.right, high, lane.bottom(), palette_.fragmentedGround);
        fillColumn(painter, segment.left, segment.right, high, low, band);
        fillColumn(painter, segment.left, segment.right, line, line + thick, palette_.fragmentedLine);
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

void TimelinePainter::paintAxis(QPainter& painter) const {
    const QRectF chart = layout_.chart();
    const double top = layout_.fragmentation().bottom();
    const auto [first, last] = layout_.visible();
    if (first > last) {
        return;
    }
    painter.setFont(fonts_.text(10));
    const double widest = painter.fontMetrics().horizontalAdvance(QLocale().toString(layout_.count())) + 24;
    const auto step = static_cast<std::uint32_t>(roundStep(widest / layout_.perOperation()));
    painter.setPen(palette_.ink3);
    for (std::uint64_t n = (first - 1 + step - 1) / step * std::uint64_t{step}; n <= last; n += step) {
        const double x = layout_.columnLeft(static_cast<std::uint32_t>(n) + 1);
        if (x < chart.left() - 0.5 || x > chart.right() + 0.5) {
            continue;
        }
        painter.fillRect(QRectF(std::round(x), top, 1, 4), palette_.strongLine);
        QRectF place(x - widest / 2, top + 4, widest, 14 * layout_.scale());
        place.moveRight(std::min(place.right(), layout_.all().right()));
        painter.drawText(place, static_cast<int>(Qt::AlignCenter) | Qt::TextDontClip,
                         QLocale().toString(qulonglong{n}));
    }
}

void TimelinePainter::paintCursor(QPainter& painter) const {
    if (layout_.count() == 0) {
        return;
    }
    const QRectF chart = layout_.chart();
    const double x = std::clamp(cursorX(), chart.left() - 1000, chart.right() + 1000);
    if (x < chart.left() - 1 || x > chart.right() + 1) {
        return;
    }
    const double scale = layout_.scale();
    const double top = layout_.hasChips() ? layout_.chips().bottom() + scale : 0;
    const double middle = std::round(x);
    painter.save();
    painter.fillRect(QRectF(middle - 1, top, 2, chart.bottom() - top), palette_.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette_.accent);
    painter.drawPolygon(QPolygonF{QPointF(middle - 6 * scale, top), QPointF(middle + 6 * scale, top),
                                  QPointF(middle, top + 6 * scale)});
    painter.restore();
}

} // namespace firstfit
