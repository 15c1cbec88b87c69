// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

QFont sized(QFont font, double px, int weight) {
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(px))));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

} // namespace

Fonts Fonts::ofDesktop() {
    Fonts fonts;
    fonts.general = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    fonts.fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // Small desktop defaults (9 pt = 12 px) count as 13: the rules were drawn for that, and less is hard to read.
    fonts.scale = std::max(1.0, QFontInfo(QGuiApplication::font()).pixelSize() / 13.0);
    return fonts;
}

QFont Fonts::text(double px, int weight) const { return sized(general, px * scale, weight); }
QFont Fonts::code(double px, int weight) const { return sized(fixed, px * scale, weight); }

} // namespace firstfit
