// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of coloured spans: what a run becomes where blocks are too small to be drawn one by one. Private to spans.cpp
// and span_raster.cpp.
#pragma once

#include "ui/render/paint_context.h"

#include <array>
#include <vector>

namespace firstfit {

/// A run's part in one row, with its colours.
struct Span {
    std::uint32_t from = 0; ///< column
    std::uint32_t to = 0;   ///< one past
    QRgb fill = 0;
    QRgb edge = 0;
    bool isFree = false;
    bool isHeader = false; ///< a chunk begins here
    bool opens = false;    ///< a run begins here
    bool isLit = false;    ///< a chunk that is pointed out
};

/// The colours of a level of detail, looked up once per frame.
class SpanColours {
public:
    explicit SpanColours(const PaintContext& c);
    /// Sets what is drawn of `run`. O(1).
    void colour(const Run& run, Span& span) const;

private:
    struct Class {
        QRgb fill, edge, inTurn;
    };
    [[nodiscard]] const Class* classOf(const Run& run) const;

    const Palette& palette_;
    const Snapshot& snapshot_;
    const MapColouring& colouring_;
    std::vector<Class> classes_;
    bool named_;
    QRgb lost_;
    QRgb free_;
    QRgb freeEdge_;
    std::uint64_t request_;
    std::array<QRgb, 8> fills_{}, edges_{};
    std::array<QRgb, 5> freeByLength_{};
    std::array<QRgb, 2> used_{};
};

/// Calls `row(number, spans)` for each exposed row.
template <class Fn>
void forEachRow(const PaintContext& c, const SpanColours& colours, Fn&& fn) {
    const auto runs = c.snapshot.runs();
    const Run* run = &c.snapshot.run_at(BlockIndex{c.firstBlock});
    const Run* end = runs.data() + runs.size();
    std::vector<Span> spans;
    for (std::uint32_t row = c.rows.first; row <= c.rows.last; ++row) {
        const std::uint32_t first = row * c.layout.blocksPerRow;
        const std::uint32_t last = first + c.layout.blocksInRow(row);
        spans.clear();
        for (; run != end && run->index.value < last; ++run) {
            const std::uint32_t runEnd = run->index.value + run->blocks.value;
            Span span;
            span.from = std::max(run->index.value, first) - first;
            span.to = std::min(runEnd, last) - first;
            span.opens = run->index.value >= first;
            span.isHeader = span.opens && run->kind == Run::Kind::chunk;
            colours.colour(*run, span);
            if (c.isLit(*run)) {
                span.isLit = true;
                span.edge = c.palette.accent.rgb();
            }
            spans.push_back(span);
            if (runEnd > last) {
                break; // it goes on in the next row
            }
        }
        fn(row, spans);
    }
}

} // namespace firstfit
