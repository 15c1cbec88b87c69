// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap that would have held a run, by block size: a bar of bytes each, the peak of live bytes as the floor below
// all of them, and the mean scan length on an axis of its own. Values in, paint out.
#pragma once

#include "ui/render/fonts.h"
#include "ui/render/hatching.h"
#include "ui/render/palette.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace firstfit {

/// One block size.
struct SizingBar {
    std::uint32_t blockSize = 0;        ///< bytes
    std::optional<std::uint64_t> bytes; ///< of the smallest heap that holds the run; nothing: over the limit
    std::uint64_t roundingWaste = 0;    ///< bytes of them, at the peak
    double meanScanLength = 0;          ///< chunks
    bool provedSmallest = true;         ///< false: "holds, not proved smallest"
};

struct SizingScene {
    std::vector<SizingBar> bars;            ///< smallest blocks first
    std::uint64_t peakBytes = 0;            ///< asked for and alive at the same time: the floor
    std::optional<std::size_t> recommended; ///< index into bars
    std::optional<std::size_t> selected;
    std::optional<std::size_t> hovered;
};

class SizingLayout {
public:
    SizingLayout(QSizeF size, const SizingScene& scene, double scale);

    [[nodiscard]] QRectF chart() const { return chart_; } ///< bytes
    [[nodiscard]] QRectF scans() const { return scans_; } ///< the lane of mean scan lengths, above the bytes
    [[nodiscard]] QRectF column(std::size_t index) const; ///< both lanes and the words below
    [[nodiscard]] QRectF bar(std::size_t index) const;    ///< empty where nothing holds the run
    [[nodiscard]] double yOf(double bytes) const;
    [[nodiscard]] double scanY(double meanScanLength) const; ///< logarithmic, 1 at the bottom
    [[nodiscard]] std::optional<std::size_t> barAt(QPointF point) const;
    [[nodiscard]] double top() const { return top_; } ///< bytes at the chart's upper edge
    [[nodiscard]] double scale() const { return scale_; }

private:
    QRectF chart_;
    QRectF scans_;
    const SizingScene* scene_;
    double scale_;
    double top_ = 1;
    double mostScan_ = 10;
};

/// Paints everything into the layout's size. O(bars).
void paintSizing(QPainter& painter, const SizingScene& scene, const SizingLayout& layout, const Palette& palette,
                 const Fonts& fonts, TexturePainter& textures);

/// "16-byte blocks: 531,472 bytes, 12.2 % over the peak; mean scan length 272.7": for tooltips and screen readers.
[[nodiscard]] QString barSentence(const SizingBar& bar, std::uint64_t peakBytes);

} // namespace firstfit
