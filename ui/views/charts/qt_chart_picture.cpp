// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/qt_chart_picture.h"

#include "ui/models/timing_data.h"
#include "ui/models/timing_words.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace firstfit {

QtChartPicture::QtChartPicture() = default;

QtChartPicture::~QtChartPicture() = default;

// A new one each time: what an old one has removed stays in the picture until the event loop comes round.
void QtChartPicture::makeChart() {
    delete chart_;
    chart_ = new QChart;
    chart_->setBackgroundVisible(false);
    chart_->setPlotAreaBackgroundVisible(false);
    chart_->setAnimationOptions(QChart::NoAnimation);
    chart_->legend()->hide();
    chart_->setMargins(QMargins());
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    scene_.addItem(chart_);
}

void QtChartPicture::build() {
    const QMarginsF room = margins();
    const QRectF plot =
        QRectF(QPointF(), size())
            .marginsRemoved(QMarginsF(px(room.left()), px(room.top()), px(room.right()), px(room.bottom())));
    setPlot(QRectF(plot.topLeft(), QSizeF(std::max(plot.width(), 20.0), std::max(plot.height(), 20.0))));
    makeChart();
    if (!emptySentence().isEmpty()) {
        return;
    }
    chart_->resize(size());
    chart_->setPlotArea(ChartPicture::plot());
    populate();
    chart_->layout()->activate();
    scene_.setSceneRect(QRectF(QPointF(), size()));
}

void QtChartPicture::draw(QPainter& painter) {
    drawBehind(painter);
    painter.save();
    scene_.render(&painter, QRectF(QPointF(), size()), QRectF(QPointF(), size()));
    painter.restore();
    drawOnTop(painter);
}

void QtChartPicture::styleAxis(QAbstractAxis& axis) const {
    axis.setLabelsFont(fonts().text(11));
    axis.setLabelsColor(palette().ink2);
    axis.setGridLinePen(QPen(palette().line, 1));
    axis.setLinePen(QPen(palette().strongLine, 1));
    axis.setTruncateLabels(false);
}

QAbstractAxis* QtChartPicture::addAxis(Qt::Alignment side, const std::vector<std::pair<double, QString>>& labels) {
    const Span span = side == Qt::AlignLeft ? spanY() : spanX();
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setStartValue(span.low - span.length());
    QString last;
    for (const auto& [value, label] : labels) {
        // Two labels that read the same would be one to Qt.
        if (value >= span.low - span.length() * 1e-6 && value <= span.high + span.length() * 1e-6 && label != last) {
            axis->append(label, value);
            last = label;
        }
    }
    axis->setRange(span.low, span.high);
    styleAxis(*axis);
    chart_->addAxis(axis, side);
    return axis;
}

QAbstractAxis* QtChartPicture::addAxis(Qt::Alignment side, Scale scale) {
    const Span span = side == Qt::AlignLeft ? spanY() : spanX();
    std::vector<std::pair<double, QString>> labels;
    if (scale == Scale::linear) {
        for (const double value : linearLabels(span, 8)) {
            labels.emplace_back(value, QLocale().toString(value, 'f', 0));
        }
    } else {
        for (const double value : logLabels(span)) {
            const QString figure = QLocale().toString(value, 'g', 6);
            QString label = figure;
            if (scale == Scale::logCounts) {
                label = QLocale().toString(value, 'f', 0);
            } else {
                const double unit = value < 999.5 ? 1 : value < 999.5e3 ? 1e3 : value < 999.5e6 ? 1e6 : 1e9;
                const QString name = unit == 1     ? QStringLiteral("ns")
                                     : unit == 1e3 ? QStringLiteral("µs")
                                     : unit == 1e6 ? QStringLiteral("ms")
                                                   : QStringLiteral("s");
                label = QStringLiteral("%1 %2").arg(QLocale().toString(value / unit, 'g', 4), name);
            }
            labels.emplace_back(std::log10(value), label);
        }
    }
    return addAxis(side, labels);
}

void QtChartPicture::addSeries(QAbstractSeries* series, const std::vector<QAbstractAxis*>& axes) {
    chart_->addSeries(series);
    for (QAbstractAxis* axis : axes) {
        series->attachAxis(axis);
    }
}

std::vector<double> logLabels(Span span) {
    constexpr double manyDecades = 2.7;
    const double low = std::pow(10, span.low);
    const double high = std::pow(10, span.high);
    const double slack = 1e-9;
    std::vector<double> values;
    for (const double step : roundSteps(low, high)) {
        const double power = std::log10(step);
        const bool whole = std::abs(power - std::round(power)) < 1e-9;
        if (power >= span.low - slack && power <= span.high + slack && (whole || span.length() < manyDecades)) {
            values.push_back(step);
        }
    }
    if (values.size() < 3 && span.length() < manyDecades) {
        values = linearLabels({low, high}, 6);
        std::erase_if(values, [](double value) { return value <= 0; });
    }
    return values;
}

std::vector<double> linearLabels(Span span, int most) {
    std::vector<double> values;
    if (!(span.length() > 0)) {
        return values;
    }
    const double rough = span.length() / most;
    double step = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {2.0, 2.5, 2.0}) {
        if (step < rough) {
            step *= factor;
        }
    }
    for (double value = std::ceil(span.low / step) * step; value <= span.high + step * 1e-9; value += step) {
        values.push_back(value);
    }
    return values;
}

} // namespace firstfit
