// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Heaps to paint, made by the real heap.
#pragma once

#include "allocator/replay/timeline.h"

#include <string>

namespace firstfit::test {

/// Collects operations as a script would.
class Recorder {
public:
    explicit Recorder(HeapGeometry geometry) { trace_.geometry = geometry; }

    AllocationId allocate(const std::string& name, std::uint64_t bytes) {
        const AllocationId id{static_cast<std::uint32_t>(trace_.names.size())};
        trace_.names.push_back(name);
        add(OperationKind::allocate, id, bytes);
        return id;
    }
    void release(AllocationId id) { add(OperationKind::deallocate, id, 0); }
    void note(const std::string& text) {
        trace_.notes.push_back({OperationIndex{static_cast<std::uint32_t>(trace_.operations.size())}, line_++, text});
    }
    [[nodiscard]] const Trace& trace() const { return trace_; }
    [[nodiscard]] Timeline timeline() const {
        Timeline timeline(*trace_.geometry);
        for (const Operation& operation : trace_.operations) {
            const bool makes = operation.kind == OperationKind::allocate;
            timeline.append(operation, makes ? trace_.names[operation.allocation.value] : std::string());
        }
        return timeline;
    }

private:
    void add(OperationKind kind, AllocationId id, std::uint64_t bytes) {
        Operation operation;
        operation.kind = kind;
        operation.allocation = id;
        operation.size = bytes;
        operation.line = line_++;
        trace_.operations.push_back(operation);
    }

    Trace trace_;
    std::uint32_t line_ = 4;
};

/// "How does malloc find a hole?": 32 blocks of 4 bytes; after operation 11:
///   a 0-1, chunk 2-4, c 5-6, chunk 7-11, e 12-14, f 15-18, chunk 19-21, h 22, chunk 23-31
/// Operation 12 is k = malloc(30), 8 blocks; operation 13 n = malloc(400), which fails.
inline Recorder threeHoles() {
    HeapGeometry geometry;
    geometry.base_address = 0x1000;
    Recorder run(geometry);
    run.allocate("a", 8);
    const AllocationId b = run.allocate("b", 12);
    run.allocate("c", 7);
    const AllocationId d = run.allocate("d", 20);
    run.allocate("e", 10);
    run.allocate("f", 16);
    const AllocationId g = run.allocate("g", 12);
    run.allocate("h", 4);
    run.release(b);
    run.release(d);
    run.release(g);
    run.note("Three holes. Which fits?");
    run.allocate("k", 30);
    run.allocate("n", 400);
    return run;
}

/// The micro-step of operation 12 at which chunk `chunk` was found too small.
inline Position rejectedAt(const Timeline& timeline, std::uint32_t chunk) {
    const std::vector<MicroStep> steps = timeline.micro_steps(OperationIndex{12});
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind == MicroKind::too_small && steps[i].block == chunk) {
            return {OperationIndex{12}, i + 1};
        }
    }
    return {};
}

/// Runs of pseudo-random lengths up to `longest` blocks, about two in five free. Allocations are named "a" to "z".
inline Snapshot mixedHeap(std::uint32_t blocks, std::uint32_t longest, std::uint32_t seed = 1) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    Heap heap(geometry);
    std::uint32_t state = seed;
    const auto random = [&state](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    std::uint32_t number = 1;
    std::uint32_t count = 0;
    for (bool fits = true; fits;) {
        Operation operation;
        operation.size = 1 + random(longest * geometry.block_size);
        operation.allocation = AllocationId{count};
        fits = heap.apply(operation, OperationIndex{number++}).ok();
        count += fits ? 1 : 0;
    }
    for (std::uint32_t id = 0; id < count; ++id) {
        if (random(5) < 2) {
            Operation operation;
            operation.kind = OperationKind::deallocate;
            operation.allocation = AllocationId{id};
            heap.apply(operation, OperationIndex{number++});
        }
    }
    return heap.snapshot([](AllocationId id) { return std::string(1, static_cast<char>('a' + id.value % 26)); });
}

/// Every second block free: the most runs a heap can have.
inline Snapshot alternatingHeap(std::uint32_t blocks) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    Heap heap(geometry);
    std::uint32_t number = 1;
    Operation operation;
    for (std::uint32_t id = 0; id < blocks; ++id) {
        operation.size = 3;
        operation.allocation = AllocationId{id};
        heap.apply(operation, OperationIndex{number++});
    }
    operation.kind = OperationKind::deallocate;
    // From the end, so that each goes to the front of the list.
    for (std::uint32_t id = blocks; id-- > 0;) {
        if (id % 2 == 1) {
            operation.allocation = AllocationId{id};
            heap.apply(operation, OperationIndex{number++});
        }
    }
    return heap.snapshot([](AllocationId id) { return std::string(1, static_cast<char>('a' + id.value % 26)); });
}

} // namespace firstfit::test
