// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/script_marks.h"

#include "ui/panels/marks.h"

#include <QPainter>
#include <QPainterPath>

namespace firstfit {

namespace {

/// An arrow to the right, 2 x `half` wide, about `centre`.
QPainterPath arrow(const QPointF& centre, qreal half) {
    const qreal shaft = half * 0.32;
    QPainterPath path;
    path.moveTo(centre + QPointF(-half, -shaft));
    path.lineTo(centre + QPointF(half * 0.05, -shaft));
    path.lineTo(centre + QPointF(half * 0.05, -half * 0.9));
    path.lineTo(centre + QPointF(half, 0));
    path.lineTo(centre + QPointF(half * 0.05, half * 0.9));
    path.lineTo(centre + QPointF(half * 0.05, shaft));
    path.lineTo(centre + QPointF(-half, shaft));
    path.closeSubpath();
    return path;
}

} // namespace

ScriptMarks::ScriptMarks(QPainter& painter, const Palette& palette, const QRectF& cell, double scale)
    : painter_(painter), palette_(palette), cell_(cell), scale_(scale) {}

void ScriptMarks::breakpoint() const {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(palette_.ink2);
    painter_.drawEllipse(cell_.center(), 5 * scale_, 5 * scale_);
}

void ScriptMarks::current() const { painter_.fillPath(arrow(cell_.center(), 6.5 * scale_), palette_.accent); }

void ScriptMarks::currentAtBreakpoint() const {
    QPainterPath disc;
    disc.addEllipse(cell_.center(), 7.5 * scale_, 7.5 * scale_);
    painter_.fillPath(disc.subtracted(arrow(cell_.center(), 4.5 * scale_)), palette_.accent);
}

void ScriptMarks::error() const {
    QRectF square(0, 0, 9 * scale_, 9 * scale_);
    square.moveCenter(cell_.center());
    paintCross(painter_, square, palette_.failure);
}

void ScriptMarks::warning() const {
    const QPointF centre = cell_.center();
    const qreal half = 5.5 * scale_;
    QPainterPath triangle;
    triangle.addPolygon(
        QPolygonF{centre + QPointF(0, -half), centre + QPointF(half, half * 0.8), centre + QPointF(-half, half * 0.8)});
    triangle.closeSubpath();
    QPainterPath mark;
    mark.addRect(QRectF(centre.x() - 0.75 * scale_, centre.y() - half * 0.35, 1.5 * scale_, half * 0.6));
    mark.addEllipse(QPointF(centre.x(), centre.y() + half * 0.5), 0.9 * scale_, 0.9 * scale_);
    painter_.fillPath(triangle.subtracted(mark), palette_.caution);
}

CodeRange codeRange(const QString& line, std::uint32_t column) {
    qsizetype end = 0;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quote.isNull() && line.mid(i, 2) == QLatin1String("--"))
            break;
        if (!quote.isNull() && c == QLatin1Char('\\'))
            ++i;
        else if (c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == QLatin1Char('"') || c == QLatin1Char('\'')))
            quote = c;
        if (!c.isSpace())
            end = std::min(i + 1, line.size());
    }
    qsizetype from = 0;
    while (from < end && line[from].isSpace())
        ++from;
    if (column != 0 && static_cast<qsizetype>(column) <= end)
        from = static_cast<qsizetype>(column) - 1;
    return {static_cast<int>(from), static_cast<int>(std::max(end, from + 1))};
}

} // namespace firstfit
