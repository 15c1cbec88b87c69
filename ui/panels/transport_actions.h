// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Moving in time as actions, shared by the menus and the toolbar. They know when they cannot be used.
#pragma once

#include <QObject>

class QAction;

namespace firstfit {

class Workbench;

class TransportActions : public QObject {
    Q_OBJECT

public:
    explicit TransportActions(Workbench& workbench, QObject* parent = nullptr);

    QAction* const start;
    QAction* const previousOperation;
    QAction* const previousStep;
    QAction* const play; ///< "pause" while playing
    QAction* const nextStep;
    QAction* const nextOperation;
    QAction* const end;
    QAction* const playMicroSteps; ///< checkable: by micro-step or by operation
    QAction* const cancelScript;   ///< usable while a script runs or a recording is loaded

private:
    void update();

    Workbench& workbench_;
};

} // namespace firstfit
