// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/marks.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace firstfit {

namespace {

QPen roundPen(const QColor& colour, qreal width) { return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin}; }

/// Falling lines at 45 degrees over `area`, `pitch` px apart measured along an edge.
void paintStripes(QPainter& painter, const QRectF& area, const QColor& colour, qreal pitch) {
    painter.setPen(QPen(colour, 1.6));
    const qreal height = area.height();
    const int count = static_cast<int>(std::ceil((area.width() + height) / pitch));
    for (int i = 0; i < count; ++i) {
        const qreal x = area.left() - height + i * pitch;
        painter.drawLine(QPointF(x, area.top()), QPointF(x + height, area.bottom()));
    }
}

} // namespace

void paintCross(QPainter& painter, const QRectF& square, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(roundPen(colour, square.width() / 4));
    const qreal in = square.width() / 8;
    const QRectF arms = square.adjusted(in, in, -in, -in);
    painter.drawLine(arms.topLeft(), arms.bottomRight());
    painter.drawLine(arms.topRight(), arms.bottomLeft());
    painter.restore();
}

void paintTick(QPainter& painter, const QRectF& square, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(roundPen(colour, square.width() / 4.5));
    const auto at = [&](qreal x, qreal y) {
        return QPointF(square.left() + x * square.width(), square.top() + y * square.height());
    };
    painter.drawPolyline(QPolygonF{at(0.1, 0.55), at(0.4, 0.85), at(0.9, 0.2)});
    painter.restore();
}

void paintSwatch(QPainter& painter, const QRectF& square, const AllocationColours& colours) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = square.adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(box, 3, 3);
    painter.fillPath(outline, colours.fill);
    painter.setClipPath(outline);
    if (colours.kind == Pattern::stripes) {
        // Closer than on the map, so that a square this small shows more than one.
        paintStripes(painter, box, colours.pattern, box.width() / 2.4);
    } else if (colours.kind == Pattern::dots) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.pattern);
        const qreal step = box.width() / 3;
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 3; ++column)
                painter.drawEllipse(box.topLeft() + QPointF(column + 0.5, row + 0.5) * step, step / 3.2, step / 3.2);
    }
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.edge, 1));
    painter.drawPath(outline);
    painter.restore();
}

} // namespace firstfit
