// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_history.h"

#include <algorithm>

namespace firstfit {

Timeline replayed(const Trace& trace, const HeapGeometry& geometry, Policy policy, std::size_t count,
                  const ReplayProgress& progress) {
    Timeline timeline(geometry, policy);
    OperationList operations = trace.operations;
    operations.resize(std::min(count, operations.size()));
    timeline.append_all(std::move(operations), trace.names, progress);
    return timeline;
}

Diagnostic cancelledWhileReplaying(std::size_t done, std::size_t all) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.kind = DiagnosticKind::cancelled;
    diagnostic.title = "the run was cancelled";
    diagnostic.message =
        "The first " + std::to_string(done) + " of " + std::to_string(all) + " operations can be looked at.";
    return diagnostic;
}

AllocationId nextAllocation(std::span<const Operation> operations) {
    std::uint32_t next = 0;
    for (const Operation& operation : operations) {
        if (operation.allocation != no_allocation) {
            next = std::max(next, operation.allocation.value + 1);
        }
    }
    return AllocationId{next};
}

void cutTrace(Trace& trace, std::uint32_t count) {
    trace.operations.resize(std::min<std::size_t>(count, trace.operations.size()));
    const auto later = [count](const auto& mark) { return mark.after.value > count; };
    std::erase_if(trace.notes, later);
    std::erase_if(trace.pauses, later);
    trace.names.resize(std::min<std::size_t>(trace.names.size(), nextAllocation(trace.operations).value));
    trace.sites.resize(std::min<std::size_t>(count, trace.sites.size()));
}

} // namespace firstfit
