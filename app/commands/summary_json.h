// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The object of `replay --json`.
#pragma once

#include "allocator/replay/summary.h"

#include <QString>

namespace firstfit {

/// One JSON object, indented, with a line end. Sizes are bytes unless the name says blocks; operations count from 1.
[[nodiscard]] QString summaryJson(const RunSummary& summary, const Trace& trace, const Timeline& timeline,
                                  const QString& file);

} // namespace firstfit
