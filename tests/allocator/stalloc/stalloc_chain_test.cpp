// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chains of two, three and more links, the crate's defects in them by number, and the system as the last link.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/stalloc.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"
#include "tests/allocator/stalloc/heap_contents.h"

#include <QtTest>

#include <algorithm>
#include <memory>

using stalloc::chain;
using stalloc::Stalloc;
using stalloc::SyncStalloc;
using stalloc::System;
using namespace firstfit::test;

namespace {

constinit Stalloc<4, 16> still;
constinit SyncStalloc<4, 16> still_shared;
constinit auto still_chain = chain(still, still_shared, System{});

} // namespace

class StallocChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void falls_through_when_a_link_is_exhausted() {
        Stalloc<2, 16> a;
        Stalloc<2, 16> b;
        auto both = chain(a, b);
        void* p1 = both.allocate(32, 16);
        void* p2 = both.allocate(32, 16);
        QVERIFY(a.contains(p1) && b.contains(p2));
        QCOMPARE(both.allocate(1, 1), nullptr);
        QVERIFY(both.contains(p1) && both.contains(p2) && !both.contains(&both));
        QVERIFY(both.deallocate(p1, 32, 16));
        QVERIFY(a.is_empty() && b.is_oom());
        QVERIFY(a.contains(both.allocate_zeroed(16, 16)));
        QVERIFY(both.deallocate(p2, 32, 16));
        QVERIFY(b.is_empty());
    }

    void defect_08_a_shrink_that_falls_back_copies_the_new_size() {
        // Only b has a block at a multiple of 64, and there a neighbour behind it.
        struct alignas(64) Off {
            char first[16];
            Stalloc<3, 16> heap; // at 16 behind a multiple of 64
        } off;
        struct alignas(64) Aligned {
            Stalloc<4, 16> heap;
        } aligned;
        Stalloc<3, 16>& a = off.heap;
        Stalloc<4, 16>& b = aligned.heap;
        auto both = chain(a, b);
        void* p = both.allocate(48, 16);
        void* first = b.allocate(16, 16);
        void* neighbour = b.allocate(48, 16);
        QVERIFY(a.contains(p) && b.is_oom());
        fill(p, 48, 1);
        fill(neighbour, 48, 2);
        QVERIFY(b.deallocate(first, 16, 16));
        void* moved = both.shrink(p, 48, 16, 16, 64);
        QCOMPARE(moved, first);
        QVERIFY(is_filled(moved, 16, 1));
        QVERIFY(is_filled(neighbour, 48, 2));
        QVERIFY(a.is_empty());
    }

    void defect_08_a_realloc_that_falls_back_copies_the_new_size() {
        // The crate's case: 31 -> 17 bytes overflowed by 14. Blocks of 4 bytes in b: 17 bytes end in its block 4.
        struct alignas(64) Off {
            char first[32];
            Stalloc<1, 32> heap;
        } off;
        struct alignas(64) Aligned {
            Stalloc<16, 4> heap;
        } aligned;
        auto both = chain(off.heap, aligned.heap);
        void* p = both.allocate(31, 1);
        void* front = aligned.heap.allocate(20, 4);
        void* neighbour = aligned.heap.allocate(44, 4);
        QVERIFY(aligned.heap.is_oom());
        fill(p, 31, 3);
        fill(neighbour, 44, 4);
        QVERIFY(aligned.heap.deallocate(front, 20, 4));
        void* moved = both.reallocate(p, 31, 1, 17, 64);
        QCOMPARE(moved, front);
        QVERIFY(is_filled(moved, 17, 3) && is_filled(neighbour, 44, 4));
        QVERIFY(off.heap.is_empty());
    }

    void defect_09_chains_have_any_length() {
        Stalloc<1, 16> a;
        Stalloc<2, 16> b;
        SyncStalloc<3, 16> c;
        Stalloc<4, 16> d;
        auto all = chain(a, b, c, d);
        void* p[4] = {all.allocate(16, 16), all.allocate(32, 16), all.allocate(48, 16), all.allocate(64, 16)};
        QVERIFY(a.contains(p[0]) && b.contains(p[1]) && c.contains(p[2]) && d.contains(p[3]));
        QCOMPARE(all.allocate(1, 1), nullptr);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(all.contains(p[i]));
            QVERIFY(all.deallocate(p[i], (i + 1) * 16, 16));
        }
        QVERIFY(a.is_empty() && b.is_empty() && c.is_empty() && d.is_empty());
    }

    void defect_09_a_chain_is_a_link() {
        Stalloc<1, 16> a;
        Stalloc<1, 16> b;
        Stalloc<1, 16> c;
        Stalloc<1, 16> d;
        auto left = chain(a, b);
        auto all = chain(left, chain(c, d), System{}); // named and temporary chains
        void* p[5];
        for (void*& pointer : p) {
            pointer = all.allocate(16, 16);
            fill(pointer, 16, static_cast<unsigned>(&pointer - p));
        }
        QVERIFY(a.contains(p[0]) && b.contains(p[1]) && c.contains(p[2]) && d.contains(p[3]));
        QVERIFY(p[4] != nullptr && !left.contains(p[4]) && !c.contains(p[4]) && !d.contains(p[4]));
        for (unsigned i = 0; i < 5; ++i) {
            QVERIFY(is_filled(p[i], 16, i));
            QVERIFY(all.deallocate(p[i], 16, 16));
        }
        QVERIFY(a.is_empty() && b.is_empty() && c.is_empty() && d.is_empty());
    }

    void defect_10_growing_an_allocation_of_no_bytes_tries_the_first_link() {
        Stalloc<4, 16> a;
        Stalloc<4, 16> b;
        auto both = chain(a, b);
        void* empty = both.allocate(0, 1);
        QVERIFY(a.contains(empty));
        QCOMPARE(both.grow(empty, 0, 1, 40, 1), empty);
        void* nothing = both.grow(nullptr, 0, 1, 16, 1);
        QVERIFY(a.contains(nothing));
        QVERIFY(a.is_oom());
        QVERIFY(b.contains(both.grow(nullptr, 0, 1, 16, 1)));
        QVERIFY(both.deallocate(nullptr, 0, 1));
    }

    void an_allocation_that_outgrows_its_heap_moves() {
        Stalloc<4, 16> a;
        Stalloc<8, 16> b;
        auto all = chain(a, b, System{});
        void* p = all.allocate(50, 16);
        fill(p, 50, 1);
        p = all.grow(p, 50, 16, 100, 16);
        QVERIFY(b.contains(p) && is_filled(p, 50, 1) && a.is_empty());
        fill(p, 100, 2);
        p = all.grow(p, 100, 16, 1000, 64);
        QVERIFY(!b.contains(p) && is_aligned(p, 64) && is_filled(p, 100, 2) && b.is_empty());
        fill(p, 1000, 3);
        p = all.grow(p, 1000, 64, 2000, 16);
        QVERIFY(p != nullptr && is_filled(p, 1000, 3));
        QVERIFY(all.deallocate(p, 2000, 16));
    }

    void an_allocation_may_move_to_an_earlier_link() {
        Stalloc<8, 16> a;
        Stalloc<2, 16> b;
        auto both = chain(a, b);
        void* all = both.allocate(128, 16);
        void* p = both.allocate(32, 16);
        QVERIFY(b.contains(p));
        fill(p, 32, 7);
        QCOMPARE(both.grow(p, 32, 16, 48, 16), nullptr);
        QVERIFY(is_filled(p, 32, 7) && b.is_oom());
        QVERIFY(both.deallocate(all, 128, 16));
        p = both.grow(p, 32, 16, 48, 16);
        QVERIFY(a.contains(p) && is_filled(p, 32, 7) && b.is_empty());
    }

    void what_nobody_can_hold_stays() {
        Stalloc<2, 16> a;
        Stalloc<2, 16> b;
        auto both = chain(a, b);
        void* p = both.allocate(16, 16);
        fill(p, 16, 1);
        for (const std::size_t bytes : {std::size_t{33}, SIZE_MAX / 2, SIZE_MAX}) {
            QCOMPARE(both.grow(p, 16, 16, bytes, 16), nullptr);
            QCOMPARE(both.allocate(bytes, 16), nullptr);
        }
        QCOMPARE(both.grow(p, 16, 16, 15, 16), nullptr);
        QCOMPARE(both.shrink(p, 16, 16, 17, 16), nullptr);
        QCOMPARE(both.shrink(p, 16, 16, 8, 3), nullptr);
        QVERIFY(is_filled(p, 16, 1) && b.is_empty());
        QCOMPARE(free_list(a), std::string("1: 1\n"));
    }

    void misuse_changes_nothing_in_any_link() {
        Stalloc<4, 16> a;
        Stalloc<4, 16> b;
        auto both = chain(a, b);
        void* p = both.allocate(32, 16);
        int elsewhere[8] = {};
        QVERIFY(!both.deallocate(elsewhere, 16, 16));
        QCOMPARE(both.grow(elsewhere, 16, 16, 32, 16), nullptr);
        QCOMPARE(both.grow(nullptr, 16, 16, 32, 16), nullptr);
        QCOMPARE(both.grow(p, 48, 16, 64, 16), nullptr); // it has 32 bytes
        QCOMPARE(both.grow(p, 5000, 16, 6000, 16), nullptr);
        QVERIFY(b.is_empty());
        QVERIFY(both.deallocate(p, 32, 16));
        QVERIFY(!both.deallocate(p, 32, 16));
        QCOMPARE(both.grow(p, 32, 16, 48, 16), nullptr);
        QVERIFY(a.is_empty() && b.is_empty());
    }

    void a_size_that_wraps_around_moves_nothing() {
        // 112 bytes in a; what is said to be the old size ends in front of it, having come round.
        const auto a = std::make_unique<Stalloc<8, 16>>();
        Stalloc<64, 16> b;
        auto both = chain(*a, b);
        QVERIFY(both.allocate(16, 16) != nullptr);
        void* p = both.allocate(112, 16);
        for (const std::size_t wrong : {SIZE_MAX, SIZE_MAX - 8}) {
            QCOMPARE(both.reallocate(p, wrong, 16, 600, 16), nullptr); // would read 488 bytes behind a
            QCOMPARE(both.shrink(p, wrong, 16, 600, 16), nullptr);
        }
        QVERIFY(a->is_oom() && b.is_empty());
    }

    void a_constant_initialised_chain_works() {
        void* p = still_chain.allocate(64, 16);
        void* q = still_chain.allocate(64, 16);
        void* r = still_chain.allocate(64, 16);
        QVERIFY(still.contains(p) && still_shared.contains(q) && r != nullptr);
        QVERIFY(still_chain.deallocate(p, 64, 16));
        QVERIFY(still_chain.deallocate(q, 64, 16));
        QVERIFY(still_chain.deallocate(r, 64, 16));
        QVERIFY(still.is_empty() && still_shared.is_empty());
    }

    void the_system_keeps_the_promises_of_a_heap() {
        System system;
        for (std::size_t alignment = 1; alignment <= 65536; alignment *= 2) {
            for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
                void* p = system.allocate(bytes, alignment);
                QVERIFY(p != nullptr && is_aligned(p, alignment));
                fill(p, bytes, 1);
                p = system.grow(p, bytes, alignment, 2000, 4096);
                QVERIFY(is_aligned(p, 4096) && is_filled(p, bytes, 1));
                p = system.shrink(p, 2000, 4096, bytes / 2, alignment);
                QVERIFY(is_aligned(p, alignment) && is_filled(p, bytes / 2, 1));
                QVERIFY(system.deallocate(p, bytes / 2, alignment));
            }
            auto* zero = static_cast<unsigned char*>(system.allocate_zeroed(999, alignment));
            QVERIFY(is_aligned(zero, alignment));
            QVERIFY(std::all_of(zero, zero + 999, [](unsigned char byte) { return byte == 0; }));
            QVERIFY(system.deallocate(zero, 999, alignment));
        }
        for (const std::size_t bad : {std::size_t{0}, std::size_t{3}, std::size_t{48}, SIZE_MAX}) {
            QCOMPARE(system.allocate(8, bad), nullptr);
            QCOMPARE(system.allocate_zeroed(8, bad), nullptr);
        }
        for (const std::size_t huge : {SIZE_MAX, SIZE_MAX - 4096, std::size_t{PTRDIFF_MAX} + 1}) {
            QCOMPARE(system.allocate(huge, 1), nullptr);
            QCOMPARE(system.allocate(huge, 4096), nullptr);
            QCOMPARE(system.allocate_zeroed(huge, 4096), nullptr);
        }
        void* p = system.allocate(10, 1);
        fill(p, 10, 1);
        QCOMPARE(system.grow(p, 10, 1, SIZE_MAX, 1), nullptr);
        QVERIFY(is_filled(p, 10, 1));
        QVERIFY(system.deallocate(p, 10, 1));
        QVERIFY(system.deallocate(nullptr, 0, 1));
    }
};

QTEST_APPLESS_MAIN(StallocChainTest)
#include "stalloc_chain_test.moc"
