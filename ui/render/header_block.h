// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first block of a chunk, and the base header: `next` over `length`, and the raw bytes.
#pragma once

#include "ui/render/paint_context.h"

namespace firstfit {

/// How a header's two numbers are shown at a zoom.
enum class HeaderNumbers : std::uint8_t { words, beside, beneath, none };

/// Numbers of `digits` digits in a block of this layout: in words, left of the link's dot, beneath it, or not at all.
[[nodiscard]] HeaderNumbers headerNumbers(const HeapLayout& layout, int digits);

/// Paints the header that the snapshot's own bytes hold in block `index` (L: the base header): tint, fields, bytes.
/// The frame is the chunk's business.
void paintHeader(PaintContext& context, BlockIndex index);

/// The base header in its own row, with its frame and the note that says where it lies.
void paintBaseHeader(PaintContext& context);

} // namespace firstfit
