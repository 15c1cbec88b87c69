// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sizing panel is put together from.
#pragma once

#include "allocator/sizing/sizing.h"

#include <QString>

class QLabel;
class QPushButton;
class QSpinBox;
class QWidget;

namespace firstfit {

class BackgroundTask;
class ElidedLabel;
class RunTable;
class SizingChart;
class TaskProgress;
class ToneLabel;

/// The widgets, laid out in `panel`, which owns them; and how they show an answer.
class SizingParts {
public:
    SizingParts(QWidget& panel, BackgroundTask& task);

    void showReport(const SizingReport& report);
    /// The answer that the buttons are about; null: none.
    void showChosen(const SizingResult* result);
    /// With an answer, or with a sentence in its place.
    void setAnswered(bool answered);
    void showState(const QString& sentence);

    RunTable* table;
    SizingChart* chart;
    QSpinBox* headroom;
    QPushButton* find;
    QPushButton* use;
    QPushButton* compare;
    QPushButton* copy;

private:
    void assemble(QWidget& panel);
    [[nodiscard]] QWidget* makeAnswer();
    [[nodiscard]] QWidget* makeQuestion();

    QLabel* recommendation_;
    ToneLabel* certainty_;
    ToneLabel* caution_;
    ElidedLabel* type_;
    ToneLabel* state_;
    TaskProgress* progress_;
    QWidget* answer_;
};

} // namespace firstfit
