// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Heaps written down by hand, byte for byte: the tests' own truth, not the program's.
#pragma once

#include "allocator/replay/explain.h"

namespace firstfit::sample {

struct ChunkSpec {
    std::uint32_t index;
    std::uint16_t next;
    std::uint16_t length;
};

inline std::vector<unsigned char> bytesOf(std::uint32_t blocks, std::vector<ChunkSpec> headers) {
    std::vector<unsigned char> bytes((blocks + 1U) * 4U, 0);
    for (const ChunkSpec& chunk : headers) {
        unsigned char* at = bytes.data() + chunk.index * 4U;
        at[0] = static_cast<unsigned char>(chunk.next & 0xFF);
        at[1] = static_cast<unsigned char>(chunk.next >> 8);
        at[2] = static_cast<unsigned char>(chunk.length & 0xFF);
        at[3] = static_cast<unsigned char>(chunk.length >> 8);
    }
    return bytes;
}

inline LiveAllocation live(std::uint32_t id, const char* name, std::uint32_t index, std::uint32_t blocks,
                           std::uint64_t bytes, std::uint32_t line) {
    LiveAllocation allocation;
    allocation.id = AllocationId{id};
    allocation.name = name;
    allocation.index = BlockIndex{index};
    allocation.blocks = BlockCount{blocks};
    allocation.bytes = bytes;
    allocation.line = line;
    allocation.born = OperationIndex{id + 1};
    return allocation;
}

/// 32 x 4 after a..h were allocated and b, d, g freed: four chunks.
inline Snapshot fourChunks() {
    return Snapshot(HeapGeometry{BlockCount{32}, 4, 0x1000},
                    bytesOf(32, {{32, 2, 0}, {2, 7, 3}, {7, 19, 5}, {19, 23, 3}, {23, 0, 9}}),
                    {live(0, "a", 0, 2, 8, 4), live(2, "c", 5, 2, 7, 6), live(4, "e", 12, 3, 10, 8),
                     live(5, "f", 15, 4, 16, 9), live(7, "h", 22, 1, 4, 11)});
}

/// The scan for 8 blocks, standing at chunk 19.
inline Scan atChunk19() {
    Scan scan;
    scan.prev = BlockIndex{7};
    scan.curr = BlockIndex{19};
    for (const auto& [chunk, length] : {std::pair{2U, 3U}, std::pair{7U, 5U}, std::pair{19U, 3U}})
        scan.rejected.push_back({BlockIndex{chunk}, length, 0, 8});
    return scan;
}

/// The same heap with k in the first 8 blocks of chunk 23.
inline Snapshot afterK() {
    return Snapshot(HeapGeometry{BlockCount{32}, 4, 0x1000},
                    bytesOf(32, {{32, 2, 0}, {2, 7, 3}, {7, 19, 5}, {19, 31, 3}, {31, 0, 1}}),
                    {live(0, "a", 0, 2, 8, 4), live(2, "c", 5, 2, 7, 6), live(4, "e", 12, 3, 10, 8),
                     live(5, "f", 15, 4, 16, 9), live(7, "h", 22, 1, 4, 11), live(8, "k", 23, 8, 30, 17)});
}

/// `blocks` blocks, every second one free: `blocks / 2` rows in either table.
inline Snapshot everySecondFree(std::uint32_t blocks) {
    std::vector<ChunkSpec> headers{{blocks, 1, 0}};
    std::vector<LiveAllocation> allocations;
    for (std::uint32_t i = 0; i + 1 < blocks; i += 2) {
        allocations.push_back(live(i / 2, ("#" + std::to_string(i / 2 + 1)).c_str(), i, 1, 4, i));
        headers.push_back({i + 1, static_cast<std::uint16_t>(i + 3 < blocks ? i + 3 : 0), 1});
    }
    return Snapshot(HeapGeometry{BlockCount{blocks}, 4, 0x1000}, bytesOf(blocks, std::move(headers)),
                    std::move(allocations));
}

} // namespace firstfit::sample
