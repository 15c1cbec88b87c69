// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/stalloc.h"

#include <cassert>
#include <cstring>

int main() {
    stalloc::Stalloc<200, 16> heap;

    auto* text = static_cast<char*>(heap.allocate(6, 1)); // 6 bytes with any alignment: one block
    std::strcpy(text, "first");
    text = static_cast<char*>(heap.grow(text, 6, 1, 100, 64)); // 100 bytes at a multiple of 64
    assert(std::strcmp(text, "first") == 0);
    text = static_cast<char*>(heap.shrink(text, 100, 64, 6, 1));
    text = static_cast<char*>(heap.reallocate(text, 6, 1, 50)); // grows or shrinks
    assert(heap.deallocate(text, 50, 1));                       // the size and the alignment it has now

    auto* numbers = static_cast<int*>(heap.allocate_zeroed(10 * sizeof(int), alignof(int)));
    assert(numbers[9] == 0);
    assert(heap.deallocate(numbers, 10 * sizeof(int), alignof(int)));
    assert(heap.is_empty());
}
