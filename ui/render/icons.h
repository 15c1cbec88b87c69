// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our own line icons, in the colours of the palette and sharp at every scale.
#pragma once

#include "ui/render/palette.h"

#include <QIcon>
#include <QStringList>

#include <optional>

namespace firstfit {

/// What an icon is drawn with: at rest, where it cannot be used, and where it is on.
struct IconColours {
    QColor normal, disabled, on;

    /// Ink 2, disabled, accent.
    [[nodiscard]] static IconColours of(const Palette& palette);
};

/// The icon `name` of resources/icons ("open", "step-back"), 18 px, in these colours at 1x to 4x and more.
/// An unknown name gives a null icon. Each icon keeps the pixmaps it has drawn.
[[nodiscard]] QIcon icon(const QString& name, const IconColours& colours);

/// The same in the colours of the theme that the application shows whenever it is drawn: nothing to do on a change.
[[nodiscard]] QIcon themedIcon(const QString& name);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon applicationIcon();

/// Every name that icon() knows.
[[nodiscard]] QStringList iconNames();

} // namespace firstfit
