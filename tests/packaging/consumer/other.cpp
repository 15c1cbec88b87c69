// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With the single headers, one after the other and mixed with the plain ones: all of them are the same library.
#include <stalloc/stalloc_core.hpp>

#include <stalloc/sync.h>

#include <stalloc/stalloc.hpp>

#include "consumer.h"

template <class Heap>
int block_got_by_other(Heap& heap, std::size_t bytes) {
    const void* const block = heap.allocate(bytes, 16);
    if (block == nullptr || !heap.contains(block)) {
        return -1;
    }
    const auto offset = static_cast<const unsigned char*>(block) - reinterpret_cast<const unsigned char*>(&heap);
    return static_cast<int>(offset / 16);
}

template int block_got_by_other(stalloc::Stalloc<8, 16>& heap, std::size_t bytes);
