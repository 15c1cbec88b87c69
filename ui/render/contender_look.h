// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a contender is told from the others in every chart and table: a colour, a filling, a marker, a kind of line.
// No two share more than one of the four, so colour alone never decides.
#pragma once

#include "ui/render/palette.h"

#include <QPainterPath>
#include <QRectF>

#include <string_view>

class QPainter;

namespace firstfit {

enum class Filling : std::uint8_t { plain, stripes, bars, hollow, dots, columns };
enum class Marker : std::uint8_t { circle, square, triangle, diamond, pentagon, cross, star, wedge };

struct ContenderLook {
    QColor fill;
    QColor edge; ///< also of its line and marker: at least 3:1 against the panel
    QColor ink;  ///< of the filling's stripes
    Filling filling = Filling::plain;
    Marker marker = Marker::circle;
    Qt::PenStyle line = Qt::SolidLine;
};

/// By the id of a contender; unknown ones share a look. O(1).
[[nodiscard]] ContenderLook contenderLook(std::string_view id, const Palette& palette);

/// The marker's outline about the origin, `radius` px to its outermost point.
[[nodiscard]] QPainterPath markerPath(Marker marker, double radius);

/// Fills a box as the contender's, in vectors, without its edge.
void fillAs(QPainter& painter, const QRectF& box, const ContenderLook& look, const QColor& ground);
/// The square of legends: filled, with its edge.
void drawSwatch(QPainter& painter, const QRectF& box, const ContenderLook& look, const QColor& ground);
/// Filled with the edge's colour; hollow for a hollow filling.
void drawMarker(QPainter& painter, const QPointF& at, double radius, const ContenderLook& look, const QColor& ground);

} // namespace firstfit
