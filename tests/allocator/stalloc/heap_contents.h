// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of heaps ask again and again.
#pragma once

#include "allocator/stalloc/print.h"

#include <cstring>
#include <sstream>
#include <string>

namespace firstfit::test {

/// The chunks of a heap as it prints them, without the first line: "0: 2\n5: 3\n".
template <class Heap>
std::string free_list(const Heap& heap) {
    std::ostringstream stream;
    stream << heap;
    const std::string text = stream.str();
    return text.substr(text.find('\n') + 1);
}

/// Fills `count` bytes with a pattern that `seed` tells from others.
inline void fill(void* bytes, std::size_t count, unsigned seed) {
    __asm__("" : "+r"(bytes)); // GCC 12 has wrong ideas of what lies at some addresses, and warns
    for (std::size_t i = 0; i < count; ++i) {
        static_cast<unsigned char*>(bytes)[i] = static_cast<unsigned char>(seed * 31 + i * 7 + 1);
    }
}

/// Do `count` bytes still hold the pattern?
inline bool is_filled(const void* bytes, std::size_t count, unsigned seed) {
    for (std::size_t i = 0; i < count; ++i) {
        if (static_cast<const unsigned char*>(bytes)[i] != static_cast<unsigned char>(seed * 31 + i * 7 + 1)) {
            return false;
        }
    }
    return true;
}

inline bool is_aligned(const void* address, std::size_t alignment) {
    return reinterpret_cast<std::uintptr_t>(address) % alignment == 0;
}

} // namespace firstfit::test
