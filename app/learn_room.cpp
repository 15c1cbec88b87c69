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

#include <QLayout>

namespace firstfit {

namespace {

// Raise it when panels come or go: a layout saved before is then not restored.
constexpr int layoutVersion = 1;

} // namespace

LearnRoom::LearnRoom(Workbench& workbench, QWidget* parent)
    : QMainWindow(parent, Qt::Widget),
      heap_(new HeapView(workbench, this)),
      script_(new ScriptPanel(workbench, this)),
      byHand_(new AllocationPanel(workbench, this)),
      timeline_(new TimelinePanel(workbench, this)) {
    setObjectName(QStringLiteral("learn"));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
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

PanelDock* LearnRoom::addPanel(Panel* panel, Qt::DockWidgetArea area) {
    auto* dock = new PanelDock(panel, this);
    addDockWidget(area, dock);
    docks_ << dock;
    return dock;
}

void LearnRoom::resetLayout() {
    const QList<Qt::DockWidgetArea> areas{Qt::LeftDockWidgetArea,  Qt::LeftDockWidgetArea,  Qt::RightDockWidgetArea,
                                          Qt::RightDockWidgetArea, Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea};
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        docks_[i]->setFloating(false);
        removeDockWidget(docks_[i]);
        addDockWidget(areas[i], docks_[i]);
        docks_[i]->show();
    }
    // Widths and heights of the picture that the layout was drawn on, 1440 x 900.
    resizeDocks({docks_[0], docks_[2]}, {292, 340}, Qt::Horizontal);
    resizeDocks({docks_[0], docks_[1]}, {514, 144}, Qt::Vertical);
    resizeDocks({docks_[2], docks_[3], docks_[4]}, {444, 174, 172}, Qt::Vertical);
    resizeDocks({docks_[5]}, {132}, Qt::Vertical);
}

QByteArray LearnRoom::layoutState() const { return arranged_ ? saveState(layoutVersion) : pendingState_; }

void LearnRoom::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!arranged_) {
        arranged_ = true;
        layout()->activate();
        if (!restoreState(pendingState_, layoutVersion)) {
            resetLayout();
        }
    }
}

void LearnRoom::bringUp(Panel& panel) {
    for (PanelDock* dock : docks_) {
        if (dock->panel() == &panel) {
            dock->show();
            dock->raise();
        }
    }
    panel.setFocus(Qt::OtherFocusReason);
}

} // namespace firstfit
