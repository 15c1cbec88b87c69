// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/diagnostics_model.h"
#include "ui/panels/panel.h"

class QScrollArea;

namespace firstfit {

class ElidedLabel;
class FactsView;
class LinkLabel;
class RunTable;
class ToneLabel;
class Workbench;

/// What is being looked at: the recording's name, what was recorded, how much of it could be read, and what could not.
class RecordingPanel : public Panel {
    Q_OBJECT

public:
    explicit RecordingPanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* titleExtra() override;
    [[nodiscard]] QSize sizeHint() const override;
    /// All of it as plain text.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    /// The person wants the recording read in another way: a range, sizes, a thread, an alignment.
    void changeRequested();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void assemble();
    void connectAll();
    void showRun();
    void showDiagnostics();
    void showRow(int row);
    void goToLine(int row);
    void fitColumns();

    Workbench& workbench_;
    DiagnosticsModel diagnosticsModel_;
    bool isOld_ = true; ///< hidden: it is made when it is shown
    QScrollArea* scroll_ = nullptr;
    ElidedLabel* name_;
    ElidedLabel* command_;
    LinkLabel* change_;
    FactsView* facts_;
    ToneLabel* diagnosticsTitle_;
    RunTable* diagnostics_;
};

} // namespace firstfit
