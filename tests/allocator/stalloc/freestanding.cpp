// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled with -ffreestanding -fno-exceptions -fno-rtti and linked with -nostdlib into an object without one
// undefined symbol: the proof that the allocator needs no library.
#include "tests/allocator/stalloc/freestanding.h"

#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/checked.h"
#include "allocator/stalloc/stalloc.h"
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/freestanding_uses.h"

namespace {

using namespace firstfit::test;

constinit stalloc::Stalloc<64, 16> still;

/// Without a system a shared heap needs a lock of one's own.
class SpinLock {
public:
    void lock() noexcept {
        while (taken_.test_and_set(std::memory_order_acquire)) {
        }
    }
    void unlock() noexcept { taken_.clear(std::memory_order_release); }

private:
    std::atomic_flag taken_;
};

int misuses = 0;
void count_misuse(const stalloc::MisuseReport&) noexcept { ++misuses; }

using Shared = stalloc::SyncStalloc<64, 16, stalloc::Checked<count_misuse>, SpinLock>;

constinit Shared still_shared;

int use_guard(Shared& heap) {
    auto guard = heap.lock();
    const int wrong = use_bytes(guard);
    return wrong != 0 ? wrong : guard.is_empty() && guard.snapshot().is_free(63) ? 0 : __LINE__;
}

int use_misuse(Shared& heap) {
    void* const block = heap.allocate_blocks(2, 1);
    misuses = 0;
    const bool refused = !heap.deallocate_blocks(block, 1);
    return refused && misuses == 1 && heap.deallocate_blocks(block, 2) ? 0 : __LINE__;
}

int use_chain() {
    stalloc::Stalloc<10, 16> small;
    auto both = stalloc::chain(small, still_shared);
    const int wrong = use_bytes(both);
    return wrong != 0 ? wrong : small.is_empty() && still_shared.is_empty() ? 0 : __LINE__;
}

} // namespace

extern "C" int use_stalloc_without_a_library() {
    stalloc::Stalloc<64, 16> on_stack;
    stalloc::CheckedStalloc<1000, 16, count_misuse> checked_on_stack;
    Shared shared_on_stack;
    const int all[] = {use(still),
                       use(on_stack),
                       use_bytes(still),
                       use_bytes(on_stack),
                       use_bytes(checked_on_stack),
                       use_bytes(still_shared),
                       use_bytes(shared_on_stack),
                       use_guard(still_shared),
                       use_misuse(still_shared),
                       use_chain()};
    for (const int wrong : all) {
        if (wrong != 0) {
            return wrong;
        }
    }
    return 0;
}
