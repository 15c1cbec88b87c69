// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as a file for other programs: the figures of every operation, or its summary.
#pragma once

#include "allocator/replay/summary.h"
#include "allocator/replay/timeline.h"

#include <QString>

#include <functional>
#include <optional>

namespace firstfit {

/// Writes comma-separated values (see write_metrics_csv()) through a temporary file: unless all went well, what was
/// there stays. Returns what went wrong or an empty string; nothing: `watch`, told the operations written of all,
/// answered false. O(operations).
[[nodiscard]] std::optional<QString> saveFigures(const Timeline& timeline, const Trace& trace, const QString& path,
                                                 const std::function<bool(std::uint64_t, std::uint64_t)>& watch = {});

/// Writes what `firstfit replay --json` prints, in the same way; `name` is what the run is called there. Returns what
/// went wrong or an empty string. O(operations).
[[nodiscard]] QString saveSummary(const Timeline& timeline, const Trace& trace, const RunSummary& summary,
                                  const QString& name, const QString& path);

} // namespace firstfit
