// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The status bar: is the heap sound, how full is it, what is going on; or what another mode has to say.
#pragma once

#include "ui/workbench.h"

#include <QStatusBar>

#include <optional>

class QLabel;

namespace firstfit {

/// At the two ends of the bar.
struct StatusWords {
    QString left;
    QString right;
};

class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusLine(Workbench& workbench, QWidget* parent = nullptr);

    /// What the invariant checker found; nothing: the heap is sound.
    void showViolations(const std::vector<Violation>& violations);
    /// For a mode that is not about the heap: these words in its place. Nothing: the heap again.
    void showInstead(std::optional<StatusWords> words);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyFonts();
    void showFigures();
    void showState();
    void showInvariants();
    void findFailures();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString recordingText() const;

    Workbench& workbench_;
    QLabel* invariants_;
    QLabel* figures_;
    QLabel* state_;
    std::vector<std::uint32_t> failures_; ///< operations that failed, ascending
    std::uint32_t looked_ = 0;            ///< operations that were looked at for them
    std::optional<StatusWords> instead_;
    QString stoppedBecause_; ///< until the position changes
};

} // namespace firstfit
