// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a recording is with being opened, in one line of the status bar: nothing lies over the run that is looked at
// meanwhile, and nothing moves when it comes and goes.
#pragma once

#include <QWidget>

class QProgressBar;
class QTimer;

namespace firstfit {

class ElidedLabel;
class LinkLabel;
struct LoadProgress;
class Workbench;

class LoadingLine : public QWidget {
    Q_OBJECT

public:
    explicit LoadingLine(Workbench& workbench, QWidget* parent = nullptr);

    /// The file's name, as it is said.
    void setName(const QString& name) { name_ = name; }

private:
    void begin();
    void end();
    void showProgress(const LoadProgress& progress);

    Workbench& workbench_;
    QString name_;
    ElidedLabel* words_;
    QProgressBar* bar_;
    LinkLabel* cancel_;
    QTimer* patience_;
    bool changesHeap_ = false; ///< a whole run is replayed in another heap
};

} // namespace firstfit
