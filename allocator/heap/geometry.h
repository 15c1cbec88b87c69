// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How large a heap is and where it pretends to lie.
#pragma once

#include "allocator/heap/units.h"

#include <optional>
#include <string>

namespace firstfit {

enum class Policy : std::uint8_t { first_fit, next_fit, best_fit, worst_fit };

/// The shape of a heap. The base address is virtual, so that a run is the same on every machine.
struct HeapGeometry {
    BlockCount blocks{32};                 ///< L, 1..65535
    std::uint32_t block_size = 4;          ///< B in bytes, a power of two, 4..2^28
    std::uint64_t base_address = 0x100000; ///< of block 0, in bytes; a multiple of block_size

    friend bool operator==(const HeapGeometry&, const HeapGeometry&) = default;

    /// Bytes of all blocks together.
    [[nodiscard]] std::uint64_t capacity_bytes() const noexcept { return std::uint64_t{blocks.value} * block_size; }
    /// sizeof(Stalloc<L, B>): the blocks and the base header, rounded up to B.
    [[nodiscard]] std::uint64_t size_of() const noexcept { return capacity_bytes() + block_size; }
    /// The virtual address of a block (or, for index L, of the base header).
    [[nodiscard]] std::uint64_t address_of(BlockIndex index) const noexcept {
        return base_address + std::uint64_t{index.value} * block_size;
    }
    /// Blocks that `bytes` bytes take; 0 bytes take one block. Never wraps.
    [[nodiscard]] std::uint64_t blocks_for(std::uint64_t bytes) const noexcept {
        return bytes == 0 ? 1 : (bytes - 1) / block_size + 1;
    }

    /// The sentence that says what is wrong with this geometry, or nothing. O(1).
    [[nodiscard]] std::optional<std::string> problem() const;
};

/// "first-fit", "next-fit", "best-fit", "worst-fit": the word of the command line and of JSON.
[[nodiscard]] const char* to_string(Policy policy) noexcept;
/// The reverse; nothing for another word.
[[nodiscard]] std::optional<Policy> policy_from(std::string_view word) noexcept;

} // namespace firstfit
