// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random runs with every kind of operation, the same for the same seed.
#pragma once

#include "allocator/heap/heap.h"
#include "allocator/trace/trace.h"

#include <algorithm>
#include <random>

namespace firstfit::tests {

class RandomRun {
public:
    RandomRun(HeapGeometry geometry, Policy policy, std::uint32_t seed)
        : heap_(geometry, policy), blocks_(geometry.blocks.value), block_size_(geometry.block_size), random_(seed) {}

    /// Leaves out what the script language cannot say: a realloc with an alignment, or of what is not alive.
    void keep_to_the_script_language() {
        aligned_realloc_ = false;
        reallocs_the_dead_ = false;
    }

    /// The next operation of the run; most are possible, some fail.
    Operation next() {
        const Operation operation = choose();
        ++number_;
        const Outcome outcome = heap_.apply(operation, OperationIndex{number_});
        const bool can_make = operation.kind == OperationKind::allocate || operation.kind == OperationKind::reallocate;
        if (can_make && outcome.ok() && std::find(live_.begin(), live_.end(), operation.allocation) == live_.end()) {
            live_.push_back(operation.allocation);
        }
        std::erase_if(live_, [this](AllocationId id) { return !heap_.alive(id); });
        return operation;
    }

    /// The whole run as a trace with names.
    Trace trace(std::uint32_t operations) {
        Trace trace;
        trace.geometry = heap_.geometry();
        for (std::uint32_t i = 0; i < operations; ++i) {
            trace.operations.push_back(next());
        }
        for (std::uint32_t id = 0; id < next_id_; ++id) {
            trace.names.push_back(id % 5 == 4 ? std::string() : "v" + std::to_string(id % 40));
        }
        return trace;
    }

private:
    std::uint32_t below(std::uint32_t limit) {
        return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_);
    }

    std::uint32_t some_blocks() {
        const std::uint32_t most = below(8) == 0 ? blocks_ + 2 : std::max(1U, std::min(blocks_ / 6 + 1, 40U));
        return 1 + below(most);
    }

    Operation choose() {
        Operation operation;
        operation.line = number_ + 10;
        operation.unit = below(3) == 0 ? SizeUnit::blocks : SizeUnit::bytes;
        const bool bytes = operation.unit == SizeUnit::bytes;
        const std::uint32_t blocks = some_blocks();
        operation.size = bytes ? std::uint64_t{blocks} * block_size_ - below(block_size_) : blocks;
        const std::uint32_t dice = below(100);
        if (live_.empty() || dice < 45) {
            operation.allocation = AllocationId{next_id_++};
            operation.alignment = below(3) == 0 ? (bytes ? block_size_ << below(4) : 1U << below(4)) : 0;
            return operation;
        }
        operation.allocation = live_[below(static_cast<std::uint32_t>(live_.size()))];
        const LiveAllocation live = *heap_.find(operation.allocation);
        if (dice < 75) {
            operation.kind = OperationKind::deallocate;
            operation.size = 0;
            operation.unit = SizeUnit::bytes;
        } else if (dice < 80) {
            resize(operation, OperationKind::grow_in_place, live.blocks.value + below(4));
        } else if (dice < 85) {
            resize(operation, OperationKind::grow_up_to, live.blocks.value + below(30));
        } else if (dice < 90) {
            resize(operation, OperationKind::shrink_in_place, live.blocks.value - below(live.blocks.value));
        } else if (dice < 99 || below(8) != 0) {
            operation.kind = OperationKind::reallocate;
            if (reallocs_the_dead_ && below(6) == 0) {
                operation.allocation = AllocationId{below(next_id_)};
            }
            operation.alignment = aligned_realloc_ && below(4) == 0 ? (bytes ? block_size_ * 2 : 2) : 0;
        } else {
            operation = {};
            operation.kind = OperationKind::clear;
        }
        return operation;
    }

    void resize(Operation& operation, OperationKind kind, std::uint32_t blocks) {
        operation.kind = kind;
        operation.size = operation.unit == SizeUnit::bytes ? std::uint64_t{blocks} * block_size_ : blocks;
    }

    Heap heap_;
    std::uint32_t blocks_;
    std::uint32_t block_size_;
    std::mt19937 random_;
    std::vector<AllocationId> live_;
    std::uint32_t next_id_ = 0;
    std::uint32_t number_ = 0;
    bool aligned_realloc_ = true;
    bool reallocs_the_dead_ = true;
};

} // namespace firstfit::tests
