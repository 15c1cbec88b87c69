// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Allocations and chunks where blocks are large enough to be drawn one by one (12 px and more).
#pragma once

#include "ui/render/paint_context.h"

namespace firstfit {

/// All runs in the exposed rows. O(log runs + visible runs).
void paintRuns(PaintContext& context);

/// The pieces of a run in the exposed rows, its borders where a motion has them at present.
[[nodiscard]] std::vector<Piece> visiblePieces(const PaintContext& context, const Run& run);

/// The box of a piece as it is filled: 1 unit inside, but open where the run goes on.
[[nodiscard]] QRectF bodyOf(const Piece& piece);

/// The same without its edge of 1 unit.
[[nodiscard]] QRectF insideOf(const Piece& piece);

/// The part of a piece behind the last byte asked for; empty where there is none.
[[nodiscard]] QRectF wasteOf(const HeapGeometry& geometry, const LiveAllocation& allocation, const Piece& piece);

} // namespace firstfit
