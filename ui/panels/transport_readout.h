// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where one is and how fast one goes: the words and the slider between the transport's buttons and the heap's fields.
#pragma once

#include <QStackedWidget>
#include <QWidget>

class QLabel;
class QProgressBar;
class QSlider;
class QTimer;

namespace firstfit {

class Workbench;

/// "operation 12 of 17 / micro-step 8 of 13"; in a recording "operation 873,433 / of 1,000,000"; while a script runs,
/// how far it is.
class PositionReadout : public QStackedWidget {
    Q_OBJECT

public:
    explicit PositionReadout(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QString operationText() const;
    [[nodiscard]] QString stepText() const;
    [[nodiscard]] bool showsProgress() const { return currentIndex() == 1; }

Q_SIGNALS:
    void progressShown(bool shown);

private:
    void show();
    void showInRecording();
    void showProgress(int operations);
    void fitWidth();

    Workbench& workbench_;
    QLabel* operation_;
    QLabel* step_;
    QLabel* ran_;
    QProgressBar* bar_;
    QTimer* patience_;
};

/// A slider on a log scale with its words beneath.
class SpeedSlider : public QWidget {
    Q_OBJECT

public:
    explicit SpeedSlider(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QSlider* slider() const { return slider_; }
    /// "2 steps/s".
    [[nodiscard]] QString speedText() const;
    /// The right end of the slider, in steps per second; 1,000 at first. Play that is faster slows down to it.
    void setFastest(double stepsPerSecond);
    [[nodiscard]] double fastest() const { return fastest_; }

private:
    void show();
    [[nodiscard]] int tickOf(double speed) const;
    [[nodiscard]] double speedAt(int tick) const;
    [[nodiscard]] int lastTick() const;

    Workbench& workbench_;
    QSlider* slider_;
    QLabel* speed_;
    double fastest_ = 1000;
};

} // namespace firstfit
