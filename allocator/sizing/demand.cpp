// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/demand.h"

#include "allocator/sizing/growing_heap.h"

#include <algorithm>

namespace firstfit {

namespace {

/// Live allocations by id, with a size each and the sum of all.
class Sizes {
public:
    explicit Sizes(std::size_t allocations) : alive_(allocations, false), sizes_(allocations, 0) {}

    [[nodiscard]] bool alive(AllocationId id) const { return alive_[id.value]; }
    [[nodiscard]] std::uint64_t of(AllocationId id) const { return sizes_[id.value]; }
    [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }

    void set(AllocationId id, std::uint64_t size) {
        remove(id);
        alive_[id.value] = true;
        sizes_[id.value] = size;
        sum_ += size;
    }
    void remove(AllocationId id) {
        sum_ -= sizes_[id.value];
        sizes_[id.value] = 0;
        alive_[id.value] = false;
    }
    void clear() {
        alive_.assign(alive_.size(), false);
        std::ranges::fill(sizes_, 0);
        sum_ = 0;
    }

private:
    std::vector<bool> alive_;
    std::vector<std::uint64_t> sizes_;
    std::uint64_t sum_ = 0;
};

/// Does what the operation does to the sizes of what is alive. A size in `size` as it becomes.
void follow(Sizes& sizes, const Operation& operation, std::uint64_t size) {
    const AllocationId id = operation.allocation;
    if (operation.kind == OperationKind::clear) {
        sizes.clear();
        return;
    }
    if (id == no_allocation) {
        return;
    }
    const bool alive = sizes.alive(id);
    switch (operation.kind) {
    case OperationKind::allocate:
        if (!alive) {
            sizes.set(id, size);
        }
        break;
    case OperationKind::reallocate:
        sizes.set(id, size);
        break;
    case OperationKind::shrink_in_place:
        if (alive && size < sizes.of(id)) {
            sizes.set(id, size);
        }
        break;
    case OperationKind::deallocate:
        sizes.remove(id);
        break;
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
    case OperationKind::clear:
        break;
    }
}

std::uint64_t bytes_of(const Operation& operation, std::uint32_t block_size) noexcept {
    if (operation.unit == SizeUnit::bytes) {
        return operation.size;
    }
    return std::min(operation.size, std::numeric_limits<std::uint64_t>::max() / block_size) * block_size;
}

bool may_grow(const Operation& operation, const Sizes& sizes, std::uint64_t bytes) {
    switch (operation.kind) {
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
        return true;
    case OperationKind::reallocate:
        return operation.allocation != no_allocation && sizes.alive(operation.allocation) &&
               bytes > sizes.of(operation.allocation);
    default:
        return false;
    }
}

} // namespace

RunFacts facts_of(const Trace& trace) {
    RunFacts facts;
    for (const Operation& operation : trace.operations) {
        if (operation.allocation != no_allocation) {
            facts.allocations = std::max(facts.allocations, std::size_t{operation.allocation.value} + 1);
        }
    }
    const std::uint32_t own_block_size = trace.geometry.value_or(HeapGeometry{}).block_size;
    Sizes sizes(facts.allocations);
    for (const Operation& operation : trace.operations) {
        const std::uint64_t bytes = bytes_of(operation, own_block_size);
        facts.grows_in_place = facts.grows_in_place || may_grow(operation, sizes, bytes);
        if (!in_blocks(operation, own_block_size).is_impossible(own_block_size)) {
            const std::uint32_t unit = operation.unit == SizeUnit::bytes ? 1 : own_block_size;
            facts.alignment = std::max(facts.alignment, operation.alignment * unit);
            follow(sizes, operation, bytes);
        }
        facts.peak_bytes = std::max(facts.peak_bytes, sizes.sum());
    }
    return facts;
}

Demand demand_of(const Trace& trace, std::uint32_t block_size, std::size_t allocations) {
    Demand demand;
    Sizes blocks(allocations);
    Sizes bytes(allocations);
    for (const Operation& operation : trace.operations) {
        const Request request = in_blocks(operation, block_size);
        if (!request.is_impossible(block_size)) {
            follow(blocks, operation, request.blocks);
            follow(bytes, operation, bytes_of(operation, block_size));
        }
        demand.peak_blocks = std::max(demand.peak_blocks, blocks.sum());
        demand.rounding_waste = std::max(demand.rounding_waste, blocks.sum() * block_size - bytes.sum());
    }
    return demand;
}

} // namespace firstfit
