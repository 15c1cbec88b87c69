// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The policies that first fit is compared with, on one heap with holes of 4, 2, 6 and 2 blocks.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

#include <random>
#include <set>

using namespace firstfit;
using namespace firstfit::test;
using Kind = OperationKind;

namespace {

/// Free: 0:4, 5:2, 8:6, 15:2. In use: 4, 7, 14 and, if `full`, nothing behind 16.
Heap with_holes(Policy policy) {
    Heap heap(shape(17), policy);
    const std::uint32_t sizes[] = {4, 1, 2, 1, 6, 1, 2};
    for (std::uint32_t id = 0; id < 7; ++id) {
        heap.apply(request(Kind::allocate, id, sizes[id]), OperationIndex{id + 1});
    }
    for (const std::uint32_t id : {0U, 2U, 4U, 6U}) {
        heap.apply(request(Kind::deallocate, id), OperationIndex{8});
    }
    return heap;
}

Outcome allocate(Heap& heap, std::uint32_t id, std::uint64_t size, std::uint32_t alignment = 0) {
    return heap.apply(request(Kind::allocate, id, size, alignment), OperationIndex{20});
}

} // namespace

class HeapPoliciesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void each_takes_another_hole() {
        for (const auto& [policy, index, scanned] :
             {std::tuple{Policy::first_fit, 0U, 1U}, {Policy::best_fit, 5U, 4U}, {Policy::worst_fit, 8U, 4U}}) {
            Heap heap = with_holes(policy);
            QCOMPARE(free_list(heap), std::string("0:4,5:2,8:6,15:2"));
            const Outcome outcome = allocate(heap, 10, 2);
            QCOMPARE(outcome.index.value, index);
            QCOMPARE(outcome.scan_length.value, scanned);
        }
    }

    void best_and_worst_respect_alignment() {
        Heap best = with_holes(Policy::best_fit);
        QCOMPARE(allocate(best, 10, 2, 4).index.value, 0U); // 5:2 and 15:2 do not hold 2 aligned to 4
        Heap worst = with_holes(Policy::worst_fit);
        QCOMPARE(allocate(worst, 10, 5, 8).index.value, 8U);
        QVERIFY(!allocate(worst, 11, 5).ok());
    }

    void of_equals_the_first() {
        Heap best = with_holes(Policy::best_fit);
        QCOMPARE(allocate(best, 10, 1).index.value, 5U);
        QCOMPARE(allocate(best, 11, 1).index.value, 6U);
        QCOMPARE(allocate(best, 12, 1).index.value, 15U);
    }

    void next_fit_goes_round() {
        Heap heap = with_holes(Policy::next_fit);
        // The holes were cut from one chunk, so the search went on behind the last block and comes round.
        QCOMPARE(allocate(heap, 10, 3).index.value, 0U);
        QCOMPARE(allocate(heap, 11, 3).index.value, 8U);
        Outcome outcome = allocate(heap, 12, 2); // what is left of 8:6 begins at 11
        QCOMPARE(outcome.index.value, 11U);
        QCOMPARE(outcome.scan_length.value, 1U);
        outcome = allocate(heap, 13, 2);
        QCOMPARE(outcome.index.value, 15U);
        outcome = allocate(heap, 14, 2); // round: 3:1 is too small, 5:2 fits
        QCOMPARE(outcome.index.value, 5U);
        QCOMPARE(outcome.scan_length.value, 2U);
        outcome = allocate(heap, 15, 2);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.scan_length.value, 2U); // 13:1 and 3:1, each once
    }

    void next_fit_visits_every_chunk_once_and_fails_only_if_none_fits() {
        std::mt19937 random(11);
        const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
        Heap heap(shape(60), Policy::next_fit);
        Heap again(shape(60), Policy::next_fit);
        int placed = 0;
        int failed = 0;
        for (std::uint32_t number = 1; number <= 50'000; ++number) {
            const auto kind = pick(200) == 0 ? Kind::clear : pick(2) == 0 ? Kind::allocate : static_cast<Kind>(pick(6));
            const Operation operation =
                request(kind, kind == Kind::clear ? no_allocation.value : pick(25), 1 + pick(8), 1U << pick(4));
            const Snapshot before = heap.snapshot(no_name);
            std::vector<MicroStep> steps;
            SearchHints hints;
            const Outcome outcome = heap.apply(operation, OperationIndex{number}, &steps, &hints);
            again.redo(operation, OperationIndex{number}, outcome, hints);
            QVERIFY(check(heap.snapshot(no_name)).empty());
            QVERIFY(heap.snapshot(no_name) == again.snapshot(no_name));
            if (kind != Kind::allocate) {
                continue;
            }
            std::set<std::uint32_t> visited;
            for (const MicroStep& step : steps) {
                QVERIFY(step.kind != MicroKind::visit || visited.insert(step.block).second);
            }
            if (outcome.ok()) {
                const Run& hole = before.run_at(outcome.index);
                QVERIFY(hole.kind == Run::Kind::chunk);
                QVERIFY(before.run_at(BlockIndex{outcome.index.value + outcome.blocks.value - 1}) == hole);
                ++placed;
            } else if (outcome.failure == stalloc::Failure::no_chunk_fits) {
                QCOMPARE(visited.size(), before.chunks().size());
                ++failed;
            }
        }
        QVERIFY(placed > 5000 && failed > 500);
    }
};

QTEST_APPLESS_MAIN(HeapPoliciesTest)
#include "heap_policies_test.moc"
