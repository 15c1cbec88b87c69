// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit size: which heap would have held a run.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Writes the answer to `out` and diagnostics to `err`. Needs no display and no application object.
[[nodiscard]] ExitStatus size(const SizeCommand& command, QTextStream& out, QTextStream& err);

} // namespace firstfit
