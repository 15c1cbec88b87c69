// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/spans.h"

#include "ui/render/coverage.h"

#include <QImage>
#include <QMap>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace firstfit {

namespace {

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
    explicit SpanColours(const PaintContext& c)
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

    void colour(const Run& run, Span& span) const {
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

private:
    struct Class {
        QRgb fill, edge, inTurn;
    };

    [[nodiscard]] const Class* classOf(const Run& run) const {
        return run.allocation < colouring_.classOf.size() ? &classes_[colouring_.classOf[run.allocation]] : nullptr;
    }
    /// Neighbours of one class can be told apart, too.
    static QRgb inTurn(const QColor& fill, const QColor& edge) {
        const auto mix = [](int a, int b) { return (7 * a + 3 * b) / 10; };
        return qRgb(mix(fill.red(), edge.red()), mix(fill.green(), edge.green()), mix(fill.blue(), edge.blue()));
    }

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

void paintOnRaster(PaintContext& c, const SpanColours& colours) {
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
        paintOnRaster(c, colours);
    } else {
        paintAsPaths(c, colours);
    }
    if (c.layout.detail == Detail::runs) {
        paintNames(c);
    }
}

} // namespace firstfit
