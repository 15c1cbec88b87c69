// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/span_raster.h"

#include <QImage>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace firstfit {

namespace {

void fillSpan(std::vector<QRgb>& line, int from, int to, QRgb colour) {
    const int size = static_cast<int>(line.size());
    from = std::clamp(from, 0, size);
    to = std::clamp(to, from, size);
    std::fill(line.begin() + from, line.begin() + to, colour);
}

/// Device px of the exposed rows.
struct Raster {
    Raster(const PaintContext& c)
        : world(c.painter.worldTransform()),
          ratio(c.painter.device()->devicePixelRatioF()),
          x0(deviceX(c.layout.left)),
          y0(deviceY(c.layout.rowTop(c.rows.first))),
          image(std::max(deviceX(c.layout.blocksRight()) - x0, 1),
                std::max(deviceY(c.layout.rowBottom(c.rows.last) + c.layout.gutter) - y0, 1), QImage::Format_RGB32) {
        image.fill(c.palette.canvas);
        // Rounding costs more than all the rest, and there are far more spans than columns.
        columns.reserve(std::size_t{c.layout.blocksPerRow} + 1);
        for (std::uint32_t column = 0; column <= c.layout.blocksPerRow; ++column) {
            columns.push_back(deviceX(c.layout.columnX(column)) - x0);
        }
    }

    [[nodiscard]] int deviceX(double x) const {
        return static_cast<int>(std::lround((x * world.m11() + world.dx()) * ratio));
    }
    [[nodiscard]] int deviceY(double y) const {
        return static_cast<int>(std::lround((y * world.m22() + world.dy()) * ratio));
    }
    /// Copies a line to the lines between two heights in units.
    void write(const std::vector<QRgb>& line, double from, double to) {
        const int first = std::max(deviceY(from) - y0, 0);
        const int last = std::min(std::max(deviceY(to) - y0, first + 1), image.height());
        for (int y = first; y < last; ++y) {
            std::memcpy(image.scanLine(y), line.data(), line.size() * sizeof(QRgb));
        }
    }
    void draw(QPainter& painter) const {
        painter.setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
        painter.drawImage(QPoint(x0, y0), image);
        painter.setWorldTransform(world);
    }

    QTransform world;
    double ratio;
    int x0;
    int y0;
    QImage image;
    std::vector<int> columns; ///< left edge of each column in the image, and where the last one ends
};

/// The four lines a row consists of where rows close up: top, body, dots, and the line below.
void writeNamedRow(const PaintContext& c, Raster& raster, std::uint32_t row, const std::vector<Span>& spans) {
    const auto width = static_cast<std::size_t>(raster.image.width());
    std::vector<QRgb> top(width, c.palette.canvas.rgb());
    std::vector<QRgb> body = top;
    const int unit = std::max(1, static_cast<int>(std::lround(c.deviceScale)));
    for (const Span& span : spans) {
        const int x0 = raster.columns[span.from];
        const int x1 = raster.columns[span.to];
        fillSpan(top, x0, x1, span.edge);
        fillSpan(body, x0, x1, span.fill);
        if (span.opens) {
            fillSpan(body, x0, x0 + unit, span.edge);
        }
        if (span.isLit) {
            fillSpan(body, x0, x0 + 2 * unit, span.edge);
            fillSpan(body, x1 - 2 * unit, x1, span.edge);
        }
    }
    std::vector<QRgb> dots = body;
    const double dot = std::min(3.0, c.layout.pixelsPerBlock / 2);
    for (const Span& span : spans) {
        if (span.isHeader) {
            const double x = c.layout.columnX(span.from) + std::min(4.0, c.layout.pixelsPerBlock / 2) - dot / 2;
            fillSpan(dots, raster.deviceX(x) - raster.x0, raster.deviceX(x + dot) - raster.x0, c.palette.ink2.rgb());
        }
    }
    const double y = c.layout.rowTop(row);
    const double bottom = y + c.layout.blockHeight;
    const double middle = y + c.layout.blockHeight / 2;
    raster.write(body, y, bottom);
    raster.write(top, y, y + 1);
    raster.write(dots, middle - dot / 2, middle + dot / 2);
    std::vector<QRgb> below(width, c.palette.canvas.rgb());
    fillSpan(below, 0, raster.deviceX(c.layout.rowRect(row).right()) - raster.x0, c.palette.strongLine.rgb());
    bool anyLit = false;
    for (const Span& span : spans) {
        if (span.isLit) {
            anyLit = true;
            const int x0 = raster.columns[span.from];
            const int x1 = raster.columns[span.to];
            fillSpan(below, x0, x1, span.edge);
            fillSpan(top, x0, x1, span.edge);
            fillSpan(body, x0, x1, span.edge);
        }
    }
    raster.write(below, bottom, bottom + 1);
    if (anyLit) {
        // Two px all around; the body has its own already, the top and the bottom get a second line.
        raster.write(body, y + 1, y + 2);
        raster.write(body, bottom - 1, bottom);
    }
}

/// Chunks that are pointed out, in a row of colours: framed where a row is high enough for a frame, else all accent.
void litSpans(const PaintContext& c, const Raster& raster, const std::vector<Span>& spans, std::vector<QRgb>& line,
              bool whole) {
    const int unit = std::max(1, static_cast<int>(std::lround(c.deviceScale)));
    for (const Span& span : spans) {
        if (!span.isLit) {
            continue;
        }
        const int x0 = raster.columns[span.from];
        const int x1 = raster.columns[span.to];
        fillSpan(line, x0, x1, whole ? span.edge : span.fill);
        fillSpan(line, x0, x0 + unit, span.edge);
        fillSpan(line, x1 - unit, x1, span.edge);
    }
}

void writeColourRow(const PaintContext& c, Raster& raster, std::uint32_t row, const std::vector<Span>& spans,
                    std::vector<QRgb>& line) {
    const bool halved = c.layout.detail == Detail::cells; // free chunks are half as high
    const QRgb canvas = c.palette.canvas.rgb();
    std::fill(line.begin(), line.end(), canvas);
    for (const Span& span : spans) {
        fillSpan(line, raster.columns[span.from], raster.columns[span.to], span.fill);
    }
    const double y = c.layout.rowTop(row);
    const double bottom = y + c.layout.blockHeight;
    const bool anyLit = std::ranges::any_of(spans, &Span::isLit);
    if (anyLit) {
        litSpans(c, raster, spans, line, !halved);
    }
    raster.write(line, halved ? y + c.layout.blockHeight / 2 : y, bottom);
    if (!halved) {
        return;
    }
    if (anyLit) {
        std::vector<QRgb> frame = line;
        litSpans(c, raster, spans, frame, true);
        raster.write(frame, bottom - 1, bottom);
    }
    for (const Span& span : spans) {
        if (span.isFree && !span.isLit) {
            fillSpan(line, raster.columns[span.from], raster.columns[span.to], canvas);
        }
    }
    raster.write(line, y, y + c.layout.blockHeight / 2);
    if (anyLit) {
        litSpans(c, raster, spans, line, true);
        raster.write(line, y, y + 1);
    }
}

} // namespace

void paintSpansOnRaster(PaintContext& c, const SpanColours& colours) {
    Raster raster(c);
    std::vector<QRgb> line(static_cast<std::size_t>(raster.image.width()));
    const bool named = c.layout.detail == Detail::runs;
    forEachRow(c, colours, [&](std::uint32_t row, const std::vector<Span>& spans) {
        if (named) {
            writeNamedRow(c, raster, row, spans);
        } else {
            writeColourRow(c, raster, row, spans, line);
        }
    });
    raster.draw(c.painter);
}

} // namespace firstfit
