// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/replay/stop_condition.h"
#include "ui/models/stop_conditions_model.h"
#include "ui/panels/panel.h"

class QAction;
class QComboBox;
class QLineEdit;
class QPushButton;
class QStringListModel;
class QToolButton;

namespace firstfit {

class RunTable;
class ToneLabel;
class Workbench;

/// The states at which play stops, and the jumps to where they come true.
class StopConditionsPanel : public Panel {
    Q_OBJECT

public:
    explicit StopConditionsPanel(Workbench& workbench, QWidget* parent = nullptr);

public Q_SLOTS:
    /// Takes the focus, ready for a new condition.
    void beginAdding();

private:
    void assemble();
    void connectAll();
    void showConditions();
    void showKind();
    void showProblem();
    void showHint(const QString& words);
    void add();
    void removeSelected();
    void go(int direction);
    [[nodiscard]] std::variant<StopCondition, QString> entered() const;

    Workbench& workbench_;
    StopConditionsModel model_;
    RunTable* table_;
    QComboBox* kind_;
    QLineEdit* value_;
    QStringListModel* functions_; ///< of the run, to choose from
    QPushButton* add_;
    QPushButton* previous_;
    QPushButton* next_;
    QAction* remove_;
    ToneLabel* hint_;
};

} // namespace firstfit
