// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reference format: what a heap is asked, and what a correct first-fit heap answers, operation by operation.
//
//   L B [OFFSET]        the first line: block 0 lies OFFSET blocks behind a multiple of 2^20 bytes
//   a ID SIZE ALIGN     allocate SIZE blocks, aligned to ALIGN blocks
//   f ID                deallocate
//   g ID NEW            grow in place to NEW blocks
//   u ID NEW            grow up to NEW blocks
//   s ID NEW            shrink in place to NEW blocks
//   c                   clear
//   # comment           also behind an operation; empty lines are ignored
#pragma once

#include "allocator/heap/heap.h"
#include "allocator/trace/trace.h"

#include <functional>
#include <string>
#include <string_view>

namespace firstfit {

/// Reads the format. Allocations are named after their IDs, and an ID used again is the same allocation again. Whatever
/// is wrong becomes a diagnostic with line and column, at most 20 of them; without a good first line there is no
/// geometry and no operation. O(text).
[[nodiscard]] Trace parse_reference(std::string_view text, std::string_view file = {});

/// One line of the answers for an operation just applied, without line end: `RESULT OOM EMPTY FREELIST`.
///   RESULT: index or size; "ok" for f and c; FAIL; SKIP where ID is not alive or the arguments are invalid
///   OOM, EMPTY: 0 or 1.  FREELIST: `index:length,...` in list order, or `-`.
/// O(chunks).
[[nodiscard]] std::string reference_answer(const Operation& operation, const Outcome& outcome, const Heap& heap);

/// All operations of the trace in a fresh heap, each answer given to `write` as it comes, with its line end.
/// `trace` may be of any kind; sizes in the answers are blocks.
void replay_reference(const Trace& trace, const HeapGeometry& geometry, Policy policy,
                      const std::function<void(std::string_view line)>& write);
/// The same in the trace's own geometry (the default one if it has none), first fit, as one string.
[[nodiscard]] std::string replay_reference(const Trace& trace);

} // namespace firstfit
