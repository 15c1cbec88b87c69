// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What charts and tables of measurements are made of: picked, thinned out, put into words.
#include "allocator/timing/changes.h"
#include "tests/ui/timing/timing_samples.h"
#include "ui/models/figure_table.h"
#include "ui/models/roles.h"
#include "ui/models/timing_data.h"
#include "ui/models/timing_tables.h"
#include "ui/models/timing_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace firstfit;

class TimingDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void contendersStandInTheOrderOfCharts() {
        Results results;
        results.cells = {test::cellOf("pair", "malloc", 1), test::cellOf("pair", "stranger", 1),
                         test::cellOf("pair", "stalloc", 1)};
        QCOMPARE(contendersIn(results), (std::vector<std::string>{"stalloc", "malloc", "stranger"}));
    }

    void groupsLeaveGapsWhereNothingWasMeasured() {
        Results results = test::results();
        results.cells.push_back(test::cellOf("threads", "malloc", 5));
        results.cells.back().finished = false;
        const auto groups = workloadGroups(results);
        QCOMPARE(groups.size(), std::size_t{3});
        QCOMPARE(groups[0].workload, std::string("vectors"));
        QCOMPARE(groups[0].cells[1]->summary.median, 20.0);
        QVERIFY(groups[0].finished);
        QCOMPARE(groups[2].workload, std::string("threads"));
        QVERIFY(groups[2].cells[0] == nullptr && groups[2].cells[1] != nullptr);
        QVERIFY(!groups[2].finished);
    }

    void curvesAscendAndHaveASlope() {
        Results results = test::results();
        std::reverse(results.cells.begin(), results.cells.end());
        const auto curves = chunkCurves(results);
        QCOMPARE(curves.size(), std::size_t{2});
        QCOMPARE(curves[0].contender, std::string("stalloc"));
        QCOMPARE(curves[0].cells.front()->parameter, 1.0);
        QCOMPARE(curves[0].cells.back()->parameter, 1000.0);
        QCOMPARE(*costPerChunk(curves[0]), 4.0);
        QCOMPARE(*costPerChunk(curves[1]), 0.0);
        QVERIFY(!costPerChunk({"stalloc", {curves[0].cells[0]}}));
    }

    void bucketsKeepTheSlowest() {
        // 1..10: 1 ns each, but 4 takes 50, and 5 was nothing to do.
        std::vector<float> times(10, 1.0F);
        times[3] = 50;
        times[4] = -1;
        const auto two = costBuckets(times, 1, 10, 2);
        QCOMPARE(two.size(), std::size_t{2});
        QCOMPARE(two[0].first, 1U);
        QCOMPARE(two[0].last, 5U);
        QCOMPARE(two[0].slowest, 4U);
        QCOMPARE(two[0].most, 50.0F);
        QCOMPARE(two[0].median, 1.0F);
        QCOMPARE(two[1].first, 6U);
        QCOMPARE(two[1].last, 10U);
        // With room for all of them there is one each, but for the one without a time.
        QCOMPARE(costBuckets(times, 1, 10, 100).size(), std::size_t{9});
        QCOMPARE(costBuckets(times, 3, 4, 100).size(), std::size_t{2});
        QVERIFY(costBuckets(times, 11, 20, 100).empty());
        QVERIFY(costBuckets({}, 1, 10, 100).empty());
    }

    void aMillionOperationsBecomeFewPoints() {
        std::vector<float> times(1'000'000, 10.0F);
        times[777'776] = 9999;
        const auto points = costBuckets(times, 1, 1'000'000, 1200);
        QCOMPARE(points.size(), std::size_t{1200});
        QCOMPARE(points.front().first, 1U);
        QCOMPARE(points.back().last, 1'000'000U);
        const auto worst = std::ranges::max_element(points, {}, &CostBucket::most);
        QCOMPARE(worst->slowest, 777'777U);
    }

    void slowestComeFirst() {
        QCOMPARE(slowestOperations({3, 9, -1, 9, 5}, 3), (std::vector<std::uint32_t>{2, 4, 5}));
        QCOMPARE(slowestOperations({3, -1}, 5), (std::vector<std::uint32_t>{1}));
    }

    void changesAreOnTheSafeSide() {
        const Results before = test::results();
        Results after;
        after.cells = {test::cellOf("vectors", "stalloc", 5), test::cellOf("pair", "stalloc", 5)};
        const auto all = changes(before, after);
        QCOMPARE(all.size(), std::size_t{1}); // "pair" was not there before
        QCOMPARE(all[0].ratio, 0.5);
        // 4.95 to 5.05 by 9.9 to 10.1.
        QCOMPARE(all[0].interval->low, 4.95 / 10.1);
        QCOMPARE(all[0].interval->high, 5.05 / 9.9);
    }

    void stepsAreRound() {
        QCOMPARE(roundSteps(2.5, 60).size(), std::size_t{6}); // 2 5 10 20 50 100
        QCOMPARE(roundSteps(2.5, 60).front(), 2.0);
        QCOMPARE(roundSteps(2.5, 60).back(), 100.0);
        QCOMPARE(roundSteps(1, 10), (std::vector<double>{1, 2, 5, 10}));
        QCOMPARE(roundSteps(0, 10).size(), std::size_t{2}); // no logarithm: something that can be drawn
    }

    void timesReadLikeAPersonWritesThem() {
        QCOMPARE(timeText(2.678), QStringLiteral("2.68 ns"));
        QCOMPARE(timeText(99.96), QStringLiteral("100 ns"));
        QCOMPARE(timeText(999.6), QStringLiteral("1.00 µs"));
        QCOMPARE(timeText(118'000), QStringLiteral("118 µs"));
        QCOMPARE(timeText(2.5e6), QStringLiteral("2.50 ms"));
        QCOMPARE(ratioText(0.5), QStringLiteral("0.50"));
    }

    void saysWhatIsToBeTakenWithCaution() {
        Results results = test::results();
        results.cancelled = true;
        results.warnings = {"The load was 3."};
        const QStringList all = cautions(results);
        QCOMPARE(all.size(), 3);
        QVERIFY2(all[0].contains(QStringLiteral("Stalloc at random churn")), qPrintable(all[0]));
        QCOMPARE(all[1], QStringLiteral("The load was 3."));
        QVERIFY(machineLine(results).contains(QStringLiteral("Test processor")));
        QVERIFY(machineLine(results).contains(QStringLiteral("clock costs 20.0 ns")));
    }

    void whatFailedIsACaution() {
        Results results = test::results();
        results.cells[0].failure = "3 requests found no room.";
        results.cells[1].failure = "3 requests found no room.";
        results.cells[2].failure = "It crashed.";
        for (std::size_t i = 4; i < 10; ++i) {
            results.cells[i].failure = "No time was left for it.";
        }
        results.cells[5].contender = "sync-stalloc";
        results.cells[7].contender = "mimalloc";
        results.cells[9].contender = "jemalloc";
        const QStringList all = cautions(results);
        QCOMPARE(all[0], QStringLiteral("Stalloc at two vectors, malloc at two vectors: 3 requests found no room."));
        QCOMPARE(all[1], QStringLiteral("Stalloc at random churn: It crashed."));
        const QString free = workloadName("chunks", results);
        QCOMPARE(all[2],
                 QStringLiteral("Stalloc at %1, SyncStalloc at %1, mimalloc at %1 and 1 more: No time was left for it.")
                     .arg(free));
        const FigureTable ratios = ratioTable(results);
        QVERIFY(ratios.rows[0][2].caution && ratios.rows[1][2].caution);
        QVERIFY(!ratioTable(test::results()).rows[0][2].caution);
    }

    void tooFewRoundsAreSaidInsteadOfAnInterval() {
        Results results = test::results();
        results.cells[0].summary.median_interval.reset();
        results.cells[0].to_malloc->interval99.reset();
        results.cells[2].to_malloc->interval95.reset();
        QCOMPARE(medianTable(results).rows[0][3].text, QStringLiteral("too few rounds"));
        QCOMPARE(medianTable(results).rows[1][3].text, QStringLiteral("19.8 – 20.2"));
        const FigureTable ratios = ratioTable(results);
        QCOMPARE(ratios.rows[0][3].text, QStringLiteral("0.49 – 0.51"));
        QCOMPARE(ratios.rows[0][4].text, QStringLiteral("too few rounds"));
        QCOMPARE(ratios.rows[1][3].text, QStringLiteral("too few rounds"));
        QVERIFY(cellSentence(results.cells[0], results).contains(QStringLiteral("median 10.0 ns (too few rounds")));
        const FigureTable changed = changeTable(results, test::results());
        QCOMPARE(changed.rows[0][5].text, QStringLiteral("too few rounds"));
        QVERIFY(!changed.rows[0][4].strong);
    }

    void theMachineLineSaysWhatIsNotKnownAndHowManyRounds() {
        Results results = test::results();
        QVERIFY2(machineLine(results).endsWith(QStringLiteral("10.0 s, 9 rounds")), qPrintable(machineLine(results)));
        QVERIFY(machineLine(results).contains(QStringLiteral("governor unknown")));
        results.cells[1].summary.count = 3;
        results.cells[2].summary.count = 0; // not measured
        QVERIFY2(machineLine(results).endsWith(QStringLiteral("3 to 9 rounds")), qPrintable(machineLine(results)));
    }

    void whatCannotBeComparedIsNamed() {
        Results before = test::resultsAlong(10, 4, "here/a.mtrace");
        before.cells.push_back(test::cellOf("trace", "malloc", 5));
        before.trace_heap = {BlockCount{1000}, 8, 0x1000};
        Results after = before;
        QCOMPARE(changeCautions(before, after), QStringList());
        after.trace_heap.blocks.value = 2000;
        after.churn.live = 7;
        after.machine.libc = "glibc 9";
        before.cells.push_back(test::cellOf("pair", "jemalloc", 5));
        const QStringList all = changeCautions(before, after);
        QCOMPARE(all.size(), 4);
        QCOMPARE(all[0], QStringLiteral("Left out, for it is not the same work: random churn (before: random churn, "
                                        "100 live of 8 to 256 bytes; after: 7 live of 8 to 256 bytes)"));
        QCOMPARE(all[1],
                 QStringLiteral("Left out, for it is not the same work: a.mtrace (before: a.mtrace, 10 operations "
                                "in 1,000 × 8 bytes; after: 10 operations in 2,000 × 8 bytes)"));
        QVERIFY2(all[2].endsWith(QStringLiteral("not the same in both runs: C library.")), qPrintable(all[2]));
        QCOMPARE(all[3], QStringLiteral("Only in the run before: 8-byte pair, jemalloc."));
        QCOMPARE(changeTable(before, after).rows.size(), std::size_t{2 + 8}); // vectors and chunks
    }

    void tablesHaveTheNumbers() {
        const Results results = test::results();
        const FigureTable medians = medianTable(results);
        QCOMPARE(medians.rows.size(), std::size_t{4});
        QCOMPARE(medians.rows[0][2].text, QStringLiteral("10.0"));
        QCOMPARE(medians.rows[0][2].sort.toDouble(), 10.0);
        QVERIFY(medians.rows[2][4].caution && !medians.rows[0][4].caution);
        const FigureTable ratios = ratioTable(results);
        QCOMPARE(ratios.rows.size(), std::size_t{2});
        QCOMPARE(ratios.rows[0][2].text, QStringLiteral("0.50"));
        QCOMPARE(ratios.rows[0][3].text, QStringLiteral("0.49 – 0.51"));
        const FigureTable chunks = chunkTable(results);
        QCOMPARE(chunks.rows.size(), std::size_t{4});
        QCOMPARE(chunks.rows[3][1].text, QStringLiteral("4.01 µs"));
        QCOMPARE(chunks.rows[3][2].text, QStringLiteral("10.0 ns"));
        const FigureTable latency = latencyTable(results, "vectors");
        QCOMPARE(latency.rows.size(), std::size_t{1});
        QCOMPARE(latency.rows[0][5].text, QStringLiteral("950 ns"));
        const FigureTable slow = slowestTable(test::resultsAlong(100, 42, "x"), nullptr);
        QCOMPARE(slow.rows[0][0].text, QStringLiteral("42"));
        QCOMPARE(slow.keys[0], 42LL);
    }

    void whatFailedIsNotSilent() {
        Results results = test::results();
        Cell failed;
        failed.workload = "vectors";
        failed.contender = "jemalloc";
        failed.failure = "The process died.";
        results.cells.push_back(failed);
        const FigureTable table = medianTable(results);
        QCOMPARE(table.rows[2][2].text, QStringLiteral("failed"));
        QVERIFY(table.rows[2][2].tip.contains(QStringLiteral("The process died.")));
    }

    void theModelKeepsItsRowsWhileFiguresChange() {
        FigureTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(medianTable(test::results()));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
        Results more = test::results();
        more.cells[0].summary.median = 11;
        model.setTable(medianTable(more));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(data.count(), 1);
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("11.0"));
        QCOMPARE(model.index(0, 2).data(SortRole).toDouble(), 11.0);
        QCOMPARE(model.keyOf(0), -1LL);
        model.setTable({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TimingDataTest)
#include "timing_data_test.moc"
