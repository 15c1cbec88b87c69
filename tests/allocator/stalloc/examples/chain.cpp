// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/stalloc.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"

#include <cassert>

int main() {
    stalloc::Stalloc<16, 16> small;
    stalloc::SyncStalloc<100, 64> large;
    auto heap = stalloc::chain(small, large, stalloc::System{}); // malloc is the last resort

    void* a = heap.allocate(200, 16);
    void* b = heap.allocate(200, 16); // small has no room left
    assert(small.contains(a) && large.contains(b));

    a = heap.grow(a, 200, 16, 300, 16); // outgrows small, and moves with its contents
    assert(large.contains(a) && small.is_empty());
    b = heap.grow(b, 200, 16, 100'000, 16); // outgrows large, too
    assert(!large.contains(b));

    heap.deallocate(a, 300, 16); // each goes back to where it came from
    heap.deallocate(b, 100'000, 16);
    assert(large.is_empty());

    stalloc::Stalloc<4, 16> first;
    auto longer = stalloc::chain(first, heap); // a chain is a link like any other
    void* c = longer.allocate(16, 16);
    assert(first.contains(c) && longer.deallocate(c, 16, 16));
}
