// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/labels.h"

#include "ui/render/links.h"

#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double noteWidth = 250;
constexpr double narrowestNote = 180;
constexpr double noteLine = 18;
constexpr double arrowRoom = 6; ///< left of the middle of a link's arrow

void paintRowLabel(PaintContext& c, std::uint32_t row) {
    const BlockIndex first{row * c.layout.blocksPerRow};
    const double middle = c.layout.rowTop(row) + c.layout.blockHeight / 2;
    const double right = c.layout.left - 16;
    c.painter.setPen(c.palette.ink);
    c.text.drawIn(c.painter, TextStyle::code12Bold, QRectF(10, middle - 16, right - 10, 16), Qt::AlignRight,
                  QString::number(first.value));
    c.painter.setPen(c.palette.ink3);
    c.text.drawIn(c.painter, TextStyle::code10, QRectF(10, middle, right - 10, 16), Qt::AlignRight,
                  QString::number(c.snapshot.geometry().address_of(first), 16));
}

/// Where rows are close, a label every so many rows, with a tick.
void paintSparseLabels(PaintContext& c) {
    std::uint32_t step = 1;
    while (step * c.layout.pitch() < 26) {
        step *= 2;
    }
    for (std::uint32_t row = (c.rows.first + step - 1) / step * step; row <= c.rows.last; row += step) {
        const double middle = c.layout.rowTop(row) + c.layout.blockHeight / 2;
        c.painter.setPen(c.palette.ink2);
        c.text.drawIn(c.painter, TextStyle::code10, QRectF(4, middle - 8, c.layout.left - 14, 16), Qt::AlignRight,
                      c.locale.toString(row * c.layout.blocksPerRow));
        c.fill(QRectF(c.layout.left - 7, std::floor(middle), 4, 1), c.palette.strongLine);
    }
}

void paintIndices(PaintContext& c, std::uint32_t row, std::uint32_t step) {
    c.painter.setPen(c.palette.ink3);
    for (std::uint32_t column = 0; column < c.layout.blocksInRow(row); column += step) {
        const BlockIndex index{row * c.layout.blocksPerRow + column};
        const QString number = QString::number(index.value);
        double x = c.layout.columnX(column) + 4;
        const Run& run = c.snapshot.run_at(index);
        if (run.kind == Run::Kind::chunk && run.index == index) {
            // A link comes down here: the number ends before its arrow.
            x = std::min(x, linkEnd(c.layout, index).x() - arrowRoom - c.text.width(TextStyle::code10, number));
        }
        c.text.draw(c.painter, TextStyle::code10, QPointF(x, c.layout.rowTop(row) - 5), number);
    }
}

void paintChevron(PaintContext& c, double x, double y, double size) {
    QPainterPath path(QPointF(x, y - size));
    path.lineTo(x + size, y);
    path.lineTo(x, y + size);
    c.painter.strokePath(path, QPen(c.palette.ink3, 1.5));
}

void paintChevrons(PaintContext& c, std::uint32_t row) {
    const QRectF rect = c.layout.rowRect(row);
    const std::uint32_t first = row * c.layout.blocksPerRow;
    const std::uint32_t last = first + c.layout.blocksInRow(row) - 1;
    const double size = c.layout.detail == Detail::names ? 4 : 6;
    if (c.snapshot.run_at(BlockIndex{first}).index.value < first) {
        paintChevron(c, rect.left() - 10, rect.center().y(), size);
    }
    const Run& run = c.snapshot.run_at(BlockIndex{last});
    if (run.index.value + run.blocks.value > last + 1) {
        paintChevron(c, rect.right() + 4, rect.center().y(), size);
    }
}

/// The note's lines, broken at words; a note too long for its box ends in an ellipsis.
QStringList brokenLines(QString text, const QFont& font, double width, int most) {
    text.replace(QLatin1Char('\n'), QChar::LineSeparator);
    QTextLayout layout(text, font);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == most) {
            lines << QFontMetricsF(font).elidedText(text.mid(line.textStart()).simplified(), Qt::ElideRight, width);
            break;
        }
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

bool hasNote(const PaintContext& c) { return !c.marks.noteText.isEmpty() && c.layout.detail >= Detail::names; }

double noteRight(const PaintContext& c, double left) {
    return std::max(c.layout.blocksRight(), std::min(left + noteWidth, c.layout.width - 12));
}

/// Behind the base header's caption, or in a narrow window in its place.
double noteLeft(PaintContext& c) {
    const QString behind = PaintContext::tr("4 bytes behind block %1").arg(c.locale.toString(c.baseIndex() - 1));
    const double beside = c.layout.baseHeader.right() + 12;
    const double behindCaption = beside + c.text.width(TextStyle::caption, behind) + 24;
    return noteRight(c, behindCaption) - behindCaption >= narrowestNote ? behindCaption : beside;
}

} // namespace

void paintRowLabels(PaintContext& c) {
    if (c.rows.isEmpty()) {
        return;
    }
    if (c.layout.detail < Detail::names) {
        paintSparseLabels(c);
        return;
    }
    c.painter.save();
    c.painter.setRenderHint(QPainter::Antialiasing);
    for (std::uint32_t row = c.rows.first; row <= c.rows.last; ++row) {
        paintRowLabel(c, row);
        paintChevrons(c, row);
        if (c.layout.detail != Detail::names) {
            paintIndices(c, row, c.layout.detail == Detail::bytes ? 1 : 4);
        }
    }
    c.painter.restore();
}

bool noteLeavesRoomForCaption(PaintContext& c) { return !hasNote(c) || noteLeft(c) > c.layout.baseHeader.right() + 13; }

void paintNote(PaintContext& c) {
    if (!hasNote(c)) {
        return;
    }
    const QRectF base = c.layout.baseHeader;
    const double left = noteLeft(c);
    const double right = noteRight(c, left);
    // As narrow as the words allow, at the right end of the blocks.
    const QFont& font = c.text.font(TextStyle::sentence);
    const double words = QFontMetricsF(font).boundingRect(QRectF(0, 0, 1e6, 1e6), 0, c.marks.noteText).width() + 2;
    const double width = std::min(std::max(words + 28, noteWidth), right - left);
    const int most = std::max(1, static_cast<int>((c.layout.top - 24 - base.top() - 22) / noteLine));
    const QStringList lines = brokenLines(c.marks.noteText, font, width - 28, most);
    const QRectF box(right - width, base.top() + 4, width, 22 + noteLine * static_cast<double>(lines.size()));
    c.fill(box, c.palette.head);
    c.fill(QRectF(box.left(), box.top(), 3, box.height()), c.palette.ink3);
    c.painter.setPen(c.palette.ink3);
    c.text.draw(c.painter, TextStyle::caption, QPointF(box.left() + 14, box.top() + 15), c.marks.noteTitle);
    c.painter.setPen(c.palette.ink);
    double y = box.top() + 32;
    for (const QString& line : lines) {
        c.text.draw(c.painter, TextStyle::sentence, QPointF(box.left() + 14, y), line);
        y += noteLine;
    }
}

} // namespace firstfit
