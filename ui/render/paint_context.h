// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the parts of the heap painter share during one frame.
#pragma once

#include "ui/render/hatching.h"
#include "ui/render/heap_picture.h"
#include "ui/render/link_stamps.h"
#include "ui/render/text_cache.h"

#include <QCoreApplication>
#include <QLocale>

namespace firstfit {

/// Built anew for every frame: the exposed rows, and the marks that lie in them, ready for quick look-up.
struct PaintContext {
    Q_DECLARE_TR_FUNCTIONS(HeapPainter)

public:
    PaintContext(QPainter& painter, const HeapPicture& picture, const QRectF& exposed, TextCache& text,
                 TexturePainter& textures, LinkStamps& stamps);

    QPainter& painter;
    const HeapPicture& picture;
    const Snapshot& snapshot;
    const HeapLayout& layout;
    const Palette& palette;
    const HeapMarks& marks;
    TextCache& text;
    TexturePainter& textures;
    LinkStamps& stamps;
    QRectF exposed;
    RowRange rows;                ///< rows to paint
    std::uint32_t firstBlock = 0; ///< of these rows
    std::uint32_t endBlock = 0;   ///< one past
    double deviceScale = 1;       ///< device px per unit
    bool raster = true;           ///< a grid of pixels; else SVG or PDF
    QLocale locale;

    /// The rejection of this chunk, or null. O(log visible rejections), the first time O(rejections).
    [[nodiscard]] const Rejection* rejectionOf(std::uint32_t chunk) const;
    /// Was the link in this header followed by the scan? O(1), the first time O(links followed).
    [[nodiscard]] bool isFollowed(std::uint32_t from) const;
    [[nodiscard]] bool isCurr(std::uint32_t block) const { return marks.scan.curr == BlockIndex{block}; }
    [[nodiscard]] bool isPrev(std::uint32_t block) const { return marks.scan.prev == BlockIndex{block}; }
    [[nodiscard]] bool isChosen(std::uint32_t block) const { return marks.scan.chosen == BlockIndex{block}; }
    /// Is it a chunk that is pointed out?
    [[nodiscard]] bool isLit(const Run& run) const {
        return marks.lit && run.kind == Run::Kind::chunk && marks.lit->contains(run.blocks.value);
    }
    /// The colours of an allocation, by its position in the snapshot.
    [[nodiscard]] AllocationColours coloursOf(std::uint32_t allocation) const;
    [[nodiscard]] std::uint32_t baseIndex() const { return snapshot.geometry().blocks.value; }
    /// The rectangle with its edges on the device's pixels; unchanged off the raster.
    [[nodiscard]] QRectF snapped(const QRectF& rect) const;
    /// Fills with sharp edges.
    void fill(const QRectF& rect, const QColor& colour) const;
    /// A frame of `width` inside `rect`, sharp. Sides of a run that goes on are left out.
    void frame(const QRectF& rect, double width, const QColor& colour, bool openLeft = false,
               bool openRight = false) const;
    /// The same with the inside filled. Two rectangles instead of five.
    void framedFill(const QRectF& rect, const QColor& inside, const QColor& edge, bool openLeft, bool openRight) const;
    /// A filled and framed box with round corners, anti-aliased.
    void box(const QRectF& rect, double radius, const QColor& fill, const QColor& edge, double width) const;

private:
    /// Those in the exposed rows, by chunk.
    [[nodiscard]] const std::vector<const Rejection*>& rejected() const;

    // Made when they are first asked for: where blocks are small, nobody asks, and there are tens of thousands.
    mutable std::optional<std::vector<const Rejection*>> rejected_;
    mutable std::vector<bool> followed_; ///< by header; empty: not made yet
};

} // namespace firstfit
