// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Stalloc<L, B> promises: sizes, placement, merging, printing. Expected values are worked out by hand.
#include "allocator/stalloc/print.h"
#include "allocator/stalloc/stalloc.h"

#include <QtTest>

#include <algorithm>
#include <memory>
#include <sstream>

using stalloc::FreeChunk;
using stalloc::Stalloc;

static_assert(sizeof(Stalloc<200, 4>) == 804);
static_assert(sizeof(Stalloc<80, 8>) == 648);
static_assert(sizeof(Stalloc<8, 16>) == 144);
static_assert(sizeof(Stalloc<8, 4>) == 36);
static_assert(sizeof(Stalloc<1, 1024>) == 2048);
static_assert(sizeof(Stalloc<65535, 16>) == 1048576);
static_assert(alignof(Stalloc<8, 4>) == 4 && alignof(Stalloc<8, 64>) == 64 && alignof(Stalloc<1, 1024>) == 1024);
static_assert(!std::is_copy_constructible_v<Stalloc<8, 4>> && !std::is_move_constructible_v<Stalloc<8, 4>>);
static_assert(!std::is_copy_assignable_v<Stalloc<8, 4>> && !std::is_move_assignable_v<Stalloc<8, 4>>);
static_assert(std::is_nothrow_default_constructible_v<Stalloc<8, 4>>);

namespace {

constinit Stalloc<1000, 16> still;

template <class Heap>
std::string print(const Heap& heap) {
    std::ostringstream stream;
    stream << heap;
    return stream.str();
}

/// The block that `pointer` is, counted from `heap`'s first one.
template <class Heap>
long index_in(const Heap& heap, const void* pointer) {
    const auto* first = reinterpret_cast<const unsigned char*>(&heap);
    return (static_cast<const unsigned char*>(pointer) - first) / static_cast<long>(Heap::block_size());
}

} // namespace

class StallocTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_constant_initialised_heap_is_all_zero_bytes() {
        const auto* bytes = reinterpret_cast<const unsigned char*>(&still);
        QVERIFY(std::all_of(bytes, bytes + sizeof still, [](unsigned char byte) { return byte == 0; }));
        QVERIFY(still.is_empty());
        QVERIFY(!still.is_oom());
        QCOMPARE(print(still), std::string("Stalloc<1000, 16>\n0: 1000\n"));
        void* p = still.allocate_blocks(7, 1);
        QCOMPARE(index_in(still, p), 0L);
        QCOMPARE(print(still), std::string("Stalloc<1000, 16>\n7: 993\n"));
        QVERIFY(still.deallocate_blocks(p, 7));
        QVERIFY(still.is_empty());
    }

    void an_untouched_heap_can_hand_out_everything() {
        static constinit Stalloc<65535, 4> all;
        QCOMPARE(index_in(all, all.allocate_blocks(65535, 1)), 0L);
        QVERIFY(all.is_oom());
        QCOMPARE(print(all), std::string("Stalloc<65535, 4>\n"));
    }

    void a_heap_made_at_run_time_writes_two_headers_and_no_more() {
        using Heap = Stalloc<100, 16>;
        alignas(Heap) unsigned char memory[sizeof(Heap)];
        std::fill(std::begin(memory), std::end(memory), static_cast<unsigned char>(0xAB));
        const Heap* heap = new (memory) Heap;
        QVERIFY(heap->is_empty());
        QCOMPARE(memory[0] + memory[1] + memory[2] + memory[3], 100);
        QVERIFY(std::all_of(memory + 4, memory + 1600, [](unsigned char byte) { return byte == 0xAB; }));
        QVERIFY(std::all_of(memory + 1600, memory + 1604, [](unsigned char byte) { return byte == 0; }));
        QVERIFY(std::all_of(memory + 1604, memory + sizeof memory, [](unsigned char byte) { return byte == 0xAB; }));
    }

    void the_first_hole_that_fits_is_taken() {
        Stalloc<20, 4> heap;
        void* a = heap.allocate_blocks(2, 1); // 0..1
        void* b = heap.allocate_blocks(1, 1); // 2
        void* c = heap.allocate_blocks(4, 1); // 3..6
        void* d = heap.allocate_blocks(1, 1); // 7
        QVERIFY(b != nullptr && d != nullptr);
        QVERIFY(heap.deallocate_blocks(a, 2));
        QVERIFY(heap.deallocate_blocks(c, 4));
        QCOMPARE(index_in(heap, heap.allocate_blocks(3, 1)), 3L);
        QCOMPARE(index_in(heap, heap.allocate_blocks(1, 1)), 0L);
        QCOMPARE(print(heap), std::string("Stalloc<20, 4>\n1: 1\n6: 1\n8: 12\n"));
    }

    void freeing_merges_with_both_neighbours() {
        Stalloc<9, 8> heap;
        void* part[3];
        for (void*& p : part) {
            p = heap.allocate_blocks(3, 1);
        }
        QVERIFY(heap.is_oom());
        QVERIFY(heap.deallocate_blocks(part[0], 3));
        QVERIFY(heap.deallocate_blocks(part[2], 3));
        QCOMPARE(print(heap), std::string("Stalloc<9, 8>\n0: 3\n6: 3\n"));
        QVERIFY(heap.deallocate_blocks(part[1], 3));
        QCOMPARE(print(heap), std::string("Stalloc<9, 8>\n0: 9\n"));
        QVERIFY(heap.is_empty());
    }

    void alignment_is_that_of_the_real_address() {
        Stalloc<64, 4> heap;
        void* small = heap.allocate_blocks(1, 1);
        QVERIFY(small != nullptr);
        for (std::size_t alignment = 1; alignment <= 16; alignment *= 2) {
            void* p = heap.allocate_blocks(1, alignment);
            QVERIFY(p != nullptr);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(p) % (alignment * 4), std::uintptr_t{0});
        }
    }

    void growing_and_shrinking_stay_in_place() {
        Stalloc<10, 4> heap;
        void* a = heap.allocate_blocks(4, 1);
        QVERIFY(heap.grow_in_place(a, 4, 6));
        QVERIFY(!heap.grow_in_place(a, 6, 11));
        QCOMPARE(heap.grow_up_to(a, 6, 99), std::size_t{10});
        QVERIFY(heap.is_oom());
        QCOMPARE(heap.grow_up_to(a, 10, 99), std::size_t{10});
        QVERIFY(heap.shrink_in_place(a, 10, 3));
        QVERIFY(!heap.is_oom());
        QCOMPARE(print(heap), std::string("Stalloc<10, 4>\n3: 7\n"));
        void* b = heap.allocate_blocks(1, 1);
        QVERIFY(!heap.grow_in_place(a, 3, 4));
        QVERIFY(heap.deallocate_blocks(b, 1));
        QVERIFY(heap.grow_in_place(a, 3, 4));
    }

    void what_is_handed_out_is_never_written() {
        Stalloc<8, 16> heap;
        auto* a = static_cast<unsigned char*>(heap.allocate_blocks(2, 1));
        auto* b = static_cast<unsigned char*>(heap.allocate_blocks(2, 1));
        std::fill(b, b + 32, static_cast<unsigned char>(0x5A));
        QVERIFY(heap.deallocate_blocks(a, 2));
        void* c = heap.allocate_blocks(1, 1);
        QCOMPARE(c, static_cast<void*>(a));
        // Volatile: GCC 12 knows the heap's size, not its headers, and warns of the write that this never does.
        const volatile std::size_t beyond = 7;
        QVERIFY(!heap.grow_in_place(b, 2, beyond));
        QVERIFY(std::all_of(b, b + 32, [](unsigned char byte) { return byte == 0x5A; }));
    }

    void contains_tells_its_own_addresses() {
        const Stalloc<4, 8> heap;
        const auto* first = reinterpret_cast<const unsigned char*>(&heap);
        QVERIFY(heap.contains(first));
        QVERIFY(heap.contains(first + 31));
        QVERIFY(!heap.contains(first + 32)); // the base header
        QVERIFY(!heap.contains(first - 1));
        QVERIFY(!heap.contains(nullptr));
        QVERIFY(!heap.contains(&first));
    }

    void printing_ignores_the_streams_flags() {
        const Stalloc<30, 16> heap;
        std::ostringstream stream;
        stream << std::hex << std::showbase << heap;
        QCOMPARE(stream.str(), std::string("Stalloc<30, 16>\n0: 30\n"));
    }

    void a_name_is_printed_whole() {
        const Stalloc<65535, 4> heap;
        const std::string name(100, 'n');
        std::ostringstream stream;
        stream << heap.snapshot(name.c_str());
        QCOMPARE(stream.str(), name + "<65535, 4>\n0: 65535\n");
    }

    void chunks_are_listed_in_parts() {
        Stalloc<500, 4> heap;
        std::vector<void*> all;
        for (int i = 0; i < 500; ++i) {
            all.push_back(heap.allocate_blocks(1, 1));
        }
        std::string expected = "Stalloc<500, 4>\n";
        for (std::size_t i = 1; i < 500; i += 2) {
            QVERIFY(heap.deallocate_blocks(all[i], 1));
            expected += std::to_string(i) + ": 1\n";
        }
        QCOMPARE(print(heap), expected);
        FreeChunk two[2];
        QCOMPARE(heap.chunks(100, two, 2), std::size_t{2});
        QVERIFY((two[0] == FreeChunk{101, 1} && two[1] == FreeChunk{103, 1}));
    }
};

QTEST_APPLESS_MAIN(StallocTest)
#include "stalloc_test.moc"
