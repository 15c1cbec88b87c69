// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings: from a file to the Analyse mode.
//
//   openRecording --> Workbench (a thread) --> traceChanged, with the first part: takeRecording
//                                          `-> loadingRefused: the message bar, and nothing else changes
#include "app/analyse_room.h"
#include "app/compare_window.h"
#include "app/learn_room.h"
#include "app/loading_card.h"
#include "app/loading_line.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/open_recording_dialog.h"
#include "app/record_dialog.h"
#include "app/recording_file.h"
#include "app/start_page.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/recording_panel.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/sizing_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/views/timeline_strip.h"

#include <QFileInfo>
#include <QStatusBar>

namespace firstfit {

namespace {

const QString& standardInput() {
    static const QString path = QStringLiteral("-");
    return path;
}

QString nameOf(const QString& path) {
    return path == standardInput() ? MainWindow::tr("standard input") : QFileInfo(path).fileName();
}

/// Is it a file of the person's own, which can be opened again?
bool isOwnFile(const QString& path) { return path != standardInput() && !path.startsWith(QLatin1Char(':')); }

} // namespace

void MainWindow::connectRecordings() {
    connect(&workbench_, &Workbench::traceChanged, this, &MainWindow::takeRecording);
    connect(&workbench_, &Workbench::loadingFinished, this, [this] { opening_.clear(); });
    connect(&workbench_, &Workbench::loadingRefused, this,
            [this](const QString& title, const QString& advice, const QString& detail) {
                message_->showProblem({title, advice, detail});
            });
    connect(&recordingFile_, &FileWatch::changed, this, &MainWindow::askToReadAgain);
    connect(&recordingFile_, &FileWatch::gone, this, &MainWindow::sayRecordingIsGone);
    connect(&workbench_, &Workbench::loadedOther, this, &MainWindow::takeScriptFromPipe);
    connect(&analyse_->recording(), &RecordingPanel::changeRequested, this, &MainWindow::readAgain);
    connect(&analyse_->sizing(), &SizingPanel::compareRequested, this,
            [this](const HeapGeometry& geometry) { compare(geometry, workbench_.policy()); });
    connect(&analyse_->sizing(), &SizingPanel::typeCopied, this,
            [this] { statusBar()->showMessage(tr("The line of C++ is on the clipboard."), 4000); });
    connect(&analyse_->heap(), &HeapView::goToRequested, this, &MainWindow::goTo);
    connect(&analyse_->heap(), &HeapView::lineRequested, this, &MainWindow::showLine);
    connect(&analyse_->heap(), &HeapView::refused, this,
            [this](const QString& sentence) { statusBar()->showMessage(sentence, 6000); });
    connect(analyse_->timeline().strip(), &TimelineStrip::goToRequested, this, &MainWindow::goTo);
    connect(start_, &StartPage::recordRequested, this, &MainWindow::record);
    connect(transport_->recordAction(), &QAction::triggered, this, &MainWindow::record);
}

bool MainWindow::openAsking(const QString& path) {
    const auto kind = recordingKindOf(path);
    if (!kind || !is_recording(*kind)) {
        return openFile(path);
    }
    OpenRecordingDialog dialog(nameOf(path), kind, tr("&Open"), {}, this);
    return dialog.exec() == QDialog::Accepted && openRecording(path, dialog.options(), dialog.geometry());
}

bool MainWindow::openRecording(const QString& path, const ReadOptions& options, std::optional<HeapGeometry> geometry) {
    if (!mayDiscard()) {
        return false;
    }
    message_->dismiss();
    loadingCard_->setName(nameOf(path));
    loadingLine_->setName(nameOf(path));
    stampAtOpening_ = FileStamp::of(path);
    workbench_.openRecording(path, options, geometry);
    opening_ = path;
    scriptAtOpening_ = learn_->script().text();
    return true;
}

void MainWindow::takeRecording() {
    if (workbench_.isRecording() && workbench_.recordingPath() == opening_ && !opening_.isEmpty()) {
        // Its first part has come; what the person does from now on is left alone when more comes.
        opening_.clear();
        // The script is another run: its lines would be taken for the recording's.
        if (learn_->script().text() == scriptAtOpening_) {
            learn_->script().setText(QString());
            document_.setNew();
            kind_ = FileKind::lua;
        }
        const QString& path = workbench_.recordingPath();
        recordingFile_.watch(isOwnFile(path) && !isPipe(path) ? path : QString(), stampAtOpening_);
        if (isOwnFile(path)) {
            recent_.add(path);
            settings_.set(Setting::folder, QFileInfo(path).absolutePath());
        }
        const QSet<std::uint32_t> breakpoints = workbench_.breakpoints();
        for (const std::uint32_t line : breakpoints) {
            workbench_.setBreakpoint(line, false);
        }
        // Opened to be measured, it is not left for the heap.
        if (!isTiming()) {
            modes_->setMode(QStringLiteral("analyse"));
            analyse_->heap().map().setFocus(Qt::OtherFocusReason);
        }
    }
    showTitle();
}

void MainWindow::readAgain() {
    if (!workbench_.isRecording()) {
        return;
    }
    const QString path = workbench_.recordingPath();
    if (isPipe(path)) {
        statusBar()->showMessage(tr("A pipe can be read only once."), 6000);
        return;
    }
    if (isOwnFile(path) && !QFileInfo::exists(path)) {
        sayRecordingIsGone();
        return;
    }
    RecordingChoice choice{workbench_.readOptions(), workbench_.geometry(), {}};
    if (const auto& facts = workbench_.trace().recording) {
        choice.threads = facts->threads;
    }
    OpenRecordingDialog dialog(nameOf(path), recordingKindOf(path), tr("&Read again"), choice, this);
    if (dialog.exec() == QDialog::Accepted) {
        openRecording(path, dialog.options(), dialog.geometry());
    }
}

void MainWindow::askToReadAgain() {
    const QString path = recordingFile_.path();
    if (workbench_.recordingPath() != path) {
        return; // something else is looked at
    }
    message_->ask(tr("%1 was changed by another program").arg(nameOf(path)),
                  tr("What is shown is the recording as it was read before."), tr("Read it again"),
                  [this, path] { openRecording(path, workbench_.readOptions(), workbench_.geometry()); });
}

void MainWindow::sayRecordingIsGone() {
    const QString& path = workbench_.recordingPath();
    if (workbench_.isRecording()) {
        message_->showProblem({tr("%1 is gone").arg(nameOf(path)),
                               tr("It was moved, renamed or deleted. What was read of it stays, and can be replayed in "
                                  "any heap, but it cannot be read again."),
                               path});
    }
}

void MainWindow::record() {
    RecordDialog dialog(settings_, this);
    if (dialog.exec() == QDialog::Accepted) {
        openFile(dialog.recording());
    }
}

void MainWindow::compare(const HeapGeometry& other, Policy policy) {
    auto* window = new CompareWindow(workbench_, shownName(), other, policy, this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
}

void MainWindow::showLine(quint32 line) {
    if (!workbench_.isRecording()) {
        modes_->setMode(QStringLiteral("learn"));
        learn_->bringUp(learn_->script());
        learn_->script().goToLine(line);
    }
}

} // namespace firstfit
