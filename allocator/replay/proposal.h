// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which heap to try first for a recording, which brings none.
#pragma once

#include "allocator/trace/trace.h"

namespace firstfit {

/// A heap with room for the most that is alive at the same time, and an eighth more: of 16-byte blocks if 65,535 of
/// them are enough, else of the next larger ones. Where more allocations are alive at a time than a heap has blocks,
/// none holds them all, and it is the smallest one with that many bytes. The trace's own geometry, if it has one.
/// O(operations).
[[nodiscard]] HeapGeometry proposed_geometry(const Trace& trace);

} // namespace firstfit
