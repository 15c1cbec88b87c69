// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole trace in a heap of some shape: long work, which somebody watches and may end.
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit {

/// Asked now and then, at least every 256 operations: `done` of `total` operations. False ends the work. May be empty.
using ReplayWatch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// The states of the first `count` operations of `trace` (of all, if it has fewer). The operations are shared with the
/// trace, not copied. Nothing if `watch` ended it. O(operations x chunks): a long trace belongs into a thread of its
/// own.
[[nodiscard]] std::optional<Timeline> replay(const Trace& trace, const HeapGeometry& geometry,
                                             Policy policy = Policy::first_fit, const ReplayWatch& watch = {},
                                             std::size_t count = std::numeric_limits<std::size_t>::max());

} // namespace firstfit
