// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words around the heap: indices, addresses, chevrons, the script's note.
#pragma once

#include "ui/render/paint_context.h"

namespace firstfit {

/// Index and address at the left of the exposed rows, indices above blocks, chevrons where a run goes on.
void paintRowLabels(PaintContext& context);
/// Is there room for words beside the base header, or does the note need it?
[[nodiscard]] bool noteLeavesRoomForCaption(PaintContext& context);
/// The script's note, right of the base header.
void paintNote(PaintContext& context);

} // namespace firstfit
