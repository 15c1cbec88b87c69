// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/links.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double dotRadius = 3.5;
constexpr double smallDotRadius = 2;

LinkStyle styleOf(const PaintContext& c, bool followed, bool withinRow) {
    const bool thin = c.layout.detail < Detail::fields;
    LinkStyle style;
    style.width = thin ? (followed ? 2.0 : 1.0) : (followed ? 2.5 : 1.5);
    style.arrow = thin ? QSizeF(5, 5) : QSizeF(9, 8);
    style.colour = followed ? c.palette.accent : c.palette.ink2;
    style.halo = thin ? 1 : 1.5;
    style.corner = withinRow ? c.layout.bracketCorner : c.layout.corner;
    return style;
}

/// A polyline whose corners are rounded as far as its parts are long enough.
QPainterPath rounded(const std::vector<QPointF>& points, double radius) {
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF in = points[i] - points[i - 1];
        const QPointF out = points[i + 1] - points[i];
        const double inLength = std::hypot(in.x(), in.y());
        const double outLength = std::hypot(out.x(), out.y());
        if (inLength < 0.5 || outLength < 0.5) {
            continue;
        }
        // Two corners share each inner part.
        const double r =
            std::min({radius, i == 1 ? inLength : inLength / 2, i + 2 == points.size() ? outLength : outLength / 2});
        const QPointF from = points[i] - in * (r / inLength);
        const QPointF to = points[i] + out * (r / outLength);
        constexpr double arc = 0.5523; // a cubic's handle for a quarter circle
        path.lineTo(from);
        path.cubicTo(from + (points[i] - from) * arc, to + (points[i] - to) * arc, to);
    }
    path.lineTo(points.back());
    return path;
}

/// A link with what must be known to decide whether it is seen.
struct Link {
    BlockIndex from{};
    BlockIndex to{};
    bool followed = false;
};

bool isVisible(const PaintContext& c, BlockIndex from, BlockIndex to) {
    const std::uint32_t a = from.value >= c.baseIndex() ? 0 : c.layout.rowOf(from);
    const std::uint32_t b = c.layout.rowOf(to);
    return !c.rows.isEmpty() && std::min(a, b) <= c.rows.last && std::max(a, b) >= c.rows.first;
}

/// Where rows close up, only the links at hand are shown.
bool isAtHand(const PaintContext& c, BlockIndex from) {
    if (c.layout.detail >= Detail::names) {
        return true;
    }
    const auto is = [&](const std::optional<BlockIndex>& mark) { return mark == from; };
    bool hovered = is(c.marks.hovered);
    if (c.marks.hovered && c.marks.hovered->value < c.baseIndex()) {
        hovered = c.snapshot.run_at(*c.marks.hovered).index == from;
    }
    return is(c.marks.scan.prev) || is(c.marks.scan.curr) || hovered;
}

std::vector<Link> visibleLinks(const PaintContext& c) {
    std::vector<Link> links;
    const std::uint32_t blocks = c.baseIndex();
    const auto add = [&](BlockIndex from, std::uint16_t next) {
        const BlockIndex to{next};
        if (next < blocks && isVisible(c, from, to) && isAtHand(c, from)) {
            links.push_back({from, to, c.isFollowed(from.value)});
        }
    };
    const stalloc::Header base = c.snapshot.base_header();
    // Block 0 can be the first chunk, but not a next one: 0 ends the list.
    if (base.length != stalloc::out_of_memory_mark && !c.layout.baseHeader.isEmpty()) {
        add(BlockIndex{blocks}, base.next);
    }
    for (const Chunk& chunk : c.snapshot.chunks()) {
        if (chunk.header.next != 0) {
            add(chunk.index, chunk.header.next);
        }
    }
    // What the scan followed lies on top.
    std::stable_partition(links.begin(), links.end(), [](const Link& link) { return !link.followed; });
    return links;
}

QPainterPath arrowHead(QPointF tip, QSizeF size) {
    QPainterPath path(tip);
    path.lineTo(tip + QPointF(-size.width() / 2, -size.height()));
    path.lineTo(tip + QPointF(size.width() / 2, -size.height()));
    path.closeSubpath();
    return path;
}

/// The line with its halo; arrows come later, for the next link's halo must not cut them.
void paintLine(PaintContext& c, const Link& link) {
    std::vector<QPointF> points = linkRoute(c.layout, link.from, link.to);
    const bool withinRow = points.size() == 4 && points[1].y() < points[0].y();
    const LinkStyle style = styleOf(c, link.followed, withinRow);
    points.back().ry() -= style.arrow.height() - 1;
    if (c.raster) {
        c.stamps.line(points, style);
        return;
    }
    const QPainterPath path = rounded(points, style.corner);
    QPen pen(c.palette.canvas, style.width + 2 * style.halo, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    c.painter.strokePath(path, pen);
    pen.setColor(style.colour);
    pen.setWidthF(style.width);
    c.painter.strokePath(path, pen);
}

void paintArrow(PaintContext& c, const Link& link) {
    const LinkStyle style = styleOf(c, link.followed, false);
    const QPointF tip = linkEnd(c.layout, link.to);
    if (c.raster) {
        c.stamps.arrow(tip, style);
    } else {
        c.painter.fillPath(arrowHead(tip, style.arrow), style.colour);
    }
}

/// A disc, or a ring of `ring` units.
void paintDisc(PaintContext& c, QPointF centre, double radius, const QColor& colour, double ring) {
    if (c.raster) {
        c.stamps.dot(centre, radius, colour, ring);
        return;
    }
    c.painter.setPen(ring > 0 ? QPen(colour, ring) : QPen(Qt::NoPen));
    c.painter.setBrush(ring > 0 ? QBrush(Qt::NoBrush) : QBrush(colour));
    c.painter.drawEllipse(centre, radius - ring / 2, radius - ring / 2);
}

void paintDot(PaintContext& c, BlockIndex from, std::uint16_t next, bool ends) {
    const QPointF centre = linkStart(c.layout, from);
    // A link that leaves the heap: there is nothing it could be drawn to.
    const bool wild = next >= c.baseIndex();
    const QColor colour = wild                                ? c.palette.failure
                          : c.isFollowed(from.value) && !ends ? c.palette.accent
                                                              : c.palette.ink2;
    if (c.layout.detail == Detail::names && from.value < c.baseIndex()) {
        paintDisc(c, centre, smallDotRadius, colour, 0);
    } else {
        paintDisc(c, centre, dotRadius, colour, ends ? 1.5 : 0);
    }
}

void paintDots(PaintContext& c) {
    const stalloc::Header base = c.snapshot.base_header();
    if (!c.layout.baseHeader.isEmpty()) {
        paintDot(c, BlockIndex{c.baseIndex()}, base.next, base.length == stalloc::out_of_memory_mark);
    }
    if (c.layout.detail < Detail::names) {
        return;
    }
    for (const Chunk& chunk : c.snapshot.chunks()) {
        if (chunk.index.value >= c.firstBlock && chunk.index.value < c.endBlock) {
            paintDot(c, chunk.index, chunk.header.next, chunk.header.next == 0);
        }
    }
}

} // namespace

QPointF linkStart(const HeapLayout& layout, BlockIndex from) {
    const QRectF block = layout.block(from);
    if (from.value >= layout.blocks) {
        return layout.detail >= Detail::names ? QPointF(block.right() - 8, block.top() + 12)
                                              : QPointF(block.right() - 9, block.center().y());
    }
    switch (layout.detail) {
    case Detail::bytes:
        return {block.right() - 8, block.top() + 12};
    case Detail::fields:
        return {block.right() - 6, block.top() + 9};
    case Detail::names:
        return {block.right() - 3.5, block.center().y()};
    default:
        return {block.left() + std::min(4.0, block.width() / 2), block.center().y()};
    }
}

QPointF linkEnd(const HeapLayout& layout, BlockIndex to) {
    const QRectF block = layout.block(to);
    // Where blocks are narrow, the arrow keeps clear of the link that leaves this header.
    const double clearance = layout.detail >= Detail::fields ? 7.5 : layout.detail == Detail::names ? 4.5 : 0;
    const double way = clearance > 0 ? linkStart(layout, to).x() - clearance : block.right();
    return {std::min(block.left() + 0.62 * block.width(), way), block.top() - 1};
}

std::vector<QPointF> linkRoute(const HeapLayout& layout, BlockIndex from, BlockIndex to) {
    const QPointF start = linkStart(layout, from);
    const QPointF end = linkEnd(layout, to);
    const int fromRow = from.value >= layout.blocks ? -1 : static_cast<int>(layout.rowOf(from));
    const int toRow = static_cast<int>(layout.rowOf(to));
    if (fromRow == toRow) {
        const double y = layout.bracketY(static_cast<std::uint32_t>(toRow));
        return {start, {start.x(), y}, {end.x(), y}, end};
    }
    const double out = layout.laneBelow(fromRow);
    if (toRow == fromRow + 1) {
        return {start, {start.x(), out}, {end.x(), out}, end};
    }
    const double in = layout.laneBelow(toRow - 1);
    const double leftWay = start.x() + end.x() - 2 * layout.leftLaneX();
    const double rightWay = 2 * layout.rightLaneX() - start.x() - end.x();
    const double x = leftWay < rightWay ? layout.leftLaneX() : layout.rightLaneX();
    return {start, {start.x(), out}, {x, out}, {x, in}, {end.x(), in}, end};
}

QPainterPath linkPath(const HeapLayout& layout, BlockIndex from, BlockIndex to) {
    return rounded(linkRoute(layout, from, to), layout.corner);
}

void paintLinks(PaintContext& c) {
    if (c.layout.detail < Detail::runs) {
        return;
    }
    c.painter.save();
    c.painter.setRenderHint(QPainter::Antialiasing);
    if (c.raster) {
        c.stamps.begin(c.painter, c.palette.canvas);
    }
    const std::vector<Link> links = visibleLinks(c);
    for (const Link& link : links) {
        paintLine(c, link);
    }
    for (const Link& link : links) {
        paintArrow(c, link);
    }
    paintDots(c);
    if (c.raster) {
        c.stamps.end();
    }
    c.painter.restore();
}

} // namespace firstfit
