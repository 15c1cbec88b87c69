// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/span_rows.h"

#include "ui/render/spans.h"

namespace firstfit {

namespace {

/// Neighbours of one class can be told apart, too.
QRgb inTurn(const QColor& fill, const QColor& edge) {
    const auto mix = [](int a, int b) { return (7 * a + 3 * b) / 10; };
    return qRgb(mix(fill.red(), edge.red()), mix(fill.green(), edge.green()), mix(fill.blue(), edge.blue()));
}

} // namespace

SpanColours::SpanColours(const PaintContext& c)
    : palette_(c.palette),
      snapshot_(c.snapshot),
      colouring_(c.marks.colouring),
      named_(c.layout.detail == Detail::runs),
      lost_(c.palette.hatch.rgb()),
      free_(c.palette.freeBlock.rgb()),
      freeEdge_(c.palette.strongLine.rgb()),
      request_(comparedWith(c.snapshot, c.marks.request)) {
    for (std::size_t i = 0; i < fills_.size(); ++i) {
        fills_[i] = palette_.fills[i].rgb();
        edges_[i] = palette_.edges[i].rgb();
    }
    for (std::size_t i = 0; i < freeByLength_.size(); ++i) {
        freeByLength_[i] = palette_.freeByLength[i].rgb();
    }
    used_ = {palette_.used.rgb(), palette_.usedInTurn.rgb()};
    for (std::size_t i = 0; i < colouring_.classes.size(); ++i) {
        const AllocationColours colours = colourOfClass(colouring_, i, palette_);
        const bool others = colours.fill == palette_.used;
        classes_.push_back({colours.fill.rgb(), colours.edge.rgb(),
                            others ? palette_.usedInTurn.rgb() : inTurn(colours.fill, colours.edge)});
    }
}

void SpanColours::colour(const Run& run, Span& span) const {
    span.isFree = run.kind != Run::Kind::allocation;
    if (named_) {
        if (span.isFree) {
            span.fill = run.kind == Run::Kind::lost ? lost_ : free_;
            span.edge = freeEdge_;
            return;
        }
        if (const Class* coloured = classOf(run)) {
            span.fill = coloured->fill;
            span.edge = coloured->edge;
            return;
        }
        const std::size_t colour = snapshot_.allocations()[run.allocation].id.value % fills_.size();
        span.fill = fills_[colour];
        span.edge = edges_[colour];
        return;
    }
    if (span.isFree) {
        span.fill = freeByLength_[lengthClass(run.blocks.value, request_)];
    } else if (const Class* coloured = classOf(run)) {
        span.fill = run.allocation % 2 == 0 ? coloured->fill : coloured->inTurn;
    } else {
        span.fill = used_[run.allocation % 2];
    }
    span.edge = span.fill;
}

const SpanColours::Class* SpanColours::classOf(const Run& run) const {
    return run.allocation < colouring_.classOf.size() ? &classes_[colouring_.classOf[run.allocation]] : nullptr;
}

std::size_t lengthClass(std::uint32_t length, std::uint64_t request) noexcept {
    if (length >= request) {
        return 4;
    }
    if (length <= 1) {
        return 0;
    }
    const double share = static_cast<double>(length) / static_cast<double>(request);
    return share < 0.1 ? 1 : share < 0.45 ? 2 : 3;
}

std::uint64_t comparedWith(const Snapshot& snapshot, std::uint64_t request) noexcept {
    return request > 0 ? request : std::uint64_t{snapshot.metrics().largest_chunk.value} + 1;
}

} // namespace firstfit
