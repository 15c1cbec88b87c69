// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Free chunks by size: a bar for each doubling class of lengths, their number on a logarithmic axis, and a line for
// the request. Values in, paint out; knows no widget.
#pragma once

#include "allocator/replay/free_histogram.h"
#include "ui/render/fonts.h"
#include "ui/render/palette.h"

#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace firstfit {

/// What the histogram shows.
struct FreeHistogramScene {
    std::vector<ChunkClass> classes;        ///< shortest first, without gaps
    std::uint64_t request = 0;              ///< blocks that the request needs; 0: no line
    std::optional<std::size_t> highlighted; ///< class lit on the map
    std::optional<std::size_t> hovered;
    std::optional<std::size_t> focused; ///< by keyboard
};

/// The classes to draw: those of the heap, and empty ones up to the class of the request, at least seven in all.
[[nodiscard]] FreeHistogramScene freeHistogramScene(const Snapshot& snapshot, std::uint64_t request);

/// Where bars and axes lie.
class FreeHistogramLayout {
public:
    /// In `fonts`, at their scale; the chart begins right of the longest figure of the axis.
    FreeHistogramLayout(QSizeF size, const FreeHistogramScene& scene, const Fonts& fonts);

    [[nodiscard]] QRectF chart() const { return chart_; }
    /// The whole column of a class, full height.
    [[nodiscard]] QRectF column(std::size_t index) const;
    /// The bar alone; empty for a class without chunks.
    [[nodiscard]] QRectF bar(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> classAt(QPointF point) const;
    /// The height of so many chunks. 0 and 1 lie on the ground and a little above it.
    [[nodiscard]] double yOf(double chunks) const;
    /// Where the line of the request stands, within its class by its share of the doubling.
    [[nodiscard]] double xOf(std::uint64_t blocks) const;
    /// The highest power of ten on the axis, as a number of chunks.
    [[nodiscard]] std::uint32_t top() const { return top_; }
    [[nodiscard]] double scale() const { return scale_; }
    /// Is there room for the words below the axis?
    [[nodiscard]] bool hasTitle() const { return hasTitle_; }

private:
    QRectF chart_;
    const FreeHistogramScene* scene_;
    double scale_;
    std::uint32_t top_ = 10;
    bool hasTitle_ = true;
};

/// How many chunks a class has, above its bar.
struct HistogramCount {
    std::size_t index; ///< of the class
    QRectF box;        ///< as wide as the text
    QString text;
};

/// The counts that have room: none covers another one or the axis. O(classes^2).
[[nodiscard]] std::vector<HistogramCount> histogramCounts(const FreeHistogramScene& scene,
                                                          const FreeHistogramLayout& layout, const Fonts& fonts);

/// Paints everything into the layout's size. O(classes).
void paintFreeHistogram(QPainter& painter, const FreeHistogramScene& scene, const FreeHistogramLayout& layout,
                        const Palette& palette, const Fonts& fonts);

/// "2–3", "64–127": the lengths of a class.
[[nodiscard]] QString classText(const ChunkClass& chunkClass);
/// "294 chunks of 4 to 7 blocks, 1,502 blocks in all": for tooltips and screen readers.
[[nodiscard]] QString classSentence(const ChunkClass& chunkClass);

} // namespace firstfit
