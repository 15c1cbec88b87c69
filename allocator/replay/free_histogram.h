// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the free chunks are, in classes that double.
#pragma once

#include "allocator/heap/snapshot.h"

namespace firstfit {

/// 1, 2 to 3, 4 to 7 ... 32,768 to 65,535 blocks.
inline constexpr std::size_t chunk_classes = 16;

struct ChunkClass {
    std::uint32_t lowest = 0;  ///< blocks
    std::uint32_t highest = 0; ///< blocks
    std::uint32_t chunks = 0;
    std::uint64_t blocks = 0; ///< of all of them together

    friend bool operator==(const ChunkClass&, const ChunkClass&) = default;
};

/// The class of a chunk of `length` blocks, 1..65,535: 0 for 1, 1 for 2 and 3, ... O(1).
[[nodiscard]] std::size_t chunk_class_of(std::uint32_t length) noexcept;
/// All classes, empty ones included, shortest first. O(chunks).
[[nodiscard]] std::vector<ChunkClass> free_histogram(const Snapshot& snapshot);

} // namespace firstfit
