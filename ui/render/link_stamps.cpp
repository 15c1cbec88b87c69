// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/link_stamps.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace firstfit {

namespace {

/// Room around a stamp's centre for strokes and smoothed edges.
int stampReach(int radius, double width) { return radius + static_cast<int>(std::ceil(width)) + 3; }

quint64 keyOf(unsigned kind, int a, int b, double width, const QColor& colour) {
    const auto tenths = static_cast<quint64>(std::lround(width * 10)) & 0x3FFU;
    return quint64{kind} << 60U | (static_cast<quint64>(a) & 0x3FFU) << 50U | (static_cast<quint64>(b) & 0xFFU) << 42U |
           tenths << 32U | colour.rgba();
}

} // namespace

void LinkStamps::begin(QPainter& painter, const QColor& haloColour) {
    painter_ = &painter;
    world_ = painter.worldTransform();
    ratio_ = painter.device()->devicePixelRatioF();
    const double scale = world_.m11() * ratio_;
    if (scale != scale_ || haloColour != halo_) {
        stamps_.clear();
        scale_ = scale;
        halo_ = haloColour;
    }
    painter.setWorldTransform(QTransform::fromScale(1 / ratio_, 1 / ratio_));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void LinkStamps::end() {
    painter_->setWorldTransform(world_);
    painter_ = nullptr;
}

LinkStamps::Pixel LinkStamps::pixelAt(QPointF point) const {
    const QPointF device = world_.map(point) * ratio_;
    return {static_cast<int>(std::floor(device.x())), static_cast<int>(std::floor(device.y()))};
}

/// A straight line through pixel centres; what its width covers of the outer pixels becomes transparency.
void LinkStamps::band(Pixel from, Pixel to, double width, const QColor& colour) {
    const bool vertical = from.x == to.x;
    const int first = vertical ? std::min(from.y, to.y) : std::min(from.x, to.x);
    const int length = std::abs(vertical ? to.y - from.y : to.x - from.x) + 1;
    const int centre = vertical ? from.x : from.y;
    const auto fill = [&](int offset, int across, const QColor& with) {
        painter_->fillRect(vertical ? QRect(centre + offset, first, across, length)
                                    : QRect(first, centre + offset, length, across),
                           with);
    };
    const int inner = std::max(0, static_cast<int>(std::floor((width - 1) / 2 + 1e-6)));
    fill(-inner, 2 * inner + 1, colour);
    const double cover = (width - 1) / 2 - inner;
    if (cover > 0.05) {
        QColor faint = colour;
        faint.setAlphaF(static_cast<float>(colour.alphaF() * cover));
        fill(-inner - 1, 1, faint);
        fill(inner + 1, 1, faint);
    }
}

const QImage& LinkStamps::stamp(quint64 key, int size, const std::function<void(QPainter&)>& paint) {
    const auto found = stamps_.constFind(key);
    if (found != stamps_.constEnd()) {
        return *found;
    }
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return *stamps_.insert(key, image);
}

/// A quarter turn around the stamp's centre pixel, with an arm of `radius` px along x (dx) and along y (dy).
const QImage& LinkStamps::cornerStamp(int dx, int dy, int radius, double width, double haloWidth,
                                      const QColor& colour) {
    const int reach = stampReach(radius, haloWidth);
    const quint64 key = keyOf(static_cast<unsigned>((dx > 0 ? 1 : 0) + (dy > 0 ? 2 : 0)), radius, 0, width, colour);
    return stamp(key, 2 * reach + 1, [&](QPainter& painter) {
        const QPointF centre(reach + 0.5, reach + 0.5);
        const QPointF alongX(dx, 0);
        const QPointF alongY(0, dy);
        constexpr double handle = 1 - 0.5523; // of a cubic that is a quarter of a circle
        // The arms end at pixel borders, where the straight parts begin.
        QPainterPath path(centre + alongX * (radius + 0.5));
        path.lineTo(centre + alongX * radius);
        path.cubicTo(centre + alongX * (radius * handle), centre + alongY * (radius * handle),
                     centre + alongY * radius);
        path.lineTo(centre + alongY * (radius + 0.5));
        painter.strokePath(path, QPen(halo_, haloWidth, Qt::SolidLine, Qt::FlatCap));
        painter.strokePath(path, QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
    });
}

const QImage& LinkStamps::arrowStamp(QSizeF size, const QColor& colour) {
    const double height = size.height() * scale_;
    const double half = size.width() * scale_ / 2;
    const int reach = static_cast<int>(std::ceil(std::max(height, half))) + 1;
    const quint64 key = keyOf(8, reach, 0, size.width(), colour);
    return stamp(key, 2 * reach + 1, [&](QPainter& painter) {
        const QPointF tip(reach + 0.5, reach);
        QPainterPath path(tip);
        path.lineTo(tip + QPointF(-half, -height));
        path.lineTo(tip + QPointF(half, -height));
        path.closeSubpath();
        painter.fillPath(path, colour);
    });
}

void LinkStamps::line(const std::vector<QPointF>& corners, const LinkStyle& style) {
    const double width = std::max(1.0, style.width * scale_);
    const double haloWidth = width + 2 * style.halo * scale_;
    const std::size_t count = corners.size();
    std::vector<Pixel> pixels;
    pixels.reserve(count);
    for (const QPointF corner : corners) {
        pixels.push_back(pixelAt(corner));
    }

    // How far each corner's turn reaches into the straight parts beside it.
    std::vector<int> radii(count, 0);
    const auto lengthOf = [&](std::size_t i) {
        return std::abs(pixels[i + 1].x - pixels[i].x) + std::abs(pixels[i + 1].y - pixels[i].y);
    };
    for (std::size_t i = 1; i + 1 < count; ++i) {
        const int before = i == 1 ? lengthOf(0) - 1 : (lengthOf(i - 1) - 1) / 2;
        const int behind = i + 2 == count ? lengthOf(i) - 1 : (lengthOf(i) - 1) / 2;
        radii[i] = std::max(0, std::min({static_cast<int>(std::lround(style.corner * scale_)), before, behind}));
    }
    for (const bool halo : {true, false}) {
        for (std::size_t i = 0; i + 1 < count; ++i) {
            Pixel from = pixels[i];
            Pixel to = pixels[i + 1];
            const int sx = (to.x > from.x) - (to.x < from.x);
            const int sy = (to.y > from.y) - (to.y < from.y);
            const int skipFrom = i > 0 && radii[i] > 0 ? radii[i] + 1 : 0;
            const int skipTo = i + 2 < count && radii[i + 1] > 0 ? radii[i + 1] + 1 : 0;
            if (skipFrom + skipTo > lengthOf(i)) {
                continue;
            }
            from = {from.x + sx * skipFrom, from.y + sy * skipFrom};
            to = {to.x - sx * skipTo, to.y - sy * skipTo};
            band(from, to, halo ? haloWidth : width, halo ? halo_ : style.colour);
        }
        for (std::size_t i = 1; halo && i + 1 < count; ++i) {
            if (radii[i] == 0) {
                continue;
            }
            // One of the two neighbours lies along x, the other along y.
            const int dx = pixels[i - 1].x + pixels[i + 1].x - 2 * pixels[i].x > 0 ? 1 : -1;
            const int dy = pixels[i - 1].y + pixels[i + 1].y - 2 * pixels[i].y > 0 ? 1 : -1;
            const QImage& image = cornerStamp(dx, dy, radii[i], width, haloWidth, style.colour);
            painter_->drawImage(QPoint(pixels[i].x - image.width() / 2, pixels[i].y - image.height() / 2), image);
        }
    }
}

void LinkStamps::arrow(QPointF tip, const LinkStyle& style) {
    const Pixel at = pixelAt(tip);
    const QImage& image = arrowStamp(style.arrow, style.colour);
    painter_->drawImage(QPoint(at.x - image.width() / 2, at.y + 1 - image.height() / 2), image);
}

void LinkStamps::dot(QPointF centre, double radius, const QColor& colour, double ring) {
    const double r = radius * scale_;
    const int reach = static_cast<int>(std::ceil(r)) + 1;
    const quint64 key =
        keyOf(9, static_cast<int>(std::lround(radius * 8)), static_cast<int>(std::lround(ring * 8)), 0, colour);
    const QImage& image = stamp(key, 2 * reach + 1, [&](QPainter& painter) {
        const QPointF middle(reach + 0.5, reach + 0.5);
        if (ring > 0) {
            const double thick = ring * scale_;
            painter.setPen(QPen(colour, thick));
            painter.drawEllipse(middle, r - thick / 2, r - thick / 2);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawEllipse(middle, r, r);
        }
    });
    const Pixel at = pixelAt(centre);
    painter_->drawImage(QPoint(at.x - reach, at.y - reach), image);
}

} // namespace firstfit
