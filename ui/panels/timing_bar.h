// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The toolbar of the Timing mode: files as ever; run, pause, cancel and progress where play stands in the others.
#pragma once

#include <QToolBar>

class QAction;
class QLabel;
class QProgressBar;

namespace firstfit {

class TimingLab;
class Workbench;

class TimingBar : public QToolBar {
    Q_OBJECT

public:
    /// `files` are the other toolbar's actions.
    TimingBar(TimingLab& lab, Workbench& workbench, const QList<QAction*>& files, QWidget* parent = nullptr);

    [[nodiscard]] QAction* runAction() const { return run_; }
    [[nodiscard]] QAction* pauseAction() const { return pause_; }
    [[nodiscard]] QAction* cancelAction() const { return cancel_; }
    /// What would be measured, or why that cannot be; said while nothing is measured.
    void setReady(bool ready, const QString& sentence);
    [[nodiscard]] QString whatText() const;
    [[nodiscard]] QString timeText() const;

Q_SIGNALS:
    void runRequested();

private:
    void addButton(QAction* action);
    void show();
    [[nodiscard]] QString doing() const;

    TimingLab& lab_;
    QAction* run_;
    QAction* pause_;
    QAction* cancel_;
    QLabel* what_;
    QLabel* time_;
    QProgressBar* bar_;
    bool ready_ = false;
    QString sentence_;
};

} // namespace firstfit
