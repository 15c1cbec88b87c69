// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled with -ffreestanding -fno-exceptions -fno-rtti and linked with -nostdlib into an object without one
// undefined symbol: the proof that the allocator needs no library.
#include "tests/allocator/stalloc/freestanding.h"

#include "allocator/stalloc/stalloc.h"

namespace {

constinit stalloc::Stalloc<64, 16> still;

/// The same heap, in the static storage above and on the stack.
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

} // namespace

extern "C" int use_stalloc_without_a_library() {
    stalloc::Stalloc<64, 16> on_stack;
    const int wrong = use(still);
    return wrong != 0 ? wrong : use(on_stack);
}
