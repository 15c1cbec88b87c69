// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Timing mode: measuring against malloc, and the charts of it.
//
//   +-----------+----------------------------------+
//   | Set-up    |  time per operation    | numbers |
//   |           |  compared with malloc  | numbers |
//   +-----------+  long free list        | numbers |
//   | Runs      |  latency, the trace    | numbers |
//   +-----------+----------------------------------+
#pragma once

#include "ui/workbench_timing.h"

#include <QByteArray>
#include <QList>
#include <QMainWindow>

namespace firstfit {

class Panel;
class PanelDock;
class TimingBar;
class TimingCharts;
class TimingRunsPanel;
class TimingSetupPanel;
class Workbench;

class TimingRoom : public QMainWindow {
    Q_OBJECT

public:
    /// `files` are the other toolbar's actions.
    TimingRoom(Workbench& workbench, const QList<QAction*>& files, QWidget* parent = nullptr);
    /// With another one than firstfit::measure (tests).
    TimingRoom(Workbench& workbench, TimingLab::Measurer measurer, const QList<QAction*>& files,
               QWidget* parent = nullptr);

    [[nodiscard]] TimingLab& lab() { return lab_; }
    /// For the window's top; not shown in the room itself.
    [[nodiscard]] TimingBar& bar() const { return *bar_; }
    [[nodiscard]] TimingSetupPanel& setup() const { return *setup_; }
    [[nodiscard]] TimingRunsPanel& runs() const { return *runs_; }
    [[nodiscard]] TimingCharts& charts() const { return *charts_; }
    [[nodiscard]] const QList<PanelDock*>& docks() const { return docks_; }

    /// Measures what is chosen.
    void measureNow();

    /// The layout as a value, and back; as in the Learn mode.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state) { pendingState_ = state; }
    /// Every panel where it belongs.
    void resetLayout();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addPanel(Panel* panel);
    void showReady();

    TimingLab lab_;
    TimingBar* bar_;
    TimingSetupPanel* setup_;
    TimingRunsPanel* runs_;
    TimingCharts* charts_;
    QList<PanelDock*> docks_;
    QByteArray pendingState_;
    bool arranged_ = false;
};

} // namespace firstfit
