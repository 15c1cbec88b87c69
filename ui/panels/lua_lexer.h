// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/qsci.h"

namespace firstfit {

struct Palette;

/// Lua in the theme's colours.
class LuaLexer : public QsciLexerLua {
    Q_OBJECT

public:
    explicit LuaLexer(QObject* parent);

    /// Takes the colours and this font for every style.
    void apply(const Palette& palette, const QFont& font);
    [[nodiscard]] const char* keywords(int set) const override;
};

} // namespace firstfit
