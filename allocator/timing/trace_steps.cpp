// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/trace_steps.h"

#include <algorithm>
#include <unordered_map>

namespace firstfit {

namespace {

/// Gives live allocations small numbers, the lowest that were given back last.
class Slots {
public:
    std::uint32_t take(AllocationId id) {
        std::uint32_t slot = count_;
        if (free_.empty()) {
            ++count_;
        } else {
            slot = free_.back();
            free_.pop_back();
        }
        live_.emplace(id, slot);
        return slot;
    }
    void give_back(AllocationId id) {
        const auto found = live_.find(id);
        free_.push_back(found->second);
        live_.erase(found);
    }
    [[nodiscard]] const std::uint32_t* of(AllocationId id) const {
        const auto found = live_.find(id);
        return found == live_.end() ? nullptr : &found->second;
    }
    /// All that are live become free; their slots, ascending.
    std::vector<std::uint32_t> clear() {
        std::vector<std::uint32_t> all;
        for (const auto& [id, slot] : live_) {
            all.push_back(slot);
        }
        std::ranges::sort(all);
        free_.insert(free_.end(), all.rbegin(), all.rend());
        live_.clear();
        return all;
    }
    [[nodiscard]] std::uint32_t count() const noexcept { return count_; }

private:
    std::unordered_map<AllocationId, std::uint32_t> live_;
    std::vector<std::uint32_t> free_;
    std::uint32_t count_ = 0;
};

class Compiler {
public:
    Compiler(const Trace& trace, std::uint32_t block_size) : trace_(trace), block_size_(block_size) {}

    TraceSteps compile() {
        made_.steps.reserve(trace_.operations.size());
        for (const Operation& operation : trace_.operations) {
            ++made_.operations;
            add(operation);
        }
        for (const std::uint32_t slot : slots_.clear()) {
            made_.steps.push_back({.slot = slot, .kind = OperationKind::deallocate});
        }
        made_.slots = slots_.count();
        return std::move(made_);
    }

private:
    void add(const Operation& operation) {
        const std::uint32_t unit = operation.unit == SizeUnit::blocks ? block_size_ : 1;
        TraceStep step;
        step.bytes = operation.size * unit;
        step.alignment = std::max<std::uint32_t>(1, operation.alignment * unit);
        step.operation = made_.operations;
        step.kind = operation.kind;
        if (operation.kind == OperationKind::clear) {
            const std::vector<std::uint32_t> cleared = slots_.clear();
            step.slot = static_cast<std::uint32_t>(made_.cleared.size());
            step.bytes = cleared.size();
            made_.cleared.insert(made_.cleared.end(), cleared.begin(), cleared.end());
            made_.steps.push_back(step);
            return;
        }
        const std::uint32_t* const slot = slots_.of(operation.allocation);
        const bool alive = slot != nullptr;
        if (operation.kind == OperationKind::reallocate && !alive) {
            step.kind = OperationKind::allocate; // as the heap of the screen does
        }
        if (alive == (step.kind == OperationKind::allocate)) {
            return;
        }
        step.slot = alive ? *slot : slots_.take(operation.allocation);
        if (step.kind == OperationKind::deallocate) {
            slots_.give_back(operation.allocation);
        } else {
            made_.asked_bytes += step.bytes + step.alignment;
        }
        made_.steps.push_back(step);
    }

    const Trace& trace_;
    std::uint32_t block_size_;
    Slots slots_;
    TraceSteps made_;
};

} // namespace

TraceSteps steps_of(const Trace& trace, std::uint32_t block_size) { return Compiler(trace, block_size).compile(); }

} // namespace firstfit
