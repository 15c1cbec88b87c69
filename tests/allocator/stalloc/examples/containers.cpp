// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/allocator.h"
#include "allocator/stalloc/stalloc.h"

#include <cassert>
#include <new>
#include <string>
#include <vector>

int main() {
    using Heap = stalloc::Stalloc<1000, 16>;
    Heap heap;

    std::vector<int, stalloc::StallocAllocator<int, Heap>> numbers(heap);
    for (int i = 0; i < 100; ++i) {
        numbers.push_back(i);
    }
    assert(heap.contains(numbers.data()) && numbers[99] == 99);

    using String = std::basic_string<char, std::char_traits<char>, stalloc::StallocAllocator<char, Heap>>;
    const String text("long enough not to fit into the string itself", heap);
    assert(heap.contains(text.data()));

    bool full = false;
    try {
        numbers.resize(1'000'000);
    } catch (const std::bad_alloc&) { // containers want an exception; the vector is as it was
        full = true;
    }
    assert(full && numbers.size() == 100);
}
