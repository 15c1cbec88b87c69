// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One chip per operation.
#include "ui/render/timeline_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// What stands before the name. Drawn, not written: not every font has arrows.
enum class Sign : std::uint8_t { plus, minus, cross, grow, growUpTo, shrink, move, none };

/// How an operation looks as a chip.
struct Face {
    Sign sign = Sign::none;
    bool filled = false;
    QString name;
};

Face faceOf(const Operation& operation, bool ok, const Trace& trace) {
    Face face;
    if (operation.allocation != no_allocation) {
        face.name = QString::fromStdString(trace.name_of(operation.allocation));
    }
    switch (operation.kind) {
    case OperationKind::allocate:
        face.sign = Sign::plus, face.filled = true;
        break;
    case OperationKind::deallocate:
        face.sign = Sign::minus;
        break;
    case OperationKind::grow_in_place:
        face.sign = Sign::grow, face.filled = true;
        break;
    case OperationKind::grow_up_to:
        face.sign = Sign::growUpTo, face.filled = true;
        break;
    case OperationKind::shrink_in_place:
        face.sign = Sign::shrink;
        break;
    case OperationKind::reallocate:
        face.sign = Sign::move, face.filled = true;
        break;
    case OperationKind::clear:
        face.name = QCoreApplication::translate("TimelinePainter", "clear");
        break;
    }
    if (!ok) {
        face.sign = Sign::cross;
    }
    return face;
}

/// Draws a sign of 7 x 7 about `centre` with the painter's pen.
void drawSign(QPainter& painter, Sign sign, const QPointF& centre, double scale) {
    const double r = 3.25 * scale;
    const auto at = [&](double x, double y) { return centre + QPointF(x * r, y * r); };
    switch (sign) {
    case Sign::plus:
        painter.drawLine(at(0, -1), at(0, 1));
        [[fallthrough]];
    case Sign::minus:
        painter.drawLine(at(-1, 0), at(1, 0));
        return;
    case Sign::cross:
        painter.drawLine(at(-0.85, -0.85), at(0.85, 0.85));
        painter.drawLine(at(-0.85, 0.85), at(0.85, -0.85));
        return;
    case Sign::growUpTo:
        painter.drawLine(at(1.3, -1), at(1.3, 1));
        [[fallthrough]];
    case Sign::grow:
        painter.drawLine(at(-1.2, 0), at(1, 0));
        painter.drawPolyline(QPolygonF{at(0.1, -0.9), at(1, 0), at(0.1, 0.9)});
        return;
    case Sign::shrink:
        painter.drawLine(at(-1, 0), at(1.2, 0));
        painter.drawPolyline(QPolygonF{at(-0.1, -0.9), at(-1, 0), at(-0.1, 0.9)});
        return;
    case Sign::move: {
        QPainterPath hop(at(-1.2, 0.9));
        hop.cubicTo(at(-1.1, -1.2), at(0.9, -1.2), at(1, 0.7));
        painter.drawPath(hop);
        painter.drawPolyline(QPolygonF{at(0.1, 0.1), at(1, 0.9), at(1.6, -0.1)});
        return;
    }
    case Sign::none:
        return;
    }
}

} // namespace

void TimelinePainter::paintChips(QPainter& painter) {
    if (!showsChips()) {
        return;
    }
    const auto [first, last] = shown();
    painter.save();
    painter.setClipRect(layout_.chart().adjusted(-1, 0, 1, 0), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fonts_.text(12, QFont::DemiBold));
    for (std::uint32_t n = first; n <= last; ++n) {
        paintChip(painter, n);
    }
    painter.restore();
}

void TimelinePainter::paintChip(QPainter& painter, std::uint32_t n) {
    const double scale = layout_.scale();
    const Operation& operation = scene_.timeline.operation(OperationIndex{n});
    const bool ok = !scene_.timeline.failed(OperationIndex{n});
    const Face face = faceOf(operation, ok, scene_.trace);
    const bool past = n <= scene_.position.operation.value;
    const QRectF lane = layout_.chips();
    const QRectF chip(layout_.columnLeft(n) + 2, lane.top(), layout_.perOperation() - 4, lane.height());

    AllocationColours colours{palette_.panel, palette_.strongLine, palette_.panel, Pattern::plain};
    if (!ok) {
        colours = {palette_.failureGround, palette_.failure, palette_.failureGround, Pattern::plain};
    } else if (operation.allocation != no_allocation) {
        colours = palette_.allocation(operation.allocation.value);
    }
    const bool filled = face.filled || !ok;

    // The name is measured first, for stripes leave a plain patch under it.
    const double signRoom = face.sign == Sign::none ? 0 : 7 * scale;
    const double gap = face.sign == Sign::none || face.name.isEmpty() ? 0 : 4 * scale;
    const double room = chip.width() - 6 - signRoom - gap;
    const QFontMetricsF metrics(painter.font());
    const QString name = metrics.elidedText(face.name, Qt::ElideRight, std::max(0.0, room));
    const bool readable = !name.isEmpty() && (name == face.name || name.size() > 2);
    const double nameWidth = readable ? metrics.horizontalAdvance(name) : 0;
    const double width = signRoom + (readable ? gap + nameWidth : 0);
    const double left = chip.center().x() - width / 2;

    const double opacity = painter.opacity();
    painter.setOpacity(opacity * (past ? 1 : futureOpacity));
    painter.setPen(Qt::NoPen);
    painter.setBrush(filled ? colours.fill : palette_.panel);
    painter.drawRoundedRect(chip, 3, 3);
    if (filled && ok && colours.kind != Pattern::plain) {
        const QRectF inner = chip.adjusted(1, 1, -1, -1);
        const double patchLeft = std::max(inner.left(), left - 4 * scale);
        const double patchRight = std::min(inner.right(), left + width + 4 * scale);
        const Texture texture = colours.kind == Pattern::stripes ? Texture::stripes : Texture::dots;
        const double device = std::hypot(painter.deviceTransform().m11(), painter.deviceTransform().m12());
        textures_.fill(painter, texture, QRectF(inner.topLeft(), QPointF(patchLeft, inner.bottom())), colours.pattern,
                       device);
        textures_.fill(painter, texture, QRectF(QPointF(patchRight, inner.top()), inner.bottomRight()), colours.pattern,
                       device);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.edge, filled ? 1 : 1.5));
    const double half = filled ? 0.5 : 0.75;
    painter.drawRoundedRect(chip.adjusted(half, half, -half, -half), 3, 3);
    painter.setOpacity(opacity);

    if (scene_.hovered == n) {
        painter.setPen(QPen(palette_.ink, 1.5));
        painter.drawRoundedRect(chip.adjusted(-0.25, -0.25, 0.25, 0.25), 3, 3);
    }
    if (n == scene_.position.operation.value) {
        painter.setPen(QPen(palette_.accent, 2));
        painter.drawRoundedRect(chip, 3, 3);
    }
    const QColor ink = !ok ? palette_.failure : filled && past ? palette_.labelInk : palette_.ink;
    painter.setPen(QPen(ink, 1.6 * scale, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    drawSign(painter, face.sign, QPointF(left + signRoom / 2, chip.center().y()), scale);
    if (readable) {
        const double baseline = chip.center().y() + metrics.capHeight() / 2;
        painter.drawText(QPointF(left + signRoom + gap, std::round(baseline)), name);
    }
}

} // namespace firstfit
