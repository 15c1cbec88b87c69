// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/drawing_platform.h"

#include <QFile>

namespace firstfit {

DrawingPlatform::DrawingPlatform() {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    // Qt grumbles on standard error where a session gives it no folder of its own.
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) {
        runtimeFolder_.emplace();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtimeFolder_->path()));
    }
}

} // namespace firstfit
