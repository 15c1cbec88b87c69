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

#include "app/dock_room.h"
#include "ui/workbench_timing.h"

namespace firstfit {

class TimingBar;
class TimingCharts;
class TimingRunsPanel;
class TimingSetupPanel;
class Workbench;

class TimingRoom : public DockRoom {
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

    /// Measures what is chosen.
    void measureNow();

protected:
    void arrange() override;

private:
    void showReady();

    TimingLab lab_;
    TimingBar* bar_;
    TimingSetupPanel* setup_;
    TimingRunsPanel* runs_;
    TimingCharts* charts_;
};

} // namespace firstfit
