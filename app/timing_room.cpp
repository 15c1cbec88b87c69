// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timing_room.h"

#include "ui/models/timing_store.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_charts.h"
#include "ui/panels/timing_runs_panel.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/workbench.h"

namespace firstfit {

namespace {

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
    : DockRoom(QStringLiteral("timing"), layoutVersion, parent),
      lab_(std::move(measurer), nullptr),
      bar_(new TimingBar(lab_, workbench, files, this)),
      setup_(new TimingSetupPanel(
          workbench, [] { return contenders(); }, this)),
      runs_(new TimingRunsPanel(lab_, this)),
      charts_(new TimingCharts(lab_, workbench, this)) {
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCentralWidget(charts_);
    addPanel(setup_, Qt::LeftDockWidgetArea);
    addPanel(runs_, Qt::LeftDockWidgetArea);
    connect(bar_, &TimingBar::runRequested, this, &TimingRoom::measureNow);
    connect(setup_, &TimingSetupPanel::changed, this, &TimingRoom::showReady);
    showReady();
}

TimingRoom::~TimingRoom() = default;

void TimingRoom::keepRunsIn(const QString& folder) {
    store_ = std::make_unique<TimingStore>(lab_, folder);
    connect(store_.get(), &TimingStore::said, this, &TimingRoom::said);
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

void TimingRoom::arrange() {
    // Widths and heights of the picture that the layout was drawn on, 1440 x 900.
    resizeDocks({docks()[0]}, {248}, Qt::Horizontal);
    resizeDocks({docks()[0], docks()[1]}, {600, 196}, Qt::Vertical);
}

void TimingRoom::showEvent(QShowEvent* event) {
    DockRoom::showEvent(event);
    if (store_) {
        store_->load();
    }
}

} // namespace firstfit
