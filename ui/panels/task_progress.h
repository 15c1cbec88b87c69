// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace firstfit {

class BackgroundTask;
class ToneLabel;

/// How far work in the background is, and a way to end it. Hidden while nothing is under way.
class TaskProgress : public QWidget {
    Q_OBJECT

public:
    /// `doing` says what is being done, with neither figure nor full stop. `task` must outlive the widget's use of it:
    /// let its owner own both.
    TaskProgress(BackgroundTask& task, const QString& doing, QWidget* parent = nullptr);

private:
    void showProgress();

    BackgroundTask& task_;
    QString doing_;
    ToneLabel* words_;
    QProgressBar* bar_;
    QPushButton* cancel_;
};

} // namespace firstfit
