// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A failed request in figures, for the panel that says why.
#pragma once

#include "allocator/replay/explain.h"
#include "allocator/replay/failure_cause.h"
#include "ui/panels/facts_view.h"

namespace firstfit {

/// What was asked, what there was, and what was lost to rounding and alignment.
[[nodiscard]] QList<Fact> factsOf(const FailureCause& cause);
/// The request beside the best chunk, in bytes; nothing for a failure that is not about room.
[[nodiscard]] std::optional<NeedsAndHas> barsOf(const FailureCause& cause);
/// "best fit", "holds it; 3 requests fail earlier".
[[nodiscard]] QList<Fact> factsOf(const std::vector<PolicyVerdict>& verdicts);

} // namespace firstfit
