// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_motion.h"

#include <QEasingCurve>

#include <algorithm>
#include <iterator>

namespace firstfit {

namespace {

constexpr int borderTime = 200; // ms
constexpr int flagTime = 160;
constexpr std::size_t mostBorders = 4;

std::vector<std::uint32_t> starts(const Snapshot& snapshot) {
    std::vector<std::uint32_t> result;
    result.reserve(snapshot.runs().size());
    for (const Run& run : snapshot.runs()) {
        result.push_back(run.index.value);
    }
    return result;
}

std::vector<std::uint32_t> onlyIn(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::vector<std::uint32_t> result;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

double eased(double t) { return QEasingCurve(QEasingCurve::OutCubic).valueForProgress(std::clamp(t, 0.0, 1.0)); }

} // namespace

std::vector<BorderMotion> movedBorders(const Snapshot& before, const Snapshot& after) {
    std::vector<BorderMotion> motions;
    if (before.geometry() != after.geometry()) {
        return motions;
    }
    const std::vector<std::uint32_t> old = starts(before);
    const std::vector<std::uint32_t> now = starts(after);
    const std::vector<std::uint32_t> gone = onlyIn(old, now);
    const std::vector<std::uint32_t> come = onlyIn(now, old);
    if (gone.size() + come.size() > mostBorders) {
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

void HeapMotion::start(const Snapshot& before, const Scan& scanBefore, const Snapshot& after, const Scan& scanAfter) {
    const bool hurry = isRunning();
    stop();
    if (hurry) {
        return;
    }
    borders_ = movedBorders(before, after);
    const auto moved = [](const std::optional<BlockIndex>& from, const std::optional<BlockIndex>& to) {
        return from && to && from != to ? from : std::nullopt;
    };
    prevFrom_ = moved(scanBefore.prev, scanAfter.prev);
    currFrom_ = moved(scanBefore.curr, scanAfter.curr);
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
