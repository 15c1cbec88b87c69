// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs written down operation by operation, as a script would make them.
#pragma once

#include "allocator/replay/explain.h"

#include <map>

namespace firstfit::tests {

class LessonRun {
public:
    explicit LessonRun(HeapGeometry geometry = {}, Policy policy = Policy::first_fit) : timeline(geometry, policy) {}

    Trace trace;
    Timeline timeline;

    LessonRun& malloc(const std::string& name, std::uint64_t bytes) {
        return allocate(name, bytes, 0, SizeUnit::bytes);
    }
    LessonRun& aligned_alloc(const std::string& name, std::uint32_t alignment, std::uint64_t bytes) {
        return allocate(name, bytes, alignment, SizeUnit::bytes);
    }
    LessonRun& blocks(const std::string& name, std::uint64_t size, std::uint32_t alignment = 0) {
        return allocate(name, size, alignment, SizeUnit::blocks);
    }
    LessonRun& free(const std::string& name) { return work_on(name, OperationKind::deallocate, 0, SizeUnit::bytes); }
    LessonRun& realloc(const std::string& name, std::uint64_t bytes) {
        return work_on(name, OperationKind::reallocate, bytes, SizeUnit::bytes);
    }
    LessonRun& grow(const std::string& name, std::uint64_t size) {
        return work_on(name, OperationKind::grow_in_place, size, SizeUnit::blocks);
    }
    LessonRun& grow_up_to(const std::string& name, std::uint64_t size) {
        return work_on(name, OperationKind::grow_up_to, size, SizeUnit::blocks);
    }
    LessonRun& shrink(const std::string& name, std::uint64_t size) {
        return work_on(name, OperationKind::shrink_in_place, size, SizeUnit::blocks);
    }
    LessonRun& clear() {
        Operation operation;
        operation.kind = OperationKind::clear;
        return add(operation, {});
    }

    [[nodiscard]] OperationIndex last() const { return timeline.size(); }
    [[nodiscard]] std::uint32_t steps(std::uint32_t operation) const {
        return static_cast<std::uint32_t>(timeline.micro_steps(OperationIndex{operation}).size());
    }
    [[nodiscard]] Explanation at(std::uint32_t operation, std::uint32_t micro) const {
        return explain(timeline, trace, {OperationIndex{operation}, micro});
    }
    [[nodiscard]] Explanation after(std::uint32_t operation) const { return at(operation, Position::whole); }
    /// The sentence at the first step of this kind in the operation; empty if there is none.
    [[nodiscard]] std::string sentence(std::uint32_t operation, MicroKind kind) const {
        const auto list = timeline.micro_steps(OperationIndex{operation});
        for (std::uint32_t i = 0; i < list.size(); ++i) {
            if (list[i].kind == kind) {
                return at(operation, i + 1).sentence;
            }
        }
        return {};
    }

private:
    LessonRun& allocate(const std::string& name, std::uint64_t size, std::uint32_t alignment, SizeUnit unit) {
        Operation operation;
        operation.allocation = AllocationId{static_cast<std::uint32_t>(trace.names.size())};
        operation.size = size;
        operation.alignment = alignment;
        operation.unit = unit;
        trace.names.push_back(name);
        ids_[name] = operation.allocation;
        return add(operation, name);
    }
    LessonRun& work_on(const std::string& name, OperationKind kind, std::uint64_t size, SizeUnit unit) {
        Operation operation;
        operation.kind = kind;
        operation.allocation = ids_.at(name);
        operation.size = size;
        operation.unit = unit;
        return add(operation, {});
    }
    LessonRun& add(Operation operation, std::string_view name) {
        operation.line = timeline.size().value + 4;
        trace.operations.push_back(operation);
        timeline.append(operation, name);
        return *this;
    }

    std::map<std::string, AllocationId> ids_;
};

/// The run of mock/teach-light.png and mock/failure.png.
inline LessonRun teach_run() {
    LessonRun run;
    run.malloc("a", 8).malloc("b", 12).malloc("c", 7).malloc("d", 20).malloc("e", 10).malloc("f", 16);
    run.malloc("g", 12).malloc("h", 4).free("b").free("d").free("g").malloc("k", 30).free("c").malloc("m", 12);
    run.malloc("n", 40).free("e").malloc("n", 40);
    return run;
}

} // namespace firstfit::tests
