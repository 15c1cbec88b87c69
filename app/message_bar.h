// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What needs to be said above everything else, and does not stop the work: a file that cannot be read, a file that
// another program changed.
#pragma once

#include "app/input_file.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace firstfit {

class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { failure, question };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows why something did not work, until it is closed or something else is said.
    void showProblem(const FileProblem& problem);
    /// Asks something; `answer` is called when the button `button` is pressed. Closing it says no.
    void ask(const QString& title, const QString& text, const QString& button, std::function<void()> answer);
    void dismiss();
    [[nodiscard]] Kind kind() const { return kind_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void say(Kind kind, const QString& title, const QString& text, const QString& detail);
    void applyLook();

    Kind kind_ = Kind::failure;
    QString titleText_;
    QLabel* title_;
    QLabel* text_;
    QLabel* detail_;
    QPushButton* button_;
    QToolButton* close_;
    std::function<void()> answer_;
};

} // namespace firstfit
