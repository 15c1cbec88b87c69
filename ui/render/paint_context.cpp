// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/paint_context.h"

#include <QPaintEngine>

#include <algorithm>
#include <cmath>

namespace firstfit {

PaintContext::PaintContext(QPainter& painter_, const HeapPicture& picture_, const QRectF& exposed_, TextCache& text_,
                           TexturePainter& textures_, LinkStamps& stamps_)
    : painter(painter_),
      picture(picture_),
      snapshot(picture_.snapshot),
      layout(picture_.layout),
      palette(picture_.palette),
      marks(picture_.marks),
      text(text_),
      textures(textures_),
      stamps(stamps_),
      exposed(exposed_),
      rows(picture_.layout.rowsBetween(exposed_.top(), exposed_.bottom())) {
    raster = painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Raster;
    deviceScale = painter.worldTransform().m11() * painter.device()->devicePixelRatioF();
    if (!rows.isEmpty()) {
        firstBlock = rows.first * layout.blocksPerRow;
        endBlock = std::min((rows.last + 1) * layout.blocksPerRow, layout.blocks);
    }
}

const std::vector<const Rejection*>& PaintContext::rejected() const {
    if (rejected_) {
        return *rejected_;
    }
    rejected_.emplace();
    // A run that starts above the exposed rows reaches into them, so its rejection counts, too.
    const std::uint32_t firstRun = firstBlock < endBlock ? snapshot.run_at(BlockIndex{firstBlock}).index.value : 0;
    for (const Rejection& rejection : marks.scan.rejected) {
        if (rejection.chunk.value >= firstRun && rejection.chunk.value < endBlock) {
            rejected_->push_back(&rejection);
        }
    }
    const auto inFront = [](const Rejection* a, const Rejection* b) { return a->chunk < b->chunk; };
    if (!std::ranges::is_sorted(*rejected_, inFront)) {
        std::ranges::sort(*rejected_, inFront);
    }
    return *rejected_;
}

const Rejection* PaintContext::rejectionOf(std::uint32_t chunk) const {
    const auto& all = rejected();
    const auto found = std::lower_bound(all.begin(), all.end(), chunk,
                                        [](const Rejection* r, std::uint32_t c) { return r->chunk.value < c; });
    return found != all.end() && (*found)->chunk.value == chunk ? *found : nullptr;
}

AllocationColours PaintContext::coloursOf(std::uint32_t allocation) const {
    const MapColouring& colouring = marks.colouring;
    if (colouring.isEmpty() || allocation >= colouring.classOf.size()) {
        return palette.allocation(snapshot.allocations()[allocation].id.value);
    }
    return colourOfClass(colouring, colouring.classOf[allocation], palette);
}

bool PaintContext::isFollowed(std::uint32_t from) const {
    if (followed_.empty()) {
        followed_.resize(std::size_t{baseIndex()} + 1);
        for (const FollowedLink& link : marks.scan.followed) {
            if (link.from.value <= baseIndex()) {
                followed_[link.from.value] = true;
            }
        }
    }
    return from <= baseIndex() && followed_[from];
}

QRectF PaintContext::snapped(const QRectF& rect) const {
    if (!raster) {
        return rect;
    }
    const QTransform world = painter.worldTransform();
    const double ratio = painter.device()->devicePixelRatioF();
    const auto snapX = [&](double x) {
        return (std::round((x * world.m11() + world.dx()) * ratio) / ratio - world.dx()) / world.m11();
    };
    const auto snapY = [&](double y) {
        return (std::round((y * world.m22() + world.dy()) * ratio) / ratio - world.dy()) / world.m22();
    };
    return QRectF(QPointF(snapX(rect.left()), snapY(rect.top())), QPointF(snapX(rect.right()), snapY(rect.bottom())));
}

void PaintContext::fill(const QRectF& rect, const QColor& colour) const {
    painter.fillRect(deviceScale == 1 ? rect : snapped(rect), colour);
}

void PaintContext::frame(const QRectF& rect, double width, const QColor& colour, bool openLeft, bool openRight) const {
    const QRectF r = deviceScale == 1 ? rect : snapped(rect);
    // At least one device pixel, and a whole number of them.
    const double w = raster ? std::max(1.0, std::round(width * deviceScale)) / deviceScale : width;
    painter.fillRect(QRectF(r.left(), r.top(), r.width(), w), colour);
    painter.fillRect(QRectF(r.left(), r.bottom() - w, r.width(), w), colour);
    if (!openLeft) {
        painter.fillRect(QRectF(r.left(), r.top() + w, w, r.height() - 2 * w), colour);
    }
    if (!openRight) {
        painter.fillRect(QRectF(r.right() - w, r.top() + w, w, r.height() - 2 * w), colour);
    }
}

void PaintContext::framedFill(const QRectF& rect, const QColor& inside, const QColor& edge, bool openLeft,
                              bool openRight) const {
    const QRectF r = deviceScale == 1 ? rect : snapped(rect);
    const double w = raster ? std::max(1.0, std::round(deviceScale)) / deviceScale : 1;
    painter.fillRect(r, edge);
    painter.fillRect(r.adjusted(openLeft ? 0 : w, w, openRight ? 0 : -w, -w), inside);
}

void PaintContext::box(const QRectF& rect, double radius, const QColor& fill, const QColor& edge, double width) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(width > 0 ? QPen(edge, width) : QPen(Qt::NoPen));
    const double half = width / 2;
    painter.drawRoundedRect(snapped(rect).adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

} // namespace firstfit
