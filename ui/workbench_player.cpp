// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_player.h"

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

// A screen shows 60 pictures a second; above that a tick does several steps.
constexpr int shortestTick = 16;
// What one tick may take before the window gets its turn, in milliseconds.
constexpr int longestWalk = 30;

} // namespace

Player::Player(QObject* parent) : QObject(parent) {
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &Player::tick);
    setInterval();
}

void Player::start() {
    owed_ = 0;
    leaves_ = true;
    clock_.start();
    timer_.start();
}

void Player::stop() { timer_.stop(); }

void Player::setSpeed(double stepsPerSecond) {
    speed_ = std::clamp(stepsPerSecond, slowest_play, fastest_play);
    setInterval();
}

void Player::setInterval() { timer_.setInterval(std::max(shortestTick, static_cast<int>(std::lround(1000 / speed_)))); }

void Player::tick() {
    owed_ += static_cast<double>(clock_.restart()) * speed_ / 1000;
    // A window that could not keep up does not hurry afterwards; and each tick does at least one step.
    const double atMost = std::max(1.0, speed_ / 20);
    const double steps = std::clamp(std::floor(owed_ + 0.01), 1.0, std::ceil(atMost));
    owed_ = std::clamp(owed_ - steps, 0.0, atMost);
    Q_EMIT due(static_cast<int>(steps));
}

QString Player::endWords() const { return moreComes ? tr("at the end of what is replayed") : tr("at the end"); }

QString Player::reasonToStopAt(const History& run, Position position) const {
    const Timeline& timeline = run.timeline;
    const bool inside = timeline.normalised(Position::after(position.operation)) != position;
    return inside ? QString() : reasonToStopAfter(run, position.operation);
}

QString Player::reasonToStopAfter(const History& run, OperationIndex done) const {
    const Timeline& timeline = run.timeline;
    const auto pause = std::ranges::lower_bound(run.trace.pauses, done, {}, &Pause::after);
    if (pause != run.trace.pauses.end() && pause->after == done) {
        return pause->line != 0 ? tr("paused by line %1").arg(pause->line) : tr("paused by the script");
    }
    if (stopAhead && stopAhead->operation == done) {
        return stopAhead->why;
    }
    if (done == timeline.size()) {
        return endWords();
    }
    const std::uint32_t line = timeline.operation(OperationIndex{done.value + 1}).line;
    return line != 0 && breakpoints.contains(line) ? tr("paused on line %1").arg(line) : QString();
}

Player::Walk Player::walk(const History& run, int steps) {
    // A breakpoint set on the way, or the end: nowhere to go from here.
    if (const QString reason = reasonToStopAt(run, run.position); !leaves_ && !reason.isEmpty()) {
        return {run.position, reason};
    }
    leaves_ = false;
    return playsMicroSteps ? walkMicroSteps(run, steps) : walkOperations(run, steps);
}

Player::Walk Player::walkMicroSteps(const History& run, int steps) {
    QElapsedTimer walking;
    walking.start();
    Walk walk{run.position, {}};
    for (int i = 0; i < steps && walk.stoppedBecause.isEmpty() && !walking.hasExpired(longestWalk); ++i) {
        const Position next = run.timeline.next_micro(walk.position);
        if (next == walk.position) {
            walk.stoppedBecause = endWords();
            break;
        }
        walk.position = next;
        walk.stoppedBecause = reasonToStopAt(run, next);
    }
    return walk;
}

Player::Walk Player::walkOperations(const History& run, int steps) {
    const std::uint32_t size = run.timeline.size().value;
    // The first step ends the operation that the position is in.
    std::uint32_t done = run.timeline.next_operation(run.position).operation.value;
    if (run.position == run.timeline.normalised(run.timeline.end())) {
        return {run.position, endWords()};
    }
    QString reason = reasonToStopAfter(run, OperationIndex{done});
    for (int i = 1; i < steps && done < size && reason.isEmpty(); ++i) {
        reason = reasonToStopAfter(run, OperationIndex{++done});
    }
    return {run.timeline.normalised(Position::after(OperationIndex{done})), reason};
}

} // namespace firstfit
