// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/allocator.h"
#include "allocator/stalloc/stalloc.h"

#include <cassert>
#include <new>
#include <vector>

int main() {
    using Heap = stalloc::Stalloc<1000, 16>;
    using Numbers = std::vector<int, stalloc::StallocAllocator<int, Heap>>;
    Heap heap;

    // Objects in the heap whose destructors nobody calls: they are forgotten, not freed one by one.
    auto* numbers = new (heap.allocate(sizeof(Numbers), alignof(Numbers))) Numbers(heap);
    numbers->assign(500, 7);
    heap.clear(); // O(1); `numbers` is dead now
    assert(heap.is_empty());

    // The end of the heap itself does the same.
    new (heap.allocate(sizeof(Numbers), alignof(Numbers))) Numbers({1, 2, 3}, heap);
}
