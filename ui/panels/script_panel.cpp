// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/script_panel.h"

#include "ui/panels/diagnostic_box.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/run_hint.h"
#include "ui/panels/script_editor.h"
#include "ui/workbench.h"

#include <QAction>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace firstfit {

ScriptPanel::ScriptPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("script"), tr("Script"), parent),
      workbench_(workbench),
      editor_(new ScriptEditor(this)),
      find_(new FindBar(*editor_, this)),
      hint_(new RunHint(this)),
      diagnostic_(new DiagnosticBox(this)) {
    assemble();
    addShortcuts();
    connectEditor();
    connect(&workbench_, &Workbench::traceChanged, this, &ScriptPanel::showTrace);
    connect(&workbench_, &Workbench::positionChanged, this, &ScriptPanel::showCurrentLine);
    connect(&workbench_, &Workbench::scriptStarted, this, [this] {
        startedText_ = text();
        showHint();
    });
    connect(&workbench_, &Workbench::scriptFinished, this, &ScriptPanel::showHint);
    connect(&workbench_, &Workbench::breakpointsChanged, this, [this] {
        if (!pushing_)
            editor_->setBreakpoints(workbench_.breakpoints());
    });
    editor_->setBreakpoints(workbench_.breakpoints());
    showTrace();
}

void ScriptPanel::assemble() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(find_);
    column->addWidget(editor_, 1);
    column->addWidget(hint_);
    column->addWidget(diagnostic_);
    setFocusProxy(editor_);
}

void ScriptPanel::addShortcuts() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Find…"), QKeySequence(QKeySequence::Find), [this] { find(); });
    add(tr("Find next"), QKeySequence(Qt::Key_F3), [this] { find_->findNext(1); });
    add(tr("Find previous"), QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { find_->findNext(-1); });
}

void ScriptPanel::connectEditor() {
    connect(editor_, &QsciScintilla::modificationChanged, this, [this] {
        showCaption();
        Q_EMIT modificationChanged(isModified());
    });
    connect(editor_, &QsciScintilla::textChanged, this, &ScriptPanel::showHint);
    connect(editor_, &ScriptEditor::breakpointsEdited, this, &ScriptPanel::pushBreakpoints);
    connect(hint_, &RunHint::runRequested, this, &ScriptPanel::runRequested);
    connect(diagnostic_, &DiagnosticBox::lineActivated, this, &ScriptPanel::goToLine);
}

QString ScriptPanel::text() const { return editor_->text(); }

void ScriptPanel::setText(const QString& text) {
    setModified(false);
    editor_->load(text);
    diagnostic_->setDiagnostics({});
    startedText_.clear();
    wasRun_ = false;
    showTrace();
}

bool ScriptPanel::isModified() const { return editor_->isModified() || isOnlyHere_; }

void ScriptPanel::setModified(bool modified) {
    isOnlyHere_ = modified;
    if (!modified)
        editor_->setModified(false); // of itself it becomes modified only by being edited
    showCaption();
    Q_EMIT modificationChanged(isModified());
}

void ScriptPanel::setFileName(const QString& name) {
    fileName_ = name;
    showCaption();
}

void ScriptPanel::showCaption() {
    if (!isModified())
        setCaption(fileName_);
    else
        setCaption(fileName_.isEmpty() ? tr("not saved") : tr("%1 · not saved").arg(fileName_));
}

void ScriptPanel::goToLine(quint32 line) {
    if (const std::uint32_t now = editor_->lineNow(line); now != 0)
        editor_->goToLine(now);
}

void ScriptPanel::find() { find_->begin(); }

void ScriptPanel::showTrace() {
    const QString& source = workbench_.source();
    // It may have been edited while it ran.
    const bool isOurs = !source.isEmpty() && (source == text() || source == startedText_);
    if (isOurs && source == text())
        editor_->markRan();
    if (isOurs)
        wasRun_ = true;
    const auto diagnostics = isOurs ? workbench_.trace().diagnostics : std::vector<Diagnostic>{};
    editor_->setDiagnostics(diagnostics);
    diagnostic_->setDiagnostics(diagnostics);
    showCurrentLine();
    showHint();
}

void ScriptPanel::showCurrentLine() {
    // A run that is not of this document has lines of its own.
    editor_->setCurrentLine(wasRun_ && !workbench_.source().isEmpty() ? workbench_.currentLine() : 0);
}

void ScriptPanel::showHint() {
    const QString now = text();
    if (now.trimmed().isEmpty() || now == workbench_.source())
        hint_->setText({});
    else if (wasRun_ && !workbench_.source().isEmpty())
        hint_->setText(tr("Edited since the run"));
    else
        hint_->setText(workbench_.isScriptRunning() ? QString() : tr("Not run yet"));
}

void ScriptPanel::pushBreakpoints() {
    const QScopedValueRollback guard(pushing_, true);
    const QSet<std::uint32_t> wanted = editor_->breakpointLines();
    const QSet<std::uint32_t> known = workbench_.breakpoints();
    for (const std::uint32_t line : known - wanted)
        workbench_.setBreakpoint(line, false);
    for (const std::uint32_t line : wanted - known)
        workbench_.setBreakpoint(line, true);
}

void ScriptPanel::keyPressEvent(QKeyEvent* event) {
    // Where the window has an action on F5 the key never comes here.
    if (event->key() == Qt::Key_F5)
        Q_EMIT runRequested();
    else
        Panel::keyPressEvent(event);
}

} // namespace firstfit
