// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of the Timing mode: a column of charts, each with its table, of the run that is shown.
#pragma once

#include "ui/panels/timing_section.h"

#include <QScrollArea>

namespace firstfit {

class TimingLab;
class ToneLabel;
class Workbench;

class TimingCharts : public QScrollArea {
    Q_OBJECT

public:
    TimingCharts(TimingLab& lab, Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] TimingSection& section(TimingChart chart) const;
    /// Scrolls to it and gives it the focus.
    void goTo(TimingChart chart);
    /// By the suffix: .png and .svg the charts (none: all), .json the shown run, .csv its numbers: of a single chart of
    /// the trace or of two runs, the times along the trace or the changes. Returns what went wrong, or an empty string.
    [[nodiscard]] QString exportTo(const QString& path, const QList<TimingChart>& charts = {}) const;
    /// The charts as pixels, twice as fine as on the screen; null if they do not fit into memory.
    [[nodiscard]] QImage image(const QList<TimingChart>& charts) const;

Q_SIGNALS:
    /// An operation of the open trace.
    void operationChosen(quint32 operation);
    /// An operation of a trace that is not open.
    void traceMissed(const QString& file);
    void exportRequested(const QList<firstfit::TimingChart>& charts);
    void copyRequested(const QList<firstfit::TimingChart>& charts);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void show();
    void showPosition();
    [[nodiscard]] bool isOfOpenTrace() const;
    [[nodiscard]] QString shownName() const;
    [[nodiscard]] TimingScene scene() const;
    [[nodiscard]] TimingPage page(const QList<TimingChart>& charts) const;
    [[nodiscard]] FigureTable tableOf(TimingChart chart) const;
    [[nodiscard]] QStringList notesOn(TimingChart chart) const;
    [[nodiscard]] std::string csvOf(const QList<TimingChart>& charts) const;
    void showWorkloads();

    TimingLab& lab_;
    Workbench& workbench_;
    QList<TimingSection*> sections_;
    ToneLabel* remarks_; ///< all of them, below the last chart
};

} // namespace firstfit
