// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chunk that would have held most at an alignment.
#pragma once

#include "allocator/heap/heap.h"

#include <optional>

namespace firstfit {

struct BestFit {
    std::uint32_t blocks = 0;        ///< behind the front remainder
    std::optional<BlockIndex> chunk; ///< the first that has so many; none when no block is free

    friend bool operator==(const BestFit&, const BestFit&) = default;
};

/// `header_bytes` as in Heap::header_bytes, of a sound heap; `alignment` in blocks, a power of two. O(chunks).
[[nodiscard]] BestFit best_fit(std::span<const unsigned char> header_bytes, const HeapGeometry& geometry,
                               std::uint64_t alignment) noexcept;
/// Blocks of the chunk that starts at `index`, 0 if none does. O(chunks in front).
[[nodiscard]] std::uint32_t chunk_length_at(std::span<const unsigned char> header_bytes, const HeapGeometry& geometry,
                                            BlockIndex index) noexcept;
/// The same as best_fit from a snapshot. O(chunks).
[[nodiscard]] BestFit best_fit(const Snapshot& snapshot, std::uint64_t alignment) noexcept;

/// Blocks lost in front when an allocation aligned to `alignment` blocks begins at or behind block `index`. O(1).
[[nodiscard]] std::uint64_t padding(const HeapGeometry& geometry, std::uint32_t index,
                                    std::uint64_t alignment) noexcept;

} // namespace firstfit
