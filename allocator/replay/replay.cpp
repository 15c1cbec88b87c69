// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/replay.h"

namespace firstfit {

std::optional<Timeline> replay(const Trace& trace, const HeapGeometry& geometry, Policy policy,
                               const ReplayWatch& watch, std::size_t count) {
    OperationList operations = trace.operations;
    if (count < operations.size()) {
        operations.resize(count);
    }
    const std::uint64_t total = operations.size();
    bool ended = false;
    Timeline timeline(geometry, policy);
    timeline.append_all(std::move(operations), trace.names, [&](std::uint32_t done) {
        ended = watch && !watch(done, total);
        return !ended;
    });
    if (ended || (watch && !watch(total, total))) {
        return std::nullopt;
    }
    return timeline;
}

} // namespace firstfit
