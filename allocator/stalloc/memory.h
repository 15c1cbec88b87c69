// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Copying and zeroing that need no library: a freestanding heap has no memcpy to call.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stalloc::detail {

/// Not 0, and no more than an object can have: a compiler that sees a huge request need not warn of a copy that large.
constexpr bool is_sane(size_t count) noexcept { return count - 1 < PTRDIFF_MAX; }

/// Copies `count` bytes; the two runs do not overlap.
inline void copy_bytes(void* to, const void* from, size_t count) noexcept {
#if __STDC_HOSTED__
    if (is_sane(count)) {
        __builtin_memcpy(to, from, count);
    }
#else
    auto* target = static_cast<unsigned char*>(to);
    const auto* source = static_cast<const unsigned char*>(from);
    for (size_t i = 0; i < count; ++i) {
        target[i] = source[i];
        __asm__ volatile("" ::: "memory"); // or the compiler makes a call of memcpy of the loop
    }
#endif
}

/// Sets `count` bytes to zero.
inline void zero_bytes(void* bytes, size_t count) noexcept {
#if __STDC_HOSTED__
    if (is_sane(count)) {
        __builtin_memset(bytes, 0, count);
    }
#else
    auto* target = static_cast<unsigned char*>(bytes);
    for (size_t i = 0; i < count; ++i) {
        target[i] = 0;
        __asm__ volatile("" ::: "memory");
    }
#endif
}

constexpr size_t smaller(size_t a, size_t b) noexcept { return a < b ? a : b; }

} // namespace stalloc::detail
