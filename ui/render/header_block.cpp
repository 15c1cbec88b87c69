// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/header_block.h"

#include "ui/render/labels.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr double padding = 6;
constexpr double gap = 5;

/// The base header's length says that no block is free by a mark, as note and pseudocode write it.
QString lengthText(const stalloc::Header& header, bool isBase) {
    return isBase && header.length == 0xFFFF ? QStringLiteral("FFFF") : QString::number(header.length);
}

int digitsOf(std::uint32_t value) { return static_cast<int>(QString::number(value).size()); }

/// Does the link leave this header downwards, through the lower part of its block?
bool linkGoesDown(const PaintContext& context, BlockIndex index, std::uint16_t next) {
    if (index.value >= context.baseIndex()) {
        return true;
    }
    return next != 0 && next < context.layout.blocks &&
           context.layout.rowOf(index) != context.layout.rowOf(BlockIndex{next});
}

/// "next 19": the word and the number, or shorter forms where the number is long.
void paintField(PaintContext& c, const QRectF& block, double baseline, const QString& word, const QString& shortWord,
                const QString& number, double valueX) {
    const double limit = block.right() - 12; // the link's dot, and its way down
    TextStyle style = TextStyle::code12Bold;
    QString shown = word;
    if (valueX + c.text.width(style, number) > limit) {
        shown = c.text.width(TextStyle::caption, word) > c.text.width(TextStyle::caption, shortWord) ? shortWord : word;
        valueX = block.left() + padding + c.text.width(TextStyle::caption, shown) + gap - 1;
        if (valueX + c.text.width(style, number) > limit) {
            style = TextStyle::code10;
            valueX = std::min(valueX, limit - c.text.width(style, number));
        }
    }
    c.painter.setPen(c.palette.ink2);
    c.text.draw(c.painter, TextStyle::caption, QPointF(block.left() + padding, baseline), shown);
    c.painter.setPen(c.palette.ink);
    c.text.draw(c.painter, style, QPointF(valueX, baseline), number);
}

void paintRawBytes(PaintContext& c, const QRectF& block, BlockIndex index) {
    const auto bytes = c.snapshot.raw_bytes(index);
    c.painter.setPen(c.palette.ink2);
    const double pair = c.text.width(TextStyle::code10, QStringLiteral("00"));
    // Four pairs and three gaps end before the link's way down.
    const double between = std::min(4.0, (block.width() - padding - 12 - 4 * pair) / 3);
    double x = block.left() + padding;
    for (const unsigned char byte : bytes) {
        const QString hex = QStringLiteral("%1").arg(uint{byte}, 2, 16, QLatin1Char('0')).toUpper();
        c.text.draw(c.painter, TextStyle::code10, QPointF(x, block.top() + 51), hex);
        x += pair + between;
    }
}

void paintWords(PaintContext& c, const QRectF& block, BlockIndex index, const stalloc::Header& header) {
    const QString next = PaintContext::tr("next");
    const QString length = PaintContext::tr("length");
    const double words = std::max(c.text.width(TextStyle::caption, next), c.text.width(TextStyle::caption, length));
    const double valueX = block.left() + padding + words + gap;
    paintField(c, block, block.top() + 16, next, next, QString::number(header.next), valueX);
    paintField(c, block, block.top() + 32, length, PaintContext::tr("len"),
               lengthText(header, index.value >= c.baseIndex()), valueX);
    c.fill(QRectF(block.left() + 2, block.top() + 39, block.width() - 3, 1), c.palette.line);
    paintRawBytes(c, block, index);
}

void paintNumbers(PaintContext& c, const QRectF& block, HeaderNumbers how, const stalloc::Header& header) {
    const QString next = QString::number(header.next);
    const QString length = QString::number(header.length);
    double firstY = block.top() + block.height() * 0.32;
    double secondY = block.top() + block.height() * 0.68;
    TextStyle style = TextStyle::code11;
    if (how == HeaderNumbers::beneath) {
        style = TextStyle::code10;
        firstY = block.top() + 19;
        secondY = block.top() + 31;
    } else if (padding + c.text.width(style, next) > block.width() - 10) {
        style = TextStyle::code10;
    }
    const double x = block.left() + 4;
    const double half = c.text.capHeight(style) / 2;
    c.painter.setPen(c.palette.ink);
    c.text.draw(c.painter, style, QPointF(x, firstY + half), next);
    c.painter.setPen(c.palette.ink2);
    c.text.draw(c.painter, style, QPointF(x, secondY + half), length);
}

/// The base header where rows close up: one line.
void paintBaseLine(PaintContext& c) {
    const stalloc::Header header = c.snapshot.base_header();
    const QString text =
        PaintContext::tr("base: next %1, length %2").arg(QString::number(header.next), lengthText(header, true));
    c.painter.setPen(c.palette.ink);
    c.text.drawIn(c.painter, TextStyle::caption, c.layout.baseHeader.adjusted(6, 0, -14, 0), Qt::AlignLeft, text);
}

} // namespace

HeaderNumbers headerNumbers(const HeapLayout& layout, int digits) {
    if (layout.detail == Detail::bytes) {
        return HeaderNumbers::words;
    }
    if (layout.detail != Detail::fields) {
        return HeaderNumbers::none;
    }
    const double width = 6.2 * digits; // of a number in the fixed font at 10
    if (4 + width <= layout.pixelsPerBlock - 11) {
        return HeaderNumbers::beside;
    }
    return 4 + width <= layout.pixelsPerBlock - 2 ? HeaderNumbers::beneath : HeaderNumbers::none;
}

void paintHeader(PaintContext& c, BlockIndex index) {
    const bool isBase = index.value >= c.baseIndex();
    const QRectF block = c.layout.block(index);
    const stalloc::Header header = c.snapshot.header(index);
    const QColor& tint = c.isCurr(index.value) ? c.palette.accentTint : c.palette.headerBlock;
    // The frame around the chunk is there already.
    c.fill(block.adjusted(2, 2, 0, -2), tint);
    const HeaderNumbers how =
        isBase ? HeaderNumbers::words : headerNumbers(c.layout, digitsOf(std::max(header.next, header.length)));
    if (how == HeaderNumbers::words) {
        paintWords(c, block, index, header);
    } else if (how == HeaderNumbers::beside) {
        paintNumbers(c, block, how, header);
    } else if (how == HeaderNumbers::beneath) {
        const double width = c.text.width(TextStyle::code10, QString::number(header.next));
        // The link's way down must not cross the numbers.
        if (!linkGoesDown(c, index, header.next) || 4 + width <= block.width() - 9) {
            paintNumbers(c, block, how, header);
        }
    }
}

void paintBaseHeader(PaintContext& c) {
    const QRectF box = c.layout.baseHeader;
    if (box.isEmpty() || box.bottom() + c.layout.gutter < c.exposed.top()) {
        return;
    }
    const BlockIndex base{c.baseIndex()};
    c.painter.setPen(c.palette.ink);
    c.text.drawIn(c.painter, TextStyle::labelBold, QRectF(0, box.top(), box.left() - 9, 24), Qt::AlignRight,
                  PaintContext::tr("base"));
    if (c.layout.detail < Detail::names) {
        c.box(box, 3, c.palette.headerBlock, c.palette.strongLine, 1);
        paintBaseLine(c);
        return;
    }
    c.box(box, 4, c.isCurr(base.value) ? c.palette.accentTint : c.palette.headerBlock, c.palette.strongLine, 1);
    paintWords(c, box, base, c.snapshot.base_header());

    if (!noteLeavesRoomForCaption(c)) {
        return;
    }
    const double x = box.right() + 12;
    const HeapGeometry& geometry = c.snapshot.geometry();
    c.painter.setPen(c.palette.ink2);
    c.text.draw(c.painter, TextStyle::labelMedium, QPointF(x, box.top() + 16), PaintContext::tr("base header"));
    c.painter.setPen(c.palette.ink3);
    c.text.draw(c.painter, TextStyle::caption, QPointF(x, box.top() + 32),
                PaintContext::tr("4 bytes behind block %1").arg(c.locale.toString(geometry.blocks.value - 1)));
    c.text.draw(c.painter, TextStyle::code11, QPointF(x, box.top() + 47),
                QStringLiteral("0x") + QString::number(geometry.address_of(base), 16));
}

} // namespace firstfit
