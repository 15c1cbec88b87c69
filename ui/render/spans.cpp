// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/spans.h"

#include "ui/render/coverage.h"
#include "ui/render/span_raster.h"

#include <QImage>
#include <QMap>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

void paintAsPaths(PaintContext& c, const SpanColours& colours) {
    QMap<QRgb, QPainterPath> fills;
    QMap<QRgb, QPainterPath> edges;
    QPainterPath dots;
    QPainterPath frames;
    const bool named = c.layout.detail == Detail::runs;
    const bool halved = c.layout.detail == Detail::cells;
    const double height = c.layout.blockHeight;
    forEachRow(c, colours, [&](std::uint32_t row, const std::vector<Span>& spans) {
        const double y = c.layout.rowTop(row);
        for (const Span& span : spans) {
            const double x0 = c.layout.columnX(span.from);
            const double x1 = c.layout.columnX(span.to);
            const double cut = halved && span.isFree && !span.isLit ? height / 2 : 0;
            if (span.isLit) {
                const QRectF lit(x0, y, x1 - x0, height);
                const double thick = named ? 2 : 1;
                frames.addRect(lit);
                frames.addRect(lit.adjusted(thick, thick, -thick, -thick));
            }
            fills[span.fill].addRect(QRectF(x0, y + cut, x1 - x0, height - cut));
            if (!named) {
                continue;
            }
            edges[span.edge].addRect(QRectF(x0, y, x1 - x0, 1));
            edges[c.palette.strongLine.rgb()].addRect(QRectF(x0, y + height, x1 - x0, 1));
            if (span.opens) {
                edges[span.edge].addRect(QRectF(x0, y + 1, 1, height - 1));
            }
            if (span.isHeader) {
                dots.addRect(QRectF(x0 + std::min(4.0, c.layout.pixelsPerBlock / 2) - 1.5, y + height / 2 - 1.5, 3, 3));
            }
        }
    });
    for (const auto* paths : {&fills, &edges}) {
        for (auto path = paths->begin(); path != paths->end(); ++path) {
            c.painter.fillPath(path.value(), QColor::fromRgb(path.key()));
        }
    }
    c.painter.fillPath(dots, c.palette.ink2);
    c.painter.fillPath(frames, c.palette.accent);
}

/// Names in runs of more than 24 px.
void paintNames(PaintContext& c) {
    const auto runs = c.snapshot.runs();
    const Run* run = &c.snapshot.run_at(BlockIndex{c.firstBlock});
    c.painter.setPen(c.palette.labelInk);
    for (const Run* end = runs.data() + runs.size(); run != end && run->index.value < c.endBlock; ++run) {
        if (run->kind != Run::Kind::allocation || run->blocks.value * c.layout.pixelsPerBlock <= 24) {
            continue;
        }
        const QString name = QString::fromStdString(c.snapshot.allocations()[run->allocation].name);
        for (const Piece& piece : c.layout.pieces(run->index, run->blocks, c.rows)) {
            if (piece.rect.width() > 24 && c.text.width(TextStyle::bytes, name) <= piece.rect.width() - 7) {
                const double y = piece.rect.center().y() + c.text.capHeight(TextStyle::bytes) / 2;
                c.text.draw(c.painter, TextStyle::bytes, QPointF(piece.rect.left() + 4, y), name);
            }
        }
    }
}

void paintCoverage(PaintContext& c) {
    const QRectF first = c.layout.rowRect(c.rows.first);
    const double scale = c.raster ? c.deviceScale : 2;
    const double width = c.layout.blocksRight() - c.layout.left;
    const int columns = std::max(1, static_cast<int>(std::lround(width * scale)));
    const std::uint32_t perRow = std::min(c.layout.blocksPerRow, c.layout.blocks);
    const int lines = static_cast<int>(c.layout.rows);
    const QImage image =
        coverageImage(c.snapshot, perRow, QSize(columns, lines), c.palette, {c.marks.lit, &c.marks.colouring});
    const QRectF source(0, c.rows.first, columns, c.rows.last - c.rows.first + 1);
    const double bottom = c.layout.rowBottom(c.rows.last);
    c.painter.drawImage(c.snapped(QRectF(first.topLeft(), QPointF(first.left() + width, bottom))), image, source);
}

} // namespace

void paintSpans(PaintContext& c) {
    if (c.rows.isEmpty()) {
        return;
    }
    if (c.layout.detail == Detail::coverage) {
        paintCoverage(c);
        return;
    }
    const SpanColours colours(c);
    if (c.raster) {
        paintSpansOnRaster(c, colours);
    } else {
        paintAsPaths(c, colours);
    }
    if (c.layout.detail == Detail::runs) {
        paintNames(c);
    }
}

} // namespace firstfit
