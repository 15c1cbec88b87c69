// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Uses of a heap that need no library, not even <atomic>. Each answers 0, or the number of the line that went wrong.
#pragma once

#include "allocator/stalloc/stalloc.h"

namespace firstfit::test {

/// The operations in blocks of a heap of 64 blocks of 16 bytes.
template <class Heap>
int use(Heap& heap) {
    void* const first = heap.allocate_blocks(3, 1);
    void* const second = heap.allocate_blocks(5, 4);
    if (first == nullptr || second == nullptr || !heap.contains(first) || heap.is_empty()) {
        return __LINE__;
    }
    if (!heap.grow_in_place(second, 5, 9) || heap.grow_up_to(second, 9, 1000) < 9) {
        return __LINE__;
    }
    if (!heap.deallocate_blocks(first, 3) || heap.deallocate_blocks(first, 3)) {
        return __LINE__;
    }
    stalloc::FreeChunk chunks[4];
    if (heap.chunks(0, chunks, 4) != 1 || chunks[0].index != 0) {
        return __LINE__;
    }
    heap.clear();
    void* const all = heap.allocate_blocks(64, 1);
    if (all == nullptr || !heap.is_oom() || !heap.shrink_in_place(all, 64, 1) || heap.is_oom()) {
        return __LINE__;
    }
    heap.clear();
    return heap.is_empty() ? 0 : __LINE__;
}

/// The byte-level operations, with copying and zeroing.
template <class Heap>
int use_bytes(Heap& heap) {
    auto* first = static_cast<unsigned char*>(heap.allocate_zeroed(200, 16));
    if (first == nullptr || first[0] != 0 || first[199] != 0) {
        return __LINE__;
    }
    first[0] = 1;
    first[199] = 2;
    void* const in_the_way = heap.allocate(1, 1);
    first = static_cast<unsigned char*>(heap.grow(first, 200, 16, 300, 64));
    if (first == nullptr || first[0] != 1 || first[199] != 2) {
        return __LINE__;
    }
    first = static_cast<unsigned char*>(heap.shrink(first, 300, 64, 20, 16));
    return heap.deallocate(first, 20, 16) && heap.deallocate(in_the_way, 1, 1) ? 0 : __LINE__;
}

} // namespace firstfit::test
