// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the menus have for recordings: stops, bookmarks, colours, comparing.
#include "app/analyse_room.h"
#include "app/learn_room.h"
#include "app/main_window.h"
#include "app/timing_room.h"
#include "ui/panels/call_sites_panel.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/sizing_panel.h"
#include "ui/panels/stop_conditions_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/views/timeline_strip.h"

#include <QActionGroup>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>

namespace firstfit {

namespace {

QKeySequence key(const char* keys) { return QKeySequence(QString::fromLatin1(keys)); }

} // namespace

void MainWindow::addRecordingActions(QMenu& file) {
    QAction* record = transport_->recordAction();
    record->setStatusTip(record->toolTip());
    file.addAction(record);
    QAction* again = addTo(file, QStringLiteral("read-again"), tr("Read the recording a&gain…"), {key("Ctrl+Shift+O")},
                           tr("Another part of the recording: a range of operations, of sizes, one thread"),
                           [this] { readAgain(); });
    const auto update = [this, again] { again->setEnabled(workbench_.isRecording()); };
    connect(&workbench_, &Workbench::traceChanged, again, update);
    update();
}

void MainWindow::addStopActions(QMenu& run) {
    const auto go = [this](int direction) {
        if (!workbench_.goToNextStop(direction)) {
            statusBar()->showMessage(workbench_.stopConditions().empty()
                                         ? tr("There is no stop condition yet: Ctrl+F9 adds one.")
                                     : direction > 0 ? tr("No stop condition comes true behind this operation.")
                                                     : tr("No stop condition comes true in front of this operation."),
                                     6000);
        }
    };
    run.addSeparator();
    addTo(run, QStringLiteral("next-stop"), tr("Ne&xt stop"), {QKeySequence(Qt::Key_F6)},
          tr("Go on to where a stop condition becomes true"), [go] { go(1); });
    addTo(run, QStringLiteral("previous-stop"), tr("Previo&us stop"), {key("Shift+F6")},
          tr("Go back to where a stop condition became true"), [go] { go(-1); });
    addTo(run, QStringLiteral("add-stop"), tr("Stop &when…"), {key("Ctrl+F9")},
          tr("Play stops at a state: fragmentation, the largest chunk, a block, a failure"), [this] {
              modes_->setMode(QStringLiteral("analyse"));
              analyse_->bringUp(analyse_->stops());
              analyse_->stops().beginAdding();
          });
    run.addSeparator();
}

void MainWindow::addBookmarkActions(QMenu& run) {
    const auto go = [this](int direction) {
        if (!workbench_.goToNextBookmark(direction)) {
            statusBar()->showMessage(workbench_.bookmarks().empty() ? tr("There is no bookmark yet: Ctrl+B sets one.")
                                     : direction > 0                ? tr("No bookmark behind this operation.")
                                                                    : tr("No bookmark in front of this operation."),
                                     6000);
        }
    };
    addTo(run, QStringLiteral("toggle-bookmark"), tr("&Bookmark this operation"), {key("Ctrl+B")},
          tr("Mark this operation on the timeline, or take the mark away"),
          [this] { workbench_.toggleBookmark(workbench_.position().operation); });
    addTo(run, QStringLiteral("next-bookmark"), tr("&Next bookmark"), {QKeySequence(Qt::Key_F2)},
          tr("Jump to the next marked operation"), [go] { go(1); });
    addTo(run, QStringLiteral("previous-bookmark"), tr("&Previous bookmark"), {key("Shift+F2")},
          tr("Jump to the marked operation before"), [go] { go(-1); });
}

void MainWindow::addViewActions(QMenu& view) {
    buildColouringMenu(*view.addMenu(tr("&Colours mean")));
    QMenu& lanes = *view.addMenu(tr("Timeline &lanes"));
    for (QAction* lane : analyse_->timeline().strip()->laneActions()) {
        lanes.addAction(lane);
    }
    QMenu& panels = *view.addMenu(tr("&Panels"));
    const auto add = [&panels](const QList<PanelDock*>& docks) {
        QList<QAction*> added;
        for (PanelDock* dock : docks) {
            added << dock->toggleViewAction();
            panels.addAction(added.back());
        }
        return added;
    };
    const QList<QAction*> learns = add(learn_->docks());
    const QList<QAction*> analyses = add(analyse_->docks());
    const QList<QAction*> times = add(timing_->docks());
    const auto update = [this, learns, analyses, times, toLanes = lanes.menuAction()] {
        for (QAction* action : learns) {
            action->setVisible(!isAnalysing() && !isTiming());
        }
        for (QAction* action : times) {
            action->setVisible(isTiming());
        }
        for (QAction* action : analyses) {
            action->setVisible(isAnalysing());
        }
        toLanes->setEnabled(isAnalysing());
    };
    connect(modes_, &ModeBar::modeChanged, this, update, Qt::QueuedConnection);
    update();
    addTo(view, QStringLiteral("reset-layout"), tr("&Reset layout"), {}, tr("Put every panel where it was at first"),
          [this] {
              auto* shown = qobject_cast<DockRoom*>(rooms_->currentWidget());
              (shown == nullptr ? static_cast<DockRoom*>(learn_) : shown)->resetLayout();
          });
}

void MainWindow::buildColouringMenu(QMenu& menu) {
    struct Choice {
        Colouring colouring;
        const char* name;
        QString text;
    };
    auto* group = new QActionGroup(this);
    for (const Choice& choice :
         {Choice{Colouring::order, "order", tr("The &order of allocation")},
          Choice{Colouring::callSite, "call-site", tr("The &call site")},
          Choice{Colouring::size, "size", tr("The &size")}, Choice{Colouring::age, "age", tr("The &age")}}) {
        QAction* action = addTo(menu, QStringLiteral("colouring-") + QString::fromLatin1(choice.name), choice.text, {},
                                tr("What the colours of allocations on the map stand for"),
                                [this, wanted = choice.colouring] { workbench_.setColouring(wanted); });
        action->setCheckable(true);
        group->addAction(action);
        const auto update = [this, action, wanted = choice.colouring] {
            action->setChecked(workbench_.colouring() == wanted);
        };
        connect(&workbench_, &Workbench::colouringChanged, action, update);
        update();
    }
}

void MainWindow::addHeapActions(QMenu& heap) {
    heap.addSeparator();
    addTo(heap, QStringLiteral("compare"), tr("Co&mpare with another heap…"), {key("Ctrl+D")},
          tr("The same run in two heaps side by side, and where they part"),
          [this] { compare(workbench_.geometry(), workbench_.policy()); });
    addTo(heap, QStringLiteral("find-smallest"), tr("Smallest &heap that holds this run"), {key("Ctrl+L")},
          tr("For each block size the fewest blocks that would have been enough"), [this] {
              modes_->setMode(QStringLiteral("analyse"));
              analyse_->bringUp(analyse_->sizing());
              analyse_->sizing().find();
          });
}

} // namespace firstfit
