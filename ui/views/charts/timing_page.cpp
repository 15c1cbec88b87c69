// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/timing_page.h"

#include "ui/models/timing_words.h"
#include "ui/views/charts/box_picture.h"
#include "ui/views/charts/line_pictures.h"
#include "ui/views/charts/ratio_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

constexpr double margin = 24;
constexpr double headHeight = 34;
constexpr double gap = 18;
constexpr double legendGap = 16;
constexpr double swatchGap = 6;

/// The page laid out: pictures with their places.
struct Sheet {
    const TimingPage& page;
    const Palette& palette;
    Fonts fonts;
    std::vector<std::pair<TimingChart, std::unique_ptr<ChartPicture>>> pictures;
    QStringList footer;
    double height = 0;

    explicit Sheet(const TimingPage& wanted)
        : page(wanted), palette(Palette::of(wanted.dark)), fonts(Fonts::ofDesktop()) {
        const QList<TimingChart> all{TimingChart::perOperation, TimingChart::toMalloc,   TimingChart::freeList,
                                     TimingChart::latency,      TimingChart::alongTrace, TimingChart::beforeAfter};
        height = margin + (page.title.isEmpty() ? 0 : 40);
        for (const TimingChart chart : page.charts.isEmpty() ? all : page.charts) {
            auto picture = makePicture(chart);
            setScene(*picture, chart, page.scene);
            if (page.charts.isEmpty() && !picture->emptySentence().isEmpty()) {
                continue;
            }
            const double room = page.width - 2 * margin;
            const double tall = std::ceil(picture->preferredHeight(room, fonts.scale));
            picture->setPlace(QSizeF(room, tall), palette, fonts);
            height += headHeight + tall + gap;
            pictures.emplace_back(chart, std::move(picture));
        }
        wrapFooter();
        height += static_cast<double>(footer.size()) * 17 * fonts.scale + margin;
    }

    void wrapFooter() {
        const QFontMetricsF metrics(fonts.text(11));
        QStringList sentences{machineLine(*page.scene.results)};
        const bool compares =
            std::ranges::any_of(pictures, [](const auto& one) { return one.first == TimingChart::beforeAfter; });
        if (compares && page.scene.before) {
            sentences << changeCautions(*page.scene.before, *page.scene.results);
        }
        for (const QString& sentence : sentences + cautions(*page.scene.results)) {
            QString line;
            for (const QString& word : sentence.split(u' ')) {
                const QString longer = line.isEmpty() ? word : line + u' ' + word;
                if (metrics.horizontalAdvance(longer) > page.width - 2 * margin && !line.isEmpty()) {
                    footer << line;
                    line = word;
                } else {
                    line = longer;
                }
            }
            footer << line;
        }
    }

    [[nodiscard]] QSize size() const { return {page.width, static_cast<int>(std::ceil(height))}; }

    void paint(QPainter& painter) {
        painter.fillRect(QRectF(QPointF(), QSizeF(size())), palette.panel);
        double top = margin;
        if (!page.title.isEmpty()) {
            painter.setFont(fonts.text(18, QFont::DemiBold));
            painter.setPen(palette.ink);
            drawWords(painter, QPointF(margin, top), Qt::AlignLeft, page.title, page.width - 2 * margin);
            top += 40;
        }
        for (const auto& [chart, picture] : pictures) {
            painter.setFont(fonts.text(14, QFont::DemiBold));
            painter.setPen(palette.ink);
            paintHeading(painter, chart, top);
            painter.save();
            painter.translate(margin, top + headHeight);
            picture->paint(painter);
            painter.restore();
            top += headHeight + picture->size().height() + gap;
        }
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink2);
        for (const QString& line : footer) {
            drawWords(painter, QPointF(margin, top), Qt::AlignLeft, line);
            top += 17 * fonts.scale;
        }
    }

    /// Title, subject and legend.
    void paintHeading(QPainter& painter, TimingChart chart, double top) {
        const QString subject = subjectOf(chart, page.scene);
        const QString title = subject.isEmpty() ? titleOf(chart) : Words::tr("%1: %2").arg(titleOf(chart), subject);
        const double width = QFontMetricsF(painter.font()).horizontalAdvance(title);
        drawWords(painter, QPointF(margin, top), Qt::AlignLeft, title);
        if (hasLegend(chart)) {
            paintLegend(painter, *page.scene.results, QPointF(page.width - margin, top),
                        page.width - 3 * margin - width, palette, fonts);
        }
    }
};

double swatchSide(const Fonts& fonts) { return std::round(12 * fonts.scale); }

double legendItemWidth(const std::string& id, const Fonts& fonts) {
    return swatchSide(fonts) + swatchGap + QFontMetricsF(fonts.text(12)).horizontalAdvance(contenderName(id));
}

QImage imageOf(Sheet& sheet) {
    QImage image(sheet.size() * sheet.page.scale, QImage::Format_RGB32);
    if (!image.isNull()) {
        image.setDevicePixelRatio(sheet.page.scale);
        QPainter painter(&image);
        sheet.paint(painter);
    }
    return image;
}

/// The one that is asked for, or the first that has any; empty: none has.
std::string latencyWorkloadOf(const TimingScene& scene) {
    const std::vector<std::string> all = latencyWorkloads(*scene.results);
    const bool known = std::ranges::find(all, scene.latencyWorkload) != all.end();
    return known ? scene.latencyWorkload : all.empty() ? std::string() : all.front();
}

QString cannotWrite(const QString& path, const QString& why) {
    return Words::tr("%1 cannot be written: %2.").arg(path, why);
}

} // namespace

QString titleOf(TimingChart chart) {
    switch (chart) {
    case TimingChart::perOperation:
        return Words::tr("Time per operation");
    case TimingChart::toMalloc:
        return Words::tr("Compared with malloc");
    case TimingChart::freeList:
        return Words::tr("Cost of a long free list");
    case TimingChart::latency:
        return Words::tr("Latency of single operations");
    case TimingChart::alongTrace:
        return Words::tr("Cost along the trace");
    case TimingChart::beforeAfter:
        return Words::tr("Before and after");
    }
    return {};
}

QString hintOf(TimingChart chart) {
    switch (chart) {
    case TimingChart::perOperation:
        return Words::tr("lower is better");
    case TimingChart::toMalloc:
        return Words::tr("bars start at 1: left is faster than malloc, right is slower");
    case TimingChart::freeList:
        return Words::tr("one allocate and free; lower is better");
    case TimingChart::latency:
        return Words::tr("lower is better; the tail is to the right");
    case TimingChart::alongTrace:
        return Words::tr("click an operation, or press Enter, to see its heap");
    case TimingChart::beforeAfter:
        return Words::tr("the shown run against the one it is compared with");
    }
    return {};
}

QString subjectOf(TimingChart chart, const TimingScene& scene) {
    const Results& results = *scene.results;
    if (chart == TimingChart::latency) {
        const std::string workload = latencyWorkloadOf(scene);
        return workload.empty() ? QString() : workloadName(workload, results);
    }
    if (chart == TimingChart::alongTrace && !results.per_operation.empty()) {
        return Words::tr("Stalloc, %1").arg(heapText(results.trace_heap));
    }
    return {};
}

bool hasLegend(TimingChart chart) {
    return chart == TimingChart::perOperation || chart == TimingChart::freeList || chart == TimingChart::latency;
}

std::unique_ptr<ChartPicture> makePicture(TimingChart chart) {
    switch (chart) {
    case TimingChart::perOperation:
        return std::make_unique<BoxPicture>();
    case TimingChart::freeList:
        return std::make_unique<ChunksPicture>();
    case TimingChart::latency:
        return std::make_unique<LatencyPicture>();
    case TimingChart::alongTrace:
        return std::make_unique<TracePicture>();
    default:
        return std::make_unique<RatioPicture>();
    }
}

void setScene(ChartPicture& picture, TimingChart chart, const TimingScene& scene) {
    switch (chart) {
    case TimingChart::perOperation:
        static_cast<BoxPicture&>(picture).setResults(scene.results, scene.measuring);
        break;
    case TimingChart::toMalloc:
        static_cast<RatioPicture&>(picture).setBars(
            ratioBars(*scene.results), Words::tr("faster than malloc"), Words::tr("slower than malloc"),
            Words::tr("Measure malloc together with the others to compare them with it."));
        break;
    case TimingChart::freeList:
        static_cast<ChunksPicture&>(picture).setResults(scene.results);
        break;
    case TimingChart::latency:
        static_cast<LatencyPicture&>(picture).setResults(scene.results, latencyWorkloadOf(scene));
        break;
    case TimingChart::alongTrace:
        static_cast<TracePicture&>(picture).setResults(scene.results);
        break;
    case TimingChart::beforeAfter:
        static_cast<RatioPicture&>(picture).setBars(
            scene.before ? changeBars(*scene.before, *scene.results) : std::vector<RatioBar>(),
            Words::tr("faster than before"), Words::tr("slower than before"),
            scene.before ? Words::tr("Both runs have nothing in common that was measured "
                                     "at the same work.")
                         : Words::tr("Choose a run to compare with in the list of runs."));
        break;
    }
}

double legendWidth(const Results& results, const Fonts& fonts) {
    double width = -legendGap;
    for (const std::string& id : contendersIn(results)) {
        width += legendItemWidth(id, fonts) + legendGap;
    }
    return std::max(width, 0.0);
}

int legendLines(const Results& results, double room, const Fonts& fonts) {
    int lines = 1;
    double x = 0;
    for (const std::string& id : contendersIn(results)) {
        const double width = legendItemWidth(id, fonts);
        if (x > 0 && x + width > room) {
            ++lines;
            x = 0;
        }
        x += width + legendGap;
    }
    return lines;
}

void paintLegend(QPainter& painter, const Results& results, const QPointF& topRight, double room,
                 const Palette& palette, const Fonts& fonts) {
    painter.setFont(fonts.text(12));
    const double side = swatchSide(fonts);
    const double left = topRight.x() - std::min(legendWidth(results, fonts), room);
    double x = left;
    double middle = topRight.y() + QFontMetricsF(painter.font()).height() / 2;
    for (const std::string& id : contendersIn(results)) {
        const double width = legendItemWidth(id, fonts);
        if (x > left && x + width > topRight.x() + 0.5) {
            x = left;
            middle += 20 * fonts.scale;
        }
        drawSwatch(painter, QRectF(x, std::round(middle - side / 2), side, side), contenderLook(id, palette),
                   palette.panel);
        painter.setPen(palette.ink);
        drawWords(painter, QPointF(x + side + swatchGap, middle), Qt::AlignLeft | Qt::AlignVCenter, contenderName(id));
        x += width + legendGap;
    }
}

QImage timingPageImage(const TimingPage& page) {
    Sheet sheet(page);
    return imageOf(sheet);
}

QString saveTimingPage(const TimingPage& page, const QString& path) {
    Sheet sheet(page);
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != QStringLiteral("png") && suffix != QStringLiteral("svg")) {
        return Words::tr("%1 must end in .png or .svg.").arg(QFileInfo(path).fileName());
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (suffix == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(sheet.size());
        generator.setViewBox(QRect(QPoint(), sheet.size()));
        generator.setTitle(page.title);
        QPainter painter(&generator);
        sheet.paint(painter);
    } else {
        const QImage image = imageOf(sheet);
        if (image.isNull()) {
            return cannotWrite(path, Words::tr("the picture is too large"));
        }
        image.save(&buffer, "PNG");
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return cannotWrite(path, file.errorString());
    }
    return {};
}

QString saveTimingPage(const Results& results, const QString& path, bool dark) {
    TimingPage page;
    page.scene.results = std::make_shared<const Results>(results);
    page.title = Words::tr("Firstfit: measured against malloc");
    page.dark = dark;
    return saveTimingPage(page, path);
}

} // namespace firstfit
