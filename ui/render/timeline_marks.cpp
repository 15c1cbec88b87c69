// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small marks below the operations: notes, pauses, breakpoints, stops, bookmarks.
#include "ui/render/timeline_painter.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// Narrower columns (at scale 1) have ticks, one to a px, instead of pictures.
constexpr double roomForPictures = 6;

/// Where marks may be: the chart, and a little beside it.
QRectF marksClip(const TimelineLayout& layout) { return layout.chart().adjusted(-4, 0, 4, 0); }

} // namespace

void TimelinePainter::paintMarks(QPainter& painter) const {
    const auto [first, last] = layout_.visible();
    if (first > last) {
        return;
    }
    painter.save();
    painter.setClipRect(marksClip(layout_), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    paintNotes(painter);
    paintStops(painter);
    paintBookmarks(painter);
    painter.restore();
}

void TimelinePainter::paintNotes(QPainter& painter) const {
    const double scale = layout_.scale();
    const bool small = layout_.perOperation() < roomForPictures * scale;
    const double y = layout_.marks().center().y();
    const auto [first, last] = layout_.visible();
    painter.setBrush(palette_.ink3);
    double lastTick = -1;
    const auto tick = [&](double x) {
        // Of many marks on one px, one is drawn.
        if (std::round(x) != lastTick) {
            lastTick = std::round(x);
            painter.fillRect(QRectF(lastTick, y - 1.5, 1, 3), palette_.ink3);
        }
    };
    const auto inView = [first = first, last = last](OperationIndex after) {
        return after.value + 1 >= first && after.value <= last;
    };
    for (const Note& note : scene_.trace.notes) {
        if (!inView(note.after)) {
            continue;
        }
        const double x = layout_.columnLeft(note.after.value + 1);
        if (small) {
            tick(x);
        } else {
            painter.drawRoundedRect(QRectF(x - 3 * scale, y - 2.5 * scale, 6 * scale, 4 * scale), 1, 1);
            painter.drawPolygon(QPolygonF{QPointF(x - 1.5 * scale, y + 1.2 * scale),
                                          QPointF(x + 1 * scale, y + 1.2 * scale),
                                          QPointF(x - 1.5 * scale, y + 3.2 * scale)});
        }
    }
    for (const Pause& pause : scene_.trace.pauses) {
        if (!inView(pause.after)) {
            continue;
        }
        const double x = layout_.columnLeft(pause.after.value + 1) + (small ? 0 : 7 * scale);
        if (small) {
            tick(x);
        } else {
            painter.drawRect(QRectF(x - 2 * scale, y - 2.5 * scale, 1.5 * scale, 5 * scale));
            painter.drawRect(QRectF(x + 0.5 * scale, y - 2.5 * scale, 1.5 * scale, 5 * scale));
        }
    }
}

/// Breakpoints at lines where they have room, and where stop conditions become true: of many on one px, one.
void TimelinePainter::paintStops(QPainter& painter) const {
    const double scale = layout_.scale();
    const double y = layout_.marks().center().y();
    const auto [first, last] = shown();
    painter.setBrush(palette_.ink2);
    const auto disc = [&](double x) { painter.drawEllipse(QPointF(x, y), 2.5 * scale, 2.5 * scale); };
    const auto middle = [&](std::uint32_t n) { return layout_.columnLeft(n) + layout_.perOperation() / 2; };
    if (layout_.perOperation() >= roomForPictures * scale && !scene_.breakpoints.isEmpty()) {
        for (std::uint32_t n = first; n <= last; ++n) {
            if (scene_.breakpoints.contains(scene_.timeline.operation(OperationIndex{n}).line)) {
                disc(middle(n));
            }
        }
    }
    const auto end = scene_.stops.end();
    for (auto stop = std::ranges::lower_bound(scene_.stops, first); stop != end && *stop <= last;) {
        disc(middle(*stop));
        // The next one that is a px further.
        const std::uint32_t next = std::max(layout_.operationAt(middle(*stop) + 1), *stop + 1);
        stop = std::lower_bound(stop, end, next);
    }
}

/// A ribbon each, and a line down through the lanes, whatever the zoom: they are few.
void TimelinePainter::paintBookmarks(QPainter& painter) const {
    if (scene_.bookmarks == nullptr) {
        return;
    }
    const double scale = layout_.scale();
    const auto [first, last] = layout_.visible();
    const QRectF lane = layout_.marks();
    QColor line = palette_.ink2;
    line.setAlphaF(0.5F);
    for (auto mark = scene_.bookmarks->lower_bound(first); mark != scene_.bookmarks->end() && *mark <= last; ++mark) {
        const double x = std::round(layout_.columnLeft(*mark) + layout_.perOperation() / 2);
        const double half = 3 * scale;
        painter.setBrush(palette_.ink);
        painter.drawPolygon(QPolygonF{QPointF(x - half, lane.top()), QPointF(x + half, lane.top()),
                                      QPointF(x + half, lane.bottom()), QPointF(x, lane.bottom() - half + 0.5),
                                      QPointF(x - half, lane.bottom())});
        painter.fillRect(QRectF(std::floor(x - 0.5), lane.bottom(), 1, layout_.figures().bottom() - lane.bottom()),
                         line);
    }
}

} // namespace firstfit
