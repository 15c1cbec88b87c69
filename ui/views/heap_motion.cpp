// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_motion.h"

#include <QEasingCurve>

#include <algorithm>
#include <span>

namespace firstfit {

namespace {

constexpr int borderTime = 200; // ms
constexpr int flagTime = 160;
constexpr std::size_t mostBorders = 4;

/// First blocks of runs that only one of two states has.
struct OtherBorders {
    std::vector<std::uint32_t> gone;
    std::vector<std::uint32_t> come;

    [[nodiscard]] std::size_t count() const { return gone.size() + come.size(); }
};

/// Both are sorted, so one walk tells them apart; it ends when there are too many.
OtherBorders otherBorders(std::span<const Run> old, std::span<const Run> now) {
    OtherBorders borders;
    auto a = old.begin();
    auto b = now.begin();
    while ((a != old.end() || b != now.end()) && borders.count() <= mostBorders) {
        if (b == now.end() || (a != old.end() && a->index < b->index)) {
            borders.gone.push_back(a++->index.value);
        } else if (a == old.end() || b->index < a->index) {
            borders.come.push_back(b++->index.value);
        } else {
            ++a;
            ++b;
        }
    }
    return borders;
}

double eased(double t) { return QEasingCurve(QEasingCurve::OutCubic).valueForProgress(std::clamp(t, 0.0, 1.0)); }

} // namespace

std::vector<BorderMotion> movedBorders(const Snapshot& before, const Snapshot& after) {
    std::vector<BorderMotion> motions;
    if (before.geometry() != after.geometry()) {
        return motions;
    }
    const OtherBorders borders = otherBorders(before.runs(), after.runs());
    const auto& [gone, come] = borders;
    if (borders.count() > mostBorders) {
        return motions;
    }
    if (gone.size() == 1 && come.size() == 1) {
        // One border on the move: an allocation shrank or grew.
        motions.push_back({BlockIndex{come.front()}, BlockIndex{gone.front()}, false, 0});
        return motions;
    }
    for (const std::uint32_t border : come) {
        motions.push_back({BlockIndex{border}, before.run_at(BlockIndex{border}).index, false, 0});
    }
    for (const std::uint32_t border : gone) {
        const Run& joint = after.run_at(BlockIndex{border});
        motions.push_back({joint.index + joint.blocks, BlockIndex{border}, true, 0});
    }
    return motions;
}

HeapMotion::HeapMotion(QObject* parent) : QObject(parent) {
    clock_.setStartValue(0.0);
    clock_.setEndValue(1.0);
    clock_.setDuration(borderTime);
    connect(&clock_, &QVariantAnimation::valueChanged, this, &HeapMotion::moved);
    connect(&clock_, &QVariantAnimation::finished, this, &HeapMotion::moved);
}

void HeapMotion::start(const Snapshot& before, const ShownHands& handsBefore, const Snapshot& after,
                       const ShownHands& handsAfter) {
    const bool hurry = isRunning();
    stop();
    if (hurry) {
        return;
    }
    borders_ = movedBorders(before, after);
    const auto moved = [](const std::optional<BlockIndex>& from, const std::optional<BlockIndex>& to) {
        return from && to && from != to ? from : std::nullopt;
    };
    prevFrom_ = moved(handsBefore.prev, handsAfter.prev);
    currFrom_ = moved(handsBefore.curr, handsAfter.curr);
    if (!borders_.empty() || prevFrom_ || currFrom_) {
        clock_.start();
    }
}

void HeapMotion::stop() {
    clock_.stop();
    borders_.clear();
    prevFrom_.reset();
    currFrom_.reset();
}

void HeapMotion::apply(HeapMarks& marks) const {
    marks.borders.clear();
    marks.prevMotion.reset();
    marks.currMotion.reset();
    if (!isRunning()) {
        return;
    }
    const double time = clock_.currentTime();
    marks.borders = borders_;
    for (BorderMotion& border : marks.borders) {
        border.progress = eased(time / borderTime);
    }
    const double flags = eased(time / flagTime);
    if (prevFrom_) {
        marks.prevMotion = TagMotion{*prevFrom_, flags};
    }
    if (currFrom_) {
        marks.currMotion = TagMotion{*currFrom_, flags};
    }
}

} // namespace firstfit
