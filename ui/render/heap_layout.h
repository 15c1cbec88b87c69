// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where everything on the heap map lies: arithmetic only, no painting, no window.
//
//   left |  base header                                   | right
//        |  ---- gutter: lane of the base's link ----     |
//   0    |  [block][block][block]...                      |
//   1000 |  ---- gutter: flags, lane, brackets, indices   |
//   8    |  [block][block]...                             |
//
// All lengths are in units of the visual rules (1 px at 96 dpi); who paints scales.
#pragma once

#include "allocator/heap/geometry.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstdint>
#include <optional>
#include <vector>

namespace firstfit {

/// What a block shows at a zoom, from little to much.
enum class Detail : std::uint8_t { coverage, pixels, cells, runs, names, fields, bytes };

/// The level of detail for so many px per block.
[[nodiscard]] Detail detailFor(double pixelsPerBlock) noexcept;

/// The part of a run that lies in one row.
struct Piece {
    std::uint32_t row = 0;
    std::uint32_t first = 0; ///< block index
    std::uint32_t count = 0; ///< blocks
    QRectF rect;
    bool continuesBefore = false; ///< the run comes from the row above
    bool continuesAfter = false;  ///< the run goes on in the row below
};

/// Rows, an inclusive range; `last` < `first` when empty.
struct RowRange {
    std::uint32_t first = 1;
    std::uint32_t last = 0;

    [[nodiscard]] bool isEmpty() const noexcept { return last < first; }
    [[nodiscard]] bool contains(std::uint32_t row) const noexcept { return row >= first && row <= last; }
};

struct HeapLayout {
    static constexpr double largestFit = 78; ///< px per block that "Fit" never exceeds
    static constexpr double smallestZoom = 1.0 / 64;
    static constexpr double largestZoom = 128;

    Detail detail = Detail::bytes;
    std::uint32_t blocks = 0;
    std::uint32_t blocksPerRow = 1; ///< a power of two
    std::uint32_t rows = 0;
    double pixelsPerBlock = largestFit;
    double width = 0;       ///< asked for
    double left = 0;        ///< of the first block of a row
    double right = 0;       ///< margin behind the last block of a full row
    double top = 0;         ///< of row 0
    double blockHeight = 0; ///< units
    double gutter = 0;      ///< between two rows
    double bracket = 0;     ///< how far above its row a link within one row runs
    double lane = 0;        ///< how far below its row a link to another row runs
    double corner = 0;      ///< radius where a link turns
    double bracketCorner = 0;
    double footerHeight = 0; ///< room for the legend or a sentence below the last row
    QRectF baseHeader;       ///< empty where the zoom shows none

    /// A heap at a zoom, in rows as long as `width` units allow. `footer`: leave room for the legend; `mostPerRow`:
    /// a bound for the blocks in a row, 0 = none. O(1).
    [[nodiscard]] static HeapLayout make(const HeapGeometry& geometry, double pixelsPerBlock, double width,
                                         bool footer = true, std::uint32_t mostPerRow = 0);
    /// The largest zoom, at most `largestFit`, at which the whole heap is in view; if none does, the smallest. O(100).
    [[nodiscard]] static double fit(const HeapGeometry& geometry, QSizeF viewport, bool footer = true);

    [[nodiscard]] double pitch() const noexcept { return blockHeight + gutter; }
    [[nodiscard]] std::uint32_t rowOf(BlockIndex block) const noexcept { return block.value / blocksPerRow; }
    [[nodiscard]] std::uint32_t columnOf(BlockIndex block) const noexcept { return block.value % blocksPerRow; }
    /// Left edge of a column; whole units at 1 px per block and more, so that edges are sharp.
    [[nodiscard]] double columnX(std::uint32_t column) const noexcept;
    [[nodiscard]] double rowTop(std::uint32_t row) const noexcept { return top + row * pitch(); }
    [[nodiscard]] double rowBottom(std::uint32_t row) const noexcept { return rowTop(row) + blockHeight; }
    /// Where the blocks of a row lie; the last row may be shorter.
    /// Where rows close up and a block is hardly seen: makes them higher, as far as all of them still fit into
    /// `height`.
    void fillHeight(double height);
    [[nodiscard]] QRectF rowRect(std::uint32_t row) const noexcept;
    /// Right edge of a full row.
    [[nodiscard]] double blocksRight() const noexcept;
    [[nodiscard]] std::uint32_t blocksInRow(std::uint32_t row) const noexcept;

    /// A block's place; index L is the base header.
    [[nodiscard]] QRectF block(BlockIndex index) const noexcept;
    /// The block at a point, L for the base header, nothing in margins and gutters.
    [[nodiscard]] std::optional<BlockIndex> blockAt(QPointF point) const noexcept;
    /// The pieces of a run within some rows.
    [[nodiscard]] std::vector<Piece> pieces(BlockIndex index, BlockCount count, RowRange within) const;
    [[nodiscard]] RowRange allRows() const noexcept;
    /// Rows of which something (blocks, or what hangs in their gutters) lies between two heights.
    [[nodiscard]] RowRange rowsBetween(double y0, double y1) const noexcept;
    [[nodiscard]] QSizeF contentSize() const noexcept;
    /// Where the legend goes, below the last row.
    [[nodiscard]] QRectF footer() const noexcept;

    /// Height of the link that runs above row `row`.
    [[nodiscard]] double bracketY(std::uint32_t row) const noexcept { return rowTop(row) - bracket; }
    /// Height of the lane below row `row`; -1: below the base header.
    [[nodiscard]] double laneBelow(int row) const noexcept;
    /// Where links run down beside the rows.
    [[nodiscard]] double leftLaneX() const noexcept;
    [[nodiscard]] double rightLaneX() const noexcept;
};

} // namespace firstfit
