// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the heap map marks at a moment: the two hands, chunks passed over, links followed, headers changed.
#pragma once

#include "allocator/replay/explain.h"
#include "allocator/replay/moment.h"

namespace firstfit {

/// O(steps of the running part). Once an operation is done, the hands are gone (their chunk may be, too), and so are
/// links that no longer hold; a failed one leaves everything where it stopped.
[[nodiscard]] Scan scan_at(const Moment& moment);

} // namespace firstfit
