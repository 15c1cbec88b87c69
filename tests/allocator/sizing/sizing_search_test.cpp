// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The search against brute force: random runs, replayed at every L by the bitmap model.
#include "allocator/sizing/confirm.h"
#include "allocator/sizing/search.h"
#include "tests/allocator/sizing/model_replay.h"

#include <QtTest>

#include <random>

using namespace firstfit;
using firstfit::test::ModelReplay;
using Kind = OperationKind;

namespace {

const SearchLimits generous{.effort = 1'000'000'000, .effort_beyond_real = 1'000'000'000};
const auto go_on = [](std::size_t) { return true; };

/// What a random run is made of.
struct Mixture {
    std::vector<Kind> kinds; ///< besides allocate; a kind is as frequent as it is in here
    std::vector<std::uint32_t> alignments{0};
    std::uint32_t largest = 60; ///< bytes
    std::uint32_t operations = 40;
};

std::vector<Operation> random_run(const Mixture& mixture, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::vector<Operation> run;
    std::uint32_t ids = 0;
    for (std::uint32_t n = 0; n < mixture.operations; ++n) {
        Operation operation;
        operation.kind = ids == 0 || below(2) == 0 ? Kind::allocate : mixture.kinds[below(mixture.kinds.size())];
        const bool is_new = operation.kind == Kind::allocate;
        // Some ids are dead: freed, or never alive.
        operation.allocation = AllocationId{is_new ? ids : static_cast<std::uint32_t>(below(ids + 1))};
        ids += is_new ? 1 : 0;
        operation.size = 1 + below(mixture.largest);
        operation.alignment = mixture.alignments[below(mixture.alignments.size())];
        run.push_back(operation);
    }
    return run;
}

/// Small allocations that are freed and reallocated in any order, and then something large.
std::vector<Operation> scrambled_run(std::mt19937& random) {
    std::vector<Operation> run;
    for (std::uint32_t n = 0; n < 30; ++n) {
        const bool is_new = n < 15;
        run.push_back({.size = 1 + random() % 24,
                       .allocation = AllocationId{is_new ? n : static_cast<std::uint32_t>(random() % 15)},
                       .kind = is_new              ? Kind::allocate
                               : random() % 2 == 0 ? Kind::deallocate
                                                   : Kind::reallocate});
    }
    run.push_back({.size = 32 + random() % 32, .allocation = AllocationId{30}});
    return run;
}

/// In blocks; the allocation has the number of its letter.
Operation request(Kind kind, char allocation, std::uint64_t blocks = 0) {
    return {.size = blocks,
            .allocation = AllocationId{static_cast<unsigned char>(allocation)},
            .kind = kind,
            .unit = SizeUnit::blocks};
}

/// Held(L) for L from 1 to `most`.
std::vector<bool> held_by(const std::vector<Operation>& run, const HeapGeometry& geometry, std::uint32_t most) {
    std::vector<bool> held(most + 1, false);
    for (std::uint32_t blocks = 1; blocks <= most; ++blocks) {
        held[blocks] = ModelReplay(blocks, geometry).holds(run);
    }
    return held;
}

} // namespace

class SizingSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatBruteForceFinds_data();
    void findsWhatBruteForceFinds();
    void startsWhereItIsTold();
    void meetsRunsWhereMoreIsWorse();
    void goesBackProperly();
    void holdsWithoutProofWhenItGivesUp();
    void needsOnePassWhereNothingGrows();
    void goesBeyondRealHeaps();
    void stopsAtAbsurdRequests();
    void stopsWhenTold();
};

void SizingSearchTest::findsWhatBruteForceFinds_data() {
    QTest::addColumn<Mixture>("mixture");
    const std::vector<std::uint32_t> aligned{0, 4, 16, 32, 128};
    QTest::newRow("no growth") << Mixture{{Kind::deallocate}};
    QTest::newRow("no growth, aligned") << Mixture{{Kind::deallocate}, aligned};
    QTest::newRow("reallocations") << Mixture{{Kind::deallocate, Kind::reallocate, Kind::reallocate}};
    QTest::newRow("reallocations, aligned") << Mixture{{Kind::deallocate, Kind::reallocate}, aligned};
    QTest::newRow("mostly reallocations") << Mixture{
        {Kind::deallocate, Kind::reallocate, Kind::reallocate, Kind::reallocate, Kind::reallocate}, {0}, 200};
    QTest::newRow("few sizes") << Mixture{
        {Kind::deallocate, Kind::reallocate, Kind::reallocate, Kind::reallocate}, {0}, 12, 60};
    QTest::newRow("everything") << Mixture{{Kind::deallocate, Kind::deallocate, Kind::reallocate, Kind::grow_in_place,
                                            Kind::grow_up_to, Kind::shrink_in_place},
                                           aligned};
    QTest::newRow("clear") << Mixture{
        {Kind::deallocate, Kind::reallocate, Kind::reallocate, Kind::reallocate, Kind::grow_up_to, Kind::clear}};
}

void SizingSearchTest::findsWhatBruteForceFinds() {
    QFETCH(Mixture, mixture);
    std::mt19937 random(20261122);
    for (int round = 0; round < 300; ++round) {
        const std::vector<Operation> run = random_run(mixture, random);
        const HeapGeometry geometry{BlockCount{1}, round % 2 == 0 ? 4U : 8U, 0x100000 + 8U * (random() % 40)};
        // Everything beside everything, each at the worst alignment, always fits.
        const std::uint32_t enough = mixture.operations * (mixture.largest + 128) / geometry.block_size;
        const std::vector<bool> held = held_by(run, geometry, enough);
        const auto smallest = static_cast<std::uint32_t>(std::ranges::find(held, true) - held.begin());
        QVERIFY(smallest <= enough);
        const auto found = smallest_heap(run, geometry, mixture.operations, 1, generous, go_on);
        QVERIFY2(found && found->blocks == smallest && found->proved && !found->at_least,
                 qPrintable(QStringLiteral("round %1: %2, not %3").arg(round).arg(found->blocks).arg(smallest)));
        const auto confirmed = confirm(run, geometry, smallest, mixture.operations, go_on);
        QVERIFY(confirmed && confirmed->holds);
        if (smallest > 1) {
            QVERIFY(!confirm(run, geometry, smallest - 1, mixture.operations, go_on)->holds);
        }
    }
}

void SizingSearchTest::startsWhereItIsTold() {
    const Mixture mixture{{Kind::deallocate, Kind::reallocate, Kind::reallocate}, {0, 16, 64}};
    std::mt19937 random(7);
    const HeapGeometry geometry;
    int later = 0;
    for (int round = 0; round < 200; ++round) {
        const std::vector<Operation> run = random_run(mixture, random);
        const std::uint32_t enough = mixture.operations * (mixture.largest + 128) / geometry.block_size;
        const std::vector<bool> held = held_by(run, geometry, enough);
        const auto smallest = static_cast<std::uint32_t>(std::ranges::find(held, true) - held.begin());
        for (std::uint32_t from = smallest; from < smallest + 30; ++from) {
            const auto next =
                static_cast<std::uint32_t>(std::find(held.begin() + from, held.end(), true) - held.begin());
            const auto found = smallest_heap(run, geometry, mixture.operations, from, generous, go_on);
            QVERIFY(found && found->blocks == next);
            later += next != from ? 1 : 0;
        }
    }
    QVERIFY(later > 0); // or nothing was tested that a pass in a heap without end would not do
}

void SizingSearchTest::meetsRunsWhereMoreIsWorse() {
    // 8 blocks hold it, 9 to 12 do not, 13 do:
    //                       L = 8              L = 9 ...
    //   a x d b             a a a x d d b b    a a a x d d b b .
    //   free a, b becomes 3 b b b x d d . .    . . . x d d b b b     it moves, or grows in place
    //   free d, c wants 4   b b b x c c c c    . . . x . . b b b     not 4 in a row before L = 13
    const std::vector<Operation> worse_with_more{
        request(Kind::allocate, 'a', 3), request(Kind::allocate, 'x', 1), request(Kind::allocate, 'd', 2),
        request(Kind::allocate, 'b', 2), request(Kind::deallocate, 'a'),  request(Kind::reallocate, 'b', 3),
        request(Kind::deallocate, 'd'),  request(Kind::allocate, 'c', 4),
    };
    for (std::uint32_t blocks = 1; blocks <= 20; ++blocks) {
        const bool holds = blocks == 8 || blocks >= 13;
        QCOMPARE(ModelReplay(blocks, HeapGeometry{}).holds(worse_with_more), holds);
        QCOMPARE(confirm(worse_with_more, HeapGeometry{}, blocks, 128, go_on)->holds, holds);
        const auto found = smallest_heap(worse_with_more, HeapGeometry{}, 128, blocks, generous, go_on);
        QVERIFY(found && found->proved);
        QCOMPARE(found->blocks, blocks <= 8 ? 8U : std::max(blocks, 13U));
    }
    // Others, found by chance.
    std::mt19937 random(3);
    int others = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::vector<Operation> run = scrambled_run(random);
        const std::vector<bool> held = held_by(run, HeapGeometry{}, 150);
        const auto smallest = std::ranges::find(held, true);
        if (std::find(smallest, held.end(), false) != held.end()) {
            ++others;
            const auto found = smallest_heap(run, HeapGeometry{}, 31, 1, generous, go_on);
            QVERIFY(found && found->blocks == static_cast<std::uint64_t>(smallest - held.begin()));
        }
    }
    QVERIFY2(others >= 3, qPrintable(QString::number(others)));
}

void SizingSearchTest::goesBackProperly() {
    // As above, up to where b moves in 8 blocks, and would grow in 9.
    const std::vector<Operation> begin{
        request(Kind::allocate, 'a', 3), request(Kind::allocate, 'x', 1), request(Kind::allocate, 'd', 2),
        request(Kind::allocate, 'b', 2), request(Kind::deallocate, 'a'),  request(Kind::reallocate, 'b', 3),
        request(Kind::deallocate, 'd'),
    };
    // In 8 blocks f cannot grow either, and would in 9. But 9 is where b grew, and then c did not get its memory.
    std::vector<Operation> twice = begin;
    for (const Operation& more :
         {request(Kind::allocate, 'c', 4), request(Kind::deallocate, 'c'), request(Kind::allocate, 'e', 2),
          request(Kind::allocate, 'f', 2), request(Kind::deallocate, 'e'), request(Kind::reallocate, 'f', 3)}) {
        twice.push_back(more);
    }
    // In 8 blocks c fails with the last block in use at 3; where b parted, all 8 were in use.
    std::vector<Operation> longer = begin;
    longer.push_back(request(Kind::allocate, 'c', 5));
    for (const auto& [run, smallest] : {std::pair(twice, 13U), std::pair(longer, 14U)}) {
        const std::vector<bool> held = held_by(run, HeapGeometry{}, 30);
        QCOMPARE(static_cast<std::uint32_t>(std::ranges::find(held, true) - held.begin()), smallest);
        const auto found = smallest_heap(run, HeapGeometry{}, 128, 1, generous, go_on);
        QVERIFY(found && found->proved);
        QCOMPARE(found->blocks, smallest);
    }
}

void SizingSearchTest::holdsWithoutProofWhenItGivesUp() {
    std::mt19937 random(11);
    const Mixture mixture{{Kind::deallocate, Kind::reallocate, Kind::reallocate, Kind::grow_up_to}};
    const HeapGeometry geometry;
    int unproved = 0;
    for (int round = 0; round < 400; ++round) {
        const std::vector<Operation> run = random_run(mixture, random);
        const auto exact = smallest_heap(run, geometry, mixture.operations, 1, generous, go_on);
        const auto quick = smallest_heap(run, geometry, mixture.operations, 1, SearchLimits{}, go_on);
        QVERIFY(exact && quick && quick->blocks >= exact->blocks);
        QVERIFY(ModelReplay(static_cast<std::uint32_t>(quick->blocks), geometry).holds(run));
        QVERIFY(!quick->proved || quick->blocks == exact->blocks);
        unproved += quick->proved ? 0 : 1;
    }
    QVERIFY(unproved > 0);
}

void SizingSearchTest::needsOnePassWhereNothingGrows() {
    std::mt19937 random(5);
    const Mixture mixture{{Kind::deallocate}, {0, 16}, 60, 2000};
    const std::vector<Operation> run = random_run(mixture, random);
    // Nothing may be done in vain, and it is proved all the same.
    const auto found = smallest_heap(run, HeapGeometry{}, mixture.operations, 1, SearchLimits{}, go_on);
    QVERIFY(found && found->proved);
    QVERIFY(ModelReplay(static_cast<std::uint32_t>(found->blocks), HeapGeometry{}).holds(run));
    QVERIFY(!ModelReplay(static_cast<std::uint32_t>(found->blocks) - 1, HeapGeometry{}).holds(run));
}

void SizingSearchTest::goesBeyondRealHeaps() {
    // 300,000 blocks of one byte each, every other freed, then one that fits nowhere but behind: 300,002.
    std::vector<Operation> run(300'000);
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        run[i] = {.size = 1, .allocation = AllocationId{i}};
    }
    for (std::uint32_t i = 0; i < 20; i += 2) {
        run.push_back({.allocation = AllocationId{i}, .kind = Kind::deallocate});
    }
    run.push_back({.size = 8, .allocation = AllocationId{300'000}});
    const auto found = smallest_heap(run, HeapGeometry{}, 300'001, 300'000, generous, go_on);
    QVERIFY(found && found->proved);
    QCOMPARE(found->blocks, 300'002U);
    QVERIFY(confirm(run, HeapGeometry{}, 300'002, 300'001, go_on)->holds);
    QVERIFY(!confirm(run, HeapGeometry{}, 300'001, 300'001, go_on)->holds);
    // No real heap is that large, so a little effort is enough: then it is said to be only a bound.
    const auto bound = smallest_heap(run, HeapGeometry{}, 300'001, 300'000, SearchLimits{}, go_on);
    QVERIFY(bound && bound->at_least && !bound->proved);
    QCOMPARE(bound->blocks, 300'002U);
}

void SizingSearchTest::stopsAtAbsurdRequests() {
    const std::vector<Operation> run{{.size = 8, .allocation = AllocationId{0}},
                                     {.size = std::uint64_t{1} << 62, .allocation = AllocationId{1}}};
    const auto found = smallest_heap(run, HeapGeometry{}, 2, 1, generous, go_on);
    QVERIFY(found && found->at_least && !found->proved);
    QCOMPARE(found->blocks, (std::uint64_t{1} << 60) + 2);
    const auto most = smallest_heap(run, HeapGeometry{}, 2, std::numeric_limits<std::uint64_t>::max(), generous, go_on);
    QVERIFY(most && most->at_least);
}

void SizingSearchTest::stopsWhenTold() {
    const std::vector<Operation> run(10'000, {.size = 1, .allocation = AllocationId{0}});
    std::size_t seen = 0;
    const auto stop = [&](std::size_t done) {
        seen = done;
        return done < 1000;
    };
    QVERIFY(!smallest_heap(run, HeapGeometry{}, 1, 1, generous, stop));
    QVERIFY(seen >= 1000 && seen < 2000);
    QVERIFY(!confirm(run, HeapGeometry{}, 32, 1, stop));
}

QTEST_APPLESS_MAIN(SizingSearchTest)
#include "sizing_search_test.moc"
