// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a Palette and the desktop's Fonts to how every widget looks: a QPalette, a style, a style sheet.
#pragma once

#include "ui/render/fonts.h"
#include "ui/render/palette.h"

#include <QPalette>
#include <QString>
#include <QStringList>

class QApplication;
class QWidget;

namespace firstfit {

enum class ThemeChoice : std::uint8_t { follow, light, dark };

/// Makes the whole application look so. `follow` takes light or dark from the desktop, now and whenever it changes.
/// Calling it again replaces the choice; asking for what is already shown does nothing.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Does a window of this palette show light text on dark?
[[nodiscard]] bool isDark(const QPalette& palette);

/// The colours that fit what `widget` shows now. Views ask on every paint; nobody needs to be told of a change
/// (QWidget repaints on PaletteChange).
[[nodiscard]] const Palette& paletteOf(const QWidget& widget);

/// Frames a field in the failure colour and gives the sentence as its tooltip and accessible description; an empty
/// sentence says that all is well again.
void markWrong(QWidget& field, const QString& sentence);
[[nodiscard]] bool isMarkedWrong(const QWidget& field);

/// Makes a push button the accent-filled one of its group, or an ordinary one again.
void markPrimary(QWidget& button, bool primary = true);
[[nodiscard]] bool isMarkedPrimary(const QWidget& button);

// The parts, for tests and for whoever paints controls.

/// The roles of QPalette filled from ours.
[[nodiscard]] QPalette widgetPalette(const Palette& palette);
/// `text` with @role@ replaced by that colour and @24@ by that many px, scaled with the font. Names that are no role
/// are left as they are and listed in `unknown`.
[[nodiscard]] QString filledTemplate(const QString& text, const Palette& palette, double scale,
                                     QStringList* unknown = nullptr);
/// resources/themes/firstfit.qss, filled.
[[nodiscard]] QString styleSheet(const Palette& palette, double scale);

} // namespace firstfit
