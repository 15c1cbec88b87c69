// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trace done operation by operation, as scripts and hands do it.
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit::tests {

inline Timeline timeline_of(const Trace& trace, const HeapGeometry& geometry, Policy policy) {
    Timeline timeline(geometry, policy);
    for (const Operation& operation : trace.operations) {
        const bool makes = operation.kind == OperationKind::allocate;
        timeline.append(operation, makes ? trace.name_of(operation.allocation) : std::string());
    }
    return timeline;
}

} // namespace firstfit::tests
