// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements as JSON: kept, compared with later ones, handed on. One format for `firstfit bench --json` and for the
// Timing room's runs.
#pragma once

#include "allocator/timing/measure.h"

#include <QByteArray>
#include <QString>

#include <variant>

namespace firstfit {

/// One object; "format" is "firstfit-timing", "version" 1. Everything in `results` is in it, and the run's name if it
/// has one. Indented, or `compact`: half as long.
[[nodiscard]] QByteArray timingResultsJson(const Results& results, const QString& name = {}, bool compact = false);

struct TimingJsonProblem {
    qsizetype offset = -1; ///< byte at which the JSON ends to be JSON; -1: it is JSON, but not of ours
    QString message;       ///< a sentence
};

/// The reverse. Strict: a missing, mistyped or senseless member is a problem that names it. Intervals of too few
/// rounds, as earlier versions wrote them, are left out. `name` becomes the run's name, empty if it has none.
[[nodiscard]] std::variant<Results, TimingJsonProblem> timingResultsFromJson(const QByteArray& json,
                                                                             QString* name = nullptr);

/// Does a file that begins like that hold JSON, so no script and no recording? O(leading blanks).
[[nodiscard]] bool beginsLikeJson(const QByteArray& head);

} // namespace firstfit
