// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures of a whole run: differences, call sites, chunk lengths, tables, the heap to try first, and the sharing that
// keeps a long run small.
#include "allocator/replay/comparison.h"
#include "allocator/replay/free_histogram.h"
#include "allocator/replay/leaks.h"
#include "allocator/replay/metrics_csv.h"
#include "allocator/replay/proposal.h"
#include "allocator/replay/replay.h"
#include "tests/allocator/replay/lesson_run.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

using namespace firstfit;
using firstfit::tests::LessonRun;
using firstfit::tests::RandomRun;

namespace {

HeapGeometry shape(std::uint32_t blocks, std::uint32_t block_size) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = block_size;
    return geometry;
}

Operation recorded(OperationKind kind, std::uint32_t id, std::uint64_t bytes = 0) {
    Operation operation;
    operation.kind = kind;
    operation.allocation = AllocationId{id};
    operation.size = bytes;
    return operation;
}

using Kind = OperationKind;

} // namespace

class RunFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void differences_of_places_and_results();
    void differences_are_what_the_snapshots_say();
    void equal_heaps_do_not_differ();
    void sites_of_what_is_alive_leaked_and_failed();
    void chunk_classes_double();
    void the_histogram_counts_every_chunk();
    void a_line_for_each_operation();
    void the_proposal_holds_the_peak();
    void the_proposal_takes_larger_blocks_where_it_must();
    void the_proposal_tells_how_far_it_is();
    void the_proposal_stays_sensible_where_no_heap_has_blocks_enough();
    void operations_are_shared();
    void a_replay_can_be_ended();
    void a_free_of_nothing_is_no_failure();
};

void RunFiguresTest::differences_of_places_and_results() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 4).blocks("b", 1).blocks("c", 2).blocks("d", 1).free("a").free("c").blocks("e", 2);
    run.blocks("f", 4).free("e").free("f");
    const Timeline best = *replay(run.trace, shape(8, 4), Policy::best_fit);
    const auto first = next_difference(run.timeline, best, OperationIndex{0});
    QCOMPARE(first->operation.value, 7U);
    QVERIFY(first->kind == Difference::Kind::place);
    QCOMPARE(first->words, std::string("It lies 0 bytes behind the start of the first heap and 20 behind that of the "
                                       "second."));
    const auto second = next_difference(run.timeline, best, first->operation);
    QCOMPARE(second->operation.value, 8U);
    QVERIFY(second->kind == Difference::Kind::result);
    QCOMPARE(second->words, std::string("Only the second heap holds it."));
    QVERIFY(!next_difference(run.timeline, best, second->operation)); // freeing them is nothing new
    QCOMPARE(previous_difference(run.timeline, best, OperationIndex{99})->operation.value, 8U);
    QCOMPARE(previous_difference(run.timeline, best, OperationIndex{8})->operation.value, 7U);
    QVERIFY(!previous_difference(run.timeline, best, OperationIndex{7}));
    QVERIFY(!previous_difference(run.timeline, best, OperationIndex{0}));
}

void RunFiguresTest::differences_are_what_the_snapshots_say() {
    RandomRun random(shape(40, 8), Policy::first_fit, 5);
    const Trace trace = random.trace(600);
    const Timeline a = *replay(trace, shape(40, 8));
    const Timeline b = *replay(trace, shape(24, 16));
    std::uint32_t at = 0;
    std::uint32_t places = 0;
    std::uint32_t results = 0;
    for (std::uint32_t n = 1; n <= 600; ++n) {
        const OperationIndex operation{n};
        const AllocationId id = trace.operations[n - 1].allocation;
        const bool frees =
            trace.operations[n - 1].kind == Kind::deallocate || trace.operations[n - 1].kind == Kind::clear;
        // Where it lies before and after, in bytes.
        const auto place = [&](const Timeline& run, std::uint32_t k) -> std::optional<std::uint64_t> {
            const Snapshot heap = run.snapshot(Position::after(OperationIndex{k}));
            const LiveAllocation* live = heap.find(id);
            return live == nullptr ? std::nullopt
                                   : std::optional(std::uint64_t{live->index.value} * run.geometry().block_size);
        };
        const bool result = !frees && a.outcome(operation).ok() != b.outcome(operation).ok();
        const bool placed = (place(a, n) && place(a, n - 1) && place(a, n) != place(a, n - 1)) ||
                            (place(b, n) && place(b, n - 1) && place(b, n) != place(b, n - 1)) ||
                            trace.operations[n - 1].kind == Kind::allocate;
        const bool both = a.outcome(operation).ok() && b.outcome(operation).ok();
        const bool elsewhere = !frees && both && placed && place(a, n) != place(b, n);
        if (!result && !elsewhere) {
            continue;
        }
        const auto found = next_difference(a, b, OperationIndex{at});
        QCOMPARE(found->operation.value, n);
        QCOMPARE(found->kind == Difference::Kind::result, result);
        QCOMPARE(previous_difference(a, b, OperationIndex{n + 1})->operation.value, n);
        at = n;
        places += elsewhere ? 1U : 0U;
        results += result ? 1U : 0U;
    }
    QVERIFY(!next_difference(a, b, OperationIndex{at}));
    QVERIFY(places > 20 && results > 20);
}

void RunFiguresTest::equal_heaps_do_not_differ() {
    RandomRun random(shape(40, 8), Policy::first_fit, 6);
    const Trace trace = random.trace(300);
    const Timeline a = *replay(trace, shape(40, 8));
    QVERIFY(!next_difference(a, a, OperationIndex{0}));
    QVERIFY(!previous_difference(a, a, OperationIndex{301}));
}

void RunFiguresTest::sites_of_what_is_alive_leaked_and_failed() {
    Trace trace;
    trace.operations = {
        recorded(Kind::allocate, 0, 40),  recorded(Kind::allocate, 1, 8),     recorded(Kind::allocate, 2, 8),
        recorded(Kind::allocate, 3, 500), recorded(Kind::reallocate, 1, 12),  recorded(Kind::deallocate, 0),
        recorded(Kind::deallocate, 3),    recorded(Kind::reallocate, 3, 600), recorded(Kind::allocate, 4, 4)};
    trace.call_sites.resize(3);
    trace.sites = {CallSiteId{2}, CallSiteId{0}, CallSiteId{0}, CallSiteId{1}, CallSiteId{1},
                   CallSiteId{1}, CallSiteId{1}, CallSiteId{1}, no_call_site};
    const Timeline timeline = *replay(trace, shape(16, 8));
    const auto live = live_by_site(timeline.snapshot(Position::after(OperationIndex{3})), trace);
    QVERIFY(live == (std::vector<SiteFigures>{{CallSiteId{2}, 1, 40, 0}, {CallSiteId{0}, 2, 16, 0}}));
    const auto leaks = leaks_by_site(timeline, trace);
    QVERIFY(leaks == (std::vector<SiteFigures>{{CallSiteId{0}, 2, 20, 0}, {no_call_site, 1, 4, 0}}));
    const auto failures = failures_by_site(timeline, trace);
    QVERIFY(failures == (std::vector<SiteFigures>{{CallSiteId{1}, 0, 1'100, 2}}));
    trace.sites.clear(); // a kind that tells none
    QVERIFY(leaks_by_site(timeline, trace) == (std::vector<SiteFigures>{{no_call_site, 3, 24, 0}}));
}

void RunFiguresTest::chunk_classes_double() {
    QCOMPARE(chunk_class_of(1), std::size_t{0});
    QCOMPARE(chunk_class_of(2), std::size_t{1});
    QCOMPARE(chunk_class_of(3), std::size_t{1});
    QCOMPARE(chunk_class_of(4), std::size_t{2});
    QCOMPARE(chunk_class_of(32'767), std::size_t{14});
    QCOMPARE(chunk_class_of(32'768), std::size_t{15});
    QCOMPARE(chunk_class_of(65'535), std::size_t{15});
    const auto classes = free_histogram(LessonRun(shape(8, 4)).timeline.snapshot({}));
    QCOMPARE(classes.size(), std::size_t{16});
    QCOMPARE(classes.front().lowest, 1U);
    QCOMPARE(classes.back().highest, 65'535U);
    for (std::size_t i = 1; i < classes.size(); ++i) {
        QCOMPARE(classes[i].lowest, classes[i - 1].highest + 1);
    }
}

void RunFiguresTest::the_histogram_counts_every_chunk() {
    LessonRun run(shape(32, 4));
    for (const auto& [name, size] : {std::pair{"a", 1}, {"p", 1}, {"b", 3}, {"q", 1}, {"c", 2}, {"r", 1}, {"d", 9}}) {
        run.blocks(name, static_cast<std::uint64_t>(size));
    }
    run.blocks("s", 14).free("a").free("b").free("c").free("d");
    const auto classes = free_histogram(run.timeline.snapshot(run.timeline.end()));
    QVERIFY(classes[0] == (ChunkClass{1, 1, 1, 1}));
    QVERIFY(classes[1] == (ChunkClass{2, 3, 2, 5}));
    QVERIFY(classes[2] == (ChunkClass{4, 7, 0, 0}));
    QVERIFY(classes[3] == (ChunkClass{8, 15, 1, 9}));
    QVERIFY(classes[4] == (ChunkClass{16, 31, 0, 0}));
}

void RunFiguresTest::a_line_for_each_operation() {
    LessonRun run(shape(8, 4));
    run.malloc("a", 5).malloc("b", 4).free("a").realloc("b", 12).malloc("c", 99).free("c").clear();
    run.trace.call_sites.resize(2);
    run.trace.call_sites[0].function = "parse<int, \"x\">";
    run.trace.call_sites[1].function = "main";
    run.trace.sites = {CallSiteId{0}, CallSiteId{1}, no_call_site};
    std::string text;
    write_metrics_csv(run.timeline, run.trace, [&](std::string_view piece) {
        text += piece;
        return true;
    });
    QCOMPARE(QString::fromStdString(text),
             QStringLiteral(
                 "operation,line,call,bytes,index,blocks,ok,used,free,largest,chunks,fragmentation,scan_length,moved,"
                 "site\n"
                 "1,4,allocate,5,0,2,1,2,6,6,1,0.000000,1,0,\"parse<int, \"\"x\"\">\"\n"
                 "2,5,allocate,4,2,1,1,3,5,5,1,0.000000,1,0,main\n"
                 "3,6,deallocate,,,,1,1,7,5,2,0.285714,1,0,\n"
                 "4,7,reallocate,12,2,3,1,3,5,3,2,0.400000,2,0,\n"
                 "5,8,allocate,99,,,0,3,5,3,2,0.400000,0,0,\n"
                 "6,9,deallocate,,,,1,3,5,3,2,0.400000,0,0,\n"
                 "7,10,clear,,,,1,0,8,8,1,0.000000,0,0,\n"));
}

void RunFiguresTest::the_proposal_holds_the_peak() {
    Trace trace;
    // 1,000 allocations of 16 to 31 bytes: 1 or 2 blocks each; the last 500 only after the first are gone.
    for (std::uint32_t i = 0; i < 1'000; ++i) {
        trace.operations.push_back(recorded(Kind::allocate, i, 16 + i % 16));
    }
    for (std::uint32_t i = 0; i < 1'000; ++i) {
        trace.operations.push_back(recorded(Kind::deallocate, i));
    }
    for (std::uint32_t i = 1'000; i < 1'500; ++i) {
        trace.operations.push_back(recorded(Kind::allocate, i, 16));
    }
    trace.operations.push_back(recorded(Kind::allocate, 1'500, std::uint64_t{1} << 60)); // nobody ever holds this
    const HeapGeometry geometry = proposed_geometry(trace);
    QCOMPARE(geometry.block_size, 16U);
    QVERIFY(!geometry.problem());
    // i % 16 == 0 takes one block: 63 of the 1,000.
    const std::uint32_t peak = 63 + 2 * 937;
    QVERIFY(geometry.blocks.value >= peak + peak / 8);
    QVERIFY(geometry.blocks.value < peak + peak / 8 + 64);
    trace.geometry = shape(7, 32);
    QVERIFY(proposed_geometry(trace) == shape(7, 32));
    QCOMPARE(proposed_geometry(Trace{}).blocks.value, 64U);
}

void RunFiguresTest::the_proposal_takes_larger_blocks_where_it_must() {
    Trace trace;
    trace.operations = {recorded(Kind::allocate, 0, 1'000'000), recorded(Kind::reallocate, 0, 1'500'000)};
    const HeapGeometry geometry = proposed_geometry(trace);
    // It may have to move: 2.5 MB, and an eighth more, are 2,812,500 bytes: 65,535 blocks of 64.
    QCOMPARE(geometry.block_size, 64U);
    QVERIFY(geometry.capacity_bytes() >= 2'812'500);
    trace.operations = {recorded(Kind::allocate, 0, std::uint64_t{1} << 44)}; // more than there is
    const HeapGeometry largest = proposed_geometry(trace);
    QVERIFY(!largest.problem());
    trace.operations = {recorded(Kind::allocate, 0, std::uint64_t{1} << 43)};
    const HeapGeometry huge = proposed_geometry(trace);
    QVERIFY(!huge.problem());
    QVERIFY(huge.capacity_bytes() >= std::uint64_t{1} << 43);
}

void RunFiguresTest::the_proposal_tells_how_far_it_is() {
    Trace trace;
    // 2.5 MB and more, as above: three sizes of blocks are tried, each with a look at all 40,000.
    for (std::uint32_t i = 0; i < 40'000; ++i) {
        trace.operations.push_back(recorded(Kind::allocate, i, 64));
    }
    std::vector<std::uint64_t> seen;
    const auto told = proposed_geometry(trace, [&](std::uint64_t done, std::uint64_t total) {
        seen.push_back(total == 40'000 ? done : UINT64_MAX);
        return true;
    });
    QVERIFY(told == proposed_geometry(trace));
    QCOMPARE(told->block_size, 64U);
    QCOMPARE(seen, (std::vector<std::uint64_t>{0, 16'384, 32'768, 0, 16'384, 32'768, 0, 16'384, 32'768}));
    QVERIFY(!proposed_geometry(trace, [](std::uint64_t done, std::uint64_t) { return done == 0; }));
}

void RunFiguresTest::the_proposal_stays_sensible_where_no_heap_has_blocks_enough() {
    Trace trace;
    for (std::uint32_t i = 0; i < 70'000; ++i) {
        trace.operations.push_back(recorded(Kind::allocate, i, 100));
    }
    // 70,000 allocations in 65,535 blocks; with an eighth more they have 70,000 * 7 * 16 * 9 / 8 = 8,820,000 bytes.
    const HeapGeometry geometry = proposed_geometry(trace);
    QCOMPARE(geometry.block_size, 256U); // 65,535 * 128 is less
    QCOMPARE(geometry.blocks.value, 65'535U);
    // 60,000 of them hold, but without the eighth: the block is the first that takes 100 bytes.
    trace.operations.resize(60'000);
    const HeapGeometry full = proposed_geometry(trace);
    QCOMPARE(full.block_size, 128U);
    QCOMPARE(full.blocks.value, 65'535U);
}

void RunFiguresTest::operations_are_shared() {
    RandomRun random(shape(40, 8), Policy::first_fit, 8);
    Trace trace = random.trace(500);
    const OperationList kept(std::vector<Operation>(trace.operations.begin(), trace.operations.end()));
    Timeline timeline = *replay(trace, shape(40, 8));
    QVERIFY(timeline.operations().shares_with(trace.operations));
    QCOMPARE(timeline.size().value, 500U);
    QVERIFY(timeline.operation_bytes() < 500 * 50 + trace.names.size() * sizeof(std::string));
    // Whoever goes on alone does not disturb the other.
    trace.operations.push_back(recorded(Kind::allocate, 900, 1));
    QVERIFY(timeline.operations() == kept);
    timeline.truncate(OperationIndex{200});
    timeline.append(recorded(Kind::allocate, 901, 1));
    QCOMPARE(trace.operations.size(), std::size_t{501});
    QVERIFY(std::equal(kept.begin(), kept.end(), trace.operations.begin()));
    QCOMPARE(timeline.operation(OperationIndex{201}).allocation.value, 901U);
    const Timeline part = *replay(trace, shape(40, 8), Policy::first_fit, {}, 10);
    QCOMPARE(part.size().value, 10U);
    QVERIFY(part.snapshot(part.end()) == timeline.snapshot(Position::after(OperationIndex{10})));
}

void RunFiguresTest::a_replay_can_be_ended() {
    RandomRun random(shape(40, 8), Policy::first_fit, 8);
    const Trace trace = random.trace(1'000);
    std::vector<std::uint64_t> seen;
    QVERIFY(!replay(trace, shape(40, 8), Policy::first_fit, [&](std::uint64_t done, std::uint64_t total) {
        seen.push_back(done);
        return total == 1'000 && done < 512;
    }));
    QCOMPARE(seen, (std::vector<std::uint64_t>{0, 256, 512}));
    Timeline timeline(shape(40, 8));
    timeline.append_all(trace.operations, trace.names, [](std::uint32_t done) { return done < 512; });
    QCOMPARE(timeline.size().value, 512U);
    QCOMPARE(timeline.operations().size(), std::size_t{512});
    const Timeline whole = *replay(trace, shape(40, 8));
    QVERIFY(timeline.snapshot(timeline.end()) == whole.snapshot(Position::after(OperationIndex{512})));
}

void RunFiguresTest::a_free_of_nothing_is_no_failure() {
    LessonRun run(shape(2, 4));
    run.blocks("a", 3).free("a").blocks("b", 1);
    QVERIFY(run.timeline.failed(OperationIndex{1}));
    QVERIFY(!run.timeline.failed(OperationIndex{2}));
    QVERIFY(!run.timeline.failed(OperationIndex{3}));
}

QTEST_APPLESS_MAIN(RunFiguresTest)
#include "run_figures_test.moc"
