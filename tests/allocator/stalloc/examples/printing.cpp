// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/print.h"
#include "allocator/stalloc/sync.h"

#include <cassert>
#include <sstream>

int main() {
    stalloc::SyncStalloc<8, 4> heap;
    void* a = heap.allocate_blocks(2, 1);
    assert(heap.allocate_blocks(3, 1) != nullptr);
    heap.deallocate_blocks(a, 2);

    std::ostringstream stream;
    stream << heap; // a snapshot: the stream itself might use the heap
    assert(stream.str() == "SyncStalloc<8, 4>\n"
                           "0: 2\n"   // a chunk of two blocks at block 0
                           "5: 3\n"); // and one of three at block 5

    auto guard = heap.lock();
    stream << heap << guard; // also while it is locked
}
