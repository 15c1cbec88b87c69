// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short ways to write operations down in tests.
#pragma once

#include "allocator/heap/heap.h"

namespace firstfit::test {

inline Operation request(OperationKind kind, std::uint32_t id, std::uint64_t size = 0, std::uint32_t alignment = 0,
                         SizeUnit unit = SizeUnit::blocks) {
    Operation operation;
    operation.kind = kind;
    operation.allocation = AllocationId{id};
    operation.size = size;
    operation.alignment = alignment;
    operation.unit = unit;
    return operation;
}
inline Operation in_bytes(OperationKind kind, std::uint32_t id, std::uint64_t size, std::uint32_t alignment = 0) {
    return request(kind, id, size, alignment, SizeUnit::bytes);
}

inline HeapGeometry shape(std::uint32_t blocks, std::uint32_t block_size = 4, std::uint64_t base_address = 0x100000) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = block_size;
    geometry.base_address = base_address;
    return geometry;
}

inline std::string no_name(AllocationId) { return {}; }

/// "0:2,5:3" as the links say, or "-".
inline std::string free_list(const Heap& heap) {
    std::string list;
    const Snapshot snapshot = heap.snapshot(no_name);
    for (const Chunk& chunk : snapshot.chunks()) {
        list +=
            (list.empty() ? "" : ",") + std::to_string(chunk.index.value) + ":" + std::to_string(chunk.header.length);
    }
    return list.empty() ? "-" : list;
}

} // namespace firstfit::test
