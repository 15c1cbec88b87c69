// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements, times along a trace and changes as CSV, and what of two runs can be compared at all.
#include "allocator/timing/changes.h"
#include "allocator/timing/results_csv.h"

#include <QTest>

#include <numeric>

using namespace firstfit;

namespace {

/// 1 to `count` times `ns`.
Cell cell_of(const char* workload, const char* contender, std::size_t count, double ns = 1) {
    Cell cell;
    cell.workload = workload;
    cell.contender = contender;
    for (std::size_t i = 1; i <= count; ++i) {
        cell.samples.push_back(static_cast<double>(i) * ns);
    }
    cell.summary = summarise(cell.samples, 1);
    return cell;
}

Results run_of(std::vector<Cell> cells) {
    Results results;
    results.machine.processor = "a";
    results.trace_file = "here/run.mtrace";
    results.trace_operations = 3;
    results.trace_heap = {BlockCount{100}, 16, 0x1000};
    results.cells = std::move(cells);
    return results;
}

struct Csv {
    QStringList remarks;
    QStringList names;
    QList<QStringList> rows;

    /// Of a text without quotes.
    explicit Csv(const std::string& text) {
        for (const QString& line : QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            if (line.startsWith(QLatin1Char('#'))) {
                remarks << line;
            } else if (names.isEmpty()) {
                names = line.split(QLatin1Char(','));
            } else {
                rows << line.split(QLatin1Char(','));
            }
        }
    }
    [[nodiscard]] QString at(qsizetype row, const char* name) const {
        return rows.at(row).value(names.indexOf(QLatin1String(name)), QStringLiteral("(no such column)"));
    }
};

QString q(const char* text) { return QString::fromUtf8(text); }

} // namespace

class ResultsCsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void each_cell_has_a_line();
    void too_few_rounds_leave_intervals_empty();
    void how_it_was_measured_stands_on_top();
    void a_clock_that_does_not_allow_it_is_said();
    void the_times_along_a_trace_are_a_table();
    void other_work_is_not_compared();
    void a_recording_in_another_folder_is_the_same();
    void another_machine_is_said();
    void changes_are_a_table();
};

void ResultsCsvTest::each_cell_has_a_line() {
    Cell cell = cell_of("pair", "malloc", 2, 1.5);
    cell.failure = "it said \"no\", and left";
    Results results = run_of({cell, Cell{}});
    results.warnings = {"one\ntwo"};
    const QStringList lines = QString::fromStdString(to_csv(results)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList table;
    for (const QString& line : lines) {
        if (!line.startsWith(QLatin1Char('#'))) {
            table << line;
        }
    }
    QCOMPARE(table.size(), 3);
    QVERIFY(lines.contains(QStringLiteral("# one two")));
    const auto fields = table[0].count(QLatin1Char(','));
    QVERIFY2(table[1].startsWith(QStringLiteral("pair,0,malloc,2,2.25,,,1.875,2.625,")), qPrintable(table[1]));
    QVERIFY(table[1].endsWith(QStringLiteral(",no,no,\"it said \"\"no\"\", and left\"")));
    QCOMPARE(table[1].count(QLatin1Char(',')), fields + 1); // one is inside the quotes
    QCOMPARE(table[2].count(QLatin1Char(',')), fields);
}

void ResultsCsvTest::too_few_rounds_leave_intervals_empty() {
    const Cell malloc = cell_of("pair", "malloc", 9);
    Results results = run_of({cell_of("pair", "a", 5), cell_of("pair", "b", 7), cell_of("pair", "c", 9)});
    for (Cell& cell : results.cells) {
        cell.to_malloc = ratio_of_medians(cell.samples, malloc.samples, 1);
    }
    const Csv csv(to_csv(results));
    for (const char* name : {"median_low", "median_high", "to_malloc_low95", "to_malloc_high95"}) {
        QCOMPARE(csv.at(0, name), QString());
        QVERIFY(csv.at(1, name).toDouble() > 0);
    }
    for (const char* name : {"to_malloc_low99", "to_malloc_high99"}) {
        QCOMPARE(csv.at(1, name), QString());
        QVERIFY(csv.at(2, name).toDouble() > 0);
    }
    QCOMPARE(csv.at(0, "to_malloc"), q("1")); // the first five of both
}

void ResultsCsvTest::how_it_was_measured_stands_on_top() {
    Results results = run_of({cell_of("churn", "malloc", 2), cell_of("trace", "malloc", 2)});
    results.seed = 77;
    results.precision = 0.03;
    results.churn = {5, 9, 11};
    results.cancelled = true;
    const QStringList all = Csv(to_csv(results)).remarks;
    const QString text = all.join(QLatin1Char('\n'));
    for (const char* words : {"seed 77", "certain to 3 %", "churn: 5 live of 9 to 11 bytes",
                              "trace: here/run.mtrace, 3 operations, in 100 blocks of 16 bytes from address 4096",
                              "cancelled", "governor unknown"}) {
        QVERIFY2(text.contains(q(words)), qPrintable(text));
    }
    // What was not measured is not described.
    results.cells = {cell_of("pair", "malloc", 2)};
    results.cancelled = false;
    const QString less = Csv(to_csv(results)).remarks.join(QLatin1Char('\n'));
    QVERIFY(!less.contains(q("churn")) && !less.contains(q("trace")) && !less.contains(q("cancelled")));
}

void ResultsCsvTest::a_clock_that_does_not_allow_it_is_said() {
    Cell cell = cell_of("pair", "malloc", 2);
    cell.latency.count = 10;
    cell.latency.p50 = 3;
    Results results = run_of({cell, cell, Cell{}});
    results.cells[1].latency.clock_allows = true;
    const Csv csv(to_csv(results));
    QCOMPARE(csv.at(0, "latency_clock_allows"), q("no"));
    QCOMPARE(csv.at(1, "latency_clock_allows"), q("yes"));
    QCOMPARE(csv.at(2, "latency_clock_allows"), QString());
    QCOMPARE(csv.at(2, "latency_p50"), QString());
}

void ResultsCsvTest::the_times_along_a_trace_are_a_table() {
    Results results = run_of({cell_of("trace", "stalloc", 2)});
    results.per_operation = {1.5F, -1, 20};
    const Csv csv(trace_times_to_csv(results));
    QCOMPARE(csv.names, (QStringList{q("operation"), q("ns")}));
    QCOMPARE(csv.rows, (QList<QStringList>{{q("1"), q("1.5")}, {q("3"), q("20")}}));
    QVERIFY(csv.remarks.join(QLatin1Char(' ')).contains(q("here/run.mtrace")));
}

void ResultsCsvTest::other_work_is_not_compared() {
    const std::vector<Cell> cells{cell_of("pair", "malloc", 9), cell_of("churn", "malloc", 9),
                                  cell_of("trace", "malloc", 9)};
    const Results after = run_of(cells);
    QCOMPARE(changes(run_of(cells), after).size(), std::size_t{3});
    QVERIFY(limits_of_changes(run_of(cells), after).other_work.empty());
    const auto left = [&](auto alter) {
        Results before = run_of(cells);
        alter(before);
        const std::vector<std::string> other = limits_of_changes(before, after).other_work;
        const std::vector<Change> all = changes(before, after);
        const auto is_other = [&](const Change& change) {
            return std::ranges::find(other, change.after->workload) != other.end();
        };
        return all.size() + other.size() == 3 && std::ranges::none_of(all, is_other) ? other
                                                                                     : std::vector<std::string>{"?"};
    };
    using Ids = std::vector<std::string>;
    QCOMPARE(left([](Results& run) { run.churn.max_bytes = 9999; }), Ids{"churn"});
    QCOMPARE(left([](Results& run) { run.churn.live = 7; }), Ids{"churn"});
    QCOMPARE(left([](Results& run) { run.trace_file = "here/other.mtrace"; }), Ids{"trace"});
    QCOMPARE(left([](Results& run) { run.trace_operations = 4; }), Ids{"trace"});
    QCOMPARE(left([](Results& run) { run.trace_heap.blocks.value = 101; }), Ids{"trace"});
    QCOMPARE(left([](Results& run) { run.trace_heap.block_size = 8; }), Ids{"trace"});
}

void ResultsCsvTest::a_recording_in_another_folder_is_the_same() {
    const Results after = run_of({cell_of("trace", "malloc", 9)});
    Results before = after;
    before.trace_file = "/there/run.mtrace";
    QCOMPARE(changes(before, after).size(), std::size_t{1});
}

void ResultsCsvTest::another_machine_is_said() {
    Results before = run_of({cell_of("pair", "malloc", 9), cell_of("string", "jemalloc", 9)});
    const Results after = run_of({cell_of("pair", "malloc", 9), cell_of("pair", "stalloc", 9)});
    QVERIFY(limits_of_changes(before, after).machine.empty());
    before.machine.processor = "b";
    before.machine.compiler = "c";
    before.machine.libc = "d";
    before.machine.load = 3; // always another one
    const ChangeLimits limits = limits_of_changes(before, after);
    QCOMPARE(limits.machine, (std::vector<std::string>{"processor", "compiler", "C library"}));
    QCOMPARE(limits.only_before, (std::vector<std::string>{"string", "jemalloc"}));
    QCOMPARE(limits.only_after, (std::vector<std::string>{"stalloc"}));
}

void ResultsCsvTest::changes_are_a_table() {
    Results before =
        run_of({cell_of("pair", "malloc", 9), cell_of("pair", "stalloc", 3), cell_of("churn", "malloc", 9)});
    before.churn.live = 5;
    before.machine.compiler = "g++ 1";
    Results after =
        run_of({cell_of("pair", "malloc", 9, 0.5), cell_of("pair", "stalloc", 9), cell_of("churn", "malloc", 9)});
    after.cells[0].failure = "1 request found no room.";
    const Csv csv(changes_to_csv(before, after));
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.at(0, "before_ns"), q("5"));
    QCOMPARE(csv.at(0, "after_ns"), q("2.5"));
    QCOMPARE(csv.at(0, "ratio"), q("0.5"));
    // Nine: the second to the eighth. 1 to 4 by 2 to 8.
    QCOMPARE(csv.at(0, "ratio_low"), q("0.125"));
    QCOMPARE(csv.at(0, "ratio_high"), q("2"));
    QCOMPARE(csv.at(0, "before_failure"), QString());
    QCOMPARE(csv.at(0, "after_failure"), q("1 request found no room."));
    QCOMPARE(csv.at(1, "ratio_low"), QString()); // three rounds before
    const QString remarks = csv.remarks.join(QLatin1Char('\n'));
    QVERIFY(remarks.contains(q("# left out, not the same work: churn")));
    QVERIFY(remarks.contains(q("# another one: compiler")));
    QVERIFY(remarks.contains(q("# before: g++ 1")));
}

QTEST_APPLESS_MAIN(ResultsCsvTest)
#include "results_csv_test.moc"
