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

namespace {

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

/// The byte-level operations, with copying and zeroing.
template <class Heap>
int use_bytes(Heap& heap) {
    auto* first = static_cast<unsigned char*>(heap.allocate_zeroed(200, 16));
    if (first == nullptr || first[0] != 0 || first[199] != 0) {
        return __LINE__;
    }
    first[0] = 1;
    first[199] = 2;
    void* const in_the_way = heap.allocate(1, 1);
    first = static_cast<unsigned char*>(heap.grow(first, 200, 16, 300, 64));
    if (first == nullptr || first[0] != 1 || first[199] != 2) {
        return __LINE__;
    }
    first = static_cast<unsigned char*>(heap.shrink(first, 300, 64, 20, 16));
    return heap.deallocate(first, 20, 16) && heap.deallocate(in_the_way, 1, 1) ? 0 : __LINE__;
}

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
