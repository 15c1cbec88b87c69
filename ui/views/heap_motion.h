// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What moves on the map after a step, and for how long: flags along their link, borders of runs cut or merged.
#pragma once

#include "ui/render/heap_picture.h"

#include <QObject>
#include <QVariantAnimation>

namespace firstfit {

/// The borders that differ between two states of a heap, each with where it comes from. More than a handful: none,
/// for such a change cannot be followed by eye. O(runs).
[[nodiscard]] std::vector<BorderMotion> movedBorders(const Snapshot& before, const Snapshot& after);

/// The headers that carry the flags of a picture.
struct ShownHands {
    std::optional<BlockIndex> prev;
    std::optional<BlockIndex> curr;
};

class HeapMotion : public QObject {
    Q_OBJECT

public:
    explicit HeapMotion(QObject* parent = nullptr);

    /// From one picture to the next. Runs at once to the end when a motion is under way: someone is in a hurry.
    void start(const Snapshot& before, const ShownHands& handsBefore, const Snapshot& after,
               const ShownHands& handsAfter);
    /// To the end state, without motion.
    void stop();
    [[nodiscard]] bool isRunning() const { return clock_.state() == QAbstractAnimation::Running; }
    /// Puts the state of the motion into the marks.
    void apply(HeapMarks& marks) const;

Q_SIGNALS:
    void moved();

private:
    QVariantAnimation clock_;
    std::optional<BlockIndex> prevFrom_;
    std::optional<BlockIndex> currFrom_;
    std::vector<BorderMotion> borders_;
};

} // namespace firstfit
