// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace firstfit {

class ToneLabel;

/// One line under the editor: the text is not what ran, and how to run it.
class RunHint : public QWidget {
    Q_OBJECT

public:
    explicit RunHint(QWidget* parent = nullptr);
    void setText(const QString& text);

Q_SIGNALS:
    void runRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ToneLabel* text_;
};

} // namespace firstfit
