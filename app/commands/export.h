// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit export: draws the heap at one moment, without a display.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Writes the picture; diagnostics go to `err`. A script that ended with a diagnostic is drawn as far as it came.
[[nodiscard]] ExitStatus exportPicture(const ExportCommand& command, int& argc, char** argv, QTextStream& err);

} // namespace firstfit
