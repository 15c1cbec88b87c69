// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/analyse_room.h"
#include "app/learn_room.h"
#include "app/lessons.h"
#include "app/loading_card.h"
#include "app/loading_line.h"
#include "app/message_bar.h"
#include "app/start_page.h"
#include "app/status_line.h"
#include "app/timing_room.h"
#include "ui/panels/allocation_panel.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/script_editor.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/transport_readout.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"
#include "ui/views/heap_view.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench_player.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace firstfit {

namespace {

// The size that the layout was drawn at; smaller screens get what they have.
constexpr QSize firstSize(1440, 900);

const QString& startMode() {
    static const QString id = QStringLiteral("start");
    return id;
}

const QString& learnMode() {
    static const QString id = QStringLiteral("learn");
    return id;
}

const QString& analyseMode() {
    static const QString id = QStringLiteral("analyse");
    return id;
}

const QString& timingMode() {
    static const QString id = QStringLiteral("timing");
    return id;
}

// A lesson at more than this is a blur.
constexpr double fastestLesson = 1000;

} // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent)
    : QMainWindow(parent),
      settings_(settings),
      recent_(settings),
      transport_(new TransportBar(workbench_, this)),
      message_(new MessageBar(this)),
      modes_(new ModeBar(this)),
      rooms_(new QStackedWidget(this)),
      start_(new StartPage(recent_, this)),
      learn_(new LearnRoom(workbench_, this)),
      analyse_(new AnalyseRoom(workbench_, this)),
      timing_(makeTimingRoom()) {
    setObjectName(QStringLiteral("main-window"));
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    assemble();
    buildMenus();
    connectParts();
    connectRecordings();
    connectTiming();
    restore();
    showTitle();
}

MainWindow::~MainWindow() {
    disconnect(qApp, nullptr, this, nullptr);
    disconnect(timing_->lab().undoStack(), nullptr, this, nullptr); // it goes last of all, and says so
    hide();
    // The panels look at the workbench, which is a member and so would go before them.
    while (QWidget* child = findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        delete child;
    }
}

void MainWindow::assemble() {
    transport_->setObjectName(QStringLiteral("transport"));
    transport_->setMovable(false);
    addToolBar(Qt::TopToolBarArea, transport_);
    status_ = new StatusLine(workbench_, this);
    setStatusBar(status_);

    modes_->addMode(startMode(), themedIcon(QStringLiteral("home")), tr("Start"));
    modes_->addMode(learnMode(), themedIcon(QStringLiteral("learn")), tr("Learn"));
    modes_->addMode(analyseMode(), themedIcon(QStringLiteral("analyse")), tr("Analyse"));
    modes_->addMode(timingMode(), themedIcon(QStringLiteral("timing")), tr("Timing"));
    rooms_->addWidget(start_);
    rooms_->addWidget(learn_);
    rooms_->addWidget(analyse_);
    rooms_->addWidget(timing_);

    auto* middle = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0); // the docks bring their own gap
    row->addWidget(modes_);
    row->addWidget(rooms_, 1);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(message_);
    column->addLayout(row, 1);
    setCentralWidget(middle);
    loadingCard_ = new LoadingCard(workbench_, middle);
    loadingCard_->setGivesWay(true);
    loadingLine_ = new LoadingLine(workbench_, this);
    statusBar()->insertPermanentWidget(1, loadingLine_);
}

void MainWindow::connectParts() {
    connect(modes_, &ModeBar::modeChanged, this, &MainWindow::showMode);
    connect(start_, &StartPage::fileChosen, this, &MainWindow::openFile);
    connect(start_, &StartPage::openRequested, this, &MainWindow::open);
    connect(start_, &StartPage::newScriptRequested, this, &MainWindow::newScript);
    connect(start_, &StartPage::byHandRequested, this, &MainWindow::byHand);
    connect(&learn_->heap(), &HeapView::firstLessonRequested, this, [this] {
        if (const std::vector<Lesson> all = lessons(); !all.empty()) {
            openFile(all.front().path);
        }
    });
    connect(&learn_->heap(), &HeapView::openRequested, this, &MainWindow::open);
    connect(&learn_->heap(), &HeapView::allocateByHandRequested, this, &MainWindow::byHand);
    connect(&learn_->heap(), &HeapView::goToRequested, this, &MainWindow::goTo);
    connect(&learn_->heap(), &HeapView::refused, this,
            [this](const QString& sentence) { statusBar()->showMessage(sentence, 6000); });
    connect(learn_->timeline().strip(), &TimelineStrip::goToRequested, this, &MainWindow::goTo);
    connect(&learn_->script(), &ScriptPanel::runRequested, this, &MainWindow::run);
    connect(&learn_->script(), &ScriptPanel::modificationChanged, this, &MainWindow::showTitle);
    for (QWidget* target : {static_cast<QWidget*>(&learn_->script().editor()), learn_->script().editor().viewport()}) {
        target->installEventFilter(this);
    }
    connect(&document_, &Document::fileChanged, this, &MainWindow::showTitle);
    connect(&document_, &Document::changedOnDisk, this, &MainWindow::takeTextFromDisk);
    connect(&document_, &Document::gone, this, &MainWindow::keepTextOfLostFile);
}

void MainWindow::showMode(const QString& mode) {
    const bool analyses = mode == analyseMode();
    changePace(analyses);
    rooms_->setCurrentWidget(analyses               ? static_cast<QWidget*>(analyse_)
                             : mode == learnMode()  ? static_cast<QWidget*>(learn_)
                             : mode == timingMode() ? static_cast<QWidget*>(timing_)
                                                    : start_);
    transport_->setVisible(!isTiming());
    timing_->bar().setVisible(isTiming());
    showSave();
    showUndo();
    showStatus();
}

void MainWindow::changePace(bool analyses) {
    if (analyses == pacesAnalysis_) {
        return;
    }
    workbench_.pause();
    pacesAnalysis_ = analyses;
    const double speed = std::exchange(otherSpeed_, workbench_.speed());
    const bool micro = std::exchange(otherMicro_, workbench_.playsMicroSteps());
    workbench_.setSpeed(speed);
    workbench_.setPlaysMicroSteps(micro);
    transport_->speed()->setFastest(analyses ? fastest_play : fastestLesson);
}

bool MainWindow::isAnalysing() const { return rooms_->currentWidget() == analyse_; }

HeapView& MainWindow::shownHeap() const { return isAnalysing() ? analyse_->heap() : learn_->heap(); }

QString MainWindow::shownName() const {
    if (!workbench_.isRecording()) {
        return document_.name();
    }
    const QString& path = workbench_.recordingPath();
    return path == QStringLiteral("-") ? tr("standard input") : QFileInfo(path).fileName();
}

void MainWindow::showTitle() {
    const bool nothing = document_.path().isEmpty() && !learn_->script().isModified() && !workbench_.isRecording();
    setWindowTitle(nothing ? tr("Firstfit[*]") : tr("%1 – Firstfit").arg(QStringLiteral("%1[*]").arg(shownName())));
    setWindowModified(learn_->script().isModified());
    setWindowFilePath(document_.hasPlace() && !workbench_.isRecording() ? document_.path() : QString());
    learn_->script().setFileName(document_.path().isEmpty() && !learn_->script().isModified() ? QString()
                                                                                              : document_.name());
    showSave();
}

void MainWindow::showSave() {
    const bool nothing = document_.path().isEmpty() && !learn_->script().isModified();
    transport_->saveAction()->setEnabled(isTiming() ? timing_->lab().shown().has_value()
                                                    : !nothing || rooms_->currentWidget() == learn_);
}

void MainWindow::restore() {
    workbench_.setSpeed(settings_.value(Setting::speed).toDouble());
    workbench_.setPlaysMicroSteps(settings_.value(Setting::playsMicroSteps).toBool());
    otherSpeed_ = settings_.value(Setting::analyseSpeed).toDouble();
    otherMicro_ = settings_.value(Setting::analysePlaysMicroSteps).toBool();
    if (!restoreGeometry(settings_.value(Setting::windowGeometry).toByteArray())) {
        resize(firstSize);
    }
    learn_->restoreLayout(settings_.value(Setting::learnLayout).toByteArray());
    analyse_->restoreLayout(settings_.value(Setting::analyseLayout).toByteArray());
    timing_->restoreLayout(settings_.value(Setting::timingLayout).toByteArray());
    timing_->setup().restore(settings_.value(Setting::timingSetup).toString());
    analyse_->timeline().strip()->setLanes(TimelineLanes::fromBits(settings_.value(Setting::timelineLanes).toUInt()));
    workbench_.setColouring(static_cast<Colouring>(std::clamp(settings_.value(Setting::colouring).toInt(), 0, 3)));
    applyStoredTheme();
}

void MainWindow::remember() {
    const bool here = pacesAnalysis_; // the Analyse mode's pace is the present one
    settings_.set(Setting::speed, here ? otherSpeed_ : workbench_.speed());
    settings_.set(Setting::playsMicroSteps, here ? otherMicro_ : workbench_.playsMicroSteps());
    settings_.set(Setting::analyseSpeed, here ? workbench_.speed() : otherSpeed_);
    settings_.set(Setting::analysePlaysMicroSteps, here ? workbench_.playsMicroSteps() : otherMicro_);
    settings_.set(Setting::analyseLayout, analyse_->layoutState());
    settings_.set(Setting::timingLayout, timing_->layoutState());
    settings_.set(Setting::timingSetup, timing_->setup().remembered());
    settings_.set(Setting::timelineLanes, analyse_->timeline().strip()->lanes().bits());
    settings_.set(Setting::colouring, static_cast<int>(workbench_.colouring()));
    settings_.set(Setting::windowGeometry, saveGeometry());
    settings_.set(Setting::learnLayout, learn_->layoutState());
}

void MainWindow::applyStoredTheme() {
    const QString word = settings_.value(Setting::theme).toString();
    const ThemeChoice choice = word == QStringLiteral("dark")    ? ThemeChoice::dark
                               : word == QStringLiteral("light") ? ThemeChoice::light
                                                                 : ThemeChoice::follow;
    applyTheme(*qApp, choice);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (mayDiscard()) {
        remember();
        event->accept();
    } else {
        event->ignore();
    }
}

} // namespace firstfit
