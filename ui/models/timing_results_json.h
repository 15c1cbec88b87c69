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

/// One object, indented; "format" is "firstfit-timing", "version" 1. Everything in `results` is in it.
[[nodiscard]] QByteArray timingResultsJson(const Results& results);

struct TimingJsonProblem {
    qsizetype offset = -1; ///< byte at which the JSON ends to be JSON; -1: it is JSON, but not of ours
    QString message;       ///< a sentence
};

/// The reverse. Strict: a missing or mistyped member is a problem that names it.
[[nodiscard]] std::variant<Results, TimingJsonProblem> timingResultsFromJson(const QByteArray& json);

} // namespace firstfit
