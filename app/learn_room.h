// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Learn mode: the heap map in the middle, its panels as docks around it.
//
//   +--------+------------------+----------------+
//   | Script |                  | What is        |
//   |        |     heap map     | happening      |
//   +--------+                  +----------------+
//   | By hand|                  | Free list      |
//   +--------+------------------+----------------+
//   | Timeline                  | Live           |
//   +---------------------------+----------------+
#pragma once

#include "app/dock_room.h"

namespace firstfit {

class AllocationPanel;
class HeapView;
class LiveAllocationsPanel;
class ScriptPanel;
class TimelinePanel;
class Workbench;

class LearnRoom : public DockRoom {
    Q_OBJECT

public:
    explicit LearnRoom(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] HeapView& heap() const { return *heap_; }
    [[nodiscard]] ScriptPanel& script() const { return *script_; }
    [[nodiscard]] AllocationPanel& byHand() const { return *byHand_; }
    [[nodiscard]] TimelinePanel& timeline() const { return *timeline_; }

protected:
    void arrange() override;

private:
    HeapView* heap_;
    ScriptPanel* script_;
    AllocationPanel* byHand_;
    TimelinePanel* timeline_;
};

} // namespace firstfit
