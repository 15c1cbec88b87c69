// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap where blocks are too small to be drawn one by one (under 12 px): rows of coloured spans, written straight
// into an image on a raster, as one path per colour elsewhere.
#pragma once

#include "ui/render/paint_context.h"

namespace firstfit {

/// The class of a free chunk's length against a request: 0: 1 block; 1: under a tenth; 2: under 0.45; 3: under 1;
/// 4: fits. A request of 0 compares with nothing that fits.
[[nodiscard]] std::size_t lengthClass(std::uint32_t length, std::uint64_t request) noexcept;

/// What lengths are compared with: the request, or else one block more than the longest chunk.
[[nodiscard]] std::uint64_t comparedWith(const Snapshot& snapshot, std::uint64_t request) noexcept;

/// All runs in the exposed rows. O(visible runs + px).
void paintSpans(PaintContext& context);

} // namespace firstfit
