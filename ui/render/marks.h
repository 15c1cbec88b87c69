// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What lies on top of the heap: frames, flags, reasons, corners of change, callouts.
#pragma once

#include "ui/render/paint_context.h"

namespace firstfit {

/// The place of a flag below a header. O(1).
[[nodiscard]] QRectF flagRect(const HeapLayout& layout, BlockIndex block);

/// Frames around curr, the chosen chunk, what is hovered, selected, focused.
void paintFrames(PaintContext& context);
/// The flags `prev` and `curr`, reasons of rejected chunks, corners of changed headers.
void paintFlags(PaintContext& context);
/// The box with a pointer to a chunk, where chunks are too small for words.
void paintCallout(PaintContext& context);

} // namespace firstfit
