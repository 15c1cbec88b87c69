// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which heap to try first for a recording, which brings none.
#pragma once

#include "allocator/replay/replay.h"

#include <optional>

namespace firstfit {

/// A heap with room for the most that is alive at the same time, and an eighth more: of 16-byte blocks if 65,535 of
/// them are enough, else of the next larger ones. Where more allocations are alive at a time than a heap has blocks,
/// none holds them all, and it is the smallest one with that many bytes. The trace's own geometry, if it has one.
/// O(operations).
[[nodiscard]] HeapGeometry proposed_geometry(const Trace& trace);

/// The same for who may not want to wait for it: `watch` is told how many operations were looked at, of as many as one
/// look at all of them takes, and begins again with every larger size of blocks that is tried. Nothing if it ended it.
[[nodiscard]] std::optional<HeapGeometry> proposed_geometry(const Trace& trace, const ReplayWatch& watch);

} // namespace firstfit
