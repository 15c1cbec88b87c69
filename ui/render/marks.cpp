// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/marks.h"

#include "ui/render/blocks.h"
#include "ui/render/links.h"
#include "ui/render/reasons.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr double smallestFrame = 7;

/// The run that a mark stands for, as pieces; the base header is a run of its own.
std::vector<Piece> markedPieces(const PaintContext& c, BlockIndex block) {
    if (block.value >= c.baseIndex()) {
        Piece base;
        base.rect = c.layout.baseHeader;
        return c.layout.baseHeader.isEmpty() ? std::vector<Piece>{} : std::vector<Piece>{base};
    }
    return visiblePieces(c, c.snapshot.run_at(block));
}

/// A piece's outline, `grow` outside of it, open where the run goes on.
QPainterPath outline(const Piece& piece, double grow, double radius) {
    QRectF r = piece.rect.adjusted(-grow, -grow, grow, grow);
    if (r.width() < smallestFrame) {
        r = QRectF(r.center().x() - smallestFrame / 2, r.top(), smallestFrame, r.height());
    }
    if (r.height() < smallestFrame) {
        r = QRectF(r.left(), r.center().y() - smallestFrame / 2, r.width(), smallestFrame);
    }
    QPainterPath path;
    if (!piece.continuesBefore && !piece.continuesAfter) {
        path.addRoundedRect(r, radius, radius);
    } else if (piece.continuesBefore && piece.continuesAfter) {
        path.moveTo(piece.rect.left(), r.top());
        path.lineTo(piece.rect.right(), r.top());
        path.moveTo(piece.rect.left(), r.bottom());
        path.lineTo(piece.rect.right(), r.bottom());
    } else {
        const bool openLeft = piece.continuesBefore;
        const double open = openLeft ? piece.rect.left() : piece.rect.right();
        const double closed = openLeft ? r.right() : r.left();
        const double turn = openLeft ? closed - radius : closed + radius;
        path.moveTo(open, r.top());
        path.lineTo(turn, r.top());
        path.quadTo(closed, r.top(), closed, r.top() + radius);
        path.lineTo(closed, r.bottom() - radius);
        path.quadTo(closed, r.bottom(), turn, r.bottom());
        path.lineTo(open, r.bottom());
    }
    return path;
}

/// Where rows close up, the outline of all rows of a run together.
QPainterPath jointOutline(const PaintContext& c, BlockIndex block, double grow) {
    const Run& run = c.snapshot.run_at(block);
    const BlockIndex lastBlock{run.index.value + run.blocks.value - 1};
    const QRectF first = c.layout.block(run.index);
    const QRectF last = c.layout.block(lastBlock);
    const double left = c.layout.left - grow;
    const double right = c.layout.blocksRight() + grow;
    const double from = first.left() - grow;
    const double to = last.right() + grow;
    const double under = c.layout.rowTop(c.layout.rowOf(run.index) + 1);
    const double over = last.top();
    QPainterPath path;
    if (c.layout.rowOf(run.index) + 1 == c.layout.rowOf(lastBlock) && to <= from) {
        // Two ends that do not touch.
        path.moveTo(right, first.top() - grow);
        path.lineTo(from, first.top() - grow);
        path.lineTo(from, first.bottom() + grow);
        path.lineTo(right, first.bottom() + grow);
        path.moveTo(left, last.top() - grow);
        path.lineTo(to, last.top() - grow);
        path.lineTo(to, last.bottom() + grow);
        path.lineTo(left, last.bottom() + grow);
        return path;
    }
    path.addPolygon(
        QPolygonF({QPointF(from, first.top() - grow), QPointF(right, first.top() - grow), QPointF(right, over + grow),
                   QPointF(to, over + grow), QPointF(to, last.bottom() + grow), QPointF(left, last.bottom() + grow),
                   QPointF(left, under - grow), QPointF(from, under - grow)}));
    path.closeSubpath();
    return path;
}

void strokeRun(PaintContext& c, BlockIndex block, double grow, double radius, const QPen& pen) {
    if (c.layout.detail < Detail::names && block.value < c.baseIndex()) {
        const Run& run = c.snapshot.run_at(block);
        if (c.layout.rowOf(run.index) != c.layout.rowOf(BlockIndex{run.index.value + run.blocks.value - 1})) {
            c.painter.strokePath(jointOutline(c, block, grow), pen);
            return;
        }
    }
    for (const Piece& piece : markedPieces(c, block)) {
        c.painter.strokePath(outline(piece, grow, radius), pen);
    }
}

/// A sharp frame of whole pixels around a chunk the algorithm looks at.
void frameRun(PaintContext& c, BlockIndex block, double width) {
    if (c.layout.detail < Detail::names && block.value < c.baseIndex()) {
        strokeRun(c, block, 1, 0, QPen(c.palette.accent, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        return;
    }
    for (const Piece& piece : markedPieces(c, block)) {
        c.frame(piece.rect, width, c.palette.accent, piece.continuesBefore, piece.continuesAfter);
    }
}

struct Flag {
    BlockIndex block{};
    QRectF rect;
    bool isCurr = false;
};

/// A flag on its way slides along the link between the two headers.
QRectF flagAt(const PaintContext& c, BlockIndex block, const std::optional<TagMotion>& motion) {
    const QRectF target = flagRect(c.layout, block);
    if (!motion || motion->progress >= 1 || motion->from == block) {
        return target;
    }
    const QRectF origin = flagRect(c.layout, motion->from);
    const double t = motion->progress;
    const stalloc::Header header = c.snapshot.header(motion->from);
    if (block.value >= c.baseIndex() || header.next != block.value) {
        return QRectF(origin.topLeft() + (target.topLeft() - origin.topLeft()) * t, target.size());
    }
    const QPainterPath path = linkPath(c.layout, motion->from, block);
    const QPointF startOffset = origin.topLeft() - path.pointAtPercent(0);
    const QPointF endOffset = target.topLeft() - path.pointAtPercent(1);
    return QRectF(path.pointAtPercent(t) + startOffset + (endOffset - startOffset) * t, target.size());
}

std::vector<Flag> visibleFlags(const PaintContext& c) {
    std::vector<Flag> flags;
    const auto add = [&](const std::optional<BlockIndex>& block, const std::optional<TagMotion>& motion, bool isCurr) {
        if (!block || (block->value >= c.baseIndex() && c.layout.baseHeader.isEmpty())) {
            return;
        }
        Flag flag{*block, flagAt(c, *block, motion), isCurr};
        // Both hands on one header: one flag below the other.
        for (const Flag& other : flags) {
            if (other.block == *block) {
                flag.rect.translate(0, other.rect.height() + 2);
            }
        }
        flags.push_back(flag);
    };
    add(c.marks.scan.curr, c.marks.currMotion, true);
    add(c.marks.scan.prev, c.marks.prevMotion, false);
    return flags;
}

void paintFlag(PaintContext& c, const Flag& flag) {
    const QColor colour = flag.isCurr ? c.palette.accent : c.palette.ink2;
    const bool word = c.layout.detail >= Detail::fields || flag.block.value >= c.baseIndex();
    const double tip = flag.rect.left() + (word ? 10 : flag.rect.width() / 2);
    const double size = word ? 5 : 4;
    QPainterPath pointer(QPointF(tip, flag.rect.top() - size));
    pointer.lineTo(tip - size, flag.rect.top() + 0.5);
    pointer.lineTo(tip + size, flag.rect.top() + 0.5);
    pointer.closeSubpath();
    c.painter.fillPath(pointer, colour);
    c.box(flag.rect, 3, flag.isCurr ? c.palette.accent : c.palette.panel, colour, flag.isCurr ? 0 : 1.5);
    c.painter.setPen(flag.isCurr ? c.palette.onAccent : c.palette.ink);
    const QString text = flag.isCurr ? PaintContext::tr("curr") : PaintContext::tr("prev");
    c.text.drawIn(c.painter, TextStyle::labelBold, flag.rect, Qt::AlignHCenter, word ? text : text.left(1));
}

/// Where rows close up there is no room for a tag: a triangle in the row.
void paintFlagTriangle(PaintContext& c, const Flag& flag) {
    const QRectF block = c.layout.block(flag.block);
    const QPointF tip(block.left() + std::min(4.0, block.width() / 2), block.center().y() + 2.5);
    QPainterPath path(tip);
    path.lineTo(tip + QPointF(-4.5, 7));
    path.lineTo(tip + QPointF(4.5, 7));
    path.closeSubpath();
    c.painter.strokePath(path, QPen(c.palette.canvas, 3));
    c.painter.fillPath(path, flag.isCurr ? c.palette.accent : c.palette.ink2);
}

void paintChanged(PaintContext& c) {
    if (c.layout.detail < Detail::names) {
        return;
    }
    for (const BlockIndex index : c.marks.scan.changed) {
        const QRectF block = c.layout.block(index).adjusted(1, 1, -1, -1);
        // Left, for the link's dot is at the right.
        const bool full = c.layout.detail == Detail::bytes || index.value >= c.baseIndex();
        const double size = full ? 13 : c.layout.detail == Detail::fields ? 9 : 6;
        QPainterPath corner(block.topLeft());
        corner.lineTo(block.left() + size, block.top());
        corner.lineTo(block.left(), block.top() + size);
        corner.closeSubpath();
        c.painter.fillPath(corner, c.palette.accent);
    }
}

/// Chunks that are pointed out, where they are not framed as spans.
void paintLit(PaintContext& c) {
    if (!c.marks.lit || c.layout.detail < Detail::names || c.rows.isEmpty()) {
        return;
    }
    const auto runs = c.snapshot.runs();
    const Run* run = &c.snapshot.run_at(BlockIndex{c.firstBlock});
    for (const Run* end = runs.data() + runs.size(); run != end && run->index.value < c.endBlock; ++run) {
        if (c.isLit(*run)) {
            frameRun(c, run->index, 3);
        }
    }
}

/// A border that a merge takes away runs to the end of the joint run.
void paintVanishingBorders(PaintContext& c) {
    for (const BorderMotion& motion : c.marks.borders) {
        if (!motion.vanishes || motion.progress >= 1 || motion.from.value == 0) {
            continue;
        }
        const std::uint32_t row = c.layout.rowOf(motion.from);
        const double row0 = row * c.layout.blocksPerRow;
        const double now = motion.from.value + (double(motion.at.value) - motion.from.value) * motion.progress;
        const double column = std::clamp(now - row0, 0.0, double(c.layout.blocksInRow(row)));
        const double x = c.layout.left + column * c.layout.pixelsPerBlock;
        c.fill(QRectF(x - 1, c.layout.rowTop(row), 2, c.layout.blockHeight), c.palette.strongLine);
    }
}

} // namespace

QRectF flagRect(const HeapLayout& layout, BlockIndex block) {
    const QRectF header = layout.block(block);
    if (layout.detail >= Detail::fields || block.value >= layout.blocks) {
        const double indent = layout.detail == Detail::bytes || block.value >= layout.blocks ? 6 : 2;
        const double x = std::min(header.left() + indent, layout.contentSize().width() - 48);
        return QRectF(x, header.bottom() + 7, 46, 18);
    }
    return QRectF(std::round(header.center().x() - 8), header.bottom() + 6, 16, 15);
}

void paintFrames(PaintContext& c) {
    paintVanishingBorders(c);
    paintLit(c);
    const Scan& scan = c.marks.scan;
    if (scan.curr && scan.curr != scan.chosen) {
        frameRun(c, *scan.curr, 2);
    }
    if (scan.chosen) {
        frameRun(c, *scan.chosen, 3);
    }
    c.painter.save();
    c.painter.setRenderHint(QPainter::Antialiasing);
    c.painter.setBrush(Qt::NoBrush);
    const double radius = c.layout.detail < Detail::names ? 1 : 4;
    if (c.marks.hovered) {
        strokeRun(c, *c.marks.hovered, 0.75, radius, QPen(c.palette.ink, 1.5));
    }
    if (c.marks.selected) {
        strokeRun(c, *c.marks.selected, 0.5, radius, QPen(c.palette.accent, 3));
    }
    if (c.marks.focused) {
        QPen pen(c.palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2, 1.5}); // in widths: 4 and 3
        strokeRun(c, *c.marks.focused, 4, 5, pen);
    }
    c.painter.restore();
}

void paintFlags(PaintContext& c) {
    if (c.layout.detail < Detail::runs) {
        return;
    }
    c.painter.save();
    c.painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<Flag> flags = visibleFlags(c);
    std::vector<QRectF> taken;
    for (const Flag& flag : flags) {
        taken.push_back(flag.rect);
    }
    paintChanged(c);
    paintReasons(c, taken);
    for (auto flag = flags.rbegin(); flag != flags.rend(); ++flag) {
        if (c.layout.detail >= Detail::names || flag->block.value >= c.baseIndex()) {
            paintFlag(c, *flag);
        } else {
            paintFlagTriangle(c, *flag);
        }
    }
    c.painter.restore();
}

void paintCallout(PaintContext& c) {
    if (!c.marks.callout || c.layout.detail >= Detail::runs || c.marks.callout->block.value >= c.baseIndex()) {
        return;
    }
    const Callout& callout = *c.marks.callout;
    const Run& run = c.snapshot.run_at(callout.block);
    const QRectF first = c.layout.pieces(run.index, run.blocks, c.layout.allRows()).front().rect;
    const double width =
        std::max(c.text.width(TextStyle::labelBold, callout.title), c.text.width(TextStyle::label, callout.detail)) +
        24;
    const double height = callout.detail.isEmpty() ? 26 : 46;
    const double mostRight = std::max(c.layout.contentSize().width() - 8, width + 8);
    const double x = std::clamp(first.center().x() - 24, 8.0, std::max(8.0, mostRight - width));
    const bool above = first.top() - height - 16 >= 0;
    const double y = above ? first.top() - height - 16 : first.bottom() + 16;
    const double anchorX = std::clamp(first.center().x(), x + 8, x + width - 8);

    c.painter.save();
    c.painter.setRenderHint(QPainter::Antialiasing);
    frameRun(c, callout.block, 2);
    c.painter.setPen(QPen(c.palette.accent, 1.5));
    c.painter.drawLine(QPointF(anchorX, above ? y + height : y),
                       QPointF(anchorX, above ? first.top() - 2 : first.bottom() + 2));
    c.box(QRectF(x, y, width, height), 4, c.palette.panel, c.palette.accent, 1.5);
    c.painter.setPen(c.palette.ink);
    c.text.draw(c.painter, TextStyle::labelBold, QPointF(x + 12, y + 18), callout.title);
    c.painter.setPen(c.palette.ink2);
    c.text.draw(c.painter, TextStyle::label, QPointF(x + 12, y + 35), callout.detail);
    c.painter.restore();
}

} // namespace firstfit
