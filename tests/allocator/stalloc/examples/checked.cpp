// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/checked.h"
#include "allocator/stalloc/sync.h"

#include <cassert>

namespace {

int complaints = 0;

void complain(const stalloc::MisuseReport& report) noexcept {
    ++complaints;
    assert(report.misuse == stalloc::Misuse::wrong_size);
    assert(report.said == 1 && report.actual == 2);
}

} // namespace

int main() {
    stalloc::CheckedStalloc<100, 16, complain> heap;
    void* a = heap.allocate(32, 16);     // two blocks
    assert(!heap.deallocate(a, 16, 16)); // reported here, and nothing is freed
    assert(complaints == 1);
    assert(heap.deallocate(a, 32, 16));

    // The same with a lock; here a misuse stops the program on the spot.
    stalloc::SyncStalloc<100, 16, stalloc::Checked<stalloc::trap_at_misuse>> shared;
    void* b = shared.allocate(32, 16);
    assert(shared.deallocate(b, 32, 16));
}
