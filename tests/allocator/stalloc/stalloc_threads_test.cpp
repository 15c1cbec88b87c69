// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Eight threads at once on a heap, a chain and a guard. Run by the tsan preset, too.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"
#include "tests/allocator/stalloc/heap_contents.h"
#include "tests/allocator/stalloc/plain_test.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>
#include <vector>

using stalloc::SyncStalloc;
using namespace firstfit::test;

namespace {

constinit SyncStalloc<1024, 16> still;

constexpr int threads = 8;

/// Runs `work(number)` in eight threads at once.
template <class Work>
void in_threads(Work work) {
    std::atomic<bool> go{false};
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&, i] {
            while (!go.load()) {
                std::this_thread::yield();
            }
            work(static_cast<unsigned>(i));
        });
    }
    go.store(true);
    for (std::thread& thread : all) {
        thread.join();
    }
}

struct Live {
    void* pointer;
    std::size_t bytes;
    unsigned seed;
};

/// 4,000 random operations of one thread; counts what came back with other contents.
template <class HeapType>
int work_at_random(HeapType& heap, unsigned number) {
    std::mt19937 random(number);
    std::vector<Live> live;
    int wrong = 0;
    for (unsigned i = 0; i < 4000; ++i) {
        const std::size_t bytes = random() % 200;
        const std::size_t alignment = std::size_t{1} << random() % 8;
        if (live.size() < 4 || (live.size() < 12 && random() % 2 == 0)) {
            if (void* p = heap.allocate(bytes, alignment)) {
                fill(p, bytes, number * 4000 + i);
                live.push_back({p, bytes, number * 4000 + i});
            }
            continue;
        }
        Live& one = live[random() % live.size()];
        wrong += is_filled(one.pointer, one.bytes, one.seed) ? 0 : 1;
        if (random() % 2 == 0) {
            if (void* p = heap.reallocate(one.pointer, one.bytes, 1, bytes, alignment)) {
                wrong += is_filled(p, std::min(bytes, one.bytes), one.seed) ? 0 : 1;
                fill(p, bytes, one.seed);
                one = {p, bytes, one.seed};
            }
        } else {
            wrong += heap.deallocate(one.pointer, one.bytes, 1) ? 0 : 1;
            one = live.back();
            live.pop_back();
        }
    }
    for (const Live& one : live) {
        wrong += is_filled(one.pointer, one.bytes, one.seed) ? 0 : 1;
        wrong += heap.deallocate(one.pointer, one.bytes, 1) ? 0 : 1;
    }
    return wrong;
}

void no_thread_disturbs_another(Checks& checks) {
    std::atomic<int> wrong{0};
    in_threads([&](unsigned number) { wrong += work_at_random(still, number); });
    FIRSTFIT_CHECK(checks, wrong == 0);
    FIRSTFIT_CHECK(checks, still.is_empty());
}

void none_in_a_checked_heap(Checks& checks) {
    SyncStalloc<1024, 16, stalloc::Checked<stalloc::trap_at_misuse>> heap;
    std::atomic<int> wrong{0};
    in_threads([&](unsigned number) { wrong += work_at_random(heap, number); });
    FIRSTFIT_CHECK(checks, wrong == 0);
    FIRSTFIT_CHECK(checks, heap.is_empty());
}

void none_in_a_chain(Checks& checks) {
    SyncStalloc<40, 16> small;
    SyncStalloc<80, 32> large;
    auto all = stalloc::chain(small, large, stalloc::System{});
    std::atomic<int> wrong{0};
    in_threads([&](unsigned number) { wrong += work_at_random(all, number); });
    FIRSTFIT_CHECK(checks, wrong == 0);
    FIRSTFIT_CHECK(checks, small.is_empty() && large.is_empty());
}

void fixed_earlier_a_lock_under_contention_never_gives_up(Checks& checks) {
    // There is room for all, so that nobody may ever be turned away.
    SyncStalloc<threads * 2, 16> heap;
    std::atomic<int> refused{0};
    in_threads([&](unsigned) {
        for (int i = 0; i < 5000; ++i) {
            void* p = heap.allocate_blocks(2, 1);
            refused += p != nullptr && heap.deallocate_blocks(p, 2) ? 0 : 1;
        }
    });
    FIRSTFIT_CHECK(checks, refused == 0);
    FIRSTFIT_CHECK(checks, heap.is_empty());
}

/// Many operations that belong together. True if nobody else's were among them.
bool undisturbed(SyncStalloc<64, 16>& heap) {
    auto guard = heap.lock();
    bool good = guard.is_empty();
    void* a = guard.allocate(100, 16);
    void* b = guard.allocate_blocks(57, 1);
    good = good && guard.contains(a) && b != nullptr && guard.is_oom();
    good = good && guard.shrink_in_place(b, 57, 1) && guard.grow_in_place(b, 1, 2);
    good = good && guard.grow_up_to(b, 2, 90) == 57;
    a = guard.shrink(a, 100, 16, 50, 16);
    stalloc::FreeChunk chunk;
    good = good && guard.chunks(0, &chunk, 1) == 1 && chunk == stalloc::FreeChunk{4, 3};
    good = good && guard.deallocate(a, 50, 16) && guard.deallocate_blocks(b, 57);
    return good && guard.is_empty();
}

void a_guard_keeps_others_out(Checks& checks) {
    SyncStalloc<64, 16> heap;
    std::atomic<int> wrong{0};
    in_threads([&](unsigned) {
        for (int i = 0; i < 300; ++i) {
            wrong += undisturbed(heap) ? 0 : 1;
        }
    });
    FIRSTFIT_CHECK(checks, wrong == 0);
}

void printing_among_others(Checks& checks) {
    SyncStalloc<64, 16> heap;
    std::atomic<int> wrong{0};
    in_threads([&](unsigned number) {
        for (int i = 0; i < 200; ++i) {
            if (number % 2 == 0) {
                // Only ever empty or with one allocation of all blocks at a time.
                const std::string text = free_list(heap);
                wrong += text == "0: 64\n" || text.empty() ? 0 : 1;
            } else if (void* p = heap.allocate_blocks(64, 1)) {
                heap.deallocate_blocks(p, 64);
            }
        }
    });
    FIRSTFIT_CHECK(checks, wrong == 0);
}

} // namespace

int main() {
    Checks checks;
    no_thread_disturbs_another(checks);
    none_in_a_checked_heap(checks);
    none_in_a_chain(checks);
    fixed_earlier_a_lock_under_contention_never_gives_up(checks);
    a_guard_keeps_others_out(checks);
    printing_among_others(checks);
    return checks.status();
}
