// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit [FILE]: opens the window.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Runs until the window is closed. Without a display it says on `err` what works without one.
[[nodiscard]] ExitStatus openWindow(const WindowCommand& command, int& argc, char** argv, QTextStream& err);

} // namespace firstfit
