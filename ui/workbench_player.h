// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clock behind play: how many steps are due, and where a step must not go past.
#pragma once

#include "ui/workbench_history.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace firstfit {

/// Slowest and fastest play, in steps per second.
inline constexpr double slowest_play = 0.25;
inline constexpr double fastest_play = 50'000;

class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);

    void start();
    void stop();
    [[nodiscard]] bool isPlaying() const { return timer_.isActive(); }
    void setSpeed(double stepsPerSecond);
    [[nodiscard]] double speed() const { return speed_; }

    bool playsMicroSteps = true;
    bool moreComes = false; ///< the run is a part of one that is being replayed
    QSet<std::uint32_t> breakpoints;
    /// The next operation behind the position at which a stop condition is met.
    struct StopAhead {
        OperationIndex operation{};
        QString why;
    };
    std::optional<StopAhead> stopAhead;

    /// Where `steps` steps lead from `position`, and why they stopped early (else empty).
    struct Walk {
        Position position;
        QString stoppedBecause;
    };
    /// Whole operations cost nothing on the way, only where they lead. The first step after start() leaves a breakpoint
    /// that it stands at; later ones stop there.
    [[nodiscard]] Walk walk(const History& run, int steps);

Q_SIGNALS:
    /// `steps` steps are due now.
    void due(int steps);

private:
    void tick();
    void setInterval();
    [[nodiscard]] QString endWords() const;
    [[nodiscard]] QString reasonToStopAt(const History& run, Position position) const;
    [[nodiscard]] QString reasonToStopAfter(const History& run, OperationIndex done) const;
    [[nodiscard]] Walk walkMicroSteps(const History& run, int steps);
    [[nodiscard]] Walk walkOperations(const History& run, int steps);

    QTimer timer_;
    QElapsedTimer clock_;
    double speed_ = 2;
    double owed_ = 0; // steps, with the fraction that is left over
    bool leaves_ = false;
};

} // namespace firstfit
