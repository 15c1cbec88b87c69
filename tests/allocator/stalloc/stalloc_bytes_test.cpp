// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The byte-level operations: the defects of the Rust crate that they can have, by number, what it got wrong earlier in
// its history, and the policy for zero sizes. Expected values are worked out by hand.
#include "allocator/stalloc/stalloc.h"
#include "tests/allocator/stalloc/heap_contents.h"

#include <QtTest>

#include <algorithm>

using stalloc::Stalloc;
using namespace firstfit::test;

namespace {

/// Blocks of 4 bytes, block 0 at a multiple of 64 bytes.
struct alignas(64) Heap : Stalloc<32, 4> {};

unsigned char* first_of(auto& heap) { return reinterpret_cast<unsigned char*>(&heap); }

} // namespace

class StallocBytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defect_04_realloc_rounds_the_old_size_up() {
        // 5 and 6 bytes are both two blocks: nothing moves, nothing is lost.
        Heap heap;
        void* a = heap.allocate(5, 1);
        QVERIFY(heap.allocate(1, 1) != nullptr); // in the way
        QCOMPARE(heap.reallocate(a, 5, 1, 6), a);
        QCOMPARE(free_list(heap), std::string("3: 29\n"));
        // 3 -> 2 bytes: one block stays one block.
        QCOMPARE(heap.reallocate(a, 6, 1, 3), a);
        QCOMPARE(heap.reallocate(a, 3, 1, 2), a);
        QCOMPARE(free_list(heap), std::string("1: 1\n3: 29\n"));
        QVERIFY(heap.deallocate(a, 2, 1));
        QCOMPARE(free_list(heap), std::string("0: 2\n3: 29\n"));
    }

    void defect_04_realloc_works_on_a_full_heap() {
        Stalloc<2, 4> heap;
        void* a = heap.allocate(7, 1);
        QVERIFY(heap.is_oom());
        QCOMPARE(heap.reallocate(a, 7, 1, 5), a);
        QCOMPARE(heap.reallocate(a, 5, 1, 8), a);
        QCOMPARE(heap.reallocate(a, 8, 1, 4), a);
        QCOMPARE(free_list(heap), std::string("1: 1\n"));
    }

    void defect_05_realloc_takes_alignment_in_bytes() {
        // Blocks of 8; a multiple of 8 bytes is any block. The crate wanted one of 64 and moved the allocation.
        struct alignas(64) Aligned : Stalloc<16, 8> {
        } heap;
        QVERIFY(heap.allocate(8, 8) != nullptr);
        void* a = heap.allocate(8, 8);
        QCOMPARE(a, static_cast<void*>(first_of(heap) + 8));
        QVERIFY(heap.allocate(8, 8) != nullptr); // in the way
        fill(a, 8, 5);
        void* moved = heap.reallocate(a, 8, 8, 16);
        QCOMPARE(moved, static_cast<void*>(first_of(heap) + 24)); // block 3, not block 8
        QVERIFY(is_filled(moved, 8, 5));
        QCOMPARE(free_list(heap), std::string("1: 1\n5: 11\n"));
    }

    void defect_06_shrink_to_a_stricter_alignment_copies_the_new_size() {
        Heap heap;
        QVERIFY(heap.allocate(4, 4) != nullptr);
        void* a = heap.allocate(32, 4); // blocks 1..8
        void* hole = heap.allocate(28, 4);
        QCOMPARE(hole, static_cast<void*>(first_of(heap) + 36)); // 9..15
        void* b = heap.allocate(4, 64);
        QCOMPARE(b, static_cast<void*>(first_of(heap) + 64)); // block 16
        void* c = heap.allocate(28, 4);                       // the neighbour behind it: 17..23
        fill(a, 32, 1);
        fill(c, 28, 2);
        QVERIFY(heap.deallocate(b, 4, 64));
        void* moved = heap.shrink(a, 32, 4, 4, 64);
        QCOMPARE(moved, b);
        QVERIFY(is_filled(moved, 4, 1));
        QVERIFY(is_filled(c, 28, 2));
        QCOMPARE(free_list(heap), std::string("1: 8\n24: 8\n"));
    }

    void defect_07_grow_obeys_the_new_alignment_though_it_could_stay() {
        Heap heap;
        QVERIFY(heap.allocate(4, 4) != nullptr);
        void* a = heap.allocate(4, 4);
        fill(a, 4, 3);
        void* grown = heap.grow(a, 4, 4, 8, 32);
        QCOMPARE(grown, static_cast<void*>(first_of(heap) + 32));
        QVERIFY(is_filled(grown, 4, 3));
        QCOMPARE(free_list(heap), std::string("1: 7\n10: 22\n"));
    }

    void defect_07_grow_obeys_the_new_alignment_at_equal_size() {
        Heap heap;
        QVERIFY(heap.allocate(4, 4) != nullptr);
        void* a = heap.allocate(6, 4);
        fill(a, 6, 4);
        for (const std::size_t bytes : {std::size_t{6}, std::size_t{7}, std::size_t{8}}) {
            void* grown = heap.grow(a, 6, 4, bytes, 16);
            QVERIFY(grown != nullptr && is_aligned(grown, 16) && is_filled(grown, 6, 4));
            // Back to block 1, which only a looser alignment allows.
            QVERIFY(heap.deallocate(grown, bytes, 16));
            QCOMPARE(heap.allocate(6, 4), a);
            fill(a, 6, 4);
        }
    }

    void defect_07_an_alignment_that_cannot_be_had_changes_nothing() {
        struct alignas(64) Aligned : Stalloc<8, 4> {
        } heap;
        QVERIFY(heap.allocate(4, 4) != nullptr);
        void* a = heap.allocate(8, 4);
        fill(a, 8, 9);
        QCOMPARE(heap.grow(a, 8, 4, 12, 32), nullptr); // block 0 is in use, and there is no other
        QCOMPARE(heap.shrink(a, 8, 4, 4, 32), nullptr);
        QVERIFY(is_filled(a, 8, 9));
        QCOMPARE(free_list(heap), std::string("3: 5\n"));
    }

    void defect_11_huge_sizes_fail() {
        Heap heap;
        void* a = heap.allocate(4, 4);
        for (std::size_t below = 0; below < 200; ++below) {
            const std::size_t huge = SIZE_MAX - below;
            QCOMPARE(heap.allocate(huge, 1), nullptr);
            QCOMPARE(heap.allocate(huge, 64), nullptr);
            QCOMPARE(heap.allocate_zeroed(huge, 4), nullptr);
            QCOMPARE(heap.grow(a, 4, 4, huge, 4), nullptr);
            QCOMPARE(heap.grow(a, 4, 4, huge, 64), nullptr);
            QCOMPARE(heap.reallocate(a, 4, 4, huge), nullptr);
            QVERIFY(!heap.deallocate(a, huge, 4));
        }
        QCOMPARE(heap.allocate(129, 1), nullptr); // one byte more than there is
        QCOMPARE(free_list(heap), std::string("1: 31\n"));
    }

    void defect_12_alignments_that_are_none() {
        Heap heap;
        constexpr std::size_t one = 1;
        for (const std::size_t alignment : {std::size_t{0}, std::size_t{3}, std::size_t{6}, std::size_t{65}, one << 30,
                                            one << 31, one << 62, one << 63, SIZE_MAX}) {
            QCOMPARE(heap.allocate(4, alignment), nullptr);
            QCOMPARE(heap.allocate_zeroed(4, alignment), nullptr);
        }
        QVERIFY(heap.is_empty());
        void* a = heap.allocate(8, 4);
        for (const std::size_t alignment : {std::size_t{0}, std::size_t{3}, one << 30, one << 63}) {
            QCOMPARE(heap.grow(a, 8, 4, 16, alignment), nullptr);
            QCOMPARE(heap.shrink(a, 8, 4, 4, alignment), nullptr);
            QCOMPARE(heap.shrink(a, 8, 4, 8, alignment), nullptr);
        }
        QCOMPARE(free_list(heap), std::string("2: 30\n"));
    }

    void defect_12_zero_bytes_take_one_block() {
        Heap heap;
        void* a = heap.allocate(0, 1);
        void* b = heap.allocate_zeroed(0, 16);
        QVERIFY(a != nullptr && b != nullptr && a != b && is_aligned(b, 16));
        QCOMPARE(free_list(heap), std::string("1: 3\n5: 27\n"));
        QVERIFY(heap.deallocate(a, 0, 1));
        QVERIFY(!heap.deallocate(a, 0, 1));
        QCOMPARE(heap.grow(b, 0, 16, 8, 16), b);
        QCOMPARE(heap.shrink(b, 8, 16, 0, 16), b);
        QVERIFY(heap.deallocate(b, 0, 16));
        QVERIFY(heap.is_empty());
    }

    void null_with_zero_bytes_is_an_allocation_of_nothing() {
        Heap heap;
        QVERIFY(heap.deallocate(nullptr, 0, 1));
        QVERIFY(!heap.deallocate(nullptr, 1, 1));
        QCOMPARE(heap.grow(nullptr, 1, 1, 2, 1), nullptr);
        QCOMPARE(heap.grow(nullptr, 0, 1, 16, 16), static_cast<void*>(first_of(heap)));
        QCOMPARE(free_list(heap), std::string("4: 28\n"));
    }

    void fixed_earlier_deallocation_counts_bytes_once() {
        // The size was multiplied by B: freeing 8 bytes gave 8 blocks back.
        Heap heap;
        void* a = heap.allocate(8, 4);
        void* b = heap.allocate(16, 4);
        fill(b, 16, 7);
        QVERIFY(heap.deallocate(a, 8, 4));
        QCOMPARE(free_list(heap), std::string("0: 2\n6: 26\n"));
        QVERIFY(is_filled(b, 16, 7));
    }

    void fixed_earlier_shrink_on_a_full_heap() {
        // The out-of-memory mark was cleared before the chunk in front was looked for.
        Stalloc<4, 4> heap;
        void* a = heap.allocate(8, 4);
        void* b = heap.allocate(8, 4);
        QCOMPARE(heap.shrink(b, 8, 4, 4, 4), b);
        QCOMPARE(free_list(heap), std::string("3: 1\n"));
        QVERIFY(heap.deallocate(a, 8, 4));
        QCOMPARE(free_list(heap), std::string("0: 2\n3: 1\n"));
    }

    void fixed_earlier_shrink_to_zero() {
        Heap heap;
        void* a = heap.allocate(16, 4);
        QVERIFY(!heap.shrink_in_place(a, 4, 0)); // blocks: refused
        QCOMPARE(heap.shrink(a, 16, 4, 0, 4), a);
        QCOMPARE(free_list(heap), std::string("1: 31\n"));
    }

    void fixed_earlier_the_largest_alignment_is_inclusive() {
        constexpr std::size_t most = std::size_t{1} << 29;
        // Found to be an alignment, though there is no such address in so small a heap.
        Heap heap;
        void* a = heap.allocate(4, most);
        QVERIFY(a == nullptr || is_aligned(a, most));
        // With blocks of 2^28 bytes 2^29 is every second block; nothing of the heap is touched but headers.
        using Huge = Stalloc<3, (1U << 28)>;
        const std::align_val_t alignment{alignof(Huge)};
        void* const room = ::operator new(sizeof(Huge), alignment, std::nothrow);
        if (room == nullptr) {
            QSKIP("no 1 GB of address space");
        }
        auto* huge = new (room) Huge;
        void* b = huge->allocate(1, most);
        const bool good = b != nullptr && is_aligned(b, most);
        const bool more = huge->allocate(1, 2 * most) == nullptr;
        ::operator delete(room, alignment);
        QVERIFY(good && more);
    }

    void fixed_earlier_grow_rounds_the_old_size_up() {
        Heap heap;
        void* a = heap.allocate(7, 4);
        void* b = heap.allocate(4, 4);
        QVERIFY(heap.deallocate(b, 4, 4));
        QCOMPARE(heap.grow(a, 7, 4, 12, 4), a);
        QCOMPARE(free_list(heap), std::string("3: 29\n"));
        QVERIFY(heap.deallocate(a, 12, 4));
        QVERIFY(heap.is_empty());
    }

    void fixed_earlier_a_heap_cannot_move() {
        static_assert(!std::is_move_constructible_v<Stalloc<4, 4>> && !std::is_move_assignable_v<Stalloc<4, 4>>);
        static_assert(!std::is_copy_constructible_v<Stalloc<4, 4>> && !std::is_copy_assignable_v<Stalloc<4, 4>>);
    }

    void zeroed_memory_is_zero_where_it_was_not() {
        Heap heap;
        void* all = heap.allocate(128, 4);
        std::memset(all, 0xFF, 128);
        QVERIFY(heap.deallocate(all, 128, 4));
        auto* a = static_cast<unsigned char*>(heap.allocate_zeroed(101, 4));
        QVERIFY(std::all_of(a, a + 101, [](unsigned char byte) { return byte == 0; }));
    }

    void growing_the_wrong_way_is_refused() {
        Heap heap;
        void* a = heap.allocate(8, 4);
        QCOMPARE(heap.grow(a, 8, 4, 7, 4), nullptr);
        QCOMPARE(heap.shrink(a, 8, 4, 9, 4), nullptr);
        QCOMPARE(free_list(heap), std::string("2: 30\n"));
    }

    void resizing_what_is_free_is_refused() {
        Heap heap;
        void* a = heap.allocate(16, 4);
        void* b = heap.allocate(4, 4);
        QVERIFY(heap.deallocate(a, 16, 4));
        const std::string before = free_list(heap);
        for (const std::size_t alignment : {std::size_t{4}, std::size_t{64}}) {
            // Aligned and not: in place, and where it would have to move.
            for (unsigned char* bad : {first_of(heap), first_of(heap) + 4}) {
                QCOMPARE(heap.grow(bad, 8, 4, 12, alignment), nullptr);
                QCOMPARE(heap.shrink(bad, 8, 4, 4, alignment), nullptr);
            }
        }
        QCOMPARE(heap.grow(b, 8, 4, 12, 4), nullptr); // one block too many
        QCOMPARE(heap.grow(b, 8, 4, 12, 64), nullptr);
        int elsewhere[4] = {};
        QCOMPARE(heap.grow(elsewhere, 8, 4, 12, 4), nullptr);
        QCOMPARE(free_list(heap), before);
    }

    void a_move_needs_room_for_both() {
        Stalloc<6, 4> heap;
        void* a = heap.allocate(8, 4);
        void* b = heap.allocate(4, 4); // in the way
        fill(a, 8, 1);
        QCOMPARE(heap.grow(a, 8, 4, 16, 4), nullptr);
        QVERIFY(is_filled(a, 8, 1));
        void* moved = heap.grow(a, 8, 4, 12, 4);
        QCOMPARE(moved, static_cast<void*>(first_of(heap) + 12));
        QVERIFY(is_filled(moved, 8, 1));
        QVERIFY(heap.deallocate(b, 4, 4));
        QCOMPARE(free_list(heap), std::string("0: 3\n"));
    }

    void the_alignment_of_the_enclosing_object_counts() {
        struct alignas(4096) Wrapper {
            Stalloc<600, 16> heap;
        };
        static Wrapper wrapper;
        QVERIFY(is_aligned(&wrapper.heap, 4096));
        QCOMPARE(wrapper.heap.allocate(100, 4096), static_cast<void*>(&wrapper.heap));
        void* second = wrapper.heap.allocate(100, 4096);
        QCOMPARE(second, static_cast<void*>(first_of(wrapper.heap) + 4096));
        void* third = wrapper.heap.allocate(100, 4096); // 9,600 bytes hold three multiples of 4,096
        QCOMPARE(third, static_cast<void*>(first_of(wrapper.heap) + 8192));
        QCOMPARE(wrapper.heap.allocate(100, 4096), nullptr);
    }
};

QTEST_APPLESS_MAIN(StallocBytesTest)
#include "stalloc_bytes_test.moc"
