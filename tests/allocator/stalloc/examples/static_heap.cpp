// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/stalloc.h"

#include <cassert>

namespace {

// A megabyte that the executable does not grow by: all-zero bytes are a valid empty heap, so it lies in .bss. Without a
// lock: for a program of one thread.
constinit stalloc::Stalloc<65535, 16> heap;

} // namespace

int main() {
    void* p = heap.allocate(1000, 16);
    assert(heap.contains(p));
    heap.deallocate(p, 1000, 16);
}
