// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/request_words.h"
#include "ui/models/timing_words.h"
#include "ui/views/charts/line_pictures.h"

#include <QChart>
#include <QCoreApplication>
#include <QLineSeries>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

/// Points that are handed to Qt Charts at most, for each of both lines.
constexpr std::size_t mostPoints = 1200;
constexpr double least = 0.5; ///< ns that are drawn as the least

double logOf(double ns) { return std::log10(std::max(ns, least)); }

} // namespace

void TracePicture::setResults(std::shared_ptr<const Results> results) {
    results_ = std::move(results);
    float low = 1e30F;
    float high = -1;
    for (const float ns : results_->per_operation) {
        if (ns >= 0) {
            low = std::min(low, ns);
            high = std::max(high, ns);
        }
    }
    const auto lowest = static_cast<double>(low);
    const auto highest = static_cast<double>(high);
    if (high >= 0) {
        const std::vector<double> steps =
            roundSteps(std::max(lowest, least) * 0.9, std::max(highest, 2 * std::max(lowest, least)) * 1.1);
        full_ = {std::log10(steps.front()), std::log10(steps.back())};
    } else {
        full_ = {0, 0};
    }
    changed();
}

bool TracePicture::isThinnedOut() const {
    return std::ranges::any_of(buckets_, [](const CostBucket& bucket) { return bucket.first != bucket.last; });
}

void TracePicture::setPosition(std::optional<std::uint32_t> operation) { position_ = operation; }

QString TracePicture::emptySentence() const {
    return full_.length() > 0
               ? QString()
               : Words::tr("Open a script or a recording and measure the workload “the open trace” to see "
                           "what each of its operations costs.");
}

void TracePicture::populate() {
    const auto operations = static_cast<double>(results_->per_operation.size());
    setFull({0.5, std::max(operations, 1.0) + 0.5}, full_);
    const Span shown = spanX();
    const auto first = static_cast<std::uint32_t>(std::max(1.0, std::floor(shown.low)));
    const auto last = static_cast<std::uint32_t>(std::min(operations, std::ceil(shown.high)));
    buckets_ = costBuckets(results_->per_operation, first, last,
                           std::min(mostPoints, static_cast<std::size_t>(std::max(plot().width(), 2.0))));
    QList<QPointF> slowest;
    QList<QPointF> typical;
    for (const CostBucket& bucket : buckets_) {
        const double middle = (static_cast<double>(bucket.first) + static_cast<double>(bucket.last)) / 2;
        slowest << QPointF(bucket.slowest, logOf(static_cast<double>(bucket.most)));
        typical << QPointF(middle, logOf(static_cast<double>(bucket.median)));
        const double x = xOf(bucket.slowest);
        const double y = yOf(logOf(static_cast<double>(bucket.most)));
        if (plot().adjusted(-1, -1, 1, 1).contains(QPointF(x, y))) {
            const QString where = bucket.first == bucket.last
                                      ? Words::tr("operation %1: %2")
                                            .arg(figureText(bucket.slowest), timeText(static_cast<double>(bucket.most)))
                                      : Words::tr("operation %1: %2, the slowest of %3 to %4\nmedian of these: %5")
                                            .arg(figureText(bucket.slowest), timeText(static_cast<double>(bucket.most)),
                                                 figureText(bucket.first), figureText(bucket.last),
                                                 timeText(static_cast<double>(bucket.median)));
            addMark({QRectF(x - 4, y - 5, 8, 10), where, bucket.slowest});
        }
    }
    QAbstractAxis* across = addAxis(Qt::AlignBottom, Scale::linear);
    QAbstractAxis* up = addAxis(Qt::AlignLeft, Scale::logTimes);
    const auto add = [&](const QList<QPointF>& points, const QColor& colour, double width) {
        auto* series = new QLineSeries;
        series->setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        addSeries(series, {across, up});
        series->replace(points);
    };
    const ContenderLook look = contenderLook("stalloc", palette());
    add(slowest, look.edge, 1.2);
    if (isThinnedOut()) {
        add(typical, palette().ink2, 1.5);
    }
}

void TracePicture::drawOnTop(QPainter& painter) {
    painter.setFont(fonts().text(11));
    painter.setPen(palette().ink3);
    drawWords(painter, QPointF(plot().center().x(), size().height() - px(2)), Qt::AlignHCenter | Qt::AlignBottom,
              isThinnedOut() ? Words::tr("operation of the trace; blue: the slowest nearby, grey: their median")
                             : Words::tr("operation of the trace"),
              plot().width());
    if (position_ && *position_ >= spanX().low && *position_ <= spanX().high) {
        const double x = xOf(*position_);
        painter.setPen(QPen(palette().accent, 2));
        painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().accent);
        const double r = px(5);
        painter.drawPolygon(QPolygonF(
            {QPointF(x - r, plot().top() - r), QPointF(x + r, plot().top() - r), QPointF(x, plot().top() + r * 0.6)}));
    }
}

} // namespace firstfit
