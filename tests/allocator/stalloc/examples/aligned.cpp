// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/stalloc.h"

#include <cassert>
#include <cstdint>

namespace {

// A heap is aligned to its block size. Where more is wanted, alignas says so: four pages.
alignas(4096) constinit stalloc::Stalloc<1024, 16> pages;

} // namespace

int main() {
    void* first = pages.allocate(100, 4096);
    void* second = pages.allocate(100, 4096);
    assert(first == &pages); // block 0: not one block was lost to alignment
    assert(reinterpret_cast<std::uintptr_t>(second) % 4096 == 0);
}
