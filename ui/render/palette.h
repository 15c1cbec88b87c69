// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every colour of the program, by role. Widgets get the same colours through ui/render/theme.
#pragma once

#include <QColor>
#include <QPalette>

#include <array>
#include <cstdint>

namespace firstfit {

/// How an allocation's body is drawn: plain for the first eight, stripes for the next, dots, and over again.
enum class Pattern : std::uint8_t { plain, stripes, dots };

/// The colours of one allocation, for all its life.
struct AllocationColours {
    QColor fill;
    QColor edge;
    QColor pattern; ///< the fill darkened by 0.15 in OKLab lightness
    Pattern kind = Pattern::plain;
};

/// One theme. Names follow the table of the visual rules; "ground" is what lies behind text of that colour.
struct Palette {
    bool dark = false;

    QColor window, panel, canvas, head;
    QColor line, strongLine;
    QColor ink, ink2, ink3, disabled;
    QColor accent, onAccent, accentTint, accentTintStrong;
    QColor failure, failureGround;
    QColor success, successGround;
    QColor caution, cautionGround;
    QColor freeBlock, headerBlock, hatch;
    QColor used, usedInTurn;
    QColor largestChunk;
    QColor fragmented, fragmentedGround, fragmentedLine;
    QColor luaKeyword, luaString, luaNumber, luaComment;
    QColor labelInk; ///< text on an allocation

    std::array<QColor, 8> fills, edges, patterns; ///< patterns: the fills darkened by 0.15 in OKLab lightness
    /// Free chunks by length against the request: 1 block; under a tenth; under 0.45; under 1; fits.
    std::array<QColor, 5> freeByLength;
    /// Allocations by size or age, from little to much: darker in the light theme, brighter in the dark one.
    std::array<QColor, 5> sequence;
    QColor sequenceEdge;

    [[nodiscard]] static const Palette& light();
    [[nodiscard]] static const Palette& darkTheme();
    [[nodiscard]] static const Palette& of(bool dark) { return dark ? darkTheme() : light(); }
    /// The theme that goes with a widget's colours: dark where its window is.
    [[nodiscard]] static const Palette& of(const QPalette& widget);

    /// Colours of allocation number `id`, counted from 0. O(1).
    [[nodiscard]] AllocationColours allocation(std::uint32_t id) const;
};

} // namespace firstfit
