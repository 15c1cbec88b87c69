// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/hatching.h"

#include <QImage>
#include <QPaintEngine>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace firstfit {

namespace {

constexpr double dotRadius = 1.2;
constexpr double dotPitch = 7;

struct Bands {
    double period; ///< along x
    double width;  ///< across the band
    bool rising;
};

/// Periods along x are such that a small tile holds a whole number of them: 34/3 = 8 * sqrt 2, and so on.
Bands bandsOf(Texture texture) {
    switch (texture) {
    case Texture::freeHatch:
        return {34.0 / 3, 1.2, true};
    case Texture::wasteHatch:
        return {17.0 / 2, 1.2, true};
    default:
        return {99.0 / 10, 1.6, false};
    }
}

int tileSize(Texture texture) {
    switch (texture) {
    case Texture::freeHatch:
        return 34;
    case Texture::wasteHatch:
        return 17;
    case Texture::stripes:
        return 99;
    case Texture::dots:
        return static_cast<int>(dotPitch);
    }
    return 1;
}

/// Where the line x + s*y = k (s = 1 rising, -1 falling) crosses the rectangle's border; false if it misses it.
bool chord(const QRectF& rect, double s, double k, QPointF& a, QPointF& b) {
    // Along the line, y runs over [top, bottom] where x = k - s*y stays in [left, right].
    const double y1 = s > 0 ? k - rect.right() : rect.left() - k;
    const double y2 = s > 0 ? k - rect.left() : rect.right() - k;
    const double from = std::max(rect.top(), y1);
    const double to = std::min(rect.bottom(), y2);
    if (from > to) {
        return false;
    }
    a = QPointF(k - s * from, from);
    b = QPointF(k - s * to, to);
    return true;
}

/// The rectangle's part with k0 <= x + s*y <= k1.
QPolygonF band(const QRectF& rect, double s, double k0, double k1) {
    QPolygonF polygon;
    const auto keep = [&](QPointF corner) {
        const double k = corner.x() + s * corner.y();
        return k > k0 && k < k1;
    };
    QPointF a0, b0, a1, b1;
    const bool has0 = chord(rect, s, k0, a0, b0);
    const bool has1 = chord(rect, s, k1, a1, b1);
    std::array<QPointF, 8> points;
    std::size_t count = 0;
    if (has0) {
        points[count++] = a0;
        points[count++] = b0;
    }
    if (has1) {
        points[count++] = b1;
        points[count++] = a1;
    }
    for (const QPointF corner : {rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()}) {
        if (keep(corner)) {
            points[count++] = corner;
        }
    }
    if (count < 3) {
        return polygon;
    }
    // The part is convex: order its corners around their centre.
    QPointF centre;
    for (std::size_t i = 0; i < count; ++i) {
        centre += points[i] / static_cast<double>(count);
    }
    std::sort(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(count), [&](QPointF p, QPointF q) {
        return std::atan2(p.y() - centre.y(), p.x() - centre.x()) < std::atan2(q.y() - centre.y(), q.x() - centre.x());
    });
    for (std::size_t i = 0; i < count; ++i) {
        polygon << points[i];
    }
    return polygon;
}

void addBands(QPainterPath& path, const Bands& bands, const QRectF& rect) {
    const double s = bands.rising ? 1 : -1;
    const double half = bands.width * std::numbers::sqrt2 / 2;
    const std::array<double, 4> ks = {rect.left() + s * rect.top(), rect.right() + s * rect.top(),
                                      rect.left() + s * rect.bottom(), rect.right() + s * rect.bottom()};
    const auto [low, high] = std::minmax_element(ks.begin(), ks.end());
    for (double k = std::floor((*low - half) / bands.period) * bands.period; k - half < *high; k += bands.period) {
        const QPolygonF polygon = band(rect, s, k - half, k + half);
        if (!polygon.isEmpty()) {
            path.addPolygon(polygon);
            path.closeSubpath();
        }
    }
}

void addDots(QPainterPath& path, const QRectF& rect) {
    const auto firstAfter = [](double v) { return std::ceil((v - dotPitch / 2) / dotPitch) * dotPitch + dotPitch / 2; };
    for (double y = firstAfter(rect.top() + dotRadius); y <= rect.bottom() - dotRadius; y += dotPitch) {
        for (double x = firstAfter(rect.left() + dotRadius); x <= rect.right() - dotRadius; x += dotPitch) {
            path.addEllipse(QPointF(x, y), dotRadius, dotRadius);
        }
    }
}

} // namespace

QPainterPath texturePath(Texture texture, const QRectF& rect) {
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (rect.isEmpty()) {
        return path;
    }
    if (texture == Texture::dots) {
        addDots(path, rect);
    } else {
        addBands(path, bandsOf(texture), rect);
    }
    return path;
}

const QBrush& TexturePainter::tile(Texture texture, const QColor& colour, double deviceScale) {
    if (deviceScale != tilesScale_) {
        tiles_.clear();
        tilesScale_ = deviceScale;
    }
    const quint64 key = static_cast<quint64>(texture) << 32U | colour.rgba();
    const auto found = tiles_.constFind(key);
    if (found != tiles_.constEnd()) {
        return *found;
    }
    const int units = tileSize(texture);
    const int size = std::max(1, static_cast<int>(std::lround(units * deviceScale)));
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(static_cast<double>(size) / units, static_cast<double>(size) / units);
    // Drawn a little beyond the tile, so that bands are whole at its edges.
    painter.fillPath(texturePath(texture, texture == Texture::dots ? QRectF(0, 0, units, units)
                                                                   : QRectF(-4, -4, units + 8, units + 8)),
                     colour);
    painter.end();
    return *tiles_.insert(key, QBrush(image));
}

void TexturePainter::fill(QPainter& painter, Texture texture, const QRectF& rect, const QColor& colour,
                          double deviceScale) {
    if (rect.width() <= 0 || rect.height() <= 0) {
        return;
    }
    const bool raster = painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Raster;
    if (!raster || painter.worldTransform().type() > QTransform::TxScale) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(texturePath(texture, rect), colour);
        painter.restore();
        return;
    }
    if (deviceScale == 1 && painter.worldTransform().type() <= QTransform::TxTranslate) {
        painter.fillRect(rect.toRect(), tile(texture, colour, deviceScale));
        return;
    }
    // Tiles are in device px: paint in device px, with the tile's origin where the rules' origin is.
    const double ratio = painter.device()->devicePixelRatioF();
    const QTransform world = painter.worldTransform();
    const QRectF mapped = world.mapRect(rect);
    const QRectF device(QPointF(std::round(mapped.left() * ratio), std::round(mapped.top() * ratio)),
                        QPointF(std::round(mapped.right() * ratio), std::round(mapped.bottom() * ratio)));
    const QPointF origin = painter.brushOrigin();
    painter.setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
    painter.setBrushOrigin(QPointF(std::round(world.dx() * ratio), std::round(world.dy() * ratio)));
    painter.fillRect(device, tile(texture, colour, deviceScale));
    painter.setBrushOrigin(origin);
    painter.setWorldTransform(world);
}

} // namespace firstfit
