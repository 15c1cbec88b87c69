// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/reasons.h"

#include "ui/render/links.h"

#include <algorithm>
#include <array>

namespace firstfit {

namespace {

constexpr double tagHeight = 20;
constexpr double crossSize = 8;
constexpr double crossRoom = 20; ///< from a tag's left edge to its words

void paintCross(PaintContext& c, QPointF centre, double size, const QColor& colour, double width) {
    c.painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
    const double h = size / 2;
    c.painter.drawLine(centre + QPointF(-h, -h), centre + QPointF(h, h));
    c.painter.drawLine(centre + QPointF(-h, h), centre + QPointF(h, -h));
}

void paintTag(PaintContext& c, const QRectF& rect, const QString& reason, bool isCurr) {
    const QColor& ink = isCurr ? c.palette.onAccent : c.palette.ink;
    c.box(rect, 4, isCurr ? c.palette.accent : c.palette.panel, c.palette.ink2, isCurr ? 0 : 1);
    paintCross(c, QPointF(rect.left() + 12, rect.center().y()), crossSize, ink, 2);
    c.painter.setPen(ink);
    c.text.drawIn(c.painter, TextStyle::code12Bold, rect.adjusted(crossRoom, 0, 0, 0), Qt::AlignLeft, reason);
}

/// Does the link leave this chunk downwards, through the gutter below it?
bool linkGoesDown(const PaintContext& c, BlockIndex chunk) {
    const std::uint16_t next = c.snapshot.header(chunk).next;
    return next != 0 && next < c.baseIndex() && c.layout.rowOf(BlockIndex{next}) != c.layout.rowOf(chunk);
}

/// Places for words in the gutter below a chunk's first block, the best first: beneath the header, and if a flag stands
/// there right of it, below it, or left of it.
std::vector<QRectF> placesBeneath(const PaintContext& c, BlockIndex chunk, const std::vector<QRectF>& taken,
                                  QSizeF size) {
    const QRectF block = c.layout.block(chunk);
    const double y = block.bottom() + 16 - size.height() / 2;
    std::vector<QRectF> places;
    // Words end before the link's way down, or begin behind it.
    const double way = linkStart(c.layout, chunk).x();
    if (linkGoesDown(c, chunk) && block.left() + 2 + size.width() > way - 3) {
        places.emplace_back(QPointF(way + 4, y), size);
    }
    places.emplace_back(QPointF(block.left() + 2, y), size);
    for (const QRectF& other : taken) {
        if (other.left() >= block.left() - 1 && other.left() < block.right() && other.top() > block.bottom() &&
            other.top() < block.bottom() + 12) {
            places.emplace_back(QPointF(other.right() + 6, y), size);
            if (c.layout.detail == Detail::bytes) {
                places.emplace_back(QPointF(block.left() + 7, other.bottom() + 6), size);
                places.emplace_back(QPointF(block.right() - size.width() - 1, other.bottom() + 6), size);
            }
            places.emplace_back(QPointF(other.left() - size.width() - 6, y), size);
        }
    }
    return places;
}

bool isFree(const PaintContext& c, const QRectF& place, const std::vector<QRectF>& taken) {
    const QSizeF content = c.layout.contentSize();
    return place.left() >= 2 && place.right() <= content.width() - 2 && place.bottom() <= content.height() &&
           std::none_of(taken.begin(), taken.end(),
                        [&](const QRectF& other) { return other.adjusted(-3, 0, 3, 0).intersects(place); });
}

/// In the second block of the chunk, if the words have room before the run or the row ends.
bool paintInside(PaintContext& c, const Run& run, const QString& reason, bool isCurr) {
    if (run.blocks.value < 2) {
        return false;
    }
    const BlockIndex second{run.index.value + 1};
    const std::uint32_t row = c.layout.rowOf(second);
    const std::vector<Piece> pieces = c.layout.pieces(run.index, run.blocks, {row, row});
    const QRectF block = c.layout.block(second);
    const double width = crossRoom + c.text.width(TextStyle::code12Bold, reason) + 7;
    const double x = block.left() + (c.layout.columnOf(second) == 0 ? 7 : 8);
    if (pieces.empty() || x + width > pieces.front().rect.right() - 5) {
        return false;
    }
    paintTag(c, QRectF(x, block.center().y() - tagHeight / 2, width, tagHeight), reason, isCurr);
    return true;
}

void paintBeneath(PaintContext& c, const Run& run, const QString& reason, bool isCurr, std::vector<QRectF>& taken) {
    const bool boxed = c.layout.detail == Detail::bytes;
    const TextStyle style = boxed ? TextStyle::code12Bold : TextStyle::code11;
    const double room = boxed ? crossRoom : 12;
    const QSizeF size(room + c.text.width(style, reason) + (boxed ? 7 : 3), boxed ? tagHeight : 14);
    const QRectF block = c.layout.block(run.index);
    const std::vector<QRectF> places = placesBeneath(c, run.index, taken, size);
    const auto place = std::find_if(places.begin(), places.end(), [&](const QRectF& p) { return isFree(c, p, taken); });
    const QColor& ink = isCurr ? c.palette.accent : c.palette.ink;
    if (place == places.end()) {
        // No room for words: the cross alone.
        const QRectF cross(block.left() + 2, block.bottom() + 11, 10, 10);
        if (isFree(c, cross, taken)) {
            paintCross(c, cross.center(), 6, ink, 1.5);
            taken.push_back(cross);
        }
        return;
    }
    taken.push_back(*place);
    if (boxed) {
        paintTag(c, *place, reason, isCurr);
        return;
    }
    c.fill(*place, c.palette.canvas);
    paintCross(c, QPointF(place->left() + 5, place->center().y()), 6, ink, 1.5);
    c.painter.setPen(ink);
    c.text.drawIn(c.painter, style, place->adjusted(room, 0, 3, 0), Qt::AlignLeft, reason);
}

} // namespace

void paintReasons(PaintContext& c, std::vector<QRectF> taken) {
    if (c.layout.detail < Detail::fields) {
        return;
    }
    for (const Rejection& rejection : c.marks.scan.rejected) {
        if (rejection.chunk.value >= c.endBlock || rejection.chunk.value + 1 < c.firstBlock) {
            continue;
        }
        const Run& run = c.snapshot.run_at(rejection.chunk);
        if (run.kind != Run::Kind::chunk || run.index != rejection.chunk) {
            continue;
        }
        const QString reason = QString::fromStdString(rejection.reason());
        const bool isCurr = c.isCurr(rejection.chunk.value);
        if (c.layout.detail == Detail::bytes && paintInside(c, run, reason, isCurr)) {
            continue;
        }
        paintBeneath(c, run, reason, isCurr, taken);
    }
}

} // namespace firstfit
