// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/contender_look.h"

#include "ui/render/hatching.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace firstfit {

namespace {

/// A row of the table of looks; `colour` counts the palette's allocations.
struct Row {
    std::string_view id;
    std::size_t colour;
    Filling filling;
    Marker marker;
    Qt::PenStyle line;
    bool edgeIsFill; ///< the fill itself stands out enough
};

constexpr Row rows[] = {
    {"stalloc", 0, Filling::plain, Marker::circle, Qt::SolidLine, false},
    {"sync-stalloc", 6, Filling::stripes, Marker::square, Qt::DashLine, true},
    {"chain", 2, Filling::bars, Marker::triangle, Qt::DotLine, true},
    {"malloc", 8, Filling::hollow, Marker::diamond, Qt::SolidLine, false},
    {"unsynchronized-pool", 4, Filling::dots, Marker::pentagon, Qt::DashDotLine, true},
    {"monotonic", 5, Filling::plain, Marker::cross, Qt::DashDotDotLine, false},
    {"mimalloc", 3, Filling::stripes, Marker::star, Qt::SolidLine, false},
    {"jemalloc", 7, Filling::columns, Marker::wedge, Qt::DashLine, false},
};
constexpr std::size_t noColour = 8;

QPainterPath polygon(int corners, double radius, double turned) {
    QPolygonF points;
    for (int i = 0; i < corners; ++i) {
        const double angle = turned + 2 * std::numbers::pi * i / corners - std::numbers::pi / 2;
        points << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath star(double radius) {
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * i / 5 - std::numbers::pi / 2;
        const double r = i % 2 == 0 ? radius : radius * 0.45;
        points << QPointF(r * std::cos(angle), r * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath cross(double radius) {
    const double arm = radius * 0.38;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRect(QRectF(-radius, -arm, 2 * radius, 2 * arm));
    path.addRect(QRectF(-arm, -radius, 2 * arm, 2 * radius));
    return path.simplified();
}

/// Bars of 1.6 every 5 inside the box, along its width or its height.
QPainterPath barsIn(const QRectF& box, bool upright) {
    constexpr double pitch = 5;
    constexpr double thick = 1.6;
    QPainterPath path;
    const double end = upright ? box.right() : box.bottom();
    for (double at = (upright ? box.left() : box.top()) + 2; at < end; at += pitch) {
        const double width = std::min(thick, end - at);
        path.addRect(upright ? QRectF(at, box.top(), width, box.height()) : QRectF(box.left(), at, box.width(), width));
    }
    return path;
}

} // namespace

ContenderLook contenderLook(std::string_view id, const Palette& palette) {
    const Row* found = nullptr;
    for (const Row& row : rows) {
        found = row.id == id ? &row : found;
    }
    if (found == nullptr || found->colour == noColour) {
        return {palette.panel,
                palette.ink2,
                palette.ink2,
                Filling::hollow,
                found == nullptr ? Marker::square : found->marker,
                found == nullptr ? Qt::DotLine : found->line};
    }
    const QColor fill = palette.fills[found->colour];
    return {fill,
            found->edgeIsFill ? fill : palette.edges[found->colour],
            palette.patterns[found->colour],
            found->filling,
            found->marker,
            found->line};
}

QPainterPath markerPath(Marker marker, double radius) {
    QPainterPath path;
    switch (marker) {
    case Marker::circle:
        path.addEllipse(QPointF(0, 0), radius * 0.85, radius * 0.85);
        return path;
    case Marker::square:
        path.addRect(QRectF(-0.78 * radius, -0.78 * radius, 1.56 * radius, 1.56 * radius));
        return path;
    case Marker::triangle:
        return polygon(3, radius * 1.1, 0);
    case Marker::diamond:
        return polygon(4, radius, 0);
    case Marker::pentagon:
        return polygon(5, radius, 0);
    case Marker::cross:
        return cross(radius);
    case Marker::star:
        return star(radius * 1.15);
    case Marker::wedge:
        return polygon(3, radius * 1.1, std::numbers::pi);
    }
    return path;
}

void fillAs(QPainter& painter, const QRectF& box, const ContenderLook& look, const QColor& ground) {
    if (box.isEmpty()) {
        return;
    }
    painter.fillRect(box, look.filling == Filling::hollow ? ground : look.fill);
    // Small boxes are all edge; a filling would only make them grey.
    if (std::min(box.width(), box.height()) < 4) {
        return;
    }
    QPainterPath marks;
    switch (look.filling) {
    case Filling::stripes:
        marks = texturePath(Texture::wasteHatch, box);
        break;
    case Filling::dots:
        marks = texturePath(Texture::dots, box);
        break;
    case Filling::bars:
    case Filling::columns:
        marks = barsIn(box, look.filling == Filling::columns);
        break;
    default:
        return;
    }
    painter.fillPath(marks, ground);
}

void drawSwatch(QPainter& painter, const QRectF& box, const ContenderLook& look, const QColor& ground) {
    painter.save();
    fillAs(painter, box, look, ground);
    painter.setPen(QPen(look.edge, 1.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    painter.restore();
}

void drawMarker(QPainter& painter, const QPointF& at, double radius, const ContenderLook& look, const QColor& ground) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(at);
    const bool hollow = look.filling == Filling::hollow;
    painter.setPen(hollow ? QPen(look.edge, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? ground : look.edge);
    painter.drawPath(markerPath(look.marker, radius));
    painter.restore();
}

} // namespace firstfit
