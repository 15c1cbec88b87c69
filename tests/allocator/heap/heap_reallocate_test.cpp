// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reallocation, where the crate has its defects 4 to 7.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

using namespace firstfit;
using namespace firstfit::test;
using Kind = OperationKind;
using stalloc::Failure;

namespace {

bool did(Heap& heap, const Operation& operation) { return heap.apply(operation, OperationIndex{1}).ok(); }

} // namespace

class HeapReallocateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defect_04_sizes_are_rounded_up() {
        Heap heap(shape(8, 4));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 0, 5)));
        std::vector<MicroStep> steps;
        const Outcome same = heap.apply(in_bytes(Kind::reallocate, 0, 6), OperationIndex{2}, &steps);
        QVERIFY(same.ok() && !same.moved);
        QCOMPARE(same.blocks.value, 2U);
        QCOMPARE(steps.size(), std::size_t{1});
        QVERIFY(steps[0].kind == MicroKind::nothing_to_do);
        QCOMPARE(free_list(heap), std::string("2:6"));
        QCOMPARE(heap.metrics().live_bytes, 6ULL);
        QVERIFY(did(heap, in_bytes(Kind::reallocate, 0, 3)));
        QCOMPARE(free_list(heap), std::string("1:7"));
        Heap full(shape(2, 4));
        QVERIFY(did(full, in_bytes(Kind::allocate, 0, 7)));
        QVERIFY(did(full, in_bytes(Kind::reallocate, 0, 5)));
        QVERIFY(full.is_oom());
    }

    void what_is_not_alive_is_allocated() {
        Heap heap(shape(8, 4, 0x100004));
        SearchHints hints;
        const Operation operation = in_bytes(Kind::reallocate, 3, 9, 16);
        const Outcome outcome = heap.apply(operation, OperationIndex{5}, nullptr, &hints);
        QVERIFY(outcome.ok() && !outcome.moved);
        QCOMPARE(outcome.index.value, 3U); // 0x100010
        QCOMPARE(outcome.blocks.value, 3U);
        QCOMPARE(free_list(heap), std::string("0:3,6:2"));
        QCOMPARE(heap.find(AllocationId{3})->born.value, 5U);
        QCOMPARE(heap.find(AllocationId{3})->bytes, 9ULL);
        Heap again(shape(8, 4, 0x100004));
        again.redo(operation, OperationIndex{5}, outcome, hints);
        QVERIFY(again.snapshot(no_name) == heap.snapshot(no_name));
        // And where there is no room, nothing happens.
        QVERIFY(heap.apply(in_bytes(Kind::reallocate, 4, 16), OperationIndex{6}).failure == Failure::no_chunk_fits);
        QVERIFY(!heap.alive(AllocationId{4}));
    }

    void defect_05_alignment_is_in_bytes() {
        Heap heap(shape(8, 8, 0x100008));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 0, 8, 8)));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 1, 8, 8)));
        const Outcome outcome = heap.apply(in_bytes(Kind::reallocate, 0, 16, 8), OperationIndex{3});
        QVERIFY(outcome.ok() && outcome.moved);
        QCOMPARE(outcome.index.value, 2U); // the first hole; aligned to 64 it would be block 7
    }

    void defect_07_a_stricter_alignment_moves_it() {
        Heap heap(shape(16, 4, 0x100000));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 0, 4)));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 1, 8)));
        // At block 1 it could stay, were it not for the alignment; block 4 is the first of 16 bytes.
        const Outcome outcome = heap.apply(in_bytes(Kind::reallocate, 1, 8, 16), OperationIndex{3});
        QVERIFY(outcome.ok() && outcome.moved);
        QCOMPARE(outcome.index.value, 4U);
        QCOMPARE(free_list(heap), std::string("1:3,6:10"));
        QCOMPARE(heap.find(AllocationId{1}).value().alignment, 16U);
    }

    void it_shrinks_and_grows_where_it_lies() {
        Heap heap(shape(10));
        QVERIFY(did(heap, request(Kind::allocate, 0, 4)));
        Outcome outcome = heap.apply(request(Kind::reallocate, 0, 2), OperationIndex{2});
        QVERIFY(outcome.ok() && !outcome.moved);
        QCOMPARE(free_list(heap), std::string("2:8"));
        outcome = heap.apply(request(Kind::reallocate, 0, 10), OperationIndex{3});
        QVERIFY(outcome.ok() && !outcome.moved);
        QVERIFY(heap.is_oom());
    }

    void it_moves_when_it_must_and_copies_the_bytes() {
        Heap heap(shape(12, 4));
        QVERIFY(did(heap, in_bytes(Kind::allocate, 0, 7)));   // 0..1
        QVERIFY(did(heap, in_bytes(Kind::allocate, 1, 4)));   // 2
        QVERIFY(did(heap, in_bytes(Kind::deallocate, 0, 0))); // leaves a header in block 0
        QVERIFY(did(heap, in_bytes(Kind::allocate, 0, 7)));
        const std::vector<unsigned char> before(heap.header_bytes().begin(), heap.header_bytes().end());
        std::vector<MicroStep> steps;
        const Outcome outcome = heap.apply(in_bytes(Kind::reallocate, 0, 12), OperationIndex{5}, &steps);
        QVERIFY(outcome.ok() && outcome.moved);
        QCOMPARE(outcome.index.value, 3U);
        QCOMPARE(free_list(heap), std::string("0:2,6:6"));
        const auto copied = std::find_if(steps.begin(), steps.end(),
                                         [](const MicroStep& step) { return step.kind == MicroKind::copied; });
        QVERIFY(copied != steps.end());
        QCOMPARE(copied->next, 0U);
        QCOMPARE(copied->block, 3U);
        QCOMPARE(copied->bytes, 7ULL);
        // Seven bytes: all four of block 0, three of block 1.
        const auto now = heap.header_bytes();
        for (std::size_t byte = 0; byte < 7; ++byte) {
            QCOMPARE(now[12 + byte], before[byte]);
        }
        QCOMPARE(now[12 + 7], before[12 + 7]);
    }

    void when_nothing_fits_it_stays() {
        Heap heap(shape(8));
        QVERIFY(did(heap, request(Kind::allocate, 0, 3)));
        QVERIFY(did(heap, request(Kind::allocate, 1, 1)));
        const std::vector<unsigned char> before(heap.header_bytes().begin(), heap.header_bytes().end());
        const Outcome outcome = heap.apply(request(Kind::reallocate, 0, 5), OperationIndex{3});
        QVERIFY(outcome.failure == Failure::no_chunk_fits);
        QCOMPARE(outcome.index.value, 0U);
        QCOMPARE(outcome.blocks.value, 3U);
        QVERIFY(!outcome.moved);
        QVERIFY(std::equal(before.begin(), before.end(), heap.header_bytes().begin()));
        QVERIFY(heap.alive(AllocationId{0}));
    }

    void it_counts_the_visits_of_all_its_walks() {
        Heap heap(shape(10));
        for (std::uint32_t id = 0; id < 5; ++id) {
            QVERIFY(did(heap, request(Kind::allocate, id, 1)));
        }
        QVERIFY(did(heap, request(Kind::deallocate, 1)));
        // Free: 1:1, 5:5. Growing visits 1; the search 1 and 5; giving back visits 1.
        const Outcome outcome = heap.apply(request(Kind::reallocate, 0, 2), OperationIndex{7});
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.scan_length.value, 1U); // there was room right behind
        const Outcome moved = heap.apply(request(Kind::reallocate, 2, 2), OperationIndex{8});
        QVERIFY(moved.ok() && moved.moved);
        QCOMPARE(moved.index.value, 5U);
        QCOMPARE(moved.scan_length.value, 3U); // 5 to grow, 5 to place, 7 to give back
    }
};

QTEST_APPLESS_MAIN(HeapReallocateTest)
#include "heap_reallocate_test.moc"
