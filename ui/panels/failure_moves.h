// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace firstfit {

class Workbench;

/// Two small buttons for the title of a dock: to the failure before and to the one behind.
class FailureMoves : public QWidget {
    Q_OBJECT

public:
    explicit FailureMoves(Workbench& workbench, QWidget* parent = nullptr);

    /// The same for a menu.
    [[nodiscard]] QAction* previous() const { return previous_; }
    [[nodiscard]] QAction* next() const { return next_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showPosition();

    Workbench& workbench_;
    QAction* previous_;
    QAction* next_;
};

} // namespace firstfit
