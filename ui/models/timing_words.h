// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements in words: names, times, where they were made, what is to be taken with caution.
#pragma once

#include "allocator/timing/measure.h"

#include <QString>
#include <QStringList>

namespace firstfit {

/// "SyncStalloc"; the id itself if there is no such contender. O(contenders).
[[nodiscard]] QString contenderName(const std::string& id);
/// "two vectors"; the trace by its file's name.
[[nodiscard]] QString workloadName(const std::string& id, const Results& results);
/// What stands below the name: "100 live", "3,974 operations", else what one operation is.
[[nodiscard]] QString workloadNote(const std::string& id, const Results& results);

/// Nanoseconds as a person writes them: "2.7 ns", "118 ns", "3.94 µs", "1.2 ms". Three digits.
[[nodiscard]] QString timeText(double ns);
/// The same figure without its unit, for columns in ns: "2.7", "118", "3,940".
[[nodiscard]] QString nsText(double ns);
/// "0.82", "7.7", "31": of two times.
[[nodiscard]] QString ratioText(double ratio);

/// "95 % sure: 40.9 ns to 41.7 ns", or that there were too few rounds for it; each end in the words of `text`.
[[nodiscard]] QString sureText(const std::optional<Interval>& interval, QString (*text)(double));
/// "too few rounds", where an interval would stand.
[[nodiscard]] QString tooFewRounds();

/// One line: processor, system, compiler, the clock's cost, when, how long.
[[nodiscard]] QString machineLine(const Results& results);
/// What a reader must know before believing the numbers: what failed, noise, what was left out, that it was cancelled.
/// May be empty.
[[nodiscard]] QStringList cautions(const Results& results);
/// What a reader of the changes from one run to another must know besides: what was other work, what only one of them
/// has, what else differs. May be empty.
[[nodiscard]] QStringList changeCautions(const Results& before, const Results& after);
/// "10,880 × 16 bytes"
[[nodiscard]] QString heapText(const HeapGeometry& heap);
/// "Stalloc at random churn, 100 live: median 41.2 ns (95 % sure: 40.9 to 41.7), middle half 40 to 42.5, 5 to 95 % ..."
[[nodiscard]] QString cellSentence(const Cell& cell, const Results& results);
/// "0.82 times malloc's (95 % sure: 0.80 to 0.85)"; empty if there is none.
[[nodiscard]] QString ratioSentence(const Cell& cell);

} // namespace firstfit
