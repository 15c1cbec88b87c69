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

#include "app/dock_room.h"

namespace firstfit {

class CallSitesPanel;
class HeapView;
class RecordingPanel;
class SizingPanel;
class StopConditionsPanel;
class TimelinePanel;
class Workbench;

class AnalyseRoom : public DockRoom {
    Q_OBJECT

public:
    explicit AnalyseRoom(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] HeapView& heap() const { return *heap_; }
    [[nodiscard]] RecordingPanel& recording() const { return *recording_; }
    [[nodiscard]] CallSitesPanel& callSites() const { return *callSites_; }
    [[nodiscard]] StopConditionsPanel& stops() const { return *stops_; }
    [[nodiscard]] SizingPanel& sizing() const { return *sizing_; }
    [[nodiscard]] TimelinePanel& timeline() const { return *timeline_; }

protected:
    void arrange() override;
    bool event(QEvent* event) override;

private:
    void tabLeft();
    /// Of a whole run: did every request get its memory?
    [[nodiscard]] bool hasNoFailure() const;
    /// Heights in the right column, with so many pixels for the cause of a failure; 0: as drawn.
    void divideRight(int cause);
    /// While nothing failed, the room for its cause is the answer's.
    void followRun();

    Workbench& workbench_;
    bool isDivided_ = false; ///< by us; heights that the person chose or that were restored stay
    int causeBefore_ = 0;    ///< px, when a mouse button went down
    HeapView* heap_;
    RecordingPanel* recording_;
    CallSitesPanel* callSites_;
    StopConditionsPanel* stops_;
    SizingPanel* sizing_;
    TimelinePanel* timeline_;
};

} // namespace firstfit
