// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hatches, stripes and dots that end exactly at the edge of a rectangle.
#pragma once

#include "ui/render/palette.h"

#include <QBrush>
#include <QHash>
#include <QPainter>
#include <QPainterPath>

namespace firstfit {

enum class Texture : std::uint8_t {
    freeHatch,  ///< 1.2 every 8, rising
    wasteHatch, ///< 1.2 every 6, rising
    stripes,    ///< 1.6 every 7, falling
    dots,       ///< radius 1.2 every 7
};

/// The marks of a texture inside `rect` as one closed path, cut off at its edges: for painters that cannot clip.
/// The texture is anchored to the origin, so neighbouring rectangles continue each other. O(area).
[[nodiscard]] QPainterPath texturePath(Texture texture, const QRectF& rect);

/// Fills with textures quickly: tiles on a raster, paths elsewhere.
class TexturePainter {
public:
    /// `deviceScale` px of the device per unit.
    void fill(QPainter& painter, Texture texture, const QRectF& rect, const QColor& colour, double deviceScale);

private:
    const QBrush& tile(Texture texture, const QColor& colour, double deviceScale);

    QHash<quint64, QBrush> tiles_;
    double tilesScale_ = 1;
};

} // namespace firstfit
