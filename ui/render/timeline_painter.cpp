// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ground, words, axis and cursor; the lanes are in timeline_lanes.cpp, chips and marks in files of their own.
#include "ui/render/timeline_painter.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

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
    const double top = layout_.figures().top();
    painter.fillRect(QRectF(left, top, right - left, chart.bottom() - top), palette_.accentTint);
    paintFigures(painter, {{left, right, figuresOf(scene_.timeline, OperationIndex{now - 1})}});
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
    paintHover(painter);
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
    paintLabels(painter);
}

double TimelinePainter::mostOf(TimelineLane lane) const {
    const StretchFigures& whole = scene_.pyramid.whole();
    const Extent<std::uint16_t>& extent = lane == TimelineLane::chunks ? whole.chunks : whole.scanLength;
    return std::max<double>(extent.highest, 1);
}

void TimelinePainter::paintWords(QPainter& painter, const QRectF& place, double px, const QColor& ink,
                                 const QString& text, double before) const {
    painter.setFont(fonts_.text(px));
    painter.setPen(ink);
    painter.drawText(QRectF(0, place.top() - 2, layout_.labelsRight() - before, place.height() + 4),
                     static_cast<int>(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextDontClip, text);
}

/// The name at the top, the scale at the bottom; in a low lane both in one line, or the name alone.
void TimelinePainter::paintLaneWords(QPainter& painter, TimelineLane which, const LaneWords& lane) const {
    const QRectF place = layout_.lane(which);
    if (!layout_.lanes().has(which)) {
        return;
    }
    const double line = 16 * layout_.scale();
    if (place.height() >= 1.75 * line) {
        const double down = which == TimelineLane::blocks ? 2 : 0;
        paintWords(painter, QRectF(0, place.top() + down, 0, line), 11, palette_.ink2, lane.name);
        paintWords(painter, QRectF(0, place.bottom() - line + 2, 0, line), 10, palette_.ink3, lane.scale);
        return;
    }
    const double scaleWidth = QFontMetricsF(fonts_.text(10)).horizontalAdvance(lane.scale) + 5 * layout_.scale();
    const double nameWidth = QFontMetricsF(fonts_.text(11)).horizontalAdvance(lane.shortName);
    if (lane.shortName.isEmpty() || scaleWidth + nameWidth > layout_.labelsRight() - 4) {
        paintWords(painter, place, 11, palette_.ink2, lane.name);
        return;
    }
    paintWords(painter, place, 10, palette_.ink3, lane.scale);
    paintWords(painter, place, 11, palette_.ink2, lane.shortName, scaleWidth);
}

void TimelinePainter::paintLabels(QPainter& painter) const {
    if (layout_.lanes().has(TimelineLane::operations)) {
        const bool operations = layout_.hasChips() || layout_.count() == 0;
        paintWords(painter, layout_.chips(), 11, palette_.ink2,
                   operations ? words(QT_TRANSLATE_NOOP("TimelinePainter", "operation"))
                              : words(QT_TRANSLATE_NOOP("TimelinePainter", "failures")));
    }
    const auto upTo = [](double most) { return QStringLiteral("0–") + QLocale().toString(most, 'f', 0); };
    const QString blocks = words(QT_TRANSLATE_NOOP("TimelinePainter", "blocks"));
    paintLaneWords(painter, TimelineLane::blocks, {blocks, blocks, upTo(scene_.timeline.geometry().blocks.value)});
    paintLaneWords(painter, TimelineLane::fragmentation,
                   {words(QT_TRANSLATE_NOOP("TimelinePainter", "fragmentation")),
                    {},
                    words(QT_TRANSLATE_NOOP("TimelinePainter", "0–100 %"))});
    const QString chunks = words(QT_TRANSLATE_NOOP("TimelinePainter", "chunks"));
    paintLaneWords(painter, TimelineLane::chunks, {chunks, chunks, upTo(mostOf(TimelineLane::chunks))});
    paintLaneWords(painter, TimelineLane::scanLength,
                   {words(QT_TRANSLATE_NOOP("TimelinePainter", "scan length")),
                    words(QT_TRANSLATE_NOOP("TimelinePainter", "scan")), upTo(mostOf(TimelineLane::scanLength))});
}

void TimelinePainter::paintAxis(QPainter& painter) const {
    const QRectF chart = layout_.chart();
    const double top = layout_.figures().bottom();
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

void TimelinePainter::paintHover(QPainter& painter) const {
    if (!scene_.hovered || showsChips()) {
        return;
    }
    const double x = std::floor((layout_.columnLeft(*scene_.hovered) + layout_.columnLeft(*scene_.hovered + 1)) / 2);
    QColor line = palette_.ink;
    line.setAlphaF(0.55F);
    const double top = layout_.marks().top();
    painter.fillRect(QRectF(x, top, 1, layout_.figures().bottom() - top), line);
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
    const double top = showsChips() ? layout_.chips().bottom() + scale : 0;
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
