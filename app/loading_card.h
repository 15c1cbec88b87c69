// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a recording is with being opened: a card over the middle of its parent, which is not moved by it.
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;

namespace firstfit {

struct LoadProgress;
class Workbench;

class LoadingCard : public QFrame {
    Q_OBJECT

public:
    /// `parent` is what it lies over.
    LoadingCard(Workbench& workbench, QWidget* parent);

    /// The file's name, as it is said.
    void setName(const QString& name) { name_ = name; }
    /// Does it lie over an empty window only, since progress stands elsewhere while there is a run to look at?
    void setGivesWay(bool gives) { givesWay_ = gives; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void begin();
    void end();
    void showProgress(const LoadProgress& progress);
    void arrange();
    void applyLook();

    Workbench& workbench_;
    QString name_;
    bool givesWay_ = false;
    QLabel* title_;
    QLabel* counts_;
    QProgressBar* bar_;
    QLabel* meanwhile_;
    QPushButton* cancel_;
    QTimer* patience_;
};

} // namespace firstfit
