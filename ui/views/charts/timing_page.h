// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Charts of measurements as a picture that can stand alone: title, charts with legend, and where they were made.
#pragma once

#include "allocator/timing/measure.h"
#include "ui/render/fonts.h"
#include "ui/render/palette.h"

#include <QImage>
#include <QList>
#include <QSizeF>
#include <QString>

#include <memory>

class QPainter;

namespace firstfit {

class ChartPicture;

enum class TimingChart : std::uint8_t { perOperation, toMalloc, freeList, latency, alongTrace, beforeAfter };

/// Its name: "Time per operation"; and what to look for in it.
[[nodiscard]] QString titleOf(TimingChart chart);
[[nodiscard]] QString hintOf(TimingChart chart);

/// What a chart shows.
struct TimingScene {
    std::shared_ptr<const Results> results;
    std::shared_ptr<const Results> before; ///< for beforeAfter; may be null
    std::string latencyWorkload;           ///< for latency; empty: the first that has any
    bool measuring = false;                ///< more is coming
};

/// What of the run it shows: the latency's workload, "Stalloc, 10,880 × 16 bytes"; empty: all.
[[nodiscard]] QString subjectOf(TimingChart chart, const TimingScene& scene);
/// Does it need swatches with names besides? The others name their bars and lines themselves.
[[nodiscard]] bool hasLegend(TimingChart chart);

/// A picture without anything to show.
[[nodiscard]] std::unique_ptr<ChartPicture> makePicture(TimingChart chart);
/// Gives `picture`, made for the same chart, what to show.
void setScene(ChartPicture& picture, TimingChart chart, const TimingScene& scene);

struct TimingPage {
    TimingScene scene;
    QList<TimingChart> charts; ///< empty: all that have something to show
    QString title;             ///< above all; empty: none
    bool dark = false;
    int width = 1200; ///< in units of 1x
    int scale = 1;    ///< px per unit, for images
};

/// The swatches with names of all contenders: in one line that ends at `topRight`, or in lines of 20 px as wide as
/// `room`.
void paintLegend(QPainter& painter, const Results& results, const QPointF& topRight, double room,
                 const Palette& palette, const Fonts& fonts);

/// The width that paintLegend() needs to name all.
[[nodiscard]] double legendWidth(const Results& results, const Fonts& fonts);
/// The lines that it takes in `room`; at least 1.
[[nodiscard]] int legendLines(const Results& results, double room, const Fonts& fonts);

/// As pixels; null if they do not fit into memory.
[[nodiscard]] QImage timingPageImage(const TimingPage& page);
/// By the suffix of `path`, .png or .svg, through a temporary file. Returns what went wrong, or an empty string. Needs
/// a QApplication; the platform "offscreen" will do.
[[nodiscard]] QString saveTimingPage(const TimingPage& page, const QString& path);
/// The same with defaults for everything else.
[[nodiscard]] QString saveTimingPage(const Results& results, const QString& path, bool dark = false);

} // namespace firstfit
