// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pictures.h"

#include "ui/models/request_words.h"
#include "ui/render/free_histogram_painter.h"
#include "ui/render/percent.h"
#include "ui/render/picture.h"
#include "ui/render/sizing_painter.h"
#include "ui/render/timeline_painter.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <memory>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr double stripHeight = 208;
constexpr double histogramHeight = 220;
constexpr double sizingHeight = 300;
constexpr double chartPadding = 10;
/// Charts of a few bars gain nothing by being wider.
constexpr double widestChart = 640;

QString blocksText(std::uint64_t count) { return countedText(count, Words::tr("%1 block"), Words::tr("%1 blocks")); }
QString chunksText(std::uint64_t count) { return countedText(count, Words::tr("%1 chunk"), Words::tr("%1 chunks")); }

/// The run at its end, so that all of it is past and in full colour.
void paintStrip(QPainter& painter, const PictureFrame& frame, const TimelinePyramid& pyramid, bool dark) {
    const QSet<std::uint32_t> noBreakpoints;
    const TimelineScene scene{frame.timeline, frame.trace, pyramid, noBreakpoints,
                              frame.timeline.normalised(frame.timeline.end())};
    const TimelineLayout layout(QSizeF(frame.width, stripHeight), frame.timeline.size().value, 1, 0, 0,
                                TimelineLanes::all());
    TexturePainter textures;
    TimelinePainter strip(scene, layout, Palette::of(dark), frame.fonts, textures);
    strip.paintGround(painter);
    strip.paintLanes(painter);
    strip.paintChips(painter);
    strip.paintMarks(painter);
}

QString mapAlt(const PictureFrame& frame, OperationIndex n) {
    const OperationMetrics figures = frame.timeline.metrics(n);
    const std::uint32_t blocks = frame.timeline.geometry().blocks.value;
    return Words::tr("Heap map after operation %1: %2 in use, %3 free in %4, the largest of %5.")
        .arg(figureText(n.value), blocksText(figures.used), blocksText(blocks - figures.used),
             chunksText(figures.chunks), blocksText(figures.largest_chunk));
}

PicturePage mapPage(const PictureFrame& frame, OperationIndex n, bool showsRequest) {
    PicturePage page = pageFor(frame.timeline, frame.trace, Position::after(n));
    page.title.clear(); // the document has one
    page.widest = frame.width;
    if (!showsRequest) {
        page.marks = {};
    }
    return page;
}

SizingScene sceneOf(const SizingReport& report) {
    SizingScene scene;
    scene.peakBytes = report.peak_bytes;
    scene.recommended = report.recommended;
    for (const SizingResult& result : report.results) {
        scene.bars.push_back({result.block_size, result.blocks ? std::optional(result.bytes) : std::nullopt,
                              result.rounding_waste, result.mean_scan_length, result.proved_smallest});
    }
    return scene;
}

} // namespace

ReportPicture stripPicture(const PictureFrame& frame, std::size_t failures) {
    const auto pyramid = std::make_shared<const TimelinePyramid>(frame.timeline);
    const StretchFigures& whole = pyramid->whole();
    ReportPicture picture;
    picture.alt =
        Words::tr("Timeline of %1: up to %2 in use, fragmentation up to %3, up to %4, scans of up to %5, %6.")
            .arg(countedText(frame.timeline.size().value, Words::tr("%1 operation"), Words::tr("%1 operations")),
                 blocksText(whole.usedBlocks.highest), percentText(static_cast<double>(whole.fragmentation.highest)),
                 chunksText(whole.chunks.highest), chunksText(whole.scanLength.highest),
                 countedText(failures, Words::tr("%1 failure"), Words::tr("%1 failures")));
    picture.size = QSizeF(frame.width, stripHeight);
    picture.paint = [frame, pyramid](QPainter& painter, bool dark) { paintStrip(painter, frame, *pyramid, dark); };
    return picture;
}

ReportPicture mapPicture(const PictureFrame& frame, OperationIndex n, bool showsRequest, const QString& caption) {
    ReportPicture picture;
    picture.alt = mapAlt(frame, n);
    picture.caption = caption;
    picture.size = pictureSize(mapPage(frame, n, showsRequest), frame.fonts);
    // Made again when it is painted: the states of a large heap at many moments would fill the memory.
    picture.paint = [frame, n, showsRequest](QPainter& painter, bool dark) {
        PicturePage page = mapPage(frame, n, showsRequest);
        page.dark = dark;
        paintPicture(painter, page, frame.fonts);
    };
    return picture;
}

ReportPicture histogramPicture(const PictureFrame& frame, OperationIndex n, std::uint64_t request,
                               const QString& caption) {
    const Snapshot snapshot = frame.timeline.snapshot(Position::after(n));
    const auto scene = std::make_shared<const FreeHistogramScene>(freeHistogramScene(snapshot, request));
    QStringList classes;
    for (const ChunkClass& each : scene->classes) {
        if (each.chunks != 0) {
            classes << classSentence(each);
        }
    }
    ReportPicture picture;
    picture.alt = classes.isEmpty() ? Words::tr("No block is free.")
                                    : Words::tr("Free chunks by size: %1.").arg(classes.join(Words::tr("; ")));
    picture.caption = caption;
    picture.size = QSizeF(std::min(frame.width, widestChart), histogramHeight);
    picture.paint = [scene, size = picture.size, fonts = frame.fonts](QPainter& painter, bool dark) {
        const Palette& palette = Palette::of(dark);
        painter.fillRect(QRectF(QPointF(0, 0), size), palette.panel);
        paintFreeHistogram(painter, *scene, FreeHistogramLayout(size, *scene, fonts), palette, fonts);
    };
    return picture;
}

ReportPicture sizingPicture(const PictureFrame& frame, const SizingReport& report) {
    const auto scene = std::make_shared<const SizingScene>(sceneOf(report));
    QStringList bars;
    for (const SizingBar& bar : scene->bars) {
        bars << barSentence(bar, scene->peakBytes);
    }
    ReportPicture picture;
    picture.alt = Words::tr("The smallest heap by block size. %1.").arg(bars.join(Words::tr(". ")));
    picture.caption = Words::tr("Bytes of the smallest heap for each block size, over the most bytes that were alive "
                                "at the same time; above them how many chunks an operation visits on average.");
    picture.size = QSizeF(std::min(frame.width, widestChart), sizingHeight);
    picture.paint = [scene, size = picture.size, fonts = frame.fonts](QPainter& painter, bool dark) {
        const Palette& palette = Palette::of(dark);
        painter.fillRect(QRectF(QPointF(0, 0), size), palette.panel);
        painter.translate(0, chartPadding);
        TexturePainter textures;
        const SizingLayout layout(size - QSizeF(0, 2 * chartPadding), *scene, 1);
        paintSizing(painter, *scene, layout, palette, fonts, textures);
        painter.translate(0, -chartPadding);
    };
    return picture;
}

} // namespace firstfit
