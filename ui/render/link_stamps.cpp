// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/link_stamps.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace firstfit {

namespace {

constexpr int longestBracket = 96; ///< px between the ends of a link that is one picture

/// Room around a stamp's centre for strokes and smoothed edges.
int stampReach(int radius, double width) { return radius + static_cast<int>(std::ceil(width)) + 3; }

QSize squareOf(int reach) { return {2 * reach + 1, 2 * reach + 1}; }

/// Lines of whole px have sharp edges; an even number of them lies half a px off the pixel's centre.
bool isWhole(double width) { return std::abs(width - std::round(width)) < 0.05; }
double offCentre(double width) { return isWhole(width) && std::lround(width) % 2 == 0 ? -0.5 : 0; }

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
    if (isWhole(width)) {
        const int across = static_cast<int>(std::lround(width));
        fill(-(across / 2), across, colour);
        return;
    }
    const int inner = std::max(0, static_cast<int>(std::floor((width - 1) / 2 + 1e-6)));
    fill(-inner, 2 * inner + 1, colour);
    QColor faint = colour;
    faint.setAlphaF(static_cast<float>(colour.alphaF() * ((width - 1) / 2 - inner)));
    fill(-inner - 1, 1, faint);
    fill(inner + 1, 1, faint);
}

const QImage& LinkStamps::stamp(quint64 key, QSize size, const std::function<void(QPainter&)>& paint) {
    const auto found = stamps_.constFind(key);
    if (found != stamps_.constEnd()) {
        return *found;
    }
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return *stamps_.insert(key, image);
}

/// A quarter turn around the stamp's centre pixel, with an arm of `radius` px along x (dx) and along y (dy).
const QImage& LinkStamps::cornerStamp(int dx, int dy, int radius, const Shape& shape) {
    const double width = shape.width;
    const int reach = stampReach(radius, shape.haloWidth);
    const unsigned turn = (dx > 0 ? 1U : 0U) + (dy > 0 ? 2U : 0U);
    const quint64 key = keyOf(turn, radius, 0, width, shape.colour);
    return stamp(key, squareOf(reach), [&](QPainter& painter) {
        const double middle = reach + 0.5 + offCentre(width);
        const QPointF centre(middle, middle);
        const QPointF alongX(dx, 0);
        const QPointF alongY(0, dy);
        constexpr double handle = 1 - 0.5523; // of a cubic that is a quarter of a circle
        // The arms end at pixel borders, where the straight parts begin.
        QPainterPath path(QPointF(reach + 0.5, middle) + alongX * (radius + 0.5));
        path.lineTo(centre + alongX * radius);
        path.cubicTo(centre + alongX * (radius * handle), centre + alongY * (radius * handle),
                     centre + alongY * radius);
        path.lineTo(QPointF(middle, reach + 0.5) + alongY * (radius + 0.5));
        painter.strokePath(path, QPen(halo_, shape.haloWidth, Qt::SolidLine, Qt::FlatCap));
        painter.strokePath(path, QPen(shape.colour, width, Qt::SolidLine, Qt::FlatCap));
    });
}

const QImage& LinkStamps::arrowStamp(QSizeF size, const QColor& colour) {
    const double height = size.height() * scale_;
    const double half = size.width() * scale_ / 2;
    const int reach = static_cast<int>(std::ceil(std::max(height, half))) + 1;
    const quint64 key = keyOf(8, reach, 0, size.width(), colour);
    return stamp(key, squareOf(reach), [&](QPainter& painter) {
        const QPointF tip(reach + 0.5, reach);
        QPainterPath path(tip);
        path.lineTo(tip + QPointF(-half, -height));
        path.lineTo(tip + QPointF(half, -height));
        path.closeSubpath();
        painter.fillPath(path, colour);
    });
}

void LinkStamps::line(const std::vector<QPointF>& corners, const LinkStyle& style) {
    Shape shape;
    shape.width = std::max(1.0, style.width * scale_);
    const double halo = isWhole(shape.width) ? std::round(style.halo * scale_) : style.halo * scale_;
    shape.haloWidth = shape.width + 2 * halo;
    shape.radius = static_cast<int>(std::lround(style.corner * scale_));
    shape.colour = style.colour;
    shape.pixels.reserve(corners.size());
    for (const QPointF corner : corners) {
        shape.pixels.push_back(pixelAt(corner));
    }
    if (!paintBracket(shape)) {
        paintParts(shape);
    }
}

/// Short links within a row are all alike: one picture for each length.
bool LinkStamps::paintBracket(const Shape& shape) {
    const std::vector<Pixel>& pixels = shape.pixels;
    const int across = pixels.back().x - pixels.front().x;
    if (pixels.size() != 4 || across <= 0 || across > longestBracket) {
        return false;
    }
    const int up = pixels[0].y - pixels[1].y;
    const int down = pixels[3].y - pixels[2].y;
    if (up <= 0 || down <= 0 || up > 255 || down > 255) {
        return false;
    }
    // All colours are opaque, so the place of their alpha is free.
    const quint64 key =
        (keyOf(10, across, up, shape.width, shape.colour) & ~quint64{0xFF000000U}) | static_cast<quint64>(down) << 24U;
    const int pad = static_cast<int>(std::ceil(shape.haloWidth)) + 2;
    const QPoint origin(pixels[0].x - pad, pixels[1].y - pad);
    const QImage& image = stamp(key, QSize(across + 2 * pad + 1, std::max(up, down) + 2 * pad + 1), [&](QPainter& own) {
        Shape moved = shape;
        for (Pixel& pixel : moved.pixels) {
            pixel = {pixel.x - origin.x(), pixel.y - origin.y()};
        }
        QPainter* const screen = std::exchange(painter_, &own);
        paintParts(moved);
        painter_ = screen;
    });
    painter_->drawImage(origin, image);
    return true;
}

/// How far each corner's turn reaches into the straight parts beside it.
std::vector<int> LinkStamps::radiiOf(const Shape& shape) {
    const std::size_t count = shape.pixels.size();
    std::vector<int> radii(count, 0);
    for (std::size_t i = 1; i + 1 < count; ++i) {
        const int before = i == 1 ? lengthOf(shape, 0) - 1 : (lengthOf(shape, i - 1) - 1) / 2;
        const int behind = i + 2 == count ? lengthOf(shape, i) - 1 : (lengthOf(shape, i) - 1) / 2;
        radii[i] = std::max(0, std::min({shape.radius, before, behind}));
    }
    return radii;
}

int LinkStamps::lengthOf(const Shape& shape, std::size_t part) {
    const Pixel from = shape.pixels[part];
    const Pixel to = shape.pixels[part + 1];
    return std::abs(to.x - from.x) + std::abs(to.y - from.y);
}

void LinkStamps::paintParts(const Shape& shape) {
    const std::vector<Pixel>& pixels = shape.pixels;
    const std::size_t count = pixels.size();
    const std::vector<int> radii = radiiOf(shape);
    for (const bool halo : {true, false}) {
        for (std::size_t i = 0; i + 1 < count; ++i) {
            Pixel from = pixels[i];
            Pixel to = pixels[i + 1];
            const int sx = (to.x > from.x) - (to.x < from.x);
            const int sy = (to.y > from.y) - (to.y < from.y);
            const int skipFrom = i > 0 && radii[i] > 0 ? radii[i] + 1 : 0;
            const int skipTo = i + 2 < count && radii[i + 1] > 0 ? radii[i + 1] + 1 : 0;
            if (skipFrom + skipTo > lengthOf(shape, i)) {
                continue;
            }
            from = {from.x + sx * skipFrom, from.y + sy * skipFrom};
            to = {to.x - sx * skipTo, to.y - sy * skipTo};
            band(from, to, halo ? shape.haloWidth : shape.width, halo ? halo_ : shape.colour);
        }
        for (std::size_t i = 1; halo && i + 1 < count; ++i) {
            if (radii[i] == 0) {
                continue;
            }
            // One of the two neighbours lies along x, the other along y.
            const int dx = pixels[i - 1].x + pixels[i + 1].x - 2 * pixels[i].x > 0 ? 1 : -1;
            const int dy = pixels[i - 1].y + pixels[i + 1].y - 2 * pixels[i].y > 0 ? 1 : -1;
            const QImage& image = cornerStamp(dx, dy, radii[i], shape);
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
    const QImage& image = stamp(key, squareOf(reach), [&](QPainter& painter) {
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
