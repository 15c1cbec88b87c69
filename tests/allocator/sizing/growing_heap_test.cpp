// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Going back: a heap that went on and was rewound answers as one that never went there.
#include "allocator/sizing/growing_heap.h"

#include <QtTest>

#include <random>

using namespace firstfit;
using Kind = OperationKind;

namespace {

constexpr std::uint32_t allocations = 24;

Request random_request(std::mt19937& random) {
    constexpr Kind kinds[] = {Kind::allocate,   Kind::allocate,        Kind::deallocate,   Kind::reallocate,
                              Kind::grow_up_to, Kind::shrink_in_place, Kind::grow_in_place};
    return {.id = AllocationId{static_cast<std::uint32_t>(random() % allocations)},
            .kind = kinds[random() % std::size(kinds)],
            .blocks = 1 + random() % 9,
            .alignment = std::uint64_t{1} << (random() % 3)};
}

/// What becomes of `count` random requests, and whether more blocks would have changed it.
std::vector<GrowingHeap::Reply> perform(GrowingHeap& heap, std::mt19937 random, int count) {
    std::vector<GrowingHeap::Reply> replies;
    for (int i = 0; i < count; ++i) {
        replies.push_back(heap.apply(random_request(random)));
    }
    return replies;
}

bool same(const GrowingHeap::Reply& a, const GrowingHeap::Reply& b) {
    return a.failed == b.failed && a.changes_at == b.changes_at && a.content_at == b.content_at;
}

} // namespace

class GrowingHeapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAfterGoingBackAsIfItHadNeverGone_data();
    void answersAfterGoingBackAsIfItHadNeverGone();
};

void GrowingHeapTest::answersAfterGoingBackAsIfItHadNeverGone_data() {
    QTest::addColumn<bool>("raised");
    QTest::newRow("in as many blocks") << false;
    QTest::newRow("after it was given more") << true;
}

void GrowingHeapTest::answersAfterGoingBackAsIfItHadNeverGone() {
    QFETCH(bool, raised);
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        const HeapGeometry geometry{.blocks = BlockCount{48}};
        GrowingHeap traveller(geometry, allocations);
        GrowingHeap stayed(geometry, allocations);
        const int before = static_cast<int>(seed % 40);
        perform(traveller, std::mt19937(seed), before);
        perform(stayed, std::mt19937(seed), before);

        const GrowingHeap::Mark mark = traveller.mark();
        if (raised) {
            traveller.raise(64);
        }
        perform(traveller, std::mt19937(seed + 1), 20);
        traveller.rewind(mark);

        QCOMPARE(traveller.blocks(), stayed.blocks());
        QCOMPARE(traveller.visits(), stayed.visits());
        const auto replies = perform(traveller, std::mt19937(seed + 2), 30);
        const auto expected = perform(stayed, std::mt19937(seed + 2), 30);
        const auto [differs, other] = std::ranges::mismatch(replies, expected, same);
        if (differs != replies.end()) {
            QFAIL(qPrintable(QStringLiteral("seed %1: request %2 of the heap that went back ends otherwise")
                                 .arg(seed)
                                 .arg(differs - replies.begin())));
        }
        QCOMPARE(traveller.visits(), stayed.visits());
    }
}

QTEST_APPLESS_MAIN(GrowingHeapTest)
#include "growing_heap_test.moc"
