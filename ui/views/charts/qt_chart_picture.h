// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chart whose axes and lines are Qt Charts', with labels and marks of our own on top.
#pragma once

#include "ui/views/charts/chart_picture.h"

#include <QGraphicsScene>

class QAbstractAxis;
class QAbstractSeries;
class QChart;

namespace firstfit {

class QtChartPicture : public ChartPicture {
public:
    ~QtChartPicture() override;

protected:
    /// How the labels of an axis are made.
    enum class Scale {
        linear,    ///< whole numbers
        logCounts, ///< log10 of counts: 1, 10, 1,000
        logTimes   ///< log10 of ns: 2 ns, 50 µs
    };

    QtChartPicture();

    /// Adds axes and series through the functions below, and marks. The plot is set.
    virtual void populate() = 0;
    /// Under the grid: shades.
    virtual void drawBehind(QPainter&) {}
    /// Over everything: labels, markers.
    virtual void drawOnTop(QPainter& painter) = 0;
    /// Room beside the plot, in px at 96 dpi.
    [[nodiscard]] virtual QMarginsF margins() const { return {58, 12, 16, 34}; }

    void build() override;
    void draw(QPainter& painter) override;

    [[nodiscard]] QChart& chart() { return *chart_; }
    /// An axis with the present span and labels, attached to the chart, which owns it.
    QAbstractAxis* addAxis(Qt::Alignment side, Scale scale);
    /// An axis whose labels stand at given values.
    QAbstractAxis* addAxis(Qt::Alignment side, const std::vector<std::pair<double, QString>>& labels);
    /// Adds a series on the given axes; the chart owns it.
    void addSeries(QAbstractSeries* series, const std::vector<QAbstractAxis*>& axes);
    void styleAxis(QAbstractAxis& axis) const;

private:
    void makeChart();

    QGraphicsScene scene_;
    QChart* chart_ = nullptr; ///< the scene's
};

/// The values to label on a logarithmic axis from 10^low to 10^high: 1, 2, 5 of each power, powers only if that is
/// many, evenly spaced ones if it is none.
[[nodiscard]] std::vector<double> logLabels(Span span);
/// Round values on a linear axis, at most `most`.
[[nodiscard]] std::vector<double> linearLabels(Span span, int most);

} // namespace firstfit
