// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend of the heap map, or the sentence that stands in its place.
#pragma once

#include "ui/render/hatching.h"
#include "ui/render/heap_layout.h"
#include "ui/render/map_colouring.h"
#include "ui/render/text_cache.h"

#include <vector>

namespace firstfit {

/// A class of allocations in the legend.
struct FooterClass {
    QString text;
    QColor fill;
    QColor edge;
};

struct FooterContent {
    Detail detail = Detail::bytes;
    QString sentence;                 ///< instead of the legend; with the legend of lengths, below it
    std::uint64_t request = 0;        ///< blocks asked for; 0 = none
    std::uint64_t comparedWith = 0;   ///< what free lengths are shaded against, in blocks
    bool somethingFits = false;       ///< is there a chunk as long as the request?
    std::vector<FooterClass> classes; ///< of allocations, in a line of their own; empty: by order of allocation
};

/// What the classes of a colouring are called in the legend.
[[nodiscard]] std::vector<FooterClass> footerClasses(const MapColouring& colouring, const Palette& palette);

/// How many lines the legend of blocks needs in so many units of width: 1 or 2; of lengths the legend and its sentence,
/// which always has one: 1 to 3. O(words).
[[nodiscard]] int footerLines(Detail detail, double width, TextCache& text);
/// What each further line adds to the height, in units.
inline constexpr double footerLine = 18;

/// Paints what has room in `box`, at its left; in two lines, if the box is high enough for them and one is too short.
/// Items that do not fit are left out.
void paintFooter(QPainter& painter, const QRectF& box, const FooterContent& content, const Palette& palette,
                 TextCache& text, TexturePainter& textures, double deviceScale);

} // namespace firstfit
