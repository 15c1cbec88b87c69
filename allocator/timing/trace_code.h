// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trace replayed in a heap, the same code for each of them.
#pragma once

#include "allocator/timing/clock.h"
#include "allocator/timing/trace_steps.h"
#include "allocator/timing/workload_code.h"

#include <algorithm>
#include <vector>

namespace firstfit::work {

/// A heap with the operations that work in place, in blocks.
template <class Heap>
concept InPlace = requires(Heap& heap, void* p) {
    heap.grow_in_place(p, 1, 2);
    heap.grow_up_to(p, 1, 2);
    heap.shrink_in_place(p, 2, 1);
};

/// One run() is a whole replay or several. Every allocation's first and last byte is written, and looked at in the end.
template <class Heap>
class Replay {
public:
    Replay(Heap& heap, const TraceSteps& trace) : heap_(heap), trace_(trace), slots_(trace.slots) {}

    const char* start() {
        good_ = true;
        failures_ = 0;
        first_failure_ = 0;
        return nullptr;
    }
    void run(std::uint64_t operations) {
        for (std::uint64_t done = 0; done < operations; done += std::max<std::size_t>(1, trace_.steps.size())) {
            failures_ = 0;
            for (const TraceStep& step : trace_.steps) {
                perform(step);
            }
            finish();
        }
    }
    /// One replay; the ns of each step as the clock has it, its own cost included.
    void run_timed(std::vector<float>& times) {
        times.resize(trace_.steps.size());
        failures_ = 0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const std::uint64_t before = now_ns();
            perform(trace_.steps[i]);
            times[i] = static_cast<float>(now_ns() - before);
        }
        finish();
    }
    const char* stop() { return good_ ? nullptr : contents_lost; }

    /// Requests that found no room, in the last replay.
    [[nodiscard]] std::uint64_t failures() const noexcept { return failures_; }
    /// The first of them: an operation of the trace; 0 = none.
    [[nodiscard]] std::uint32_t first_failure() const noexcept { return first_failure_; }

private:
    struct Slot {
        unsigned char* data = nullptr; ///< null: the request found no room
        std::uint64_t bytes = 0;
        std::uint32_t alignment = 1;
        unsigned char mark = 0;
    };

    void finish() {
        if constexpr (MustBeCleared<Heap>) {
            heap_.clear();
        }
    }

    [[gnu::always_inline]] void perform(const TraceStep& step) {
        switch (step.kind) {
        case OperationKind::allocate:
            allocate(step);
            return;
        case OperationKind::deallocate:
            deallocate(slots_[step.slot]);
            return;
        case OperationKind::reallocate:
            reallocate(step);
            return;
        default:
            perform_seldom(step);
            return;
        }
    }

    void allocate(const TraceStep& step) {
        Slot& slot = slots_[step.slot];
        slot.data = static_cast<unsigned char*>(heap_.allocate(step.bytes, step.alignment));
        slot.bytes = step.bytes;
        slot.alignment = step.alignment;
        slot.mark = static_cast<unsigned char>(step.operation);
        if (slot.data == nullptr) [[unlikely]] {
            fail(step);
            return;
        }
        mark(slot);
    }

    void deallocate(Slot& slot) {
        if (slot.data != nullptr) {
            look_at(slot);
            heap_.deallocate(slot.data, slot.bytes, slot.alignment);
            slot.data = nullptr;
        }
    }

    void reallocate(const TraceStep& step) {
        Slot& slot = slots_[step.slot];
        if (slot.data == nullptr) {
            allocate(step);
            return;
        }
        look_at(slot);
        void* there = nullptr;
        if constexpr (requires { heap_.reallocate(slot.data, 0, 1, 0, 1); }) {
            there = heap_.reallocate(slot.data, slot.bytes, slot.alignment, step.bytes, step.alignment);
        } else {
            there = heap_.grow(slot.data, slot.bytes, slot.alignment, step.bytes, step.alignment);
        }
        if (there == nullptr) [[unlikely]] {
            fail(step);
            return;
        }
        slot.data = static_cast<unsigned char*>(there);
        good_ = good_ && (slot.bytes == 0 || step.bytes == 0 || slot.data[0] == slot.mark);
        slot.bytes = step.bytes;
        slot.alignment = step.alignment;
        mark(slot);
    }

    /// What only scripts do.
    [[gnu::noinline]] void perform_seldom(const TraceStep& step) {
        if (step.kind == OperationKind::clear) {
            clear(step);
            return;
        }
        Slot& slot = slots_[step.slot];
        if (slot.data == nullptr) {
            return;
        }
        look_at(slot);
        if constexpr (InPlace<Heap>) {
            resize_in_place(step, slot);
        } else if (step.kind == OperationKind::shrink_in_place && step.bytes <= slot.bytes) {
            reallocate(step);
        } // nobody else can grow in place: the request is refused
    }

    void resize_in_place(const TraceStep& step, Slot& slot)
        requires InPlace<Heap>
    {
        const std::size_t old = Heap::blocks_for(slot.bytes);
        const std::size_t now = Heap::blocks_for(step.bytes);
        bool ok = false;
        std::uint64_t bytes = step.bytes;
        if (step.kind == OperationKind::grow_in_place) {
            ok = heap_.grow_in_place(slot.data, old, now);
        } else if (step.kind == OperationKind::shrink_in_place) {
            ok = heap_.shrink_in_place(slot.data, old, now);
        } else {
            const std::size_t blocks = heap_.grow_up_to(slot.data, old, now);
            ok = blocks != old;
            bytes = blocks < now ? blocks * Heap::block_size() : step.bytes;
        }
        if (ok) {
            slot.bytes = bytes;
            mark(slot);
        }
    }

    void clear(const TraceStep& step) {
        for (std::uint64_t i = 0; i < step.bytes; ++i) {
            Slot& slot = slots_[trace_.cleared[step.slot + i]];
            if constexpr (Clearable<Heap>) {
                slot.data = nullptr;
            } else {
                deallocate(slot);
            }
        }
        if constexpr (Clearable<Heap>) {
            heap_.clear();
        }
    }

    static void mark(Slot& slot) noexcept {
        if (slot.bytes != 0) {
            slot.data[0] = slot.mark;
            slot.data[slot.bytes - 1] = slot.mark;
        }
    }
    void look_at(const Slot& slot) noexcept {
        if (slot.bytes != 0) {
            good_ = good_ && slot.data[0] == slot.mark && slot.data[slot.bytes - 1] == slot.mark;
        }
    }
    [[gnu::noinline]] void fail(const TraceStep& step) noexcept {
        if (++failures_ == 1) {
            first_failure_ = step.operation;
        }
    }

    Heap& heap_;
    const TraceSteps& trace_;
    std::vector<Slot> slots_;
    bool good_ = true;
    std::uint64_t failures_ = 0;
    std::uint32_t first_failure_ = 0;
};

} // namespace firstfit::work
