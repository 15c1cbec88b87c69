// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/global_new.h"
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"

#include <cassert>
#include <memory>
#include <string>

namespace {

// Constant-initialised, for new is called before main(); with a lock, if there are threads.
constinit stalloc::SyncStalloc<65535, 16> heap;
constinit auto everything = stalloc::chain(heap, stalloc::System{});

} // namespace

STALLOC_REPLACE_GLOBAL_NEW(everything); // in one source file of the program

int main() {
    auto number = std::make_unique<int>(7);
    assert(heap.contains(number.get()));
    std::string text(100, 'x');
    assert(heap.contains(text.data()));
    text.assign(2'000'000, 'y'); // more than the heap has
    assert(!heap.contains(text.data()));
}
