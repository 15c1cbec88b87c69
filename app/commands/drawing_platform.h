// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawing needs fonts, and fonts an application, but no display.
#pragma once

#include <QTemporaryDir>

#include <optional>

namespace firstfit {

/// Make it before a QGuiApplication, and let it outlive that: prepares the environment so that there need not be a
/// display, unless somebody chose another platform.
class DrawingPlatform {
public:
    DrawingPlatform();

private:
    std::optional<QTemporaryDir> runtimeFolder_;
};

} // namespace firstfit
