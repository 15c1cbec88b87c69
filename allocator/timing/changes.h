// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two runs beside each other: what changed, and what cannot be compared.
#pragma once

#include "allocator/timing/measure.h"

#include <optional>
#include <string>
#include <vector>

namespace firstfit {

/// One contender at one workload in two runs.
struct Change {
    const Cell* before; ///< into the results
    const Cell* after;
    double ratio;                     ///< after's median by before's
    std::optional<Interval> interval; ///< at least 95 %: from the ends of both medians' intervals, which is on the safe
                                      ///< side; nothing if either run had too few rounds
};
/// What both runs measured, in the order of `after`, as far as it was the same work. O(cells squared).
[[nodiscard]] std::vector<Change> changes(const Results& before, const Results& after);

/// What changes() leaves out, and what its reader must know. Ids, each once.
struct ChangeLimits {
    std::vector<std::string> other_work; ///< workloads that are not the same in both: another file or heap, other sizes
    std::vector<std::string> only_before; ///< workloads, and contenders, that only that run has
    std::vector<std::string> only_after;
    std::vector<std::string> machine; ///< what else differs, so that more may have changed than the code: "processor",
                                      ///< "compiler", "C library"
};
[[nodiscard]] ChangeLimits limits_of_changes(const Results& before, const Results& after);

/// Is `workload` the same work in both? "trace" is if its file's name, its operations and its heap are; "churn" if its
/// live allocations and their sizes are.
[[nodiscard]] bool is_same_work(const std::string& workload, const Results& before, const Results& after);

} // namespace firstfit
