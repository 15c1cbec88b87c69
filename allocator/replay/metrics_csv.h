// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of every operation as comma-separated values (RFC 4180, with a line feed at the end of each line).
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit {

/// A line with the names of the columns, then one for each operation: operation,line,call,bytes,index,blocks,ok,used,
/// free,largest,chunks,fragmentation,scan_length,moved,site. `call` is the kind of operation, `bytes` what it asked for
/// (empty where it asks for none), `index` and `blocks` where the allocation lies afterwards (empty where it failed or
/// is gone), `ok` and `moved` 0 or 1, `fragmentation` 0..1; `used` to `chunks` are of the heap afterwards, in blocks.
/// `write` gets a few kilobytes at a time; false ends it, and is returned. O(operations).
bool write_metrics_csv(const Timeline& timeline, const Trace& trace,
                       const std::function<bool(std::string_view)>& write);

} // namespace firstfit
