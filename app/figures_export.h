// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of every operation as a file.
#pragma once

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

} // namespace firstfit
