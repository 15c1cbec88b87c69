// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit replay: runs a file without a window and says what became of it.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Writes the answer to `out` and diagnostics to `err`. Needs no display and no application object.
[[nodiscard]] ExitStatus replay(const ReplayCommand& command, QTextStream& out, QTextStream& err);

} // namespace firstfit
