// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Go to": an operation, or a micro-step in one.
#pragma once

#include "ui/workbench.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace firstfit {

class GoToDialog : public QDialog {
    Q_OBJECT

public:
    explicit GoToDialog(Workbench& workbench, QWidget* parent = nullptr);

    /// The moment that the text names ("12", "12.8"), or nothing.
    [[nodiscard]] QString typed() const;
    [[nodiscard]] std::optional<Position> chosen() const;

    void accept() override;

private:
    void check();

    Workbench& workbench_;
    QLineEdit* field_;
    QLabel* hint_;
    QPushButton* go_;
};

} // namespace firstfit
