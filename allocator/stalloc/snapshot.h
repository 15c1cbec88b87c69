// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Which blocks were free at one moment, as a value that no later operation changes.
#pragma once

#include "allocator/stalloc/memory.h"

namespace stalloc {

/// A chunk, in blocks.
struct FreeChunk {
    uint32_t index = 0;
    uint32_t length = 0; ///< 0: there is no such chunk

    friend constexpr bool operator==(const FreeChunk&, const FreeChunk&) = default;
};

/// One bit per block, 8 KB for the largest heap, so that it fits on a stack. Two chunks never touch, so the bits say
/// where each one begins and ends.
template <uint32_t L, uint32_t B>
class Snapshot {
public:
    /// `name` of the type, for printing; it must outlive the snapshot.
    explicit Snapshot(const char* name) noexcept : name_(name) { detail::zero_bytes(free_, sizeof free_); }

    [[nodiscard]] static constexpr uint32_t block_count() noexcept { return L; }
    [[nodiscard]] static constexpr uint32_t block_size() noexcept { return B; }
    [[nodiscard]] const char* name() const noexcept { return name_; }

    /// Notes a chunk. O(length).
    void add(FreeChunk chunk) noexcept {
        for (uint32_t i = chunk.index; i < chunk.index + chunk.length; ++i) {
            free_[i / 8] = static_cast<unsigned char>(free_[i / 8] | 1U << i % 8);
        }
    }

    [[nodiscard]] bool is_free(uint32_t index) const noexcept {
        return (unsigned{free_[index / 8]} >> index % 8 & 1U) != 0;
    }

    /// The first chunk that begins at `from` or behind, if `from` is not inside one; length 0 if there is none.
    /// O(blocks to its end).
    [[nodiscard]] FreeChunk chunk_from(uint32_t from) const noexcept {
        while (from < L && !is_free(from)) {
            ++from;
        }
        uint32_t end = from;
        while (end < L && is_free(end)) {
            ++end;
        }
        return {from, end - from};
    }

private:
    const char* name_;
    unsigned char free_[(L + 7) / 8];
};

} // namespace stalloc
