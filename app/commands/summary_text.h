// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `replay` says of a run to a person.
#pragma once

#include "app/commands/run_report.h"

namespace firstfit {

/// A dozen lines, one fact each; every failed request has one, too.
[[nodiscard]] QString summaryText(const RunReport& report);

} // namespace firstfit
