// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The charts that are curves: cost of a long free list, latency, cost along the trace.
#pragma once

#include "ui/models/timing_data.h"
#include "ui/views/charts/qt_chart_picture.h"

#include <QPointF>

#include <memory>
#include <optional>

namespace firstfit {

/// A contender's curve as it is drawn: points in axis units, with what each one says.
struct DrawnCurve {
    std::string contender;
    QList<QPointF> points;
    std::vector<QString> sentences;
};

/// Curves of contenders with their markers and, at their ends, their names.
class CurvesPicture : public QtChartPicture {
public:
    [[nodiscard]] bool zoomsX() const override { return true; }
    [[nodiscard]] bool zoomsY() const override { return true; }

protected:
    void addCurves(std::vector<DrawnCurve> curves, const std::vector<QAbstractAxis*>& axes, bool withMarkers);
    void drawOnTop(QPainter& painter) override;
    void drawTitles(QPainter& painter, const QString& below) const;

    std::shared_ptr<const Results> results_;

private:
    std::vector<DrawnCurve> curves_;
    bool withMarkers_ = true;
};

/// One allocate and free behind 1 to 30,000 free chunks, both axes logarithmic.
class ChunksPicture final : public CurvesPicture {
public:
    void setResults(std::shared_ptr<const Results> results);
    [[nodiscard]] QString emptySentence() const override;

protected:
    void populate() override;
    void drawOnTop(QPainter& painter) override;

private:
    std::vector<CostCurve> curves_;
};

/// The share of operations against the time that they did not exceed: percentiles, the tail stretched.
class LatencyPicture final : public CurvesPicture {
public:
    void setResults(std::shared_ptr<const Results> results, const std::string& workload);
    [[nodiscard]] QString emptySentence() const override;

protected:
    void populate() override;
    void drawBehind(QPainter& painter) override;
    void drawOnTop(QPainter& painter) override;

private:
    std::vector<const Cell*> cells_;
};

/// What each operation of the trace took in Stalloc: per point the median and the slowest of neighbours.
class TracePicture final : public QtChartPicture {
public:
    void setResults(std::shared_ptr<const Results> results);
    /// The operation to mark as the present one; nothing: none.
    void setPosition(std::optional<std::uint32_t> operation);
    [[nodiscard]] QString emptySentence() const override;
    [[nodiscard]] bool zoomsX() const override { return true; }
    [[nodiscard]] bool zoomsY() const override { return true; }

protected:
    void populate() override;
    void drawOnTop(QPainter& painter) override;

private:
    /// Does a point stand for several operations?
    [[nodiscard]] bool isThinnedOut() const;

    std::shared_ptr<const Results> results_;
    std::vector<CostBucket> buckets_;
    std::optional<std::uint32_t> position_;
    Span full_{0, 0}; ///< log10 of the fastest and the slowest
};

} // namespace firstfit
