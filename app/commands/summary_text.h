// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `replay` says of a script to a person.
#pragma once

#include "allocator/replay/summary.h"

#include <QString>

namespace firstfit {

/// A dozen lines, one fact each; every failed request has one, too.
[[nodiscard]] QString summaryText(const RunSummary& summary, const Trace& trace, const Timeline& timeline,
                                  const QString& file);

} // namespace firstfit
