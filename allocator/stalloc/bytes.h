// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The byte-level operations, for every heap that has the block-level ones:
//
//   void* p = heap.allocate(100, 16);          // 100 bytes at a multiple of 16, or null
//   p = heap.grow(p, 100, 16, 200, 64);        // now at a multiple of 64; the first 100 bytes are kept
//   heap.deallocate(p, 200, 64);
//
// Sizes are rounded up to blocks, old ones as well as new ones. Alignments are in bytes, powers of two up to 2^29. A
// size of 0 takes one block, so that every pointer is a block of its own; and null with a size of 0 counts as an
// allocation of nothing, which can be grown and given back. Whatever fails changes nothing.
#pragma once

#include "allocator/stalloc/memory.h"

namespace stalloc {

/// A base of `Heap`, a heap of blocks of B bytes with allocate_blocks, deallocate_blocks and reallocate_blocks.
template <class Heap, uint32_t B>
class ByteOperations {
public:
    /// Hands out `bytes` bytes at an address that is a multiple of `alignment` bytes, or null: nothing fits, or the
    /// alignment is not a power of two or above 2^29. O(chunks).
    [[nodiscard, gnu::always_inline]] void* allocate(size_t bytes, size_t alignment) noexcept {
        return heap().allocate_blocks(blocks_for(bytes), alignment_in_blocks(alignment));
    }

    /// Like allocate(), and the `bytes` bytes are zero. O(chunks + bytes).
    [[nodiscard]] void* allocate_zeroed(size_t bytes, size_t alignment) noexcept {
        void* const allocation = allocate(bytes, alignment);
        if (allocation != nullptr) {
            detail::zero_bytes(allocation, bytes);
        }
        return allocation;
    }

    /// Gives back an allocation of `bytes` bytes; `alignment` is what it was asked for with. False, and nothing
    /// happens, if its blocks are not in use. O(chunks in front).
    [[gnu::always_inline]] bool deallocate(void* allocation, size_t bytes, size_t /*alignment*/) noexcept {
        return is_nothing(allocation, bytes) || heap().deallocate_blocks(allocation, blocks_for(bytes));
    }

    /// Makes an allocation of `old_bytes` bytes `new_bytes` bytes long and aligned to `new_alignment`: where it lies if
    /// that is possible, else somewhere else, with its contents. Returns its address; null, and it stays as it was, if
    /// there is no room or `new_bytes` is less than `old_bytes`. O(chunks + bytes).
    [[nodiscard]] void* grow(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                             size_t new_alignment) noexcept {
        return new_bytes < old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    /// Like grow(), for `new_bytes` up to `old_bytes`: the first `new_bytes` bytes are kept. An allocation that moves
    /// to a stricter alignment needs room for a moment beside the old one. O(chunks + bytes).
    [[nodiscard]] void* shrink(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                               size_t new_alignment) noexcept {
        return new_bytes > old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    /// grow() or shrink(), whichever it is.
    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t /*old_alignment*/, size_t new_bytes,
                                   size_t new_alignment) noexcept {
        if (is_nothing(allocation, old_bytes)) {
            return allocate(new_bytes, new_alignment);
        }
        return heap().reallocate_blocks(allocation, blocks_for(old_bytes), blocks_for(new_bytes),
                                        alignment_in_blocks(new_alignment), detail::smaller(old_bytes, new_bytes));
    }

    /// grow() or shrink() without a change of alignment.
    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t alignment, size_t new_bytes) noexcept {
        return reallocate(allocation, old_bytes, alignment, new_bytes, alignment);
    }

    /// The blocks that `bytes` bytes take; it cannot overflow.
    [[nodiscard]] static constexpr size_t blocks_for(size_t bytes) noexcept {
        return bytes == 0 ? 1 : bytes / B + (bytes % B != 0 ? 1 : 0);
    }

protected:
    ByteOperations() = default;

private:
    Heap& heap() noexcept { return static_cast<Heap&>(*this); }

    static constexpr bool is_nothing(const void* allocation, size_t bytes) noexcept {
        return allocation == nullptr && bytes == 0;
    }

    /// 0, which no heap takes for an alignment, if it is not a power of two.
    static constexpr size_t alignment_in_blocks(size_t alignment) noexcept {
        if ((alignment & (alignment - 1)) != 0 || alignment == 0) {
            return 0;
        }
        return alignment <= B ? 1 : alignment / B;
    }
};

} // namespace stalloc
