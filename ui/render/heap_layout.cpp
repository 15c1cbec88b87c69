// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/heap_layout.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace firstfit {

namespace {

constexpr double headerWidth = 78;
constexpr double headerHeight = 56;
constexpr double highestThinRow = 6; ///< of a level that fills rows instead of drawing blocks

int digits(std::uint64_t value, unsigned base) {
    int count = 1;
    while (value >= base) {
        value /= base;
        ++count;
    }
    return count;
}

/// Vertical measures by level of detail. Brackets, lanes and flags must not meet inside the gutter.
void setRowMeasures(HeapLayout& layout) {
    const double px = layout.pixelsPerBlock;
    switch (layout.detail) {
    case Detail::bytes:
        layout.blockHeight = headerHeight, layout.gutter = 66;
        layout.bracket = 20, layout.lane = 31, layout.corner = 14, layout.bracketCorner = 12;
        break;
    case Detail::fields:
        layout.blockHeight = std::clamp(std::round(32 + px / 4), 38.0, 48.0), layout.gutter = 60;
        layout.bracket = 18, layout.lane = 30, layout.corner = 9, layout.bracketCorner = 9;
        break;
    case Detail::names:
        layout.blockHeight = 28, layout.gutter = 42;
        layout.bracket = 13, layout.lane = 24, layout.corner = 5, layout.bracketCorner = 4;
        break;
    case Detail::runs:
        layout.blockHeight = 14, layout.gutter = 1, layout.corner = 3, layout.bracketCorner = 3;
        break;
    case Detail::cells:
        layout.blockHeight = 4, layout.gutter = 1;
        break;
    case Detail::pixels:
        layout.blockHeight = std::max(2.0, std::round(px));
        break;
    case Detail::coverage:
        layout.blockHeight = 3;
        break;
    }
}

/// The margin holds the link's lane, index or address, and a chevron.
double leftMargin(const HeapLayout& layout, const HeapGeometry& geometry) {
    const int indexDigits = digits(layout.blocks - 1, 10);
    const double index = 6.5 * (indexDigits + (indexDigits > 3 ? 1 : 0));
    if (layout.detail < Detail::runs) {
        return std::max(52.0, 14 + index); // without links: what the index and its tick need
    }
    if (layout.detail < Detail::names) {
        return std::max(52.0, 16 + index + 12);
    }
    const int addressDigits = digits(geometry.address_of(BlockIndex{layout.blocks}), 16);
    return std::max(56.0, std::ceil(16 + std::max(7.4 * indexDigits, 6.2 * addressDigits) + 12));
}

void setBaseHeader(HeapLayout& layout) {
    if (layout.detail >= Detail::names) {
        layout.baseHeader = QRectF(layout.left, 14, headerWidth, headerHeight);
        layout.top = layout.baseHeader.bottom() + std::max(layout.gutter, 48.0);
        if (layout.detail == Detail::bytes) {
            layout.top = layout.baseHeader.bottom() + layout.gutter;
        }
    } else if (layout.detail == Detail::runs) {
        layout.baseHeader = QRectF(layout.left, 12, 190, 20);
        layout.top = layout.baseHeader.bottom() + 14;
    } else {
        layout.top = 12;
    }
}

} // namespace

Detail detailFor(double px) noexcept {
    if (px < 1) {
        return Detail::coverage;
    }
    if (px < 3) {
        return Detail::pixels;
    }
    if (px < 6) {
        return Detail::cells;
    }
    if (px < 12) {
        return Detail::runs;
    }
    if (px < 24) {
        return Detail::names;
    }
    return px < 72 ? Detail::fields : Detail::bytes;
}

HeapLayout HeapLayout::make(const HeapGeometry& geometry, double pixelsPerBlock, double width, bool footer,
                            std::uint32_t mostPerRow) {
    HeapLayout layout;
    layout.pixelsPerBlock = std::clamp(pixelsPerBlock, smallestZoom, largestZoom);
    layout.detail = detailFor(layout.pixelsPerBlock);
    layout.blocks = std::max(geometry.blocks.value, 1U);
    layout.width = width;
    setRowMeasures(layout);
    layout.left = leftMargin(layout, geometry);
    layout.right = layout.detail >= Detail::names ? 48 : layout.detail == Detail::runs ? 24 : 8;
    const double room = std::max(0.0, width - layout.left - layout.right);
    const double most = mostPerRow > 0 ? std::min(mostPerRow, layout.blocks) : layout.blocks;
    const auto fitting =
        static_cast<std::uint32_t>(std::clamp(std::floor(room / layout.pixelsPerBlock + 1e-9), 1.0, most));
    // A heap that fits into one row is one row, whatever its length.
    layout.blocksPerRow = fitting == layout.blocks ? std::bit_ceil(layout.blocks) : std::bit_floor(fitting);
    layout.rows = (layout.blocks - 1) / layout.blocksPerRow + 1;
    layout.footerHeight = !footer ? 0 : layout.detail >= Detail::names ? 58 : layout.detail == Detail::runs ? 44 : 58;
    setBaseHeader(layout);
    return layout;
}

double HeapLayout::fit(const HeapGeometry& geometry, QSizeF viewport, bool footer) {
    const auto fits = [&](double px) {
        const QSizeF size = make(geometry, px, viewport.width(), footer).contentSize();
        return size.width() <= viewport.width() && size.height() <= viewport.height();
    };
    // Below 3 px, halves are regular enough, and fill what would else be left empty.
    for (double px = largestFit; px >= 1; px -= px > 3 ? 1 : 0.5) {
        if (fits(px)) {
            return px;
        }
    }
    double px = 0.5;
    while (px > smallestZoom && !fits(px)) {
        px /= 2;
    }
    return px;
}

void HeapLayout::fillHeight(double height) {
    if (detail <= Detail::pixels) {
        const double free = height - (contentSize().height() - rows * blockHeight);
        blockHeight = std::clamp(std::floor(free / rows), blockHeight, highestThinRow);
    }
}

double HeapLayout::columnX(std::uint32_t column) const noexcept {
    const double x = column * pixelsPerBlock;
    return left + (pixelsPerBlock >= 1 ? std::round(x) : x);
}

std::uint32_t HeapLayout::blocksInRow(std::uint32_t row) const noexcept {
    return row + 1 < rows ? blocksPerRow : blocks - row * blocksPerRow;
}

QRectF HeapLayout::rowRect(std::uint32_t row) const noexcept {
    return QRectF(left, rowTop(row), columnX(blocksInRow(row)) - left, blockHeight);
}

double HeapLayout::blocksRight() const noexcept { return columnX(std::min(blocks, blocksPerRow)); }

QRectF HeapLayout::block(BlockIndex index) const noexcept {
    if (index.value >= blocks) {
        return baseHeader;
    }
    const std::uint32_t column = columnOf(index);
    return QRectF(columnX(column), rowTop(rowOf(index)), columnX(column + 1) - columnX(column), blockHeight);
}

std::optional<BlockIndex> HeapLayout::blockAt(QPointF point) const noexcept {
    if (baseHeader.contains(point)) {
        return BlockIndex{blocks};
    }
    const double y = point.y() - top;
    const double x = point.x() - left;
    if (y < 0 || x < 0) {
        return std::nullopt;
    }
    const auto row = static_cast<std::uint32_t>(y / pitch());
    if (row >= rows || y - row * pitch() >= blockHeight) {
        return std::nullopt;
    }
    auto column = static_cast<std::uint32_t>(x / pixelsPerBlock);
    // Edges are rounded to whole units, so the quotient may be off by one.
    if (column > 0 && point.x() < columnX(column)) {
        --column;
    } else if (point.x() >= columnX(column + 1)) {
        ++column;
    }
    if (column >= blocksInRow(row)) {
        return std::nullopt;
    }
    return BlockIndex{row * blocksPerRow + column};
}

std::vector<Piece> HeapLayout::pieces(BlockIndex index, BlockCount count, RowRange within) const {
    std::vector<Piece> result;
    if (count.value == 0 || index.value >= blocks || within.isEmpty()) {
        return result;
    }
    const std::uint32_t end = std::min(index.value + count.value, blocks);
    const std::uint32_t lastRow = std::min((end - 1) / blocksPerRow, within.last);
    for (std::uint32_t row = std::max(rowOf(index), within.first); row <= lastRow; ++row) {
        Piece piece;
        piece.row = row;
        piece.first = std::max(index.value, row * blocksPerRow);
        const std::uint32_t pieceEnd = std::min(end, (row + 1) * blocksPerRow);
        piece.count = pieceEnd - piece.first;
        const double x = columnX(piece.first - row * blocksPerRow);
        piece.rect = QRectF(x, rowTop(row), columnX(pieceEnd - row * blocksPerRow) - x, blockHeight);
        piece.continuesBefore = piece.first > index.value;
        piece.continuesAfter = pieceEnd < end;
        result.push_back(piece);
    }
    return result;
}

RowRange HeapLayout::allRows() const noexcept { return {0, rows - 1}; }

RowRange HeapLayout::rowsBetween(double y0, double y1) const noexcept {
    // A row reaches as far as its indices above and its flags below.
    const double first = std::floor((y0 - top - blockHeight - gutter) / pitch());
    const double last = std::floor((y1 - top + gutter) / pitch());
    if (last < 0 || first >= rows) {
        return {};
    }
    const double end = rows - 1.0;
    return {static_cast<std::uint32_t>(std::clamp(first, 0.0, end)),
            static_cast<std::uint32_t>(std::clamp(last, 0.0, end))};
}

QSizeF HeapLayout::contentSize() const noexcept {
    double across = blocksRight() + right;
    if (!baseHeader.isEmpty()) {
        across = std::max(across, baseHeader.right() + right);
    }
    const double below = footerHeight > 0 ? footerHeight : detail >= Detail::names ? 26 : 12;
    return {across, rowBottom(rows - 1) + below};
}

QRectF HeapLayout::footer() const noexcept {
    if (footerHeight <= 0) {
        return {};
    }
    const double gap = detail >= Detail::names ? 24 : 10;
    return QRectF(left, rowBottom(rows - 1) + gap, std::max(std::max(blocksRight() + right, width) - 12 - left, 0.0),
                  footerHeight - gap - 10);
}

double HeapLayout::laneBelow(int row) const noexcept {
    if (row < 0) {
        return baseHeader.bottom() + std::min(lane, (top - baseHeader.bottom()) / 2);
    }
    return rowBottom(static_cast<std::uint32_t>(row)) + (gutter > 1 ? lane : 0.5);
}

double HeapLayout::leftLaneX() const noexcept { return 6; }

double HeapLayout::rightLaneX() const noexcept { return blocksRight() + (detail >= Detail::names ? 24 : 12); }

} // namespace firstfit
