// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With the library's headers. Prints its version and where first fit puts things, which the test knows beforehand.
#include "consumer.h"

#include <stalloc/allocator.h>
#include <stalloc/chain.h>
#include <stalloc/global_new.h>
#include <stalloc/print.h>
#include <stalloc/resource.h>
#include <stalloc/stalloc.h>
#include <stalloc/sync.h>
#include <stalloc/system.h>
#include <stalloc/version.h>

#include <iostream>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

namespace {

constinit stalloc::SyncStalloc<65535, 16> large;
constinit auto everything = stalloc::chain(large, stalloc::System{});

} // namespace

STALLOC_REPLACE_GLOBAL_NEW(everything);

extern template int block_got_by_other(stalloc::Stalloc<8, 16>& heap, std::size_t bytes);

int main() {
    stalloc::Stalloc<8, 16> heap;
    void* const first = heap.allocate(40, 16); // three blocks
    void* const second = heap.allocate(16, 16);
    if (first == nullptr || second == nullptr || !heap.deallocate(first, 40, 16)) {
        return 1;
    }
    const int other = block_got_by_other(heap, 30); // two blocks, at the front again
    const auto number = std::make_unique<int>(7);
    stalloc::Stalloc<100, 16> rest;
    std::vector<int, stalloc::StallocAllocator<int, stalloc::Stalloc<100, 16>>> numbers({1, 2, 3}, rest);
    stalloc::StallocResource resource(rest);
    const std::pmr::string text("long enough not to fit into the string itself", &resource);
    if (!large.contains(number.get()) || !rest.contains(numbers.data()) || !rest.contains(text.data())) {
        return 2;
    }
    std::cout << stalloc::version_major << '.' << stalloc::version_minor << '.' << stalloc::version_patch << ' '
              << other << '\n'
              << heap;
}
