// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/failure_cause.h"

#include "allocator/replay/asked.h"
#include "allocator/replay/fit.h"

#include <algorithm>
#include <tuple>

namespace firstfit {

namespace {

using stalloc::Failure;

constexpr std::uint64_t most_blocks = 65'535;

bool grows_only_in_place(OperationKind kind) noexcept {
    return kind == OperationKind::grow_in_place || kind == OperationKind::grow_up_to;
}

/// Could there be a heap that does it?
bool depends_on_the_heap(Failure reason) noexcept {
    switch (reason) {
    case Failure::too_large:
    case Failure::no_block_free:
    case Failure::no_chunk_fits:
    case Failure::not_followed_free:
    case Failure::chunk_too_short:
        return true;
    case Failure::none:
    case Failure::zero_size:
    case Failure::bad_alignment:
    case Failure::outside:
    case Failure::bad_size:
    case Failure::not_in_use:
        break;
    }
    return false;
}

/// A request, and the heap that did not hold it.
struct Scene {
    const Snapshot& heap;
    OperationKind kind;
    Asked asked;
    const LiveAllocation* own; ///< the allocation that was to grow or move; null: a new one was asked for

    [[nodiscard]] std::uint64_t blocks() const noexcept { return heap.geometry().blocks.value; }
    [[nodiscard]] bool may_move() const noexcept { return !grows_only_in_place(kind); }
    /// Would `own` keep its place if there were room behind it?
    [[nodiscard]] bool may_stay() const noexcept {
        return own != nullptr &&
               (grows_only_in_place(kind) || padding(heap.geometry(), own->index.value, asked.alignment_blocks) == 0);
    }
    [[nodiscard]] std::uint32_t end_of_own() const noexcept { return own->index.value + own->blocks.value; }
    /// Free blocks right behind `own`.
    [[nodiscard]] std::uint32_t free_behind_own() const noexcept {
        if (end_of_own() >= blocks()) {
            return 0;
        }
        const Run& run = heap.run_at(BlockIndex{end_of_own()});
        return run.kind == Run::Kind::chunk ? run.blocks.value : 0;
    }
};

/// Live allocations from `first` up to, but not including, `last`.
struct Neighbours {
    std::size_t first = 0;
    std::size_t last = 0;
    std::uint64_t blocks = 0;

    [[nodiscard]] std::size_t count() const noexcept { return last - first; }
    /// Fewer, then fewer blocks, then further in front.
    friend bool operator<(const Neighbours& a, const Neighbours& b) noexcept {
        return std::tuple(a.count(), a.blocks, a.first) < std::tuple(b.count(), b.blocks, b.first);
    }
};

/// Who lies in a stretch of the heap that moves on, never back.
class Window {
public:
    explicit Window(std::span<const LiveAllocation> live) : live_(live) {}

    /// The allocations that have a block in [begin, end). O(1) on average over all calls.
    Neighbours over(std::uint64_t begin, std::uint64_t end) {
        while (in_.first < live_.size() && live_[in_.first].index.value + live_[in_.first].blocks.value <= begin) {
            if (in_.first < in_.last) {
                in_.blocks -= live_[in_.first].blocks.value;
            }
            ++in_.first;
        }
        in_.last = std::max(in_.first, in_.last);
        while (in_.last < live_.size() && live_[in_.last].index.value < end) {
            in_.blocks += live_[in_.last].blocks.value;
            ++in_.last;
        }
        return in_;
    }

private:
    std::span<const LiveAllocation> live_;
    Neighbours in_;
};

void take_smaller(std::optional<Neighbours>& best, const Neighbours& other) {
    if (!best || other < *best) {
        best = other;
    }
}

/// The allocations to free for a new place: whoever lies in a stretch of the right length at an aligned block.
std::optional<Neighbours> cleared_elsewhere(const Scene& scene) {
    const std::span<const LiveAllocation> live = scene.heap.allocations();
    const std::size_t own = scene.own == nullptr ? live.size() : static_cast<std::size_t>(scene.own - live.data());
    std::optional<Neighbours> best;
    Window window(live);
    for (std::uint64_t at = padding(scene.heap.geometry(), 0, scene.asked.alignment_blocks);
         at + scene.asked.blocks <= scene.blocks(); at += scene.asked.alignment_blocks) {
        const Neighbours there = window.over(at, at + scene.asked.blocks);
        if (there.count() != 0 && (own < there.first || own >= there.last)) {
            take_smaller(best, there);
        }
    }
    return best;
}

/// The allocations to free behind `own`.
std::optional<Neighbours> cleared_behind(const Scene& scene) {
    const std::uint64_t end = scene.own->index.value + scene.asked.blocks;
    if (end > scene.blocks()) {
        return std::nullopt;
    }
    const Neighbours behind = Window(scene.heap.allocations()).over(scene.end_of_own(), end);
    return behind.count() == 0 ? std::nullopt : std::optional(behind);
}

std::vector<LiveAllocation> smallest_to_free(const Scene& scene) {
    std::optional<Neighbours> best;
    if (scene.asked.blocks <= scene.blocks()) {
        best = scene.may_move() ? cleared_elsewhere(scene) : std::nullopt;
        if (const auto behind = scene.may_stay() ? cleared_behind(scene) : std::nullopt) {
            take_smaller(best, *behind);
        }
    }
    if (!best) {
        return {};
    }
    const auto chosen = scene.heap.allocations().subspan(best->first, best->count());
    return {chosen.begin(), chosen.end()};
}

std::optional<std::uint32_t> blocks_to_append(const Scene& scene) {
    if (scene.asked.blocks > most_blocks) {
        return std::nullopt;
    }
    const Run& last = scene.heap.runs().back();
    const std::uint32_t free_from =
        last.kind == Run::Kind::chunk ? last.index.value : last.index.value + last.blocks.value;
    std::uint64_t needed = most_blocks + 1; // blocks of the whole heap
    if (scene.may_move()) {
        const std::uint64_t front = padding(scene.heap.geometry(), free_from, scene.asked.alignment_blocks);
        needed = std::min(needed, free_from + front + scene.asked.blocks);
    }
    if (scene.may_stay() && scene.end_of_own() == free_from) {
        needed = std::min(needed, scene.own->index.value + scene.asked.blocks);
    }
    if (needed > most_blocks || needed <= scene.blocks()) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(needed - scene.blocks());
}

void count_chunks(FailureCause& cause, const Snapshot& heap) {
    for (const Chunk& chunk : heap.chunks()) {
        const std::uint64_t front = padding(heap.geometry(), chunk.index.value, cause.alignment_blocks);
        const std::uint64_t length = chunk.header.length;
        if (length < cause.asked_blocks) {
            ++cause.chunks_too_small;
        } else if (length < front + cause.asked_blocks) {
            ++cause.chunks_misaligned;
        }
        cause.alignment_loss_blocks += static_cast<std::uint32_t>(std::min(front, length));
    }
}

void find_best(FailureCause& cause, const Scene& scene) {
    std::uint64_t most = 0; // blocks
    if (scene.may_move()) {
        const BestFit best = best_fit(scene.heap, cause.alignment_blocks);
        most = best.blocks;
        cause.best_chunk = best.chunk;
    }
    if (scene.may_stay() && scene.own->blocks.value + scene.free_behind_own() > most) {
        const std::uint32_t behind = scene.free_behind_own();
        most = std::uint64_t{scene.own->blocks.value} + behind;
        cause.best_chunk = behind == 0 ? std::nullopt : std::optional(BlockIndex{scene.end_of_own()});
    } else if (cause.best_chunk) {
        cause.best_front =
            static_cast<std::uint32_t>(padding(scene.heap.geometry(), cause.best_chunk->value, cause.alignment_blocks));
    }
    cause.largest_fitting_bytes = most * cause.block_size;
}

} // namespace

FailureCause failure_cause(const Timeline& timeline, OperationIndex n) {
    const Operation& operation = timeline.operation(n);
    const Snapshot heap = timeline.snapshot(Position::after(n));
    const Metrics& metrics = heap.metrics();
    const LiveAllocation* own = operation.kind == OperationKind::allocate ? nullptr : heap.find(operation.allocation);
    const Scene scene{heap, operation.kind, asked_of(operation, heap.geometry()), own};

    FailureCause cause;
    cause.operation = n;
    cause.kind = operation.kind;
    cause.reason = timeline.outcome(n).failure;
    cause.asked_bytes = scene.asked.bytes;
    cause.asked_blocks = scene.asked.blocks;
    cause.alignment_bytes = scene.asked.alignment_bytes;
    cause.alignment_blocks = scene.asked.alignment_blocks;
    if (own != nullptr) {
        cause.allocation = *own;
    }
    cause.heap_blocks = heap.geometry().blocks.value;
    cause.block_size = heap.geometry().block_size;
    cause.free_blocks = metrics.free.value;
    cause.chunks = metrics.chunks;
    cause.largest_chunk = metrics.largest_chunk.value;
    cause.live_rounding_bytes = metrics.rounding_waste;
    if (cause.alignment_blocks == 0 || !asks_for_size(cause.kind)) {
        return cause;
    }
    count_chunks(cause, heap);
    find_best(cause, scene);
    if (depends_on_the_heap(cause.reason)) {
        const std::uint64_t capacity = heap.geometry().capacity_bytes();
        cause.request_rounding_bytes =
            cause.asked_bytes <= capacity ? cause.asked_blocks * cause.block_size - cause.asked_bytes : 0;
        cause.to_free = smallest_to_free(scene);
        cause.extra_blocks = blocks_to_append(scene);
    }
    return cause;
}

} // namespace firstfit
