// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/proposal.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr std::uint64_t most_blocks = 65'535;
constexpr std::uint32_t smallest_block = 16;
constexpr std::uint32_t largest_block = std::uint32_t{1} << 28;
constexpr std::uint64_t step = 64;          ///< blocks: numbers that one can remember
constexpr std::size_t asked_every = 16'384; ///< operations

/// Blocks alive at the same time, by what was asked for: as if nothing were ever lost between allocations.
class Peak {
public:
    explicit Peak(const HeapGeometry& shape) : shape_(shape) {}

    void see(const Operation& operation) {
        switch (operation.kind) {
        case OperationKind::clear:
            std::fill(blocks_.begin(), blocks_.end(), 0U);
            live_ = allocations_ = 0;
            return;
        case OperationKind::deallocate:
            set(operation.allocation, 0);
            return;
        case OperationKind::reallocate:
            // It may have to move, and then the old blocks are given back last.
            peak_ = std::max(peak_, live_ + wanted(operation));
            break;
        default:
            break;
        }
        set(operation.allocation, wanted(operation));
        peak_ = std::max(peak_, live_);
    }

    /// False if `watch` ended it.
    bool see_all(const OperationList& operations, const ReplayWatch& watch) {
        for (std::size_t i = 0; i < operations.size(); ++i) {
            if (watch && i % asked_every == 0 && !watch(i, operations.size())) {
                return false;
            }
            see(operations[i]);
        }
        return true;
    }

    [[nodiscard]] std::uint64_t blocks() const noexcept { return peak_; }
    /// Each takes a block at least, however large blocks are.
    [[nodiscard]] std::uint64_t allocations() const noexcept { return most_allocations_; }

private:
    /// What no heap could ever hold is left out.
    [[nodiscard]] std::uint32_t wanted(const Operation& operation) const noexcept {
        const bool in_bytes = operation.unit == SizeUnit::bytes;
        const std::uint64_t blocks = in_bytes ? shape_.blocks_for(operation.size) : operation.size;
        const std::uint64_t limit = in_bytes ? most_blocks * (largest_block / shape_.block_size) : most_blocks;
        return blocks <= limit ? static_cast<std::uint32_t>(std::min<std::uint64_t>(blocks, UINT32_MAX)) : 0;
    }

    void set(AllocationId id, std::uint32_t blocks) {
        if (id == no_allocation) {
            return;
        }
        if (id.value >= blocks_.size()) {
            blocks_.resize(std::max<std::size_t>(id.value + std::size_t{1}, blocks_.size() + blocks_.size() / 2));
        }
        live_ = live_ - blocks_[id.value] + blocks;
        allocations_ = allocations_ - (blocks_[id.value] != 0 ? 1 : 0) + (blocks != 0 ? 1 : 0);
        most_allocations_ = std::max(most_allocations_, allocations_);
        blocks_[id.value] = blocks;
    }

    HeapGeometry shape_;
    std::vector<std::uint32_t> blocks_; ///< by allocation
    std::uint64_t live_ = 0;
    std::uint64_t peak_ = 0;
    std::uint64_t allocations_ = 0;
    std::uint64_t most_allocations_ = 0;
};

std::uint64_t and_an_eighth(std::uint64_t blocks) noexcept { return blocks + blocks / 8; }

} // namespace

HeapGeometry proposed_geometry(const Trace& trace) { return *proposed_geometry(trace, {}); }

std::optional<HeapGeometry> proposed_geometry(const Trace& trace, const ReplayWatch& watch) {
    if (trace.geometry) {
        return *trace.geometry;
    }
    HeapGeometry geometry;
    std::uint64_t bytes = 0;
    for (std::uint32_t block_size = smallest_block;; block_size *= 2) {
        geometry.block_size = block_size;
        geometry.base_address = std::max<std::uint64_t>(HeapGeometry{}.base_address, block_size);
        Peak peak(geometry);
        if (!peak.see_all(trace.operations, watch)) {
            return std::nullopt;
        }
        const std::uint64_t enough = and_an_eighth(peak.blocks());
        if (block_size == smallest_block) {
            bytes = enough * block_size;
        }
        // So many allocations leave no eighth in any heap. More than it has blocks fit into none, whatever their size:
        // then as many bytes are enough.
        const bool crowded = and_an_eighth(peak.allocations()) > most_blocks;
        const bool all_it_takes =
            peak.allocations() > most_blocks ? bytes <= most_blocks * block_size : peak.blocks() <= most_blocks;
        if (enough <= most_blocks || (crowded && all_it_takes) || block_size == largest_block) {
            const std::uint64_t rounded = (std::max(enough, step) + step - 1) / step * step;
            geometry.blocks = BlockCount{static_cast<std::uint32_t>(std::min(rounded, most_blocks))};
            return geometry;
        }
    }
}

} // namespace firstfit
