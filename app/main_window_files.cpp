// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/reference.h"
#include "app/analyse_room.h"
#include "app/export_dialog.h"
#include "app/learn_room.h"
#include "app/lessons.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/recording_file.h"
#include "app/report_dialog.h"
#include "ui/panels/allocation_panel.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/sizing_panel.h"
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStatusBar>

#include <algorithm>

namespace firstfit {

namespace {

QString filters() {
    return MainWindow::tr("Scripts, recordings and measurements (*.lua *.trace *.mtrace *.raw *.raw.gz *.raw.zst *.rep "
                          "*.script *.ltrace *.gz *.zst *.json)") +
           QStringLiteral(";;") + MainWindow::tr("All files (*)");
}

QString luaFilter() { return MainWindow::tr("Lua scripts (*.lua)"); }

/// The one local file of a drag, or an empty string.
QString draggedFile(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

bool MainWindow::openFile(const QString& path) {
    if (isTimingFile(path)) {
        return openTimingFile(path);
    }
    if (isPipe(path) || recordingKindOf(path)) {
        const std::vector<ExampleRecording> examples = exampleRecordings();
        const auto example = std::ranges::find(examples, path, &ExampleRecording::path);
        return openRecording(path, {}, example == examples.end() ? std::nullopt : example->heap);
    }
    const auto read = readInputFile(path);
    if (const auto* problem = std::get_if<FileProblem>(&read)) {
        message_->showProblem(*problem);
        return false;
    }
    if (!mayDiscard()) {
        return false;
    }
    const auto& file = std::get<InputFile>(read);
    message_->dismiss();
    kind_ = file.kind;
    learn_->script().setText(file.text);
    document_.setFile(path, file.text);
    if (document_.hasPlace()) {
        recent_.add(path);
        settings_.set(Setting::folder, QFileInfo(path).absolutePath());
    }
    runNewFile();
    return true;
}

void MainWindow::runNewFile() {
    const QSet<std::uint32_t> breakpoints = workbench_.breakpoints();
    for (const std::uint32_t line : breakpoints) {
        workbench_.setBreakpoint(line, false);
    }
    modes_->setMode(QStringLiteral("learn"));
    runSource(false);
    learn_->heap().map().setFocus(Qt::OtherFocusReason);
}

void MainWindow::takeScriptFromPipe(const QByteArray& bytes) {
    const auto read = inputFileOf(QStringLiteral("-"), bytes);
    if (const auto* problem = std::get_if<FileProblem>(&read)) {
        message_->showProblem(*problem);
        return;
    }
    const auto& file = std::get<InputFile>(read);
    kind_ = file.kind;
    learn_->script().setText(file.text);
    document_.setNew();
    // It stands nowhere else: who closes the window is asked.
    learn_->script().setModified(true);
    runNewFile();
}

void MainWindow::newScript() {
    if (!mayDiscard()) {
        return;
    }
    kind_ = FileKind::lua;
    learn_->script().setText(QString());
    document_.setNew();
    workbench_.startFresh(HeapGeometry{});
    modes_->setMode(QStringLiteral("learn"));
    learn_->bringUp(learn_->script());
}

void MainWindow::open() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open"), settings_.value(Setting::folder).toString(), filters());
    if (!path.isEmpty()) {
        openAsking(path);
    }
}

bool MainWindow::saveTo(const QString& path, const QString& text) {
    if (const auto problem = document_.save(path, text)) {
        message_->showProblem(*problem);
        return false;
    }
    learn_->script().setModified(false);
    settings_.set(Setting::folder, QFileInfo(path).absolutePath());
    recent_.add(path);
    statusBar()->showMessage(tr("Saved %1").arg(QDir::toNativeSeparators(path)), 4000);
    return true;
}

QString MainWindow::askWhereToSave(const QString& title, const QString& proposal) {
    const QString folder = settings_.value(Setting::folder).toString();
    QFileDialog dialog(this, title, folder, luaFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("lua"));
    dialog.selectFile(QDir(folder).filePath(proposal));
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

bool MainWindow::save() { return document_.hasPlace() ? saveTo(document_.path(), learn_->script().text()) : saveAs(); }

bool MainWindow::saveAs() {
    const QString path = askWhereToSave(tr("Save the script"), document_.name());
    return !path.isEmpty() && saveTo(path, learn_->script().text());
}

bool MainWindow::saveRunAsScript() {
    const QString path =
        askWhereToSave(tr("Save the run as a script"), tr("%1-run.lua").arg(QFileInfo(shownName()).completeBaseName()));
    if (path.isEmpty()) {
        return false;
    }
    Document copy;
    if (const auto problem = copy.save(path, workbench_.asScript())) {
        message_->showProblem(*problem);
        return false;
    }
    workbench_.handWorkSaved();
    recent_.add(path);
    statusBar()->showMessage(tr("Saved the run as %1").arg(QDir::toNativeSeparators(path)), 4000);
    return true;
}

bool MainWindow::mayDiscard() { return mayDiscardScript() && mayDiscardHandWork(); }

bool MainWindow::mayDiscardHandWork() {
    if (!workbench_.hasUnsavedHandWork()) {
        return true;
    }
    QMessageBox question(QMessageBox::Question, tr("Unsaved work by hand"),
                         tr("The run holds work by hand that is saved nowhere."),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question.setObjectName(QStringLiteral("unsaved-hand-work"));
    question.setInformativeText(tr("Save the run as a script?"));
    question.button(QMessageBox::Save)->setText(tr("&Save run as script…"));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        return saveRunAsScript();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

bool MainWindow::mayDiscardScript() {
    if (!learn_->script().isModified()) {
        return true;
    }
    QMessageBox question(QMessageBox::Question, tr("Unsaved changes"),
                         tr("%1 has changes that are not saved.").arg(document_.name()),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question.setObjectName(QStringLiteral("unsaved-changes"));
    question.setInformativeText(tr("Save them?"));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

void MainWindow::takeTextFromDisk(const QString& text) {
    const auto take = [this, text] {
        learn_->script().setText(text);
        runSource(true);
    };
    if (!learn_->script().isModified()) {
        take();
        statusBar()->showMessage(tr("%1 was changed by another program and read again.").arg(document_.name()), 6000);
        return;
    }
    message_->ask(tr("%1 was changed by another program").arg(document_.name()),
                  tr("The text in the editor has changes of its own, which reading the file would drop."),
                  tr("Read the file again"), take);
}

void MainWindow::keepTextOfLostFile() {
    // Nothing else has it any more: who closes the window is asked.
    learn_->script().setModified(true);
    message_->ask(tr("%1 is gone").arg(document_.name()),
                  tr("It was moved, renamed or deleted. What stands in the editor stays."), tr("Save it again"),
                  [this] { save(); });
}

void MainWindow::run() {
    if (workbench_.isRecording() && learn_->script().text().trimmed().isEmpty()) {
        statusBar()->showMessage(tr("There is no script to run: this is a recording."), 6000);
        return;
    }
    runSource(workbench_.position().operation.value != 0 && !workbench_.isRecording());
}

void MainWindow::runSource(bool keepPosition) {
    const QString text = learn_->script().text();
    modes_->setMode(QStringLiteral("learn"));
    if (kind_ != FileKind::reference) {
        workbench_.runScript(text, document_.name(), keepPosition);
        return;
    }
    Trace trace = parse_reference(text.toStdString(), document_.name().toStdString());
    const HeapGeometry geometry = trace.geometry.value_or(HeapGeometry{});
    workbench_.showTrace(std::move(trace), geometry, text);
}

void MainWindow::byHand() {
    modes_->setMode(QStringLiteral("learn"));
    learn_->bringUp(learn_->byHand());
}

void MainWindow::exportPicture() {
    if (isTiming()) {
        exportTiming({});
        return;
    }
    ExportDialog dialog(workbench_, *this, settings_, shownName(), this);
    if (dialog.exec() == QDialog::Accepted) {
        statusBar()->showMessage(dialog.report(), 6000);
    }
}

void MainWindow::exportReport(const QString& format) {
    ReportDialog dialog(workbench_, analyse_->sizing().report(), settings_, shownName(), this);
    if (!format.isEmpty()) {
        dialog.chooseFormat(format);
    }
    if (dialog.exec() == QDialog::Accepted) {
        statusBar()->showMessage(dialog.report(), 6000);
    }
}

void MainWindow::copyPicture() {
    if (isTiming()) {
        copyTiming({});
        return;
    }
    PictureRequest request;
    request.scale = settings_.value(Setting::exportScale).toInt();
    request.dark = isDark(palette());
    request.title = shownName();
    copyShownPicture(workbench_, *this, request);
    statusBar()->showMessage(tr("The picture is on the clipboard."), 4000);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!draggedFile(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = draggedFile(*event->mimeData());
    if (!path.isEmpty()) {
        event->acceptProposedAction();
        openAsking(path);
    }
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // The editor would insert the name of a file that is dropped on it.
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        if (const QString path = draggedFile(*drop->mimeData()); !path.isEmpty()) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop) {
                openAsking(path);
            }
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace firstfit
