// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/summary.h"

#include "allocator/replay/fit.h"

#include <algorithm>
#include <bit>

namespace firstfit {

namespace {

void count_kind(RunSummary& summary, OperationKind kind) {
    ++summary.operations;
    summary.allocations += kind == OperationKind::allocate ? 1 : 0;
    summary.frees += kind == OperationKind::deallocate ? 1 : 0;
    summary.reallocations += kind == OperationKind::reallocate ? 1 : 0;
}

/// `unit` bytes each; more than 2^64 - 1 is that.
std::uint64_t in_bytes(std::uint64_t amount, std::uint64_t unit) {
    return amount > UINT64_MAX / unit ? UINT64_MAX : amount * unit;
}

bool in_place(OperationKind kind) { return kind == OperationKind::grow_in_place || kind == OperationKind::grow_up_to; }

/// Blocks that the request could have got: at its alignment anywhere, or in place what it has and the chunk behind.
std::uint32_t largest_fitting(const Heap& heap, const Operation& operation, std::uint64_t alignment_blocks) {
    if (!in_place(operation.kind)) {
        return best_fit(heap.header_bytes(), heap.geometry(), alignment_blocks).blocks;
    }
    const std::optional<LiveAllocation> live = heap.find(operation.allocation);
    return live ? live->blocks.value + chunk_length_at(heap.header_bytes(), heap.geometry(), live->index + live->blocks)
                : 0;
}

/// `heap` is the one after the operation, which is the one before it: a failure changes nothing.
FailedRequest failed_request(const Timeline& timeline, const Trace& trace, OperationIndex n, const Heap& heap) {
    const Operation& operation = timeline.operation(n);
    const std::uint64_t block_size = heap.geometry().block_size;
    const std::uint64_t unit = operation.unit == SizeUnit::bytes ? 1 : block_size;
    const Metrics metrics = heap.metrics();
    FailedRequest failed;
    failed.operation = n;
    failed.line = operation.line;
    failed.call = describe(operation, trace);
    failed.bytes = in_bytes(operation.size, unit);
    failed.alignment = operation.alignment == 0 ? block_size : in_bytes(operation.alignment, unit);
    failed.free_blocks = metrics.free.value;
    failed.chunks = metrics.chunks;
    failed.largest_chunk = metrics.largest_chunk.value;
    const bool possible = std::has_single_bit(failed.alignment) && failed.alignment <= stalloc::max_alignment_bytes;
    if (possible) {
        const std::uint64_t alignment_blocks = std::max<std::uint64_t>(1, failed.alignment / block_size);
        failed.largest_fitting_bytes = largest_fitting(heap, operation, alignment_blocks) * block_size;
    }
    return failed;
}

void note_highest_block(RunSummary& summary, const Outcome& outcome) {
    if (outcome.ok() && outcome.blocks.value != 0) {
        const BlockIndex last{outcome.index.value + outcome.blocks.value - 1};
        summary.highest_block = std::max(summary.highest_block.value_or(last), last);
    }
}

} // namespace

RunSummary summarise(const Timeline& timeline, const Trace& trace) {
    RunSummary summary;
    std::uint64_t visits = 0;
    timeline.replay([&](OperationIndex n, const Heap& heap) {
        const Metrics metrics = heap.metrics();
        summary.at_end = {metrics.used.value, metrics.free.value, metrics.chunks, metrics.largest_chunk.value};
        summary.fragmentation.end = metrics.fragmentation();
        summary.leaks.bytes = metrics.live_bytes;
        summary.peak_bytes = std::max(summary.peak_bytes, metrics.live_bytes);
        summary.peak_blocks = std::max(summary.peak_blocks, metrics.used.value);
        if (metrics.fragmentation() > summary.fragmentation.max) {
            summary.fragmentation.max = metrics.fragmentation();
            summary.fragmentation.max_at = n;
        }
        if (n.value == 0) {
            return;
        }
        const Outcome& outcome = timeline.outcome(n);
        count_kind(summary, timeline.operation(n).kind);
        note_highest_block(summary, outcome);
        visits += outcome.scan_length.value;
        summary.scan_length.max = std::max(summary.scan_length.max, outcome.scan_length.value);
        // As in C, to free what never got memory is no failure.
        if (!outcome.ok() && timeline.operation(n).kind != OperationKind::deallocate) {
            summary.failures.push_back(failed_request(timeline, trace, n, heap));
        }
    });
    summary.leaks.count =
        static_cast<std::uint32_t>(timeline.snapshot(Position::after(timeline.size())).allocations().size());
    if (summary.operations != 0) {
        summary.scan_length.mean = static_cast<double>(visits) / summary.operations;
    }
    return summary;
}

} // namespace firstfit
