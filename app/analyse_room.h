// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Analyse mode: a recording, where it failed and why, and the heap that would have held it.
//
//   +-----------+------------------+----------------+
//   | Recording |                  | Why it failed  |
//   +-----------+     heap map     +----------------+
//   | Failures  |                  | Free chunks    |
//   | Call sites|                  | by size        |
//   | Stops     |                  |                |
//   +-----------+------------------+----------------+
//   | Timeline                     | Smallest heap  |
//   +------------------------------+----------------+
#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>

namespace firstfit {

class CallSitesPanel;
class HeapView;
class Panel;
class PanelDock;
class RecordingPanel;
class SizingPanel;
class StopConditionsPanel;
class TimelinePanel;
class Workbench;

class AnalyseRoom : public QMainWindow {
    Q_OBJECT

public:
    explicit AnalyseRoom(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] HeapView& heap() const { return *heap_; }
    [[nodiscard]] RecordingPanel& recording() const { return *recording_; }
    [[nodiscard]] CallSitesPanel& callSites() const { return *callSites_; }
    [[nodiscard]] StopConditionsPanel& stops() const { return *stops_; }
    [[nodiscard]] SizingPanel& sizing() const { return *sizing_; }
    [[nodiscard]] TimelinePanel& timeline() const { return *timeline_; }
    [[nodiscard]] const QList<PanelDock*>& docks() const { return docks_; }

    /// The layout as a value, and back; as in the Learn mode.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state) { pendingState_ = state; }
    /// Every panel where it belongs.
    void resetLayout();
    /// Makes a panel visible and gives it the focus.
    void bringUp(Panel& panel);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void tabLeft();
    PanelDock* addPanel(Panel* panel, Qt::DockWidgetArea area);

    HeapView* heap_;
    RecordingPanel* recording_;
    CallSitesPanel* callSites_;
    StopConditionsPanel* stops_;
    SizingPanel* sizing_;
    TimelinePanel* timeline_;
    QList<PanelDock*> docks_;
    QByteArray pendingState_;
    bool arranged_ = false;
};

} // namespace firstfit
