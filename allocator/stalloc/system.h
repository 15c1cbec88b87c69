// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The system's malloc with the byte-level operations, as the last link of a chain. Needs a C library.
#pragma once

#include "allocator/stalloc/memory.h"

#include <stdlib.h>
#if defined(_WIN32)
#include <malloc.h>
#endif

namespace stalloc {

/// Has no state: all of them are the same. Of any number of threads.
class System {
public:
    /// `bytes` bytes at a multiple of `alignment` (a power of two), or null. 0 bytes give a pointer of its own.
    [[nodiscard]] void* allocate(size_t bytes, size_t alignment) noexcept {
        if (!is_possible(bytes, alignment)) {
            return nullptr;
        }
        return alignment <= natural ? malloc(at_least_one(bytes)) : aligned(bytes, alignment);
    }

    [[nodiscard]] void* allocate_zeroed(size_t bytes, size_t alignment) noexcept {
        if (!is_possible(bytes, alignment)) {
            return nullptr;
        }
        if (alignment <= natural) {
            return calloc(at_least_one(bytes), 1);
        }
        void* const allocation = aligned(bytes, alignment);
        if (allocation != nullptr) {
            detail::zero_bytes(allocation, bytes);
        }
        return allocation;
    }

    /// `alignment` is what the allocation was asked for with. Always true.
    bool deallocate(void* allocation, size_t /*bytes*/, [[maybe_unused]] size_t alignment) noexcept {
#if defined(_WIN32)
        if (alignment > natural) {
            _aligned_free(allocation);
            return true;
        }
#endif
        free(allocation);
        return true;
    }

    [[nodiscard]] void* grow(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                             size_t new_alignment) noexcept {
        return new_bytes < old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    [[nodiscard]] void* shrink(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                               size_t new_alignment) noexcept {
        return new_bytes > old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    /// Null, and the allocation stays as it was, if there is no room.
    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                                   size_t new_alignment) noexcept {
        if (old_alignment <= natural && new_alignment <= natural) {
            return is_possible(new_bytes, new_alignment) ? realloc(allocation, at_least_one(new_bytes)) : nullptr;
        }
        void* const there = allocate(new_bytes, new_alignment);
        if (there != nullptr) {
            detail::copy_bytes(there, allocation, detail::smaller(old_bytes, new_bytes));
            deallocate(allocation, old_bytes, old_alignment);
        }
        return there;
    }

    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t alignment, size_t new_bytes) noexcept {
        return reallocate(allocation, old_bytes, alignment, new_bytes, alignment);
    }

private:
    /// What malloc aligns to by itself, in bytes. Windows promises less than max_align_t on 32-bit machines.
#if defined(_WIN32)
    static constexpr size_t natural = 2 * sizeof(void*);
#else
    static constexpr size_t natural = alignof(max_align_t);
#endif

    static constexpr size_t at_least_one(size_t bytes) noexcept { return bytes == 0 ? 1 : bytes; }

    static constexpr bool is_possible(size_t bytes, size_t alignment) noexcept {
        const bool power = alignment != 0 && (alignment & (alignment - 1)) == 0;
        // Rounded up to the alignment it still fits into a ptrdiff_t.
        return power && alignment <= PTRDIFF_MAX / 2 && bytes <= PTRDIFF_MAX - alignment;
    }

    static void* aligned(size_t bytes, size_t alignment) noexcept {
        const size_t whole = (at_least_one(bytes) + alignment - 1) & ~(alignment - 1);
#if defined(_WIN32)
        return _aligned_malloc(whole, alignment);
#else
        return aligned_alloc(alignment, whole);
#endif
    }
};

} // namespace stalloc
