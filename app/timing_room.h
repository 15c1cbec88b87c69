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

#include <memory>

namespace firstfit {

class TimingBar;
class TimingCharts;
class TimingRunsPanel;
class TimingSetupPanel;
class TimingStore;
class Workbench;

class TimingRoom : public DockRoom {
    Q_OBJECT

public:
    /// `files` are the other toolbar's actions.
    TimingRoom(Workbench& workbench, const QList<QAction*>& files, QWidget* parent = nullptr);
    /// With another one than firstfit::measure (tests).
    TimingRoom(Workbench& workbench, TimingLab::Measurer measurer, const QList<QAction*>& files,
               QWidget* parent = nullptr);
    ~TimingRoom() override;

    [[nodiscard]] TimingLab& lab() { return lab_; }
    /// For the window's top; not shown in the room itself.
    [[nodiscard]] TimingBar& bar() const { return *bar_; }
    [[nodiscard]] TimingSetupPanel& setup() const { return *setup_; }
    [[nodiscard]] TimingRunsPanel& runs() const { return *runs_; }
    [[nodiscard]] TimingCharts& charts() const { return *charts_; }

    /// Measures what is chosen.
    void measureNow();
    /// Lets the runs survive the program, as files in `folder`. Those that are there come when the room is first shown.
    void keepRunsIn(const QString& folder);

Q_SIGNALS:
    /// About keeping runs: a title, a sentence, and details or nothing.
    void said(const QString& title, const QString& text, const QString& detail);

protected:
    void arrange() override;
    void showEvent(QShowEvent* event) override;

private:
    void showReady();

    TimingLab lab_;
    std::unique_ptr<TimingStore> store_;
    TimingBar* bar_;
    TimingSetupPanel* setup_;
    TimingRunsPanel* runs_;
    TimingCharts* charts_;
};

} // namespace firstfit
