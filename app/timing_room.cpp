// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timing_room.h"

#include "ui/panels/dock_title.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_charts.h"
#include "ui/panels/timing_runs_panel.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/workbench.h"

#include <QLayout>

namespace firstfit {

namespace {

// Raise it when panels come or go: a layout saved before is then not restored.
constexpr int layoutVersion = 1;

} // namespace

TimingRoom::TimingRoom(Workbench& workbench, const QList<QAction*>& files, QWidget* parent)
    : TimingRoom(
          workbench,
          [](const MeasureOptions& options, MeasureControl& control,
             const std::function<void(const Results&)>& partial) { return measure(options, control, partial); },
          files, parent) {}

TimingRoom::TimingRoom(Workbench& workbench, TimingLab::Measurer measurer, const QList<QAction*>& files,
                       QWidget* parent)
    : QMainWindow(parent, Qt::Widget),
      lab_(std::move(measurer), nullptr),
      bar_(new TimingBar(lab_, workbench, files, this)),
      setup_(new TimingSetupPanel(
          workbench, [] { return contenders(); }, this)),
      runs_(new TimingRunsPanel(lab_, this)),
      charts_(new TimingCharts(lab_, workbench, this)) {
    setObjectName(QStringLiteral("timing"));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCentralWidget(charts_);
    addPanel(setup_);
    addPanel(runs_);
    connect(bar_, &TimingBar::runRequested, this, &TimingRoom::measureNow);
    connect(setup_, &TimingSetupPanel::changed, this, &TimingRoom::showReady);
    showReady();
}

void TimingRoom::addPanel(Panel* panel) {
    auto* dock = new PanelDock(panel, this);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    docks_ << dock;
}

void TimingRoom::showReady() {
    const QString problem = setup_->problem();
    bar_->setReady(problem.isEmpty(), problem.isEmpty() ? setup_->summary() : problem);
}

void TimingRoom::measureNow() {
    if (setup_->problem().isEmpty()) {
        lab_.start(setup_->options());
    }
}

void TimingRoom::resetLayout() {
    for (PanelDock* dock : docks_) {
        dock->setFloating(false);
        removeDockWidget(dock);
        addDockWidget(Qt::LeftDockWidgetArea, dock);
        dock->show();
    }
    // Widths and heights of the picture that the layout was drawn on, 1440 x 900.
    resizeDocks({docks_[0]}, {248}, Qt::Horizontal);
    resizeDocks({docks_[0], docks_[1]}, {600, 196}, Qt::Vertical);
}

QByteArray TimingRoom::layoutState() const { return arranged_ ? saveState(layoutVersion) : pendingState_; }

void TimingRoom::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!arranged_) {
        arranged_ = true;
        layout()->activate();
        if (!restoreState(pendingState_, layoutVersion)) {
            resetLayout();
        }
    }
}

} // namespace firstfit
