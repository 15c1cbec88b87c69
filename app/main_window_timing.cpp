// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Timing mode in the window: its toolbar, its menu, its files, and the way from a slow operation to the heap.
#include "app/analyse_room.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/start_page.h"
#include "app/timing_room.h"
#include "app/timing_status.h"
#include "ui/models/timing_results_json.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_charts.h"
#include "ui/panels/timing_runs_panel.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/views/charts/chart_canvas.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>

namespace firstfit {

namespace {

/// Bytes of a file that are looked at to know what it is.
constexpr qint64 headLength = 4096;

} // namespace

TimingRoom* MainWindow::makeTimingRoom() {
    return new TimingRoom(
        workbench_,
        {transport_->openAction(), transport_->saveAction(), transport_->recordAction(), transport_->exportAction()},
        this);
}

void MainWindow::connectTiming() {
    addToolBar(Qt::TopToolBarArea, &timing_->bar());
    timing_->bar().hide();
    connect(&timing_->lab(), &TimingLab::runsChanged, this, &MainWindow::showSave);
    for (const auto signal :
         {&TimingLab::runsChanged, &TimingLab::progressed, &TimingLab::measuringChanged, &TimingLab::resultsChanged}) {
        connect(&timing_->lab(), signal, this, &MainWindow::showStatus);
    }
    connect(&timing_->setup(), &TimingSetupPanel::openRequested, this, &MainWindow::open);
    connect(&timing_->runs(), &TimingRunsPanel::saveRequested, this, &MainWindow::saveTimingRun);
    connect(&timing_->runs(), &TimingRunsPanel::openRequested, this, &MainWindow::openTimingRun);
    connect(&timing_->runs(), &TimingRunsPanel::removed, this, [this](const QString& name) {
        statusBar()->showMessage(
            tr("Removed “%1”. %2 brings it back.").arg(name, undo_->shortcut().toString(QKeySequence::NativeText)),
            8000);
    });
    connect(timing_, &TimingRoom::said, this, [this](const QString& title, const QString& text, const QString& detail) {
        message_->showProblem({title, text, detail});
    });
    timing_->keepRunsIn(QDir(settings_.dataFolder()).filePath(QStringLiteral("timing")));
    connect(&timing_->charts(), &TimingCharts::exportRequested, this, &MainWindow::exportTiming);
    connect(&timing_->charts(), &TimingCharts::copyRequested, this, &MainWindow::copyTiming);
    connect(&timing_->charts(), &TimingCharts::traceMissed, this, [this](const QString& file) {
        statusBar()->showMessage(tr("Open %1 to see the heap there: this was measured with it.").arg(file), 8000);
    });
    connect(&timing_->charts(), &TimingCharts::operationChosen, this, [this](quint32 operation) {
        workbench_.goTo(Position::after(OperationIndex{operation}));
        modes_->setMode(QStringLiteral("analyse"));
        analyse_->heap().map().setFocus(Qt::OtherFocusReason); // so that the keys step on from there
    });
}

bool MainWindow::isTiming() const { return rooms_->currentWidget() == timing_; }

/// The heap is none of the Timing mode's business, and on the start page there is none.
void MainWindow::showStatus() {
    if (isTiming()) {
        status_->showInstead(timingStatus(timing_->lab()));
    } else {
        status_->showInstead(rooms_->currentWidget() == start_ ? std::optional(StatusWords()) : std::nullopt);
    }
}

void MainWindow::buildTimingMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&Timing"));
    for (QAction* action : {timing_->bar().runAction(), timing_->bar().pauseAction(), timing_->bar().cancelAction()}) {
        action->setStatusTip(action->toolTip());
        menu.addAction(action);
    }
    // From another mode, to measure is to go there first.
    connect(timing_->bar().runAction(), &QAction::triggered, this,
            [this] { modes_->setMode(QStringLiteral("timing")); });
    menu.addSeparator();
    addTo(menu, QStringLiteral("timing-open-run-menu"), tr("&Open a saved run…"), {},
          tr("Show a measurement that was kept in a file, also one of firstfit bench --json"),
          [this] { openTimingRun(); });
    QAction* save = addTo(menu, QStringLiteral("timing-save-run-menu"), tr("&Save the run…"), {},
                          tr("Keep the shown measurement in a file"), [this] { saveTimingRun(); });
    QAction* exporting = addTo(menu, QStringLiteral("timing-export-menu"), tr("&Export charts or numbers…"), {},
                               tr("PNG, SVG, CSV or JSON of the shown measurement"), [this] { exportTiming({}); });
    const auto update = [this, save, exporting] {
        save->setEnabled(timing_->lab().shown().has_value());
        exporting->setEnabled(timing_->lab().shown().has_value());
    };
    connect(&timing_->lab(), &TimingLab::runsChanged, save, update);
    update();
    menu.addSeparator();
    for (const TimingChart chart : {TimingChart::perOperation, TimingChart::toMalloc, TimingChart::beforeAfter,
                                    TimingChart::freeList, TimingChart::latency, TimingChart::alongTrace}) {
        QAction* to = addTo(menu, QStringLiteral("timing-go-%1").arg(static_cast<int>(chart)), titleOf(chart), {},
                            hintOf(chart), [this, chart] {
                                modes_->setMode(QStringLiteral("timing"));
                                timing_->charts().goTo(chart);
                            });
        if (chart == TimingChart::beforeAfter) {
            const auto allow = [this, to] { to->setEnabled(timing_->lab().compared().has_value()); };
            connect(&timing_->lab(), &TimingLab::runsChanged, to, allow);
            allow();
        }
    }
}

ChartCanvas& MainWindow::shownChart() const {
    for (ChartCanvas* canvas : timing_->findChildren<ChartCanvas*>()) {
        if (canvas->hasFocus()) {
            return *canvas;
        }
    }
    return timing_->charts().section(TimingChart::perOperation).canvas();
}

void MainWindow::saveTimingRun() {
    const auto shown = timing_->lab().shown();
    if (!shown) {
        return;
    }
    const QString folder = settings_.value(Setting::folder).toString();
    QFileDialog dialog(this, tr("Save the run"), folder, tr("Measurements (*.json)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("json"));
    dialog.selectFile(QDir(folder).filePath(timing_->lab().runs()[*shown].name + QStringLiteral(".json")));
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const QString path = dialog.selectedFiles().value(0);
    sayTiming(timing_->runs().saveTo(path), tr("Saved %1").arg(QDir::toNativeSeparators(path)));
}

void MainWindow::openTimingRun() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a saved run"), settings_.value(Setting::folder).toString(),
                                     tr("Measurements (*.json)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!path.isEmpty()) {
        openTimingFile(path);
    }
}

bool MainWindow::isTimingFile(const QString& path) {
    QFile file(path);
    // A pipe can be read once only, and not by looking into it first.
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && beginsLikeJson(file.read(headLength));
}

bool MainWindow::openTimingFile(const QString& path) {
    const QString problem = timing_->runs().openFrom(path);
    if (problem.isEmpty()) {
        message_->dismiss();
        settings_.set(Setting::folder, QFileInfo(path).absolutePath());
        recent_.add(path);
        modes_->setMode(QStringLiteral("timing"));
        return true;
    }
    message_->showProblem({tr("%1 is not a saved run").arg(QFileInfo(path).fileName()),
                           tr("Firstfit opens what it saved itself, or firstfit bench --json."), problem});
    return false;
}

void MainWindow::exportTiming(const QList<TimingChart>& charts) {
    QString folder = settings_.value(Setting::exportFolder).toString();
    folder = folder.isEmpty() ? settings_.value(Setting::folder).toString() : folder;
    const QStringList filters{tr("Picture, pixels (*.png)"), tr("Picture, lines (*.svg)"), tr("Table (*.csv)"),
                              tr("Everything (*.json)")};
    QFileDialog dialog(this, tr("Export charts or numbers"), folder, filters.join(QStringLiteral(";;")));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& filter) {
        dialog.setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    dialog.selectFile(QDir(folder).filePath(QStringLiteral("timing.png")));
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const QString path = dialog.selectedFiles().value(0);
    settings_.set(Setting::exportFolder, QFileInfo(path).absolutePath());
    sayTiming(timing_->charts().exportTo(path, charts), tr("Exported %1").arg(QDir::toNativeSeparators(path)));
}

void MainWindow::sayTiming(const QString& problem, const QString& success) {
    if (problem.isEmpty()) {
        statusBar()->showMessage(success, 6000);
    } else {
        message_->showProblem({tr("That did not work"), problem, QString()});
    }
}

void MainWindow::copyTiming(const QList<TimingChart>& charts) {
    QApplication::clipboard()->setImage(timing_->charts().image(charts));
    statusBar()->showMessage(tr("The picture is on the clipboard."), 4000);
}

} // namespace firstfit
