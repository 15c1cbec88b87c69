// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/blocks.h"

#include "ui/render/header_block.h"

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// Narrower than a letter and an ellipsis: no name at all.
constexpr double shortestName = 18;

QColor wasteInk(const PaintContext& c) {
    QColor ink = c.palette.labelInk;
    ink.setAlphaF(0.75F);
    return ink;
}

/// The same on a fill, without transparency: for lines, which are many.
QColor wasteLine(const PaintContext& c, const QColor& fill) {
    const auto mixed = [](int ink, int ground) { return (3 * ink + ground) / 4; };
    const QColor& ink = c.palette.labelInk;
    return {mixed(ink.red(), fill.red()), mixed(ink.green(), fill.green()), mixed(ink.blue(), fill.blue())};
}

/// Where the border in front of block `at` is drawn in a row: shifted while it moves, but never out of the row.
double borderX(const PaintContext& c, std::uint32_t row, std::uint32_t at, double settled) {
    for (const BorderMotion& motion : c.marks.borders) {
        if (motion.vanishes || motion.at.value != at || motion.progress >= 1) {
            continue;
        }
        const double from = motion.from.value;
        const double now = from + (motion.at.value - from) * motion.progress;
        const double column = std::clamp(now - row * c.layout.blocksPerRow, 0.0, double(c.layout.blocksInRow(row)));
        return c.layout.left + std::round(column * c.layout.pixelsPerBlock);
    }
    return settled;
}

/// What an allocation says about itself: two lines at the most.
struct Label {
    TextStyle style = TextStyle::name;
    QString name;
    QString second; ///< may be empty
    double x = 0;
    double width = 0; ///< of the longer line
};

QString sizeText(PaintContext& c, const LiveAllocation& allocation, double room) {
    const QString number = c.locale.toString(static_cast<qulonglong>(allocation.bytes));
    for (const QString& text :
         {allocation.bytes == 1 ? PaintContext::tr("1 byte") : PaintContext::tr("%1 bytes").arg(number),
          PaintContext::tr("%1 B").arg(number)}) {
        if (c.text.width(TextStyle::bytes, text) <= room) {
            return text;
        }
    }
    return {};
}

Label labelFor(PaintContext& c, const LiveAllocation& allocation, const Piece& piece) {
    const bool full = c.layout.detail == Detail::bytes;
    const double indent = full ? 10 : c.layout.detail == Detail::fields ? 6 : 4;
    Label label;
    label.style = full                                ? TextStyle::name
                  : c.layout.detail == Detail::fields ? TextStyle::smallName
                                                      : TextStyle::labelBold;
    label.x = piece.rect.left() + indent;
    const double room = piece.rect.width() - indent - 3;
    const QString name = QString::fromStdString(allocation.name);
    label.width = c.text.width(label.style, name);
    label.name = name;
    if (label.width > room && label.width <= piece.rect.width() - 4) {
        label.x = piece.rect.left() + (piece.rect.width() - label.width) / 2;
    } else if (label.width > room && room < shortestName) {
        return {};
    } else if (label.width > room) {
        label.name = c.text.elided(label.style, name, room);
        label.width = c.text.width(label.style, label.name);
        // A mere ellipsis names nothing.
        if (label.name.size() < 2 || label.width > room) {
            return {};
        }
    }
    if (full) {
        label.second = piece.continuesBefore ? PaintContext::tr("continued") : sizeText(c, allocation, room);
        const double width = c.text.width(TextStyle::bytes, label.second);
        if (width > room) {
            label.second.clear();
        } else {
            label.width = std::max(label.width, width);
        }
    }
    return label;
}

void paintLabel(PaintContext& c, const Label& label, const QRectF& body, const QColor& fill, double plainUntil) {
    if (label.name.isEmpty()) {
        return;
    }
    const bool full = c.layout.detail == Detail::bytes;
    const double end = label.x + label.width;
    if (end + 2 > plainUntil) {
        // Hatching would make the words hard to read: a plain patch under them.
        const double half = full ? body.height() / 2 - 7 : c.text.capHeight(label.style) / 2 + 3;
        const double left = std::max(label.x - 4, body.left() + 1);
        c.fill(QRectF(left, body.center().y() - half, std::min(end + 5, body.right() - 1) - left, 2 * half), fill);
    }
    c.painter.setPen(c.palette.labelInk);
    if (!full || label.second.isEmpty()) {
        const double y = body.center().y() + c.text.capHeight(label.style) / 2;
        c.text.draw(c.painter, label.style, QPointF(label.x, y), label.name);
        return;
    }
    c.text.draw(c.painter, label.style, QPointF(label.x, body.top() + 23), label.name);
    c.text.draw(c.painter, TextStyle::bytes, QPointF(label.x, body.top() + 41.5), label.second);
}

void paintTicks(PaintContext& c, const Piece& piece, const QRectF& body, const QColor& colour) {
    for (std::uint32_t i = 1; i < piece.count; ++i) {
        const double x = c.layout.columnX(c.layout.columnOf(BlockIndex{piece.first + i}));
        if (x >= body.right() - 1 || x <= body.left() + 1) {
            continue;
        }
        c.fill(QRectF(x - 1, body.top() + 1, 2, 7), colour);
        c.fill(QRectF(x - 1, body.bottom() - 8, 2, 7), colour);
    }
}

void paintAllocation(PaintContext& c, const Run& run) {
    const LiveAllocation& allocation = c.snapshot.allocations()[run.allocation];
    const AllocationColours colours = c.coloursOf(run.allocation);
    for (const Piece& piece : visiblePieces(c, run)) {
        const QRectF body = bodyOf(piece);
        if (body.width() < 1) {
            continue;
        }
        c.framedFill(body, colours.fill, colours.edge, piece.continuesBefore, piece.continuesAfter);
        const QRectF inside = insideOf(piece);
        const Label label = labelFor(c, allocation, piece);
        double plainUntil = body.right();
        const QRectF waste = wasteOf(c.snapshot.geometry(), allocation, piece).intersected(inside);
        // Where the label's patch is as wide as the piece, nothing of a pattern could be recognised.
        const bool covered =
            !label.name.isEmpty() && label.x - 4 <= inside.left() && label.x + label.width + 5 >= inside.right();
        if (colours.kind != Pattern::plain && !covered) {
            QRectF used = inside;
            used.setRight(waste.isEmpty() ? inside.right() : waste.left());
            c.textures.fill(c.painter, colours.kind == Pattern::stripes ? Texture::stripes : Texture::dots, used,
                            colours.pattern, c.deviceScale);
            plainUntil = body.left();
        }
        if (!waste.isEmpty()) {
            c.textures.fill(c.painter, Texture::wasteHatch, waste, wasteInk(c), c.deviceScale);
            plainUntil = std::min(plainUntil, waste.left());
        }
        if (c.layout.detail == Detail::bytes) {
            paintTicks(c, piece, body, colours.edge);
        }
        paintLabel(c, label, body, colours.fill, plainUntil);
        if (waste.width() > 1) {
            c.fill(QRectF(waste.left(), inside.top(), 1, inside.height()), wasteLine(c, colours.fill));
        }
    }
}

/// Light lines between the blocks of a chunk.
void paintSeparators(PaintContext& c, const Piece& piece, const QRectF& body) {
    for (std::uint32_t i = 1; i < piece.count; ++i) {
        const double x = c.layout.columnX(c.layout.columnOf(BlockIndex{piece.first + i}));
        if (x > body.left() + 1 && x < body.right() - 1) {
            c.fill(QRectF(x - 0.5 - 0.5, body.top() + 1, 1, body.height() - 2), c.palette.line);
        }
    }
}

/// "9 free", in the chunk's second block, wherever that is.
void paintLength(PaintContext& c, const Run& run, const Piece& piece) {
    const std::uint32_t second = run.index.value + 1;
    if (run.blocks.value < 2 || second < piece.first || second >= piece.first + piece.count) {
        return;
    }
    const double x =
        c.layout.columnX(c.layout.columnOf(BlockIndex{second})) + (c.layout.detail == Detail::bytes ? 10 : 8);
    const QString text = PaintContext::tr("%1 free").arg(c.locale.toString(run.blocks.value));
    if (x + c.text.width(TextStyle::caption, text) > piece.rect.right() - 4) {
        return;
    }
    c.painter.setPen(c.palette.ink3);
    const double y = piece.rect.center().y() + c.text.capHeight(TextStyle::caption) / 2;
    c.fill(QRectF(x - 2, y - 12, c.text.width(TextStyle::caption, text) + 4, 16), c.palette.freeBlock);
    c.text.draw(c.painter, TextStyle::caption, QPointF(x, y), text);
}

void paintChunk(PaintContext& c, const Run& run) {
    const bool rejected = c.rejectionOf(run.index.value) != nullptr;
    for (const Piece& piece : visiblePieces(c, run)) {
        const QRectF body = bodyOf(piece);
        if (body.width() < 1) {
            continue;
        }
        c.framedFill(body, c.palette.freeBlock, c.palette.strongLine, piece.continuesBefore, piece.continuesAfter);
        paintSeparators(c, piece, body);
        if (rejected) {
            QRectF hatched = insideOf(piece);
            if (!piece.continuesBefore && (run.blocks.value > 1 || c.layout.detail != Detail::names)) {
                hatched.setLeft(std::min(c.layout.block(run.index).right(), body.right()));
            }
            c.textures.fill(c.painter, Texture::freeHatch, hatched, c.palette.hatch, c.deviceScale);
        } else if (c.layout.detail >= Detail::fields) {
            paintLength(c, run, piece);
        }
        if (!piece.continuesBefore) {
            paintHeader(c, run.index);
            if (piece.count == 1 && !piece.continuesAfter) {
                c.fill(QRectF(body.right() - 1, body.top(), 1, body.height()), c.palette.strongLine);
            }
        }
    }
}

/// Blocks in no chunk and no allocation: on their way, or lost.
void paintLost(PaintContext& c, const Run& run) {
    const QString word = c.marks.insideOperation ? PaintContext::tr("taken") : PaintContext::tr("lost?");
    for (const Piece& piece : visiblePieces(c, run)) {
        const QRectF body = bodyOf(piece);
        if (body.width() < 1) {
            continue;
        }
        c.fill(body, c.palette.canvas);
        c.textures.fill(c.painter, Texture::freeHatch, body, c.palette.strongLine, c.deviceScale);
        c.frame(body, 1, c.palette.ink3, piece.continuesBefore, piece.continuesAfter);
        const TextStyle style = c.layout.detail == Detail::bytes ? TextStyle::smallName : TextStyle::label;
        const double width = c.text.width(style, word);
        const double indent = c.layout.detail == Detail::bytes ? 10 : 5;
        if (indent + width + 4 > piece.rect.width()) {
            continue;
        }
        const double half = c.text.capHeight(style) / 2;
        const double y = body.center().y();
        c.fill(QRectF(piece.rect.left() + indent - 3, y - half - 4, width + 6, 2 * half + 8), c.palette.canvas);
        c.painter.setPen(c.palette.ink);
        c.text.draw(c.painter, style, QPointF(piece.rect.left() + indent, y + half), word);
    }
}

/// Headers that a running operation has put where no chunk is shown yet: in an allocation being freed, say.
void paintStrayHeaders(PaintContext& c) {
    const auto paintIfStray = [&](BlockIndex index) {
        if (index.value < c.firstBlock || index.value >= c.endBlock) {
            return;
        }
        const Run& run = c.snapshot.run_at(index);
        if (run.kind != Run::Kind::chunk || run.index != index) {
            paintHeader(c, index);
            c.frame(c.layout.block(index).adjusted(1, 1, -1, -1), 1, c.palette.strongLine);
        }
    };
    for (const Chunk& chunk : c.snapshot.chunks()) {
        paintIfStray(chunk.index);
    }
    for (const BlockIndex changed : c.marks.scan.changed) {
        paintIfStray(changed);
    }
}

} // namespace

std::vector<Piece> visiblePieces(const PaintContext& c, const Run& run) {
    std::vector<Piece> pieces = c.layout.pieces(run.index, run.blocks, c.rows);
    if (c.marks.borders.empty()) {
        return pieces;
    }
    for (Piece& piece : pieces) {
        if (!piece.continuesBefore) {
            piece.rect.setLeft(borderX(c, piece.row, piece.first, piece.rect.left()));
        }
        if (!piece.continuesAfter) {
            piece.rect.setRight(borderX(c, piece.row, piece.first + piece.count, piece.rect.right()));
        }
    }
    return pieces;
}

QRectF bodyOf(const Piece& piece) {
    return piece.rect.adjusted(piece.continuesBefore ? 0 : 1, 1, piece.continuesAfter ? 0 : -1, -1);
}

QRectF insideOf(const Piece& piece) {
    return bodyOf(piece).adjusted(piece.continuesBefore ? 0 : 1, 1, piece.continuesAfter ? 0 : -1, -1);
}

QRectF wasteOf(const HeapGeometry& geometry, const LiveAllocation& allocation, const Piece& piece) {
    const double asked = static_cast<double>(allocation.bytes) / geometry.block_size;
    const double wasteFrom = allocation.index.value + asked;
    const double pieceEnd = piece.first + piece.count;
    if (wasteFrom >= pieceEnd || asked >= allocation.blocks.value) {
        return {};
    }
    QRectF waste = piece.rect;
    const double share = std::max(0.0, wasteFrom - piece.first) / piece.count;
    waste.setLeft(piece.rect.left() + share * piece.rect.width());
    return waste;
}

void paintRuns(PaintContext& c) {
    if (c.rows.isEmpty()) {
        return;
    }
    const auto runs = c.snapshot.runs();
    const Run* run = &c.snapshot.run_at(BlockIndex{c.firstBlock});
    for (const Run* end = runs.data() + runs.size(); run != end && run->index.value < c.endBlock; ++run) {
        switch (run->kind) {
        case Run::Kind::allocation:
            paintAllocation(c, *run);
            break;
        case Run::Kind::chunk:
            paintChunk(c, *run);
            break;
        case Run::Kind::lost:
            paintLost(c, *run);
            break;
        }
    }
    paintStrayHeaders(c);
}

} // namespace firstfit
