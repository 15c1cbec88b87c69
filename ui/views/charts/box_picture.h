// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time per operation: a box for each contender at each workload.
#pragma once

#include "ui/models/timing_data.h"
#include "ui/views/charts/qt_chart_picture.h"

#include <memory>

class QBoxSet;

namespace firstfit {

class BoxPicture final : public QtChartPicture {
public:
    /// `unfinished`: what is not sure enough yet is still being measured.
    void setResults(std::shared_ptr<const Results> results, bool unfinished);

    [[nodiscard]] QString emptySentence() const override;
    [[nodiscard]] bool zoomsY() const override { return true; }
    [[nodiscard]] double preferredHeight(double, double scale) const override { return 380 * scale; }
    [[nodiscard]] double preferredWidth(double scale) const override;
    /// Where the box of contendersIn()[contender] at workloadGroups()[group] stands: its middle half.
    [[nodiscard]] QRectF boxAt(std::size_t group, std::size_t contender) const;

protected:
    void populate() override;
    void drawBehind(QPainter& painter) override;
    void drawOnTop(QPainter& painter) override;
    [[nodiscard]] QMarginsF margins() const override { return {58, 26, 12, 60}; }

private:
    [[nodiscard]] QBoxSet* boxSetOf(const Cell* cell) const;
    [[nodiscard]] double columnAt(std::size_t group, std::size_t contender) const;
    void drawCell(QPainter& painter, const Cell& cell, const QRectF& box) const;
    void drawNumber(QPainter& painter, const Cell& cell, const QRectF& box, std::vector<QRectF>& taken);
    void drawNames(QPainter& painter) const;
    void drawUnfinished(QPainter& painter, std::size_t group) const;
    [[nodiscard]] QRectF groupRect(std::size_t group) const;

    std::shared_ptr<const Results> results_;
    bool unfinished_ = false;
    std::vector<std::string> contenders_;
    std::vector<WorkloadGroup> groups_;
};

} // namespace firstfit
