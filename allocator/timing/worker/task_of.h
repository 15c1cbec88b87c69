// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tasks from workloads and contenders.
#pragma once

#include "allocator/timing/clock.h"
#include "allocator/timing/worker/owners.h"
#include "allocator/timing/worker/task.h"

#include <utility>

namespace firstfit::work {

/// `Owner` has the heap, `Workload` is a template of workload_code.h.
template <class Owner, template <class> class Workload>
class TaskOf final : public Task {
public:
    using Heap = std::remove_reference_t<decltype(std::declval<Owner&>().heap())>;

    /// Constructs the owner with `make_owner(storage)`, the workload with the heap and `arguments`.
    template <class OwnerArguments, class... Arguments>
    TaskOf(OwnerArguments&& owner, Arguments&&... arguments)
        : owner_(std::make_from_tuple<Owner>(owner)), work_(owner_.heap(), arguments...) {}

    [[nodiscard]] std::uint64_t grain() const override { return Workload<Heap>::grain; }
    [[nodiscard]] std::uint64_t to_settle() const override {
        if constexpr (requires { work_.to_settle(); }) {
            return work_.to_settle();
        } else {
            return grain();
        }
    }
    [[nodiscard]] const char* start() override { return work_.start(); }
    void run(std::uint64_t operations) override { work_.run(operations); }
    void run_timed(std::uint32_t count, std::vector<float>& times) override {
        if constexpr (Workload<Heap>::grain == 1) { // else nothing can be done one by one
            times.resize(count);
            for (float& time : times) {
                const std::uint64_t before = now_ns();
                work_.run(1);
                time = static_cast<float>(now_ns() - before);
            }
        }
    }
    [[nodiscard]] const char* stop() override { return work_.stop(); }

private:
    Owner owner_;
    Workload<Heap> work_;
};

inline constexpr const char* no_such_contender = "There is no such contender at this workload.";

/// The contenders that are not ours. `monotonic_bytes` is the size of Monotonic's buffer.
template <template <class> class Workload, class... Arguments>
MadeTask make_other_task(const std::string& contender, std::size_t monotonic_bytes, const Arguments&... arguments) {
    const auto nothing = std::tuple<>();
    if (contender == "malloc" || contender == "malloc-copy") {
        return std::make_unique<TaskOf<Own<Malloc>, Workload>>(nothing, arguments...);
    }
    if (contender == "unsynchronized-pool") {
        return std::make_unique<TaskOf<Own<Pool>, Workload>>(nothing, arguments...);
    }
    if (contender == "monotonic") {
        return std::make_unique<TaskOf<OwnMonotonic, Workload>>(std::tuple(monotonic_bytes), arguments...);
    }
    if (contender == "mimalloc" || contender == "jemalloc") {
        const Loaded library(contender == "mimalloc" ? mimalloc_names : jemalloc_names);
        if (!library.available()) {
            return "The library of " + contender + " is not installed.";
        }
        return std::make_unique<TaskOf<Own<Loaded>, Workload>>(std::tuple(library), arguments...);
    }
    if (contender == "malloc-slow") {
        return std::make_unique<TaskOf<Own<SlowMalloc>, Workload>>(nothing, arguments...);
    }
    return std::string(no_such_contender);
}

/// All contenders. Stalloc and SyncStalloc have L blocks of B bytes, the chain's first link First::L and First::B.
template <template <class> class Workload, std::uint32_t L, std::uint32_t B, class First = stalloc::SyncStalloc<L, B>,
          class... Arguments>
MadeTask make_task_of(const std::string& contender, std::size_t monotonic_bytes, const Arguments&... arguments) {
    const auto nothing = std::tuple<>();
    if (contender == "stalloc") {
        return std::make_unique<TaskOf<OwnHeap<stalloc::Stalloc<L, B>>, Workload>>(nothing, arguments...);
    }
    if (contender == "sync-stalloc") {
        return std::make_unique<TaskOf<OwnHeap<stalloc::SyncStalloc<L, B>>, Workload>>(nothing, arguments...);
    }
    if (contender == "chain") {
        return std::make_unique<TaskOf<OwnChain<First>, Workload>>(nothing, arguments...);
    }
    return make_other_task<Workload>(contender, monotonic_bytes, arguments...);
}

inline constexpr std::size_t mebibyte = std::size_t{1} << 20U;

} // namespace firstfit::work
