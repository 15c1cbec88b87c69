// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desktop's two fonts at the sizes of the visual rules.
#pragma once

#include <QFont>

namespace firstfit {

/// The general and the fixed font, and how much larger than 13 px the person wants the general one.
struct Fonts {
    QFont general;
    QFont fixed;
    double scale = 1.0;

    /// As the desktop says now. Call it when the application font changes.
    [[nodiscard]] static Fonts ofDesktop();
    /// `px` as in the visual rules (10 indices ... 16 banners), scaled. Weight 400, 500, 600, 700.
    [[nodiscard]] QFont text(double px, int weight = QFont::Normal) const;
    /// The fixed font, likewise: bytes, code, indices.
    [[nodiscard]] QFont code(double px, int weight = QFont::Normal) const;
};

} // namespace firstfit
