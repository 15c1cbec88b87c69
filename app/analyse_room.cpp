// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyse_room.h"

#include "ui/panels/call_sites_panel.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/failure_cause_panel.h"
#include "ui/panels/failures_panel.h"
#include "ui/panels/free_histogram_panel.h"
#include "ui/panels/recording_panel.h"
#include "ui/panels/sizing_panel.h"
#include "ui/panels/stop_conditions_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QEvent>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int layoutVersion = 2;

constexpr int timelineHeight = 172;
constexpr int recordingHeight = 250; ///< down to the default alignment
constexpr int quietCause = 90;       ///< of the dock that says that nothing failed

// The order in which the docks are made.
enum Which : std::uint8_t {
    recordingDock,
    failuresDock,
    callSitesDock,
    stopsDock,
    causeDock,
    histogramDock,
    sizingDock,
    timelineDock,
};

} // namespace

AnalyseRoom::AnalyseRoom(Workbench& workbench, QWidget* parent)
    : DockRoom(QStringLiteral("analyse"), layoutVersion, parent),
      workbench_(workbench),
      heap_(new HeapView(workbench, this)),
      recording_(new RecordingPanel(workbench, this)),
      callSites_(new CallSitesPanel(workbench, this)),
      stops_(new StopConditionsPanel(workbench, this)),
      sizing_(new SizingPanel(workbench, this)),
      timeline_(new TimelinePanel(workbench, this)) {
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::South);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    heap_->setHeading(HeapHeading::place);
    heap_->map().setReadOnly(true);
    setCentralWidget(heap_);
    addPanel(recording_, Qt::LeftDockWidgetArea);
    addPanel(new FailuresPanel(workbench, this), Qt::LeftDockWidgetArea);
    addPanel(callSites_, Qt::LeftDockWidgetArea);
    addPanel(stops_, Qt::LeftDockWidgetArea);
    addPanel(new FailureCausePanel(workbench, this), Qt::RightDockWidgetArea);
    addPanel(new FreeHistogramPanel(workbench, this), Qt::RightDockWidgetArea);
    addPanel(sizing_, Qt::RightDockWidgetArea);
    addPanel(timeline_, Qt::BottomDockWidgetArea);
    // At once: one above the other they would make the window higher than small screens are, shown or not.
    tabLeft();
    connect(&workbench, &Workbench::traceChanged, this, &AnalyseRoom::followRun);
}

void AnalyseRoom::tabLeft() {
    tabifyDockWidget(docks()[failuresDock], docks()[callSitesDock]);
    tabifyDockWidget(docks()[callSitesDock], docks()[stopsDock]);
    docks()[failuresDock]->raise();
    // The column is narrow, and half a word tells nobody what a tab holds.
    for (QTabBar* tabs : findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        tabs->setElideMode(Qt::ElideNone);
        tabs->setExpanding(false);
    }
}

void AnalyseRoom::arrange() {
    tabLeft();
    // Widths and heights of the picture that the layout was drawn on, 1440 x 900.
    resizeDocks({docks()[recordingDock], docks()[causeDock]}, {221, 352}, Qt::Horizontal);
    resizeDocks({docks()[timelineDock]}, {timelineHeight}, Qt::Vertical);
    resizeDocks({docks()[recordingDock], docks()[failuresDock]},
                {recordingHeight, height() - timelineHeight - recordingHeight}, Qt::Vertical);
    divideRight(hasNoFailure() ? quietCause : 0);
    isDivided_ = true;
}

bool AnalyseRoom::hasNoFailure() const {
    return workbench_.isWhole() && workbench_.timeline().size().value > 0 && workbench_.summary().failures.empty();
}

void AnalyseRoom::divideRight(int cause) {
    const int histogram = std::clamp(height() / 6, 118, 200);
    // The answer is to be seen whole, down to the line of C++; what is left is for what the failure needs.
    const int sizing = cause > 0 ? height() - histogram - cause : std::clamp(height() * 9 / 20, 332, 430);
    resizeDocks({docks()[causeDock], docks()[histogramDock], docks()[sizingDock]},
                {height() - histogram - sizing, histogram, sizing}, Qt::Vertical);
}

bool AnalyseRoom::event(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress)
        causeBefore_ = docks()[causeDock]->height();
    const bool handled = DockRoom::event(event);
    if (event->type() == QEvent::MouseButtonRelease && docks()[causeDock]->height() != causeBefore_)
        isDivided_ = false;
    return handled;
}

void AnalyseRoom::followRun() {
    const bool isDrawn = std::ranges::all_of(
        QList<PanelDock*>{docks()[causeDock], docks()[histogramDock], docks()[sizingDock]}, [this](PanelDock* dock) {
            return dock->isVisible() && !dock->isFloating() && dockWidgetArea(dock) == Qt::RightDockWidgetArea &&
                   tabifiedDockWidgets(dock).isEmpty();
        });
    if (!isDrawn || !workbench_.isWhole())
        return;
    if (!hasNoFailure() && docks()[causeDock]->height() < 2 * quietCause)
        divideRight(0);
    else if (hasNoFailure() && isDivided_)
        divideRight(quietCause);
}

} // namespace firstfit
