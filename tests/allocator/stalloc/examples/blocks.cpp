// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/stalloc.h"

#include <cassert>

int main() {
    stalloc::Stalloc<200, 4> heap; // 200 blocks of 4 bytes, on the stack: 804 bytes in all
    static_assert(sizeof heap == 804);

    void* a = heap.allocate_blocks(8, 1); // 8 blocks
    void* b = heap.allocate_blocks(8, 4); // at a multiple of 4 blocks, which is 16 bytes
    assert(a != nullptr && b != nullptr);

    assert(!heap.grow_in_place(a, 8, 120));          // b is in the way, so nothing happened
    assert(heap.grow_up_to(b, 8, 500) > 8);          // as long as it can
    assert(heap.allocate_blocks(180, 1) == nullptr); // failures are null or false, never an exception

    heap.clear(); // everything is free again
    assert(heap.is_empty());
}
