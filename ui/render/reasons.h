// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why chunks were rejected, in words at the chunk.
#pragma once

#include "ui/render/paint_context.h"

#include <vector>

namespace firstfit {

/// A cross and the reason for each rejected chunk in the exposed rows: in its second block, or beneath it. `taken`:
/// what already stands in the gutters; words keep clear of it and of each other.
void paintReasons(PaintContext& context, std::vector<QRectF> taken);

} // namespace firstfit
