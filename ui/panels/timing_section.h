// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One chart with all that belongs to it: heading and legend, the table beside it, and where it was measured.
#pragma once

#include "ui/models/figure_table.h"
#include "ui/panels/row_delegate.h"
#include "ui/views/charts/timing_page.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QSplitter;
class QToolButton;

namespace firstfit {

class ChartCanvas;
class ElidedLabel;
class RunTable;
class ToneLabel;

class TimingSection : public QWidget {
    Q_OBJECT

public:
    explicit TimingSection(TimingChart chart, QWidget* parent = nullptr);

    [[nodiscard]] TimingChart chart() const { return chart_; }
    /// `table` are the numbers of the same; `notes` what is to be taken with caution in this chart alone.
    void show(const TimingScene& scene, FigureTable table, const QStringList& notes = {});
    /// The choice of a workload, in the heading; null where there is none to make.
    [[nodiscard]] QComboBox* chooser() const { return chooser_; }
    [[nodiscard]] ChartCanvas& canvas() const { return *canvas_; }
    [[nodiscard]] RunTable* table() const { return table_; }

Q_SIGNALS:
    /// An operation of the trace, in chart or table.
    void operationChosen(quint32 operation);
    void exportRequested(firstfit::TimingChart chart);
    void copyRequested(firstfit::TimingChart chart);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHeading();
    void setTable(FigureTable table);
    void addMenu();
    void fitColumns();
    void spreadColumns(const std::vector<int>& widths, int all, int spare);
    void placeTable();
    [[nodiscard]] bool isSpare(int column) const;
    void showCautions(const QStringList& own, const QStringList& common);

    class Legend;

    TimingChart chart_;
    Legend* legend_;
    ElidedLabel* hint_ = nullptr;
    QComboBox* chooser_ = nullptr;
    QToolButton* export_ = nullptr;
    ChartCanvas* canvas_;
    FigureTableModel model_;
    QSortFilterProxyModel* sorted_;
    RunTable* table_ = nullptr;
    QSplitter* row_;
    std::vector<bool> spare_; ///< columns that may be left out
    int fullWidth_ = 0;       ///< of all columns
    int leastWidth_ = 0;      ///< without the spare ones
    bool isMoved_ = false;    ///< has somebody moved the handle between chart and table?
    ToneLabel* caution_;
    ToneLabel* machine_;
};

} // namespace firstfit
