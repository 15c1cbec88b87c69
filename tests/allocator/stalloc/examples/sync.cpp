// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
#include "allocator/stalloc/sync.h"

#include <cassert>
#include <thread>

namespace {

constinit stalloc::SyncStalloc<1000, 16> heap; // any thread may use it

void work() {
    void* p = heap.allocate(100, 16); // locks for this one operation
    heap.deallocate(p, 100, 16);

    auto guard = heap.lock(); // several operations that nobody comes between
    assert(guard.is_empty()); // nobody else is in the middle of something
    void* a = guard.allocate(8000, 16);
    void* b = guard.allocate(8000, 16);
    assert(a != nullptr && b != nullptr && guard.is_oom());
    guard.deallocate(a, 8000, 16);
    guard.deallocate(b, 8000, 16);
} // the guard unlocks

} // namespace

int main() {
    std::thread other([] {
        for (int i = 0; i < 1000; ++i) {
            auto guard = heap.lock();
            void* p = guard.allocate(16, 16);
            guard.deallocate(p, 16, 16);
        }
    });
    work();
    other.join();
}
