// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

class QLabel;
class QScrollArea;

namespace firstfit {

class NeedsBars;
class PseudocodeView;
class ToneLabel;
class VariablesView;
class Workbench;

/// What a teacher would say about the position: a sentence, two bars, the pseudocode with the running line, the
/// variables.
class ExplanationPanel : public Panel {
    Q_OBJECT

public:
    explicit ExplanationPanel(Workbench& workbench, QWidget* parent = nullptr);

    /// All of it as plain text, the running line marked with an arrow.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    void copySentence() const;
    void copyAll() const;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void assemble();
    void showPosition();
    void showRunningLine();
    void showLesson();
    void applyLook();

    Workbench& workbench_;
    QScrollArea* scroll_;
    ToneLabel* lesson_; ///< a script's title, while its heap is fresh
    ToneLabel* goal_;
    QLabel* sentence_;
    ToneLabel* facts_; ///< what was asked and what there is, where a request has just failed
    NeedsBars* bars_;
    PseudocodeView* code_;
    VariablesView* variables_;
};

} // namespace firstfit
