// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same run in two heaps, side by side and in lock-step.
//
//   +--------------------------------------------------------------------+
//   | |< << > >> >|  operation 12   First  Previous  Next difference     |
//   | Operation 12: the first heap places it ..., the second ...         |
//   +---------------------------------+----------------------------------+
//   | [blocks] x [size] [policy]      | [blocks] x [size] [policy]       |
//   | 3 of 120 requests failed        | all 120 requests held            |
//   | heap map                        | heap map                         |
//   | timeline                        | timeline                         |
//   +---------------------------------+----------------------------------+
#pragma once

#include "allocator/replay/comparison.h"
#include "ui/workbench.h"

#include <QWidget>

#include <array>
#include <optional>

class QAction;
class QHBoxLayout;
class QLabel;

namespace firstfit {

class ComparedHeap;
class TransportActions;

class CompareWindow : public QWidget {
    Q_OBJECT

public:
    /// Replays `source`'s run twice: as it is there, and in `other` with `policy`. `source` is not needed afterwards.
    CompareWindow(const Workbench& source, const QString& name, const HeapGeometry& other, Policy policy,
                  QWidget* parent = nullptr);
    ~CompareWindow() override;

    [[nodiscard]] Workbench& left() { return benches_[0]; }
    [[nodiscard]] Workbench& right() { return benches_[1]; }
    /// What is said about the difference that was gone to.
    [[nodiscard]] QString words() const;

public Q_SLOTS:
    void goToFirstDifference();
    void goToNextDifference();
    void goToPreviousDifference();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void assemble();
    void addButtons(QHBoxLayout& row);
    QAction* addDifferenceAction(QHBoxLayout& row, const char* name, const QString& text, const QKeySequence& key,
                                 const QString& tip);
    void follow(Workbench& leader, Workbench& follower);
    void runArrived();
    void goTo(const std::optional<Difference>& difference, const QString& otherwise);
    void say(const QString& words);
    /// Nothing is being replayed on either side.
    [[nodiscard]] bool isComplete() const;
    /// Who cancels one side cancels the other, too: only what both have can be compared.
    void cancelBoth();
    /// The operations that both sides have.
    [[nodiscard]] OperationIndex compared() const;
    /// What is said first if that is not the whole run.
    [[nodiscard]] QString cancelledWords() const;
    void applyLook();

    std::array<Workbench, 2> benches_; ///< outlive what looks at them, see the destructor
    OperationIndex begin_;             ///< where the source stood
    OperationIndex all_;               ///< the operations of the source's run
    OperationIndex saidAt_{};          ///< where the words are about
    TransportActions* transport_;
    std::array<ComparedHeap*, 2> sides_;
    QLabel* words_;
    QAction* first_ = nullptr;
    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    bool following_ = false; ///< one side moves because the other did
    bool arrived_ = false;   ///< both runs have been there once
};

} // namespace firstfit
