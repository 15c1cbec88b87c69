// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the words behind "firstfit bench" ask for.
#pragma once

#include "app/command_line.h"

namespace firstfit {

/// `words` are those behind "bench". An unknown workload or contender is a UsageError that lists them all.
[[nodiscard]] Command parseBench(const QStringList& words);
/// firstfit bench --help
[[nodiscard]] QString benchHelp();

} // namespace firstfit
