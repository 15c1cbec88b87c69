// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/free_histogram_painter.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FreeHistogram)
};

// At scale 1.
constexpr double leftRoom = 50; ///< at least
constexpr double axisGap = 8;   ///< between the figures of the axis and the chart
constexpr double rightRoom = 16;
constexpr double topRoom = 20;
constexpr double labelRoom = 20;     ///< lengths of the classes
constexpr double titleRoom = 20;     ///< what the axis is
constexpr double titledHeight = 130; ///< below it the bars need the room of the title
constexpr double barShare = 0.8;     ///< of a column
constexpr double leastBar = 3;       ///< px of height: a single chunk shows, too
constexpr std::size_t fewestClasses = 7;

QString number(double value) { return QLocale().toString(value, 'f', 0); }

QString chunksText(std::uint32_t chunks) {
    return chunks == 1 ? Words::tr("1 chunk") : Words::tr("%1 chunks").arg(number(chunks));
}

QString blocksText(std::uint64_t blocks) {
    return blocks == 1 ? Words::tr("1 block") : Words::tr("%1 blocks").arg(number(static_cast<double>(blocks)));
}

QFont countFont(const Fonts& fonts) { return fonts.text(11, QFont::Medium); }

/// Where the count of a class wants to stand: above its bar, beside the line of the request and right of the axis.
/// Nothing for a 0, but where it says something and has room: next to the request.
std::optional<HistogramCount> wantedCount(std::size_t index, const FreeHistogramScene& scene,
                                          const FreeHistogramLayout& layout, const Fonts& fonts) {
    const std::uint32_t chunks = scene.classes[index].chunks;
    const QRectF column = layout.column(index);
    const double scale = layout.scale();
    const double line = layout.xOf(scene.request);
    const bool compared = scene.request > 0 && line >= column.left() && line <= column.right();
    if (chunks == 0 && (!compared || column.width() < 30 * scale)) {
        return std::nullopt;
    }
    HistogramCount count{index, {}, number(chunks)};
    const double width = QFontMetricsF(countFont(fonts)).horizontalAdvance(count.text);
    const double base = chunks > 0 ? layout.bar(index).top() : layout.chart().bottom();
    count.box = QRectF(column.center().x() - width / 2, base - 19 * scale, width, 17 * scale);
    if (compared) {
        // Beside the line, on the side with more room.
        const double middle = count.box.center().x();
        const double away = width / 2 + 4 * scale - std::abs(line - middle);
        if (away > 0) {
            count.box.translate(line < middle ? away : -away, 0);
        }
    }
    count.box.moveLeft(std::max(count.box.left(), layout.chart().left() + 1));
    return count;
}

/// One frame of the histogram.
struct Frame {
    QPainter& painter;
    const FreeHistogramScene& scene;
    const FreeHistogramLayout& layout;
    const Palette& palette;
    const Fonts& fonts;

    void text(const QRectF& box, int alignment, const QString& words) {
        painter.drawText(box, alignment | Qt::TextDontClip, words);
    }

    void axis() {
        const QRectF chart = layout.chart();
        painter.setFont(fonts.text(11));
        for (double power = 1; power <= layout.top(); power *= 10) {
            const double y = std::round(layout.yOf(power));
            painter.fillRect(QRectF(chart.left(), y, chart.width(), 1), power == 1 ? palette.strongLine : palette.line);
            painter.setPen(palette.ink3);
            text(QRectF(0, y - 10, chart.left() - axisGap * layout.scale(), 20), Qt::AlignRight | Qt::AlignVCenter,
                 number(power));
        }
    }

    void columnGround(std::size_t index) {
        if (scene.highlighted == index) {
            const QRectF column = layout.column(index);
            painter.fillRect(QRectF(column.left(), layout.chart().top(), column.width(),
                                    layout.chart().height() + labelRoom * layout.scale()),
                             palette.accentTint);
        }
    }

    void count(const HistogramCount& shown) {
        painter.setFont(countFont(fonts));
        painter.setPen(scene.classes[shown.index].chunks > 0 ? palette.ink : palette.ink2);
        text(shown.box, Qt::AlignHCenter | Qt::AlignBottom, shown.text);
    }

    void bar(std::size_t index) {
        const QRectF column = layout.column(index);
        const QRectF bar = layout.bar(index);
        painter.fillRect(bar, palette.fragmented);
        painter.setBrush(Qt::NoBrush);
        if (scene.highlighted == index && !bar.isEmpty()) {
            painter.setPen(QPen(palette.accent, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
            painter.drawRect(bar.adjusted(-1, -1, 1, 1));
        }
        if (scene.hovered == index && !bar.isEmpty()) {
            painter.setPen(QPen(palette.ink, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
            painter.drawRect(bar.adjusted(-0.75, -0.75, 0.75, 0.75));
        }
        if (scene.focused == index) {
            QPen dashes(palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
            dashes.setDashPattern({2, 1.5});
            painter.setPen(dashes);
            painter.drawRect(QRectF(column.left() + 1, layout.chart().top() - 1, column.width() - 2,
                                    layout.chart().height() + labelRoom * layout.scale()));
        }
    }

    /// "2–3" below each column; where there is no room only where a class begins, and of those as many as fit.
    void lengths() {
        const double room = layout.column(0).width();
        const auto widestIn = [&](const QFont& font, const auto& words) {
            double widest = 0;
            for (const ChunkClass& chunkClass : scene.classes) {
                widest = std::max(widest, QFontMetricsF(font).horizontalAdvance(words(chunkClass)));
            }
            return widest;
        };
        const bool large = widestIn(fonts.text(11), classText) + 2 <= room;
        const bool whole = large || widestIn(fonts.text(10), classText) + 1 <= room;
        const QFont font = fonts.text(large || !whole ? 11 : 10);
        const double widestStart =
            widestIn(font, [](const ChunkClass& chunkClass) { return number(chunkClass.lowest); });
        painter.setFont(font);
        painter.setPen(palette.ink2);
        std::size_t step = 1;
        while (!whole && widestStart + 6 > room * static_cast<double>(step)) {
            ++step;
        }
        for (std::size_t i = 0; i < scene.classes.size(); i += step) {
            const QRectF column = layout.column(i);
            const QRectF box(column.left(), layout.chart().bottom() + 3, column.width(),
                             labelRoom * layout.scale() - 3);
            text(box, Qt::AlignHCenter | Qt::AlignVCenter,
                 whole ? classText(scene.classes[i]) : number(scene.classes[i].lowest));
        }
        if (!layout.hasTitle()) {
            return;
        }
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink3);
        text(QRectF(layout.chart().left(), layout.chart().bottom() + labelRoom * layout.scale(), layout.chart().width(),
                    titleRoom * layout.scale()),
             Qt::AlignHCenter | Qt::AlignVCenter, Words::tr("blocks in a chunk, doubling"));
    }

    void nothing() {
        if (std::ranges::all_of(scene.classes, [](const ChunkClass& one) { return one.chunks == 0; })) {
            painter.setFont(fonts.text(12));
            painter.setPen(palette.ink3);
            text(layout.chart(), Qt::AlignCenter, Words::tr("No block is free."));
        }
    }

    void request() {
        if (scene.request == 0) {
            return;
        }
        const QRectF chart = layout.chart();
        const double x = std::round(layout.xOf(scene.request));
        const QString words = Words::tr("needs %1").arg(number(static_cast<double>(scene.request)));
        const QFont font = fonts.text(12, QFont::DemiBold);
        const double width = QFontMetricsF(font).horizontalAdvance(words) + 2;
        // The words stand above the line, and never outside of the chart.
        const double left = std::clamp(x - width / 2, chart.left(), std::max(chart.left(), chart.right() - width));
        const QRectF box(left, chart.top() - topRoom * layout.scale(), width, (topRoom + 2) * layout.scale());
        QPen dashes(palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap);
        dashes.setDashPattern({2.5, 1.5});
        painter.setPen(dashes);
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, chart.bottom()));
        painter.setFont(font);
        painter.setPen(palette.accent);
        text(box, Qt::AlignCenter, words);
    }
};

} // namespace

FreeHistogramScene freeHistogramScene(const Snapshot& snapshot, std::uint64_t request) {
    FreeHistogramScene scene;
    scene.classes = free_histogram(snapshot);
    scene.request = request;
    std::size_t last = fewestClasses;
    if (request > 0) {
        const auto longest = std::min<std::uint64_t>(request, 65535);
        last = std::max(last, chunk_class_of(static_cast<std::uint32_t>(longest)) + 1);
    }
    for (std::size_t i = 0; i < scene.classes.size(); ++i) {
        last = scene.classes[i].chunks > 0 ? std::max(last, i + 1) : last;
    }
    scene.classes.resize(std::min(last, scene.classes.size()));
    return scene;
}

FreeHistogramLayout::FreeHistogramLayout(QSizeF size, const FreeHistogramScene& scene, const Fonts& fonts)
    : scene_(&scene), scale_(fonts.scale) {
    const double scale = fonts.scale;
    std::uint32_t most = 1;
    for (const ChunkClass& chunkClass : scene.classes) {
        most = std::max(most, chunkClass.chunks);
    }
    while (top_ < most) {
        top_ *= 10;
    }
    const double figures = QFontMetricsF(fonts.text(11)).horizontalAdvance(number(top_));
    const double left = std::ceil(std::max(leftRoom * scale, figures + (axisGap + 2) * scale));
    const double top = std::round(topRoom * scale);
    const double right = size.width() - std::round(rightRoom * scale);
    hasTitle_ = size.height() >= titledHeight * scale;
    const double bottom = size.height() - std::round((labelRoom + (hasTitle_ ? titleRoom : 4)) * scale);
    chart_ = QRectF(left, top, std::max(1.0, right - left), std::max(1.0, bottom - top));
}

QRectF FreeHistogramLayout::column(std::size_t index) const {
    const double count = static_cast<double>(std::max<std::size_t>(scene_->classes.size(), 1));
    const auto edge = [&](std::size_t i) {
        return std::round(chart_.left() + chart_.width() * static_cast<double>(i) / count);
    };
    const double below = labelRoom + (hasTitle_ ? titleRoom : 0);
    return {edge(index), 0, edge(index + 1) - edge(index), chart_.bottom() + below * scale_};
}

double FreeHistogramLayout::yOf(double chunks) const {
    const double share = chunks <= 1 ? 0 : std::log10(chunks) / std::log10(static_cast<double>(top_));
    return chart_.bottom() - share * chart_.height();
}

QRectF FreeHistogramLayout::bar(std::size_t index) const {
    const std::uint32_t chunks = scene_->classes[index].chunks;
    if (chunks == 0) {
        return {};
    }
    const QRectF whole = column(index);
    const double inset = std::max(1.0, std::round(whole.width() * (1 - barShare) / 2));
    const double top = std::min(std::round(yOf(chunks)), chart_.bottom() - leastBar);
    return {whole.left() + inset, top, whole.width() - 2 * inset, chart_.bottom() - top};
}

std::optional<std::size_t> FreeHistogramLayout::classAt(QPointF point) const {
    for (std::size_t i = 0; i < scene_->classes.size(); ++i) {
        const QRectF place = column(i);
        if (point.x() >= place.left() && point.x() < place.right() && point.y() >= 0 && point.y() < place.bottom()) {
            return i;
        }
    }
    return std::nullopt;
}

double FreeHistogramLayout::xOf(std::uint64_t blocks) const {
    if (scene_->classes.empty() || blocks == 0) {
        return chart_.left();
    }
    const auto length = static_cast<std::uint32_t>(std::min<std::uint64_t>(blocks, 65535));
    const std::size_t index = std::min(chunk_class_of(length), scene_->classes.size() - 1);
    const ChunkClass& chunkClass = scene_->classes[index];
    const QRectF place = column(index);
    if (chunkClass.lowest == chunkClass.highest) {
        return place.center().x();
    }
    const double share = std::log2(static_cast<double>(blocks) / chunkClass.lowest);
    return place.left() + std::clamp(share, 0.0, 1.0) * place.width();
}

std::vector<HistogramCount> histogramCounts(const FreeHistogramScene& scene, const FreeHistogramLayout& layout,
                                            const Fonts& fonts) {
    std::vector<HistogramCount> wanted;
    for (std::size_t i = 0; i < scene.classes.size(); ++i) {
        if (auto count = wantedCount(i, scene, layout, fonts)) {
            wanted.push_back(std::move(*count));
        }
    }
    // What the person points at has its count, and of the others rather those of high bars.
    const auto weight = [&](const HistogramCount& count) {
        const bool isMeant =
            scene.hovered == count.index || scene.highlighted == count.index || scene.focused == count.index;
        return std::pair(isMeant, scene.classes[count.index].chunks);
    };
    std::ranges::stable_sort(wanted, std::greater(), weight);
    std::vector<HistogramCount> shown;
    const double gap = 2 * layout.scale();
    for (HistogramCount& count : wanted) {
        const QRectF room = count.box.adjusted(-gap, 0, gap, 0);
        if (std::ranges::none_of(shown, [&](const HistogramCount& other) { return other.box.intersects(room); })) {
            shown.push_back(std::move(count));
        }
    }
    return shown;
}

void paintFreeHistogram(QPainter& painter, const FreeHistogramScene& scene, const FreeHistogramLayout& layout,
                        const Palette& palette, const Fonts& fonts) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Frame frame{painter, scene, layout, palette, fonts};
    for (std::size_t i = 0; i < scene.classes.size(); ++i) {
        frame.columnGround(i);
    }
    frame.axis();
    frame.request();
    for (std::size_t i = 0; i < scene.classes.size(); ++i) {
        frame.bar(i);
    }
    for (const HistogramCount& count : histogramCounts(scene, layout, fonts)) {
        frame.count(count);
    }
    frame.lengths();
    frame.nothing();
    painter.restore();
}

QString classText(const ChunkClass& chunkClass) {
    return chunkClass.lowest == chunkClass.highest
               ? number(chunkClass.lowest)
               : QStringLiteral("%1–%2").arg(number(chunkClass.lowest), number(chunkClass.highest));
}

QString classSentence(const ChunkClass& chunkClass) {
    const QString lengths =
        chunkClass.lowest == chunkClass.highest
            ? blocksText(chunkClass.lowest)
            : Words::tr("%1 to %2 blocks").arg(number(chunkClass.lowest), number(chunkClass.highest));
    if (chunkClass.chunks == 0) {
        return Words::tr("no chunk of %1").arg(lengths);
    }
    return Words::tr("%1 of %2, %3 in all").arg(chunksText(chunkClass.chunks), lengths, blocksText(chunkClass.blocks));
}

} // namespace firstfit
