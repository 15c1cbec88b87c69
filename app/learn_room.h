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

#include <QByteArray>
#include <QList>
#include <QMainWindow>

namespace firstfit {

class AllocationPanel;
class HeapView;
class LiveAllocationsPanel;
class Panel;
class PanelDock;
class ScriptPanel;
class TimelinePanel;
class Workbench;

class LearnRoom : public QMainWindow {
    Q_OBJECT

public:
    explicit LearnRoom(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] HeapView& heap() const { return *heap_; }
    [[nodiscard]] ScriptPanel& script() const { return *script_; }
    [[nodiscard]] AllocationPanel& byHand() const { return *byHand_; }
    [[nodiscard]] TimelinePanel& timeline() const { return *timeline_; }
    [[nodiscard]] const QList<PanelDock*>& docks() const { return docks_; }

    /// The layout as a value, and back. A layout of another version is refused when the room is first shown: the
    /// sizes of docks mean nothing before.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state) { pendingState_ = state; }
    /// Every panel where it belongs.
    void resetLayout();
    /// Makes a panel visible and gives it the focus.
    void bringUp(Panel& panel);

protected:
    void showEvent(QShowEvent* event) override;

private:
    PanelDock* addPanel(Panel* panel, Qt::DockWidgetArea area);

    HeapView* heap_;
    ScriptPanel* script_;
    AllocationPanel* byHand_;
    TimelinePanel* timeline_;
    QList<PanelDock*> docks_;
    QByteArray pendingState_;
    bool arranged_ = false;
};

} // namespace firstfit
