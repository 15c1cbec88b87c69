// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

namespace firstfit {

class DiagnosticBox;
class FindBar;
class RunHint;
class ScriptEditor;
class Workbench;

/// The script: its text, which line runs, where play stops, what is wrong with it.
class ScriptPanel : public Panel {
    Q_OBJECT

public:
    explicit ScriptPanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    /// Another script: forgets undo, breakpoints and diagnostics of the one before; unmodified.
    void setText(const QString& text);
    /// Does the text differ from what was last loaded or saved, or is it nowhere else?
    [[nodiscard]] bool isModified() const;
    /// false: it is saved as it is. true: whatever was loaded or saved is gone.
    void setModified(bool modified);
    /// The name shown beside the title; empty: not saved anywhere yet.
    void setFileName(const QString& name);
    [[nodiscard]] const QString& fileName() const { return fileName_; }
    [[nodiscard]] ScriptEditor& editor() const { return *editor_; }
    [[nodiscard]] DiagnosticBox& diagnosticBox() const { return *diagnostic_; }

public Q_SLOTS:
    void goToLine(quint32 line);
    void find();

Q_SIGNALS:
    void modificationChanged(bool modified);
    void runRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void assemble();
    void addShortcuts();
    void connectEditor();
    void showTrace();
    void showCurrentLine();
    void showCaption();
    void showHint();
    void pushBreakpoints();

    Workbench& workbench_;
    ScriptEditor* editor_;
    FindBar* find_;
    RunHint* hint_;
    DiagnosticBox* diagnostic_;
    QString fileName_;
    QString startedText_;     ///< what was there when a script was last started
    bool isOnlyHere_ = false; ///< there is no file with this text, changed or not
    bool wasRun_ = false;     ///< the run is one of this document, edited since or not
    bool pushing_ = false;
};

} // namespace firstfit
