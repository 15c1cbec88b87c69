// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit report: a run as a document, without a display.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Writes the report; diagnostics go to `err`. A script that ended with a diagnostic is reported as far as it came.
[[nodiscard]] ExitStatus report(const ReportCommand& command, int& argc, char** argv, QTextStream& err);

} // namespace firstfit
