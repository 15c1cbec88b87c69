// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Links on a raster: straight parts are filled as rectangles on the pixel grid, corners, arrows and dots are small
// pictures made once. A thousand links on a screen take a millisecond or two; stroking them as curves takes ten.
#pragma once

#include <QColor>
#include <QHash>
#include <QImage>
#include <QPainter>
#include <QSizeF>

#include <functional>
#include <vector>

namespace firstfit {

/// How a link is drawn, in units.
struct LinkStyle {
    double width = 1.5;
    QSizeF arrow;
    QColor colour;
    double corner = 0; ///< radius
    double halo = 1.5; ///< canvas colour at either side
};

class LinkStamps {
public:
    /// Starts a frame: from here on the painter works in device px, until end(). `haloColour` is the canvas.
    void begin(QPainter& painter, const QColor& haloColour);
    void end();

    /// A line along corners in units, with its halo.
    void line(const std::vector<QPointF>& corners, const LinkStyle& style);
    /// An arrow pointing down at `tip`.
    void arrow(QPointF tip, const LinkStyle& style);
    /// A filled disc, or a ring of `ring` units when that is not 0.
    void dot(QPointF centre, double radius, const QColor& colour, double ring = 0);

private:
    struct Pixel {
        int x = 0;
        int y = 0;
    };
    [[nodiscard]] Pixel pixelAt(QPointF point) const;
    /// A line in device px.
    struct Shape {
        std::vector<Pixel> pixels; ///< corners, ends included
        double width = 1;
        double haloWidth = 3;
        int radius = 0;
        QColor colour;
    };
    [[nodiscard]] static std::vector<int> radiiOf(const Shape& shape);
    [[nodiscard]] static int lengthOf(const Shape& shape, std::size_t part);
    bool paintBracket(const Shape& shape);
    void paintParts(const Shape& shape);
    void band(Pixel from, Pixel to, double width, const QColor& colour);
    const QImage& stamp(quint64 key, QSize size, const std::function<void(QPainter&)>& paint);
    const QImage& cornerStamp(int dx, int dy, int radius, const Shape& shape);
    const QImage& arrowStamp(QSizeF size, const QColor& colour);

    QPainter* painter_ = nullptr;
    QTransform world_;
    double ratio_ = 1;
    double scale_ = 1;
    QColor halo_;
    QHash<quint64, QImage> stamps_;
};

} // namespace firstfit
