// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about.h"
#include "app/go_to_dialog.h"
#include "app/heap_dialog.h"
#include "app/learn_room.h"
#include "app/lessons.h"
#include "app/main_window.h"
#include "app/timing_room.h"
#include "ui/panels/allocation_panel.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/script_editor.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/transport_readout.h"
#include "ui/render/icons.h"
#include "ui/views/charts/chart_canvas.h"
#include "ui/views/heap_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QUndoStack>

#include <algorithm>

namespace firstfit {

namespace {

QKeySequence key(const char* keys) { return QKeySequence(QString::fromLatin1(keys)); }

/// An action that exists already, with keys, its tooltip as status tip.
void place(QMenu& menu, QAction& action, const QList<QKeySequence>& keys) {
    action.setShortcuts(keys);
    action.setStatusTip(action.toolTip());
    menu.addAction(&action);
}

} // namespace

QAction* MainWindow::addTo(QMenu& menu, const QString& name, const QString& text, const QList<QKeySequence>& keys,
                           const QString& tip, const std::function<void()>& act) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, act);
    menu.addAction(action);
    return action;
}

void MainWindow::buildMenus() {
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildRunMenu();
    buildHeapMenu();
    buildTimingMenu();
    buildLessonsMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&File"));
    addTo(menu, QStringLiteral("new-script"), tr("&New script"), {QKeySequence::New}, tr("Begin an empty script"),
          [this] { newScript(); });
    connect(transport_->openAction(), &QAction::triggered, this, &MainWindow::open);
    place(menu, *transport_->openAction(), {QKeySequence::Open});
    QMenu* recent = menu.addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(*recent); });
    addRecordingActions(menu);
    menu.addSeparator();
    connect(transport_->saveAction(), &QAction::triggered, this,
            [this] { isTiming() ? saveTimingRun() : static_cast<void>(save()); });
    place(menu, *transport_->saveAction(), {QKeySequence::Save});
    addTo(menu, QStringLiteral("save-as"), tr("Save &as…"), {key("Ctrl+Shift+S")},
          tr("Save the script under another name"), [this] { saveAs(); });
    addTo(menu, QStringLiteral("save-run"), tr("Save run as s&cript…"), {key("Ctrl+Alt+S")},
          tr("Save all operations, those by hand too, as a script that gives the same states"),
          [this] { saveRunAsScript(); });
    menu.addSeparator();
    connect(transport_->exportAction(), &QAction::triggered, this, &MainWindow::exportPicture);
    place(menu, *transport_->exportAction(), {key("Ctrl+E")});
    addTo(menu, QStringLiteral("copy-picture"), tr("Copy &picture"), {key("Ctrl+Shift+C")},
          tr("Put a picture of the heap map on the clipboard"), [this] { copyPicture(); });
    QAction* report = addTo(menu, QStringLiteral("export-report"), tr("Export rep&ort…"), {key("Ctrl+Shift+E")},
                            tr("Save a document on this run: figures, timeline, maps, failures, the smallest heap"),
                            [this] { exportReport({}); });
    QAction* figures = addTo(menu, QStringLiteral("export-figures"), tr("Export fi&gures…"), {},
                             tr("Save the figures of every operation as comma-separated values"),
                             [this] { exportReport(QStringLiteral("csv")); });
    const auto update = [this, report, figures] {
        const bool hasRun = workbench_.timeline().size().value != 0;
        report->setEnabled(hasRun);
        figures->setEnabled(hasRun);
    };
    connect(&workbench_, &Workbench::traceChanged, report, update);
    update();
    menu.addSeparator();
    addTo(menu, QStringLiteral("quit"), tr("&Quit"), {key("Ctrl+Q")}, tr("Leave Firstfit"), [this] { close(); });
}

void MainWindow::fillRecentMenu(QMenu& menu) {
    menu.clear();
    const QStringList paths = recent_.paths();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QString name = QFileInfo(paths[i]).fileName().replace(QLatin1Char('&'), QStringLiteral("&&"));
        addTo(menu, QStringLiteral("recent-%1").arg(i), QStringLiteral("&%1  %2").arg(i + 1).arg(name), {}, paths[i],
              [this, path = paths[i]] { openFile(path); });
    }
    menu.addSeparator();
    addTo(menu, QStringLiteral("clear-recent"), tr("&Forget these"), {}, tr("Empty this list"), [this] {
        recent_.clear();
    })->setEnabled(!paths.isEmpty());
}

void MainWindow::buildEditMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&Edit"));
    undo_ = addTo(
        menu, QStringLiteral("undo"), tr("&Undo"), {QKeySequence::Undo},
        tr("In the editor, the last typing; in the Timing mode, what was done to runs; else the last work by hand"),
        [this] { undo(); });
    redo_ = addTo(menu, QStringLiteral("redo"), tr("&Redo"), {key("Ctrl+Shift+Z"), key("Ctrl+Y")},
                  tr("Do again what was undone"), [this] { redo(); });
    undo_->setIcon(themedIcon(QStringLiteral("undo")));
    redo_->setIcon(themedIcon(QStringLiteral("redo")));
    for (QUndoStack* stack : {workbench_.undoStack(), timing_->lab().undoStack()}) {
        connect(stack, &QUndoStack::canUndoChanged, this, &MainWindow::showUndo);
        connect(stack, &QUndoStack::canRedoChanged, this, &MainWindow::showUndo);
        connect(stack, &QUndoStack::indexChanged, this, &MainWindow::showUndo);
    }
    connect(qApp, &QApplication::focusChanged, this, &MainWindow::showUndo);
    connect(&learn_->script().editor(), &QsciScintilla::textChanged, this, &MainWindow::showUndo);
    showUndo();
}

bool MainWindow::editorHasFocus() const { return learn_->script().editor().hasFocus(); }

QUndoStack& MainWindow::shownUndoStack() const {
    return isTiming() ? *timing_->lab().undoStack() : *workbench_.undoStack();
}

void MainWindow::undo() { editorHasFocus() ? learn_->script().editor().undo() : shownUndoStack().undo(); }
void MainWindow::redo() { editorHasFocus() ? learn_->script().editor().redo() : shownUndoStack().redo(); }

void MainWindow::showUndo() {
    const QUndoStack& run = shownUndoStack();
    const bool editing = editorHasFocus();
    undo_->setEnabled(editing ? learn_->script().editor().isUndoAvailable() : run.canUndo());
    redo_->setEnabled(editing ? learn_->script().editor().isRedoAvailable() : run.canRedo());
    const auto text = [editing](const QString& plain, const QString& with, const QString& what) {
        return editing || what.isEmpty() ? plain : with.arg(what);
    };
    undo_->setText(editing ? tr("&Undo typing") : text(tr("&Undo"), tr("&Undo %1"), run.undoText()));
    redo_->setText(editing ? tr("&Redo typing") : text(tr("&Redo"), tr("&Redo %1"), run.redoText()));
}

void MainWindow::buildViewMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&View"));
    addTo(menu, QStringLiteral("zoom-in"), tr("Zoom &in"), {QKeySequence::ZoomIn, key("Ctrl+=")},
          tr("Show fewer, larger blocks"), [this] { isTiming() ? shownChart().zoomIn() : shownHeap().zoomIn(); });
    addTo(menu, QStringLiteral("zoom-out"), tr("Zoom &out"), {QKeySequence::ZoomOut}, tr("Show more, smaller blocks"),
          [this] { isTiming() ? shownChart().zoomOut() : shownHeap().zoomOut(); });
    addTo(menu, QStringLiteral("zoom-fit"), tr("&Fit the heap"), {key("Ctrl+0")}, tr("Show the whole heap"),
          [this] { isTiming() ? shownChart().showAll() : shownHeap().fit(); });
    menu.addSeparator();
    buildThemeMenu(*menu.addMenu(tr("&Theme")));
    addViewActions(menu);
    menu.addSeparator();
    QAction* full = addTo(menu, QStringLiteral("full-screen"), tr("F&ull screen"), {QKeySequence(Qt::Key_F11)},
                          tr("The whole screen, for a classroom"),
                          [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
    connect(&menu, &QMenu::aboutToShow, this, [this, full] { full->setChecked(isFullScreen()); });
}

void MainWindow::buildThemeMenu(QMenu& menu) {
    struct Choice {
        const char* word;
        QString text;
    };
    auto* group = new QActionGroup(this);
    const QString now = settings_.value(Setting::theme).toString();
    for (const Choice& choice :
         {Choice{"follow", tr("&Follow the desktop")}, Choice{"light", tr("&Light")}, Choice{"dark", tr("&Dark")}}) {
        const QString word = QString::fromLatin1(choice.word);
        QAction* action =
            addTo(menu, QStringLiteral("theme-") + word, choice.text, {}, tr("Colours of the window"), [this, word] {
                settings_.set(Setting::theme, word);
                applyStoredTheme();
            });
        action->setCheckable(true);
        action->setChecked(word == now);
        group->addAction(action);
    }
}

void MainWindow::buildRunMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&Run"));
    const TransportActions& transport = transport_->transport();
    QAction* runs =
        addTo(menu, QStringLiteral("run-script"), tr("&Run script"), {QKeySequence(Qt::Key_F5), key("Ctrl+R")},
              tr("Run the script in the editor from its first line"), [this] { run(); });
    runs->setIcon(themedIcon(QStringLiteral("run")));
    place(menu, *transport.cancelScript, {key("Shift+F5")});
    menu.addSeparator();
    place(menu, *transport.play, {key("Ctrl+Space")});
    place(menu, *transport.nextOperation, {key("Ctrl+Right"), QKeySequence(Qt::Key_F8)});
    place(menu, *transport.previousOperation, {key("Ctrl+Left"), key("Shift+F8")});
    place(menu, *transport.nextStep, {key("Ctrl+Shift+Right"), QKeySequence(Qt::Key_F7)});
    place(menu, *transport.previousStep, {key("Ctrl+Shift+Left"), key("Shift+F7")});
    place(menu, *transport.start, {key("Ctrl+Home")});
    place(menu, *transport.end, {key("Ctrl+End")});
    addTo(menu, QStringLiteral("go-to"), tr("&Go to operation…"), {key("Ctrl+G")}, tr("Jump to an operation by number"),
          [this] { goTo(); });
    menu.addSeparator();
    addTo(menu, QStringLiteral("next-failure"), tr("Next &failure"), {QKeySequence(Qt::Key_F4)},
          tr("Jump to the next request that got nothing"), [this] { workbench_.goToNextFailure(1); });
    addTo(menu, QStringLiteral("previous-failure"), tr("Previous f&ailure"), {key("Shift+F4")},
          tr("Jump to the request before that got nothing"), [this] { workbench_.goToNextFailure(-1); });
    addStopActions(menu);
    addTo(menu, QStringLiteral("toggle-breakpoint"), tr("Toggle &breakpoint"), {QKeySequence(Qt::Key_F9)},
          tr("Play stops in front of the editor's line"), [this] { toggleBreakpoint(); });
    addTo(menu, QStringLiteral("clear-breakpoints"), tr("Clear all brea&kpoints"), {key("Ctrl+Shift+F9")},
          tr("Play stops at no line any more"), [this] {
              const QSet<std::uint32_t> lines = workbench_.breakpoints();
              for (const std::uint32_t line : lines) {
                  workbench_.setBreakpoint(line, false);
              }
          });
    addBookmarkActions(*menu.addMenu(tr("Boo&kmarks")));
    menu.addSeparator();
    place(menu, *transport.playMicroSteps, {key("Ctrl+M")});
    buildSpeedMenu(*menu.addMenu(tr("&Speed")));
}

void MainWindow::toggleBreakpoint() {
    int line = 0;
    int column = 0;
    learn_->script().editor().getCursorPosition(&line, &column);
    learn_->script().editor().toggleBreakpoint(line + 1);
}

void MainWindow::buildSpeedMenu(QMenu& menu) {
    addTo(menu, QStringLiteral("faster"), tr("&Faster"), {key("Ctrl+]")}, tr("Twice as many steps per second"),
          [this] { workbench_.setSpeed(std::min(workbench_.speed() * 2, transport_->speed()->fastest())); });
    addTo(menu, QStringLiteral("slower"), tr("&Slower"), {key("Ctrl+[")}, tr("Half as many steps per second"),
          [this] { workbench_.setSpeed(workbench_.speed() / 2); });
    menu.addSeparator();
    for (const double speed : {0.5, 1.0, 2.0, 4.0, 10.0, 50.0, 200.0, 1000.0, 10000.0, 50000.0}) {
        QAction* action = addTo(menu, QStringLiteral("speed-%1").arg(speed),
                                speed == 1.0 ? tr("1 step per second") : tr("%L1 steps per second").arg(speed), {},
                                tr("How fast play goes"), [this, speed] { workbench_.setSpeed(speed); });
        action->setCheckable(true);
        connect(&menu, &QMenu::aboutToShow, action, [this, action, speed] {
            action->setChecked(qFuzzyCompare(workbench_.speed(), speed));
            action->setVisible(speed <= transport_->speed()->fastest());
        });
    }
}

void MainWindow::buildHeapMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("He&ap"));
    addTo(menu, QStringLiteral("change-heap"), tr("&Shape and address…"), {key("Ctrl+Shift+H")},
          tr("Blocks, block size and base address; the run is done again in the new heap"), [this] { changeHeap(); });
    buildPolicyMenu(*menu.addMenu(tr("&Policy")));
    addTo(menu, QStringLiteral("fresh-heap"), tr("&New fresh heap…"), {key("Ctrl+Shift+N")},
          tr("Forget the run and begin by hand in an empty heap"), [this] { freshHeap(); });
    menu.addSeparator();
    addTo(menu, QStringLiteral("allocate"), tr("&Allocate…"), {key("Ctrl+Shift+A")},
          tr("Go to the panel that allocates"), [this] { byHand(); });
    QAction* free = addTo(menu, QStringLiteral("free-selected"), tr("&Free the selected allocation"),
                          {key("Ctrl+Delete")}, tr("Give the selected allocation back (Delete, in the map)"),
                          [this] { learn_->byHand().freeSelected(); });
    const auto update = [this, free] { free->setEnabled(workbench_.selectedAllocation() != nullptr); };
    connect(&workbench_, &Workbench::selectionChanged, free, update);
    update();
    addTo(menu, QStringLiteral("clear-heap"), tr("&Clear"), {key("Ctrl+Shift+Delete")}, tr("Give every block back"),
          [this] {
              if (const QString refusal = workbench_.clear(); !refusal.isEmpty())
                  statusBar()->showMessage(refusal, 6000);
          });
    addHeapActions(menu);
}

void MainWindow::buildPolicyMenu(QMenu& menu) {
    struct Choice {
        Policy policy;
        QString text;
    };
    auto* group = new QActionGroup(this);
    for (const Choice& choice :
         {Choice{Policy::first_fit, tr("&First fit")}, Choice{Policy::next_fit, tr("&Next fit")},
          Choice{Policy::best_fit, tr("&Best fit")}, Choice{Policy::worst_fit, tr("&Worst fit")}}) {
        QAction* action = addTo(menu, QStringLiteral("policy-") + QString::fromLatin1(to_string(choice.policy)),
                                choice.text, {}, tr("Which chunk a request gets; only first fit is Stalloc's own"),
                                [this, policy = choice.policy] { workbench_.setPolicy(policy); });
        action->setCheckable(true);
        group->addAction(action);
        const auto update = [this, action, policy = choice.policy] {
            action->setChecked(workbench_.policy() == policy);
        };
        connect(&workbench_, &Workbench::traceChanged, action, update);
        update();
    }
}

void MainWindow::changeHeap() {
    HeapDialog dialog(
        tr("Shape of the heap"), tr("Change"), workbench_.geometry(),
        [this](const HeapGeometry& geometry) { return workbench_.setGeometry(geometry); }, this);
    dialog.exec();
}

void MainWindow::freshHeap() {
    const auto begin = [this](const HeapGeometry& geometry) {
        if (!mayDiscard()) {
            return tr("There is work that is not saved.");
        }
        workbench_.startFresh(geometry);
        document_.setNew();
        learn_->script().setText(QString());
        kind_ = FileKind::lua;
        return QString();
    };
    HeapDialog dialog(tr("New fresh heap"), tr("Begin"), workbench_.geometry(), begin, this);
    if (dialog.exec() == QDialog::Accepted) {
        byHand();
    }
}

void MainWindow::goTo() {
    GoToDialog dialog(workbench_, this);
    dialog.exec();
}

void MainWindow::buildLessonsMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&Lessons"));
    menu.setToolTipsVisible(true);
    int number = 0;
    for (const Lesson& lesson : lessons()) {
        ++number;
        addTo(menu, QStringLiteral("open-lesson-%1").arg(number),
              QStringLiteral("&%1  %2").arg(number).arg(lesson.title), {}, lesson.goal.simplified(),
              [this, path = lesson.path] { openFile(path); });
    }
    menu.addSeparator();
    addTo(menu, QStringLiteral("all-lessons"), tr("&All lessons"), {}, tr("Show the start page"),
          [this] { modes_->setMode(QStringLiteral("start")); });
}

void MainWindow::buildHelpMenu() {
    QMenu& menu = *menuBar()->addMenu(tr("&Help"));
    addTo(menu, QStringLiteral("shortcuts"), tr("&Keyboard shortcuts"), {QKeySequence::HelpContents},
          tr("Every key in one list"), [this] { showShortcuts(this, menuBar()->actions()); });
    addTo(menu, QStringLiteral("about"), tr("&About Firstfit"), {}, tr("Version and licences"),
          [this] { showAbout(this); });
}

} // namespace firstfit
