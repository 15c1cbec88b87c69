// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/free_histogram.h"

#include <algorithm>
#include <bit>

namespace firstfit {

std::size_t chunk_class_of(std::uint32_t length) noexcept {
    const auto bits = static_cast<std::size_t>(std::bit_width(std::max(length, 1U)));
    return std::min(bits - 1, chunk_classes - 1);
}

std::vector<ChunkClass> free_histogram(const Snapshot& snapshot) {
    std::vector<ChunkClass> classes(chunk_classes);
    for (std::size_t i = 0; i < chunk_classes; ++i) {
        classes[i].lowest = std::uint32_t{1} << i;
        classes[i].highest = (std::uint32_t{2} << i) - 1;
    }
    for (const Chunk& chunk : snapshot.chunks()) {
        ChunkClass& its = classes[chunk_class_of(chunk.header.length)];
        ++its.chunks;
        its.blocks += chunk.header.length;
    }
    return classes;
}

} // namespace firstfit
