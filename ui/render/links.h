// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Links from header to header: where they run, and their painting.
#pragma once

#include "ui/render/paint_context.h"

#include <vector>

namespace firstfit {

/// Where the link of a header starts (its dot); index L: the base header.
[[nodiscard]] QPointF linkStart(const HeapLayout& layout, BlockIndex from);
/// The tip of an arrow to a block: above it, at 62 % of its width.
[[nodiscard]] QPointF linkEnd(const HeapLayout& layout, BlockIndex to);

/// The corners of a link, start and end included: within a row above it, to another row through the lanes, over more
/// rows through the nearer margin. `from` L: the base header. O(1).
[[nodiscard]] std::vector<QPointF> linkRoute(const HeapLayout& layout, BlockIndex from, BlockIndex to);

/// The route as a curve with round corners.
[[nodiscard]] QPainterPath linkPath(const HeapLayout& layout, BlockIndex from, BlockIndex to);

/// All links that touch the exposed rows, with their dots and arrows. O(chunks) tests, O(visible links) strokes.
void paintLinks(PaintContext& context);

} // namespace firstfit
