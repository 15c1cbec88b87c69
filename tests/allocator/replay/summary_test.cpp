// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures worked out by hand, and by a list of bytes that knows nothing of chunks.
#include "allocator/replay/summary.h"
#include "tests/allocator/replay/lesson_run.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

#include <map>

using namespace firstfit;
using firstfit::tests::LessonRun;
using firstfit::tests::RandomRun;
using firstfit::tests::teach_run;

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_at_all();
    void the_run_of_the_pictures();
    void alignment_bounds_what_fits();
    void growing_is_bounded_by_the_chunk_behind();
    void figures_agree_with_a_map_of_owners();
};

void SummaryTest::nothing_at_all() {
    const LessonRun run;
    const RunSummary summary = summarise(run.timeline, run.trace);
    QCOMPARE(summary.operations, 0U);
    QVERIFY(!summary.highest_block);
    QCOMPARE(summary.at_end.free, 32U);
    QCOMPARE(summary.at_end.chunks, 1U);
    QCOMPARE(summary.scan_length.mean, 0.0);
    QCOMPARE(summary.fragmentation.max_at.value, 0U);
}

void SummaryTest::the_run_of_the_pictures() {
    const LessonRun run = teach_run();
    const RunSummary summary = summarise(run.timeline, run.trace);
    QCOMPARE(summary.operations, 17U);
    QCOMPARE(summary.allocations, 12U); // two of them n, the first of which failed
    QCOMPARE(summary.frees, 5U);
    QCOMPARE(summary.reallocations, 0U);
    // Alive at the end: a 8, f 16, h 4, k 30, m 12, n 40 = 110 bytes in 2 + 4 + 1 + 8 + 3 + 10 = 28 blocks: the most
    // ever, for after h there were 8 + 12 + 7 + 20 + 10 + 16 + 12 + 4 = 89 bytes in 23 blocks.
    QCOMPARE(summary.peak_bytes, std::uint64_t{110});
    QCOMPARE(summary.peak_blocks, 28U);
    QCOMPARE(summary.leaks.count, 6U);
    QCOMPARE(summary.leaks.bytes, std::uint64_t{110});
    QCOMPARE(summary.highest_block->value, 30U); // the last of k
    // Free at the end: 19 (3) and 31 (1).
    QCOMPARE(summary.at_end.used, 28U);
    QCOMPARE(summary.at_end.free, 4U);
    QCOMPARE(summary.at_end.chunks, 2U);
    QCOMPARE(summary.at_end.largest, 3U);
    QCOMPARE(summary.fragmentation.end, 0.25);
    // After k: 3, 5, 3, 1 free, so 1 - 5/12. After free(g): 3, 5, 3, 9, so 1 - 9/20 = 0.55.
    QCOMPARE(summary.fragmentation.max, 1.0 - 5.0 / 12.0);
    QCOMPARE(summary.fragmentation.max_at.value, 12U);
    // One visit each for the first eight; free(b) 1, free(d) 2, free(g) 3; k 4; free(c) 2; m 1; n 3; free(e) 2; n 1.
    QCOMPARE(summary.scan_length.max, 4U);
    QCOMPARE(summary.scan_length.mean, (8 + 1 + 2 + 3 + 4 + 2 + 1 + 3 + 2 + 1) / 17.0);
    QCOMPARE(summary.failures.size(), std::size_t{1});
    const FailedRequest expected{OperationIndex{15}, 18, "n = malloc(40)", 40, 4, 11, 3, 7, 28};
    QVERIFY(summary.failures[0] == expected);
}

void SummaryTest::alignment_bounds_what_fits() {
    LessonRun run;
    run.blocks("a", 1).blocks("b", 7).blocks("c", 24).free("b").aligned_alloc("p", 16, 20);
    // Chunk 1 has 7 blocks; the first aligned to 4 is 4, so 4 blocks of 4 bytes fit.
    const RunSummary summary = summarise(run.timeline, run.trace);
    QCOMPARE(summary.failures.size(), std::size_t{1});
    QCOMPARE(summary.failures[0].alignment, std::uint64_t{16});
    QCOMPARE(summary.failures[0].bytes, std::uint64_t{20});
    QCOMPARE(summary.failures[0].largest_chunk, 7U);
    QCOMPARE(summary.failures[0].largest_fitting_bytes, std::uint64_t{16});
}

void SummaryTest::growing_is_bounded_by_the_chunk_behind() {
    LessonRun run;
    run.blocks("a", 3).blocks("b", 2).blocks("c", 27).free("b").grow("a", 6).grow("c", 30);
    const RunSummary summary = summarise(run.timeline, run.trace);
    QCOMPARE(summary.failures.size(), std::size_t{2});
    QCOMPARE(summary.failures[0].bytes, std::uint64_t{24});
    QCOMPARE(summary.failures[0].largest_fitting_bytes, std::uint64_t{20});
    QCOMPARE(summary.failures[1].largest_fitting_bytes, std::uint64_t{27 * 4});
    QCOMPARE(summary.leaks.count, 2U);
}

void SummaryTest::figures_agree_with_a_map_of_owners() {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{120};
    geometry.block_size = 8;
    RandomRun random(geometry, Policy::first_fit, 3);
    const Trace trace = random.trace(1500);
    Timeline timeline(geometry);
    std::vector<std::int64_t> owner(120, -1);
    std::map<std::uint32_t, std::uint64_t> bytes;
    std::uint64_t peak_bytes = 0;
    std::uint32_t peak_blocks = 0;
    std::uint32_t highest = 0;
    std::uint32_t kinds[7] = {};
    for (const Operation& operation : trace.operations) {
        const Outcome outcome = timeline.append(operation);
        ++kinds[static_cast<int>(operation.kind)];
        if (!outcome.ok()) {
            continue;
        }
        const std::int64_t id = operation.allocation.value;
        std::replace_if(
            owner.begin(), owner.end(),
            [&](std::int64_t each) { return each == id || operation.kind == OperationKind::clear; }, -1);
        if (operation.kind == OperationKind::clear) {
            bytes.clear();
        } else {
            bytes.erase(operation.allocation.value);
        }
        for (std::uint32_t i = 0; i < outcome.blocks.value; ++i) {
            owner[outcome.index.value + i] = id;
        }
        if (outcome.blocks.value != 0) {
            const std::uint64_t asked = operation.size * (operation.unit == SizeUnit::bytes ? 1 : 8);
            bytes[operation.allocation.value] = std::min<std::uint64_t>(asked, std::uint64_t{outcome.blocks.value} * 8);
        }
        std::uint64_t live = 0;
        for (const auto& each : bytes) {
            live += each.second;
        }
        std::uint32_t used = 0;
        for (std::uint32_t i = 0; i < 120; ++i) {
            used += owner[i] < 0 ? 0U : 1U;
            highest = owner[i] < 0 ? highest : std::max(highest, i);
        }
        peak_bytes = std::max(peak_bytes, live);
        peak_blocks = std::max(peak_blocks, used);
    }
    const RunSummary summary = summarise(timeline, trace);
    QCOMPARE(summary.allocations, kinds[0]);
    QCOMPARE(summary.frees, kinds[1]);
    QCOMPARE(summary.reallocations, kinds[5]);
    QCOMPARE(summary.peak_bytes, peak_bytes);
    QCOMPARE(summary.peak_blocks, peak_blocks);
    QCOMPARE(summary.highest_block->value, highest);
    QCOMPARE(summary.leaks.count, static_cast<std::uint32_t>(bytes.size()));
    std::uint64_t left = 0;
    for (const auto& each : bytes) {
        left += each.second;
    }
    QCOMPARE(summary.leaks.bytes, left);
    QVERIFY(!summary.failures.empty());
}

QTEST_GUILESS_MAIN(SummaryTest)
#include "summary_test.moc"
