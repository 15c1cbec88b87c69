// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ratios as bars from 1: leftwards is faster, rightwards is slower, with the interval that one can be sure of.
#pragma once

#include "ui/models/timing_data.h"
#include "ui/views/charts/chart_picture.h"

#include <QString>

namespace firstfit {

struct RatioBar {
    QString group; ///< the workload; bars of one group follow each other
    std::string contender;
    double value = 1;
    std::optional<Interval> sure; ///< 95 %; nothing: too few rounds
    bool failed = false;          ///< part of the work was not done: no side is said, and it is marked
    QString sentence;

    /// On one side of 1 for certain, and the whole work was done.
    [[nodiscard]] bool isSure() const { return sure && !sure->contains(1) && !failed; }
};

/// To malloc; workload by workload, without "chunks". O(cells).
[[nodiscard]] std::vector<RatioBar> ratioBars(const Results& results);
/// After to before.
[[nodiscard]] std::vector<RatioBar> changeBars(const Results& before, const Results& after);

class RatioPicture final : public ChartPicture {
public:
    /// `left` and `right` say what the two sides mean; `empty` why there are no bars.
    void setBars(std::vector<RatioBar> bars, const QString& left, const QString& right, const QString& empty);

    [[nodiscard]] QString emptySentence() const override { return bars_.empty() ? empty_ : QString(); }
    [[nodiscard]] double preferredHeight(double width, double scale) const override;
    [[nodiscard]] bool zoomsX() const override { return true; }
    [[nodiscard]] double preferredWidth(double scale) const override;
    [[nodiscard]] double headHeight() const override;
    /// From 1 to the value, as it is drawn.
    [[nodiscard]] QRectF barAt(std::size_t bar) const;

protected:
    void build() override;
    void draw(QPainter& painter) override;
    void drawHead(QPainter& painter) override;

private:
    [[nodiscard]] bool startsGroup(std::size_t bar) const;
    void drawGrid(QPainter& painter);
    void drawValues(QPainter& painter, double top);
    void drawBar(QPainter& painter, std::size_t bar);
    void drawInterval(QPainter& painter, const Interval& interval, double middle);
    void drawFailed(QPainter& painter, const QPointF& middle);
    void drawKey(QPainter& painter);

    std::vector<RatioBar> bars_;
    QString left_, right_, empty_;
    std::vector<double> tops_; ///< of each bar's row
};

} // namespace firstfit
