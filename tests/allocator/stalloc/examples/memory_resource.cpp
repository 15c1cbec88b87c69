// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/resource.h"
#include "allocator/stalloc/stalloc.h"

#include <cassert>
#include <map>
#include <memory_resource>
#include <string>

int main() {
    stalloc::Stalloc<1000, 16> heap;
    stalloc::StallocResource resource(heap);
    {
        std::pmr::map<int, std::pmr::string> names(&resource); // the strings lie in the heap, too
        names.emplace(1, "one, written out so that it does not fit into the string");
        assert(heap.contains(names.at(1).data()));
    }
    assert(heap.is_empty());
}
