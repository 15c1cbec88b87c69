// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/learn_room.h"

#include "ui/panels/allocation_panel.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/free_list_panel.h"
#include "ui/panels/live_allocations_panel.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/views/heap_view.h"
#include "ui/workbench.h"

namespace firstfit {

namespace {

constexpr int layoutVersion = 1;

} // namespace

LearnRoom::LearnRoom(Workbench& workbench, QWidget* parent)
    : DockRoom(QStringLiteral("learn"), layoutVersion, parent),
      heap_(new HeapView(workbench, this)),
      script_(new ScriptPanel(workbench, this)),
      byHand_(new AllocationPanel(workbench, this)),
      timeline_(new TimelinePanel(workbench, this)) {
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCentralWidget(heap_);
    addPanel(script_, Qt::LeftDockWidgetArea);
    addPanel(byHand_, Qt::LeftDockWidgetArea);
    addPanel(new ExplanationPanel(workbench, this), Qt::RightDockWidgetArea);
    addPanel(new FreeListPanel(workbench, this), Qt::RightDockWidgetArea);
    auto* live = new LiveAllocationsPanel(workbench, this);
    addPanel(live, Qt::RightDockWidgetArea);
    addPanel(timeline_, Qt::BottomDockWidgetArea);
    const auto showLine = [this](quint32 line) {
        bringUp(*script_);
        script_->goToLine(line);
    };
    connect(live, &LiveAllocationsPanel::lineActivated, this, showLine);
    connect(heap_, &HeapView::lineRequested, this, showLine);
}

void LearnRoom::arrange() {
    // Widths and heights of the picture that the layout was drawn on, 1440 x 900.
    resizeDocks({docks()[0], docks()[2]}, {292, 340}, Qt::Horizontal);
    resizeDocks({docks()[0], docks()[1]}, {514, 144}, Qt::Vertical);
    resizeDocks({docks()[2], docks()[3], docks()[4]}, {444, 174, 172}, Qt::Vertical);
    resizeDocks({docks()[5]}, {132}, Qt::Vertical);
}

} // namespace firstfit
