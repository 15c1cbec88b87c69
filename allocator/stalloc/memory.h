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

/// Copies 16 to 32 bytes, as two pieces that may overlap each other.
inline void copy_two_pieces(void* to, const void* from, size_t count) noexcept {
    struct Piece {
        unsigned char bytes[16];
    };
    Piece head;
    Piece tail;
    __builtin_memcpy(&head, from, sizeof head);
    __builtin_memcpy(&tail, static_cast<const unsigned char*>(from) + (count - sizeof tail), sizeof tail);
    __builtin_memcpy(to, &head, sizeof head);
    __builtin_memcpy(static_cast<unsigned char*>(to) + (count - sizeof tail), &tail, sizeof tail);
}

/// Copies `count` bytes; the two runs do not overlap.
inline void copy_bytes(void* to, const void* from, size_t count) noexcept {
#if __STDC_HOSTED__
    if (count >= 16 && count <= 32) {
        copy_two_pieces(to, from, count); // what small arrays have: a call would take longer
    } else if (is_sane(count)) {
        __asm__("" : "+r"(count)); // or a compiler that knows an upper limit puts a slow loop in place of the call
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
