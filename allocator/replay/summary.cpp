// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/summary.h"

#include "allocator/replay/asked.h"
#include "allocator/replay/fit.h"

#include <algorithm>

namespace firstfit {

namespace {

void count_kind(RunSummary& summary, OperationKind kind) {
    ++summary.operations;
    summary.allocations += kind == OperationKind::allocate ? 1 : 0;
    summary.frees += kind == OperationKind::deallocate ? 1 : 0;
    summary.reallocations += kind == OperationKind::reallocate ? 1 : 0;
}

bool in_place(OperationKind kind) { return kind == OperationKind::grow_in_place || kind == OperationKind::grow_up_to; }

/// Blocks that the request could have got: at its alignment anywhere, or in place what it has and the chunk behind.
std::uint32_t largest_fitting(const Heap& heap, const Operation& operation, std::uint64_t alignment_blocks) {
    const std::optional<LiveAllocation> live = heap.find(operation.allocation);
    std::uint32_t elsewhere = 0;
    if (!in_place(operation.kind)) {
        // Most requests of most recordings are aligned to one block, and a run may have very many failures.
        elsewhere = alignment_blocks == 1 ? heap.metrics().largest_chunk.value
                                          : best_fit(heap.header_bytes(), heap.geometry(), alignment_blocks).blocks;
    }
    const bool stays = live && operation.kind != OperationKind::allocate &&
                       (in_place(operation.kind) || padding(heap.geometry(), live->index.value, alignment_blocks) == 0);
    const std::uint32_t here =
        stays ? live->blocks.value + chunk_length_at(heap.header_bytes(), heap.geometry(), live->index + live->blocks)
              : 0;
    return std::max(elsewhere, here);
}

/// `heap` is the one after the operation, which is the one before it: a failure changes nothing.
FailedRequest failed_request(const Timeline& timeline, const Trace& trace, OperationIndex n, const Heap& heap) {
    const Operation& operation = timeline.operation(n);
    const Asked asked = asked_of(operation, heap.geometry());
    const Metrics metrics = heap.metrics();
    FailedRequest failed;
    failed.operation = n;
    failed.line = operation.line;
    failed.call = describe(operation, trace);
    failed.bytes = asked.bytes;
    failed.alignment = asked.alignment_bytes;
    failed.free_blocks = metrics.free.value;
    failed.chunks = metrics.chunks;
    failed.largest_chunk = metrics.largest_chunk.value;
    if (asked.alignment_blocks != 0) {
        failed.largest_fitting_bytes =
            std::uint64_t{largest_fitting(heap, operation, asked.alignment_blocks)} * heap.geometry().block_size;
    }
    return failed;
}

void note_highest_block(RunSummary& summary, const Outcome& outcome) {
    if (outcome.ok() && outcome.blocks.value != 0) {
        const BlockIndex last{outcome.index.value + outcome.blocks.value - 1};
        summary.highest_block = std::max(summary.highest_block.value_or(last), last);
    }
}

void note_operation(RunSummary& summary, const Timeline& timeline, const Trace& trace, OperationIndex n,
                    const Heap& heap) {
    const Outcome outcome = timeline.outcome(n);
    count_kind(summary, timeline.operation(n).kind);
    note_highest_block(summary, outcome);
    summary.scan_length.mean += outcome.scan_length.value; // for now the sum
    summary.scan_length.max = std::max(summary.scan_length.max, outcome.scan_length.value);
    if (timeline.failed(n)) {
        summary.failures.push_back(failed_request(timeline, trace, n, heap));
    }
}

} // namespace

RunSummary summarise(const Timeline& timeline, const Trace& trace) { return *summarise(timeline, trace, {}); }

std::optional<RunSummary> summarise(const Timeline& timeline, const Trace& trace, const ReplayWatch& watch) {
    RunSummary summary;
    bool goes_on = true;
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
        if (n.value != 0) {
            note_operation(summary, timeline, trace, n, heap);
        }
        goes_on = n.value % 256 != 0 || !watch || watch(n.value, timeline.size().value);
        return goes_on;
    });
    if (!goes_on) {
        return std::nullopt;
    }
    summary.leaks.count =
        static_cast<std::uint32_t>(timeline.snapshot(Position::after(timeline.size())).allocations().size());
    if (summary.operations != 0) {
        summary.scan_length.mean /= summary.operations;
    }
    return summary;
}

} // namespace firstfit
