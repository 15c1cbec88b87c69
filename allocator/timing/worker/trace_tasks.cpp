// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The open trace, in a heap of the geometry that is set.
#include "allocator/heap/figures.h"
#include "allocator/timing/trace_code.h"
#include "allocator/timing/worker/task_of.h"

#include <tuple>

namespace firstfit::work {

namespace {

template <class Owner>
class TraceTask final : public Task {
public:
    using Heap = std::remove_reference_t<decltype(std::declval<Owner&>().heap())>;

    template <class OwnerArguments>
    TraceTask(const TraceSteps& trace, OwnerArguments&& owner)
        : trace_(trace), owner_(std::make_from_tuple<Owner>(owner)), replay_(owner_.heap(), trace) {}

    [[nodiscard]] std::uint64_t grain() const override { return trace_.steps.size(); }
    /// A long replay settles by itself: its beginning is a small part of it.
    [[nodiscard]] std::uint64_t to_settle() const override { return grain() < 20'000 ? grain() : 0; }
    [[nodiscard]] const char* start() override { return replay_.start(); }
    void run(std::uint64_t operations) override { replay_.run(operations); }
    void run_timed(std::uint32_t /*count*/, std::vector<float>& times) override { replay_.run_timed(times); }
    [[nodiscard]] const char* stop() override { return replay_.stop(); }
    [[nodiscard]] std::string remark() const override {
        if (replay_.failures() == 0) {
            return {};
        }
        return figures(replay_.failures()) + (replay_.failures() == 1 ? " request" : " requests") +
               " found no room, the first in operation " + figures(replay_.first_failure()) +
               "; the time is that of the others and of the search in vain.";
    }

private:
    const TraceSteps& trace_;
    Owner owner_;
    Replay<Heap> replay_;
};

template <std::uint32_t B>
MadeTask make_own(const TraceSteps& trace, const HeapGeometry& heap, const std::string& contender) {
    using stalloc::Stalloc;
    using stalloc::SyncStalloc;
    const std::tuple<std::size_t, std::uint32_t> place(heap.base_address, heap.blocks.value);
    if (contender == "stalloc") {
        return std::make_unique<TraceTask<OwnHeap<Limited<Stalloc<65535, B>>>>>(trace, place);
    }
    if (contender == "sync-stalloc") {
        return std::make_unique<TraceTask<OwnHeap<Limited<SyncStalloc<65535, B>>>>>(trace, place);
    }
    return std::make_unique<TraceTask<OwnChain<Limited<SyncStalloc<65535, B>>>>>(trace, place);
}

MadeTask make_own(const TraceSteps& trace, const HeapGeometry& heap, const std::string& contender) {
    switch (heap.block_size) {
    case 4:
        return make_own<4>(trace, heap, contender);
    case 8:
        return make_own<8>(trace, heap, contender);
    case 16:
        return make_own<16>(trace, heap, contender);
    case 32:
        return make_own<32>(trace, heap, contender);
    case 64:
        return make_own<64>(trace, heap, contender);
    case 128:
        return make_own<128>(trace, heap, contender);
    case 256:
        return make_own<256>(trace, heap, contender);
    case 512:
        return make_own<512>(trace, heap, contender);
    case 1024:
        return make_own<1024>(trace, heap, contender);
    case 4096:
        return make_own<4096>(trace, heap, contender);
    default:
        return "Only heaps of 4 to 1,024 or of 4,096 bytes per block are timed.";
    }
}

} // namespace

MadeTask make_trace_task(const TraceSteps& trace, const HeapGeometry& heap, const std::string& contender) {
    if (trace.steps.empty()) {
        return "There is no operation in the trace.";
    }
    if (contender == "stalloc" || contender == "sync-stalloc" || contender == "chain") {
        return make_own(trace, heap, contender);
    }
    const auto nothing = std::tuple<>();
    if (contender == "malloc" || contender == "malloc-copy") {
        return std::make_unique<TraceTask<Own<Malloc>>>(trace, nothing);
    }
    if (contender == "unsynchronized-pool") {
        return std::make_unique<TraceTask<Own<Pool>>>(trace, nothing);
    }
    if (contender == "monotonic") {
        constexpr std::uint64_t most = std::uint64_t{4096} * mebibyte;
        if (trace.asked_bytes > most) {
            return "It never reuses memory, and the trace asks for more than 4 GiB in all.";
        }
        return std::make_unique<TraceTask<OwnMonotonic>>(trace, std::tuple(std::size_t{trace.asked_bytes} + mebibyte));
    }
    if (contender == "mimalloc" || contender == "jemalloc") {
        const Loaded library(contender == "mimalloc" ? mimalloc_names : jemalloc_names);
        if (!library.available()) {
            return "The library of " + contender + " is not installed.";
        }
        return std::make_unique<TraceTask<Own<Loaded>>>(trace, std::tuple(library));
    }
    return std::string(no_such_contender);
}

MadeTask make_task(const message::Ask& ask, const message::SetUp& set_up) {
    if (ask.workload == "churn") {
        return make_churn_task(set_up.churn, ask.contender);
    }
    if (ask.workload == "chunks") {
        return make_chunks_task(ask.parameter, ask.contender);
    }
    if (ask.workload == "trace") {
        return make_trace_task(set_up.trace, set_up.heap, ask.contender);
    }
    return make_small_task(ask.workload, ask.contender);
}

} // namespace firstfit::work
