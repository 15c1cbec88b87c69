// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/confirm.h"

#include "allocator/heap/heap.h"
#include "allocator/sizing/growing_heap.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr std::size_t operations_between_reports = 256;

/// Calls `step` with each operation until it answers false. False: `progress` stopped it.
template <class Step>
bool each(std::span<const Operation> operations, const std::function<bool(std::size_t)>& progress, Step&& step) {
    for (std::size_t n = 0; n < operations.size(); ++n) {
        if (n % operations_between_reports == 0 && !progress(n)) {
            return false;
        }
        if (!step(operations[n])) {
            break;
        }
    }
    return true;
}

double mean(std::uint64_t visits, std::size_t operations) {
    return operations == 0 ? 0 : static_cast<double>(visits) / static_cast<double>(operations);
}

std::optional<Confirmation> in_real_heap(std::span<const Operation> operations, const HeapGeometry& geometry,
                                         const std::function<bool(std::size_t)>& progress) {
    Heap heap(geometry);
    Confirmation confirmation{.holds = true, .mean_scan_length = 0, .rounding_waste = 0};
    std::uint64_t visits = 0;
    OperationIndex number{};
    const bool done = each(operations, progress, [&](const Operation& operation) {
        ++number.value;
        const Outcome outcome = heap.apply(operation, number);
        visits += outcome.scan_length.value;
        const bool asks = operation.kind == OperationKind::allocate || operation.kind == OperationKind::reallocate;
        // What is not alive, no size and no alignment: these fail in every heap.
        const bool for_want_of_room = outcome.failure == stalloc::Failure::too_large ||
                                      outcome.failure == stalloc::Failure::no_block_free ||
                                      outcome.failure == stalloc::Failure::no_chunk_fits;
        confirmation.holds = !(asks && for_want_of_room);
        confirmation.rounding_waste = std::max(*confirmation.rounding_waste, heap.metrics().rounding_waste);
        return confirmation.holds;
    });
    confirmation.mean_scan_length = mean(visits, operations.size());
    return done ? std::optional(confirmation) : std::nullopt;
}

std::optional<Confirmation> in_wide_heap(std::span<const Operation> operations, const HeapGeometry& geometry,
                                         std::size_t allocations, const std::function<bool(std::size_t)>& progress) {
    GrowingHeap heap(geometry, allocations);
    Confirmation confirmation{.holds = true, .mean_scan_length = 0, .rounding_waste = {}};
    const bool done = each(operations, progress, [&](const Operation& operation) {
        confirmation.holds = !heap.apply(in_blocks(operation, geometry.block_size)).failed;
        heap.forget();
        return confirmation.holds;
    });
    confirmation.mean_scan_length = mean(heap.visits(), operations.size());
    return done ? std::optional(confirmation) : std::nullopt;
}

} // namespace

std::optional<Confirmation> confirm(std::span<const Operation> operations, const HeapGeometry& geometry,
                                    std::uint32_t blocks, std::size_t allocations,
                                    const std::function<bool(std::size_t)>& progress) {
    HeapGeometry exact = geometry;
    exact.blocks = BlockCount{blocks};
    return blocks <= stalloc::max_block_count ? in_real_heap(operations, exact, progress)
                                              : in_wide_heap(operations, exact, allocations, progress);
}

} // namespace firstfit
