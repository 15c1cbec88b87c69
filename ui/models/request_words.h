// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests and call sites in the words of the program that made them.
#pragma once

#include "allocator/trace/trace.h"

#include <QString>

namespace firstfit {

/// A number as the locale writes it: "873,433".
[[nodiscard]] QString figureText(std::uint64_t value);
/// "1 block", "3,961 blocks": the figure with one of two words, whose %1 it replaces.
[[nodiscard]] QString countedText(std::uint64_t count, const QString& one, const QString& many);

/// The function that was called: "malloc", "aligned_alloc", "realloc", "grow", "blocks".
[[nodiscard]] QString functionWord(const Operation& operation, const Trace& trace);
/// The call with what it asked for: "malloc(741)", "aligned_alloc(64, 100)", "realloc(#12, 256)".
[[nodiscard]] QString callText(const Operation& operation, const Trace& trace);

/// The call site of operation n, 1 <= n; no_call_site where the trace does not tell. O(1).
[[nodiscard]] CallSiteId siteOfOperation(const Trace& trace, OperationIndex n);
/// In short, for a table: "jv_mem_alloc", or the object and the address where the function is not known.
[[nodiscard]] QString callSiteName(const Trace& trace, CallSiteId site);
/// All that is known, and who called it in turn, one to a line; "call site not known" without.
[[nodiscard]] QString callSiteStory(const Trace& trace, CallSiteId site);

} // namespace firstfit
