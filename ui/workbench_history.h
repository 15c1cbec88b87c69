// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as the workbench owns it: the trace, the states it leads to, and where they came from.
#pragma once

#include "allocator/replay/summary.h"
#include "allocator/replay/timeline.h"
#include "allocator/trace/recording.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace firstfit {

/// A recording's file, and what of it was wanted.
struct RecordingSource {
    QString path; ///< as it was given; "-" is standard input
    ReadOptions options;
};

struct History {
    enum class Origin : std::uint8_t {
        hand,   ///< nothing but work by hand
        script, ///< a script's output, perhaps with work by hand behind it
        shown,  ///< a recording
    };

    Trace trace; ///< its operations are those of the timeline
    Timeline timeline;
    Position position; ///< normalised
    QString source;    ///< the text of the script or recording; empty for work by hand
    Origin origin = Origin::hand;
    bool touched = false; ///< work by hand is in it
    /// The heap that the person chose against the script's heap{}; kept while the script is run again.
    std::optional<HeapGeometry> chosenGeometry;
    std::optional<RecordingSource> recording = {}; ///< nothing for a run that was not opened as a recording
    /// Of the run as it is; null until somebody asks.
    std::shared_ptr<const RunSummary> summary = {};

    /// Is there work by hand in it that running a script again would not bring back?
    [[nodiscard]] bool holdsHandWork() const { return touched && !trace.operations.empty(); }
};

/// Asked now and then with the operations done so far; false ends the replay there.
using ReplayProgress = std::function<bool(std::uint32_t operations)>;

/// The states of the first `count` operations of `trace` in a heap of this shape. O(operations x chunks): a long
/// trace belongs into a thread of its own.
[[nodiscard]] Timeline replayed(const Trace& trace, const HeapGeometry& geometry, Policy policy, std::size_t count,
                                const ReplayProgress& progress = {});

/// Operations that are replayed while the person waits; more go to a thread.
inline constexpr std::size_t replayed_at_once = 5'000;

/// What is said of a run that was ended after `done` of `all` operations.
[[nodiscard]] Diagnostic cancelledWhileReplaying(std::size_t done, std::size_t all);

/// Forgets what comes after the first `count` operations: operations, names, notes, pauses. Diagnostics stay, for
/// they are about the script's text. O(count).
void cutTrace(Trace& trace, std::uint32_t count);

/// The id that the next allocation behind these operations gets: they are numbered in order of appearance.
/// O(operations).
[[nodiscard]] AllocationId nextAllocation(std::span<const Operation> operations);

} // namespace firstfit
