// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/line_pictures.h"

#include "ui/models/request_words.h"
#include "ui/models/timing_words.h"

#include <QChart>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

double logOf(double value) { return std::log10(std::max(value, 1e-2)); }

/// -log10 of the share above: 50 % at 0.3, 90 % at 1, 99 % at 2.
double tailOf(double share) { return -std::log10(1 - share); }

constexpr double mostTail = 6; ///< 99.9999 %

/// From 1-2-5 step to 1-2-5 step about all values.
Span logSpan(double low, double high) {
    const std::vector<double> steps = roundSteps(std::max(low, 1e-2) * 0.95, std::max(high, low) * 1.1);
    return {std::log10(steps.front()), std::log10(steps.back())};
}

} // namespace

void CurvesPicture::addCurves(std::vector<DrawnCurve> curves, const std::vector<QAbstractAxis*>& axes,
                              bool withMarkers) {
    curves_ = std::move(curves);
    withMarkers_ = withMarkers;
    for (const DrawnCurve& curve : curves_) {
        const ContenderLook look = contenderLook(curve.contender, palette());
        auto* series = new QLineSeries;
        QPen pen(look.edge, 2, look.line, Qt::FlatCap, Qt::RoundJoin);
        series->setPen(pen);
        addSeries(series, axes);
        series->replace(curve.points);
        for (qsizetype i = 0; i < curve.points.size(); ++i) {
            const QPointF at(xOf(curve.points[i].x()), yOf(curve.points[i].y()));
            if (plot().adjusted(-2, -2, 2, 2).contains(at)) {
                addMark({QRectF(at - QPointF(7, 7), QSizeF(14, 14)), curve.sentences[static_cast<std::size_t>(i)],
                         static_cast<std::uint64_t>(i)});
            }
        }
    }
}

void CurvesPicture::drawOnTop(QPainter& painter) {
    if (!withMarkers_) {
        return;
    }
    const QRectF room = plot().adjusted(-2, -2, 2, 2);
    // The first contender comes last: where curves lie on each other it is on top.
    for (auto curve = curves_.rbegin(); curve != curves_.rend(); ++curve) {
        const ContenderLook look = contenderLook(curve->contender, palette());
        for (const QPointF& point : curve->points) {
            const QPointF at(xOf(point.x()), yOf(point.y()));
            if (room.contains(at)) {
                drawMarker(painter, at, px(5), look, palette().panel);
            }
        }
    }
}

void CurvesPicture::drawTitles(QPainter& painter, const QString& below) const {
    painter.setFont(fonts().text(11));
    painter.setPen(palette().ink3);
    drawWords(painter, QPointF((xOf(spanX().low) + xOf(spanX().high)) / 2, size().height() - px(2)),
              Qt::AlignHCenter | Qt::AlignBottom, below);
}

void ChunksPicture::setResults(std::shared_ptr<const Results> results) {
    results_ = std::move(results);
    curves_ = chunkCurves(*results_);
    changed();
}

QString ChunksPicture::emptySentence() const {
    return curves_.empty() ? Words::tr("The workload “behind free chunks” shows where first fit loses: it has not been "
                                       "measured.")
                           : QString();
}

void ChunksPicture::populate() {
    double low = 1e300;
    double high = 0;
    double most = 10;
    std::vector<DrawnCurve> drawn;
    for (const CostCurve& curve : curves_) {
        DrawnCurve line{curve.contender, {}, {}};
        for (const Cell* cell : curve.cells) {
            low = std::min(low, cell->summary.median);
            high = std::max(high, cell->summary.median);
            most = std::max(most, cell->parameter);
            line.points << QPointF(logOf(cell->parameter), logOf(cell->summary.median));
            line.sentences.push_back(cellSentence(*cell, *results_));
        }
        drawn.push_back(std::move(line));
    }
    setFull({0, std::log10(most * 1.15)}, logSpan(low, high));
    QAbstractAxis* across = addAxis(Qt::AlignBottom, Scale::logCounts);
    QAbstractAxis* up = addAxis(Qt::AlignLeft, Scale::logTimes);
    addCurves(std::move(drawn), {across, up}, true);
}

void ChunksPicture::drawOnTop(QPainter& painter) {
    CurvesPicture::drawOnTop(painter);
    drawTitles(painter, Words::tr("free chunks in front, log scale"));
    // What the chart says, where the data says it: whose cost grows, and by how much.
    QStringList grow;
    double slope = 0;
    for (const CostCurve& curve : curves_) {
        const auto cost = costPerChunk(curve);
        if (cost && curve.cells.back()->summary.median > 10 * curve.cells.front()->summary.median) {
            grow << contenderName(curve.contender);
            slope = std::max(slope, *cost);
        }
    }
    if (grow.isEmpty() || isZoomed()) {
        return;
    }
    const QPointF at = plot().topLeft() + QPointF(px(14), px(8));
    painter.setFont(fonts().text(12, QFont::DemiBold));
    const QString who = grow.join(Words::tr(", "));
    const double room = plot().width() * 0.62;
    painter.setPen(palette().ink);
    drawWords(painter, at, Qt::AlignLeft, who, room);
    painter.setFont(fonts().text(12));
    painter.setPen(palette().ink2);
    drawWords(painter, at + QPointF(0, px(17)), Qt::AlignLeft,
              Words::tr("up to %1 more for each chunk in front").arg(timeText(slope)), room);
}

void LatencyPicture::setResults(std::shared_ptr<const Results> results, const std::string& workload) {
    results_ = std::move(results);
    cells_ = latencyCells(*results_, workload);
    changed();
}

QString LatencyPicture::emptySentence() const {
    return cells_.empty() ? Words::tr("No single operations have been timed yet.") : QString();
}

void LatencyPicture::populate() {
    double low = 1e300;
    double high = 0;
    double deepest = 1;
    std::vector<DrawnCurve> drawn;
    for (const Cell* cell : cells_) {
        DrawnCurve line{cell->contender, {}, {}};
        double below = 0;
        const double count = static_cast<double>(cell->latency.count);
        for (const LatencyBin& bin : cell->latency.bins) {
            if (bin.count == 0) {
                continue;
            }
            below += static_cast<double>(bin.count);
            const double share = below / count;
            const bool last = below >= count;
            const double tail = std::min(last ? tailOf(1 - 0.5 / count) : tailOf(share), mostTail);
            const double ns = last && cell->latency.maximum > 0 ? cell->latency.maximum : bin.high_ns;
            line.points << QPointF(tail, logOf(ns));
            line.sentences.push_back(
                last ? Words::tr("%1\nthe slowest of %2: %3")
                           .arg(contenderName(cell->contender), figureText(cell->latency.count), timeText(ns))
                     : Words::tr("%1\n%2 % of %3 took at most %4")
                           .arg(contenderName(cell->contender),
                                QLocale().toString(share * 100, 'g', share > 0.9 ? 6 : 3),
                                figureText(cell->latency.count), timeText(ns)));
            low = std::min(low, ns);
            high = std::max(high, ns);
            deepest = std::max(deepest, tail);
        }
        drawn.push_back(std::move(line));
    }
    setFull({0, deepest * 1.02}, logSpan(low, high));
    std::vector<std::pair<double, QString>> labels;
    for (const double share : {0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999}) {
        labels.emplace_back(tailOf(share), QStringLiteral("%1 %").arg(QLocale().toString(share * 100, 'g', 6)));
    }
    QAbstractAxis* across = addAxis(Qt::AlignBottom, labels);
    QAbstractAxis* up = addAxis(Qt::AlignLeft, Scale::logTimes);
    addCurves(std::move(drawn), {across, up}, true);
}

void LatencyPicture::drawBehind(QPainter& painter) {
    const double cost = results_->clock.cost_ns;
    if (cost <= 0 || logOf(cost) <= spanY().low) {
        return;
    }
    const double top = std::max(yOf(logOf(cost)), plot().top());
    painter.fillRect(QRectF(plot().left(), top, plot().width(), plot().bottom() - top), palette().head);
}

void LatencyPicture::drawOnTop(QPainter& painter) {
    CurvesPicture::drawOnTop(painter);
    drawTitles(painter, Words::tr("so many operations took no longer; the slow ones are spread out"));
    const double cost = results_->clock.cost_ns;
    if (cost > 0 && logOf(cost) > spanY().low && logOf(cost) < spanY().high) {
        painter.setFont(fonts().text(11));
        painter.setPen(palette().ink3);
        drawWords(painter, QPointF(plot().right() - px(6), yOf(logOf(cost)) + px(3)), Qt::AlignRight,
                  Words::tr("less than reading the clock: %1").arg(timeText(cost)));
    }
}

} // namespace firstfit
