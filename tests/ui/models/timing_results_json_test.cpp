// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements written as JSON and read again.
#include "ui/models/timing_results_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace firstfit;

namespace {

/// Every member has a value of its own.
Results sample() {
    Results results;
    results.machine = {"cpu \"x\"", 4, "L1d 1 KiB", "powersave", "on", "KVM", "g++ 1", "glibc 2", "Linux ü", 1.25};
    results.clock = {17.5, 1};
    results.started = "2026-01-02T03:04:05+0100";
    results.seconds = 9.75;
    results.seed = 0xFFFF'FFFF'FFFF'FFFF;
    results.precision = 0.03;
    results.churn = {7, 9, 11};
    results.trace_file = "a b.mtrace";
    results.trace_operations = 3;
    results.trace_heap = {BlockCount{100}, 8, 0xFFFF'FFFF'FFFF'FFF8};
    results.rounds = 5;
    results.cancelled = true;
    results.warnings = {"one", "two"};
    results.per_operation = {1.5F, -1, 0.1F};
    Cell cell;
    cell.workload = "chunks";
    cell.contender = "stalloc";
    cell.parameter = 30000;
    cell.samples = {0.1, 2.0 / 3, 1e-9, 4, 5, 6, 7, 8};
    cell.summary = {8, 4, 3, 5, 2, 6, 1, 7, Interval{8, 9}};
    cell.to_malloc = Ratio{0.5, Interval{0.4, 0.6}, Interval{0.3, 0.7}};
    cell.finished = true;
    cell.uncertainty = 0.015;
    cell.noisy = true;
    cell.failure = "line\nbreak";
    cell.latency = {{{1, 2, 3}, {2, 3, 0}, {3, 4, 5}}, 8, 1, 2, 3, 4, 5, true};
    Cell malloc = cell;
    malloc.contender = "malloc";
    malloc.to_malloc.reset();
    results.cells = {cell, malloc, Cell{}};
    return results;
}

QString problemWith(const QByteArray& json) {
    const auto read = timingResultsFromJson(json);
    const auto* problem = std::get_if<TimingJsonProblem>(&read);
    return problem == nullptr ? QStringLiteral("(none)") : problem->message;
}

/// The sample with one member, and perhaps one member of that, replaced.
QByteArray with(const char* name, const QJsonValue& value, const char* inner = nullptr) {
    QJsonObject object = QJsonDocument::fromJson(timingResultsJson(sample())).object();
    if (inner == nullptr) {
        object.insert(QLatin1String(name), value);
    } else {
        QJsonObject member = object.value(QLatin1String(name)).toObject();
        member.insert(QLatin1String(inner), value);
        object.insert(QLatin1String(name), member);
    }
    return QJsonDocument(object).toJson();
}

} // namespace

class TimingResultsJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void whatIsNoMeasurementIsRefused();
    void whatIsWrongIsNamed();
    void tooFewRoundsAreNull();
    void earlierFilesLoseIntervalsOfTooFewRounds();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();
};

void TimingResultsJsonTest::whatIsWrittenIsRead() {
    const Results before = sample();
    const auto read = timingResultsFromJson(timingResultsJson(before));
    QVERIFY2(std::holds_alternative<Results>(read), qPrintable(problemWith(timingResultsJson(before))));
    const Results& after = std::get<Results>(read);
    QCOMPARE(after.machine, before.machine);
    QCOMPARE(after.clock, before.clock);
    QCOMPARE(after.started, before.started);
    QCOMPARE(after.seconds, before.seconds);
    QCOMPARE(after.seed, before.seed);
    QCOMPARE(after.precision, before.precision);
    QCOMPARE(after.churn, before.churn);
    QCOMPARE(after.trace_file, before.trace_file);
    QCOMPARE(after.trace_operations, before.trace_operations);
    QCOMPARE(after.trace_heap, before.trace_heap);
    QCOMPARE(after.rounds, before.rounds);
    QCOMPARE(after.cancelled, before.cancelled);
    QCOMPARE(after.warnings, before.warnings);
    QCOMPARE(after.per_operation, before.per_operation);
    QCOMPARE(after.cells.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const Cell& a = after.cells[i];
        const Cell& b = before.cells[i];
        QCOMPARE(a.workload, b.workload);
        QCOMPARE(a.contender, b.contender);
        QCOMPARE(a.parameter, b.parameter);
        QCOMPARE(a.samples, b.samples); // to the last bit
        QCOMPARE(a.summary, b.summary);
        QCOMPARE(a.to_malloc, b.to_malloc);
        QCOMPARE(a.finished, b.finished);
        QCOMPARE(a.uncertainty, b.uncertainty);
        QCOMPARE(a.noisy, b.noisy);
        QCOMPARE(a.failure, b.failure);
        QCOMPARE(a.latency, b.latency);
    }
}

void TimingResultsJsonTest::whatIsNoMeasurementIsRefused() {
    const auto broken = timingResultsFromJson("{\"format\": }");
    const qsizetype offset = std::get<TimingJsonProblem>(broken).offset;
    QVERIFY(offset == 11 || offset == 12); // the brace, or behind it: Qt's affair
    QVERIFY(problemWith("[]").contains(QStringLiteral("no saved measurement")));
    QVERIFY(
        problemWith("{\"format\": \"firstfit-timing\", \"version\": 2}").contains(QStringLiteral("another version")));
}

void TimingResultsJsonTest::whatIsWrongIsNamed() {
    QCOMPARE(problemWith(with("seconds", QStringLiteral("9"))), QStringLiteral("seconds is not a number."));
    QCOMPARE(problemWith(with("seed", 12)), QStringLiteral("seed is not a whole number in quotes."));
    QCOMPARE(problemWith(with("machine", 3, "processor")), QStringLiteral("machine.processor is not a text."));
    QVERIFY(problemWith(with("churn", -1, "live")).startsWith(QStringLiteral("churn.live is not a whole number")));
    QVERIFY(problemWith(with("churn", 1.5, "live")).startsWith(QStringLiteral("churn.live is not a whole number")));
    QVERIFY(problemWith(with("churn", 5e9, "live")).startsWith(QStringLiteral("churn.live is not a whole number")));
    QCOMPARE(problemWith(with("warnings", QJsonArray{3})), QStringLiteral("warnings is not a list of texts."));
    QCOMPARE(problemWith(with("cells", QJsonArray{3})), QStringLiteral("cells[0] is not an object."));
    QCOMPARE(problemWith(with("cells", QJsonArray{QJsonObject{}})), QStringLiteral("cells[0].workload is not a text."));
    QCOMPARE(problemWith(with("trace", QJsonArray{1, true}, "ns_of_each_operation")),
             QStringLiteral("trace.ns_of_each_operation is not a list of numbers."));
}

void TimingResultsJsonTest::tooFewRoundsAreNull() {
    Results results = sample();
    results.cells[0].summary.median_interval.reset();
    results.cells[0].uncertainty.reset();
    results.cells[0].to_malloc->interval99.reset();
    const QByteArray json = timingResultsJson(results);
    const QJsonObject cell = QJsonDocument::fromJson(json).object().value(QLatin1String("cells"))[0].toObject();
    QVERIFY(cell.value(QLatin1String("uncertainty")).isNull());
    QVERIFY(cell.value(QLatin1String("ns_per_operation"))[QLatin1String("median_interval95")].isNull());
    QVERIFY(cell.value(QLatin1String("to_malloc"))[QLatin1String("interval99")].isNull());
    const auto read = timingResultsFromJson(json);
    QVERIFY2(std::holds_alternative<Results>(read), qPrintable(problemWith(json)));
    const Cell& after = std::get<Results>(read).cells[0];
    QVERIFY(!after.summary.median_interval && !after.uncertainty && !after.to_malloc->interval99);
    QVERIFY(after.to_malloc->interval95 && std::get<Results>(read).cells[1].summary.median_interval);
}

void TimingResultsJsonTest::earlierFilesLoseIntervalsOfTooFewRounds() {
    const auto readWith = [](std::size_t samples, std::size_t ofMalloc) {
        Results results = sample();
        results.cells[0].samples.resize(samples);
        results.cells[0].summary.count = samples;
        results.cells[1].samples.resize(ofMalloc);
        results.cells[1].summary.count = ofMalloc;
        return std::get<Results>(timingResultsFromJson(timingResultsJson(results))).cells[0];
    };
    QVERIFY(readWith(8, 8).to_malloc->interval99);
    QVERIFY(readWith(7, 8).to_malloc->interval95 && !readWith(7, 8).to_malloc->interval99);
    QVERIFY(!readWith(8, 5).to_malloc->interval95 && readWith(8, 5).summary.median_interval);
    QVERIFY(!readWith(5, 8).summary.median_interval && !readWith(5, 8).uncertainty);
}

void TimingResultsJsonTest::whatMakesNoSenseIsRefused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("place");
    const auto add = [](const char* from, const char* to, const char* place) {
        QTest::newRow(to) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(place);
    };
    add("\"median\":4", "\"median\":-5", "cells[0].ns_per_operation.median");
    add("\"median\":4", "\"median\":1e999", "illegal number"); // by Qt
    add("\"median\":4", "\"median\":70", "cells[0].ns_per_operation.median");
    add("\"count\":8", "\"count\":9", "cells[0]");
    add("\"median_interval95\":[8,9]", "\"median_interval95\":[-1,1e300]",
        "cells[0].ns_per_operation.median_interval95");
    add("\"median_interval95\":[8,9]", "\"median_interval95\":[9,8]", "cells[0].ns_per_operation.median_interval95");
    add("\"parameter\":30000", "\"parameter\":1e300", "cells[0].parameter");
    add("\"parameter\":30000", "\"parameter\":0.5", "cells[0].parameter");
    add("\"cost_ns\":17.5", "\"cost_ns\":-17.5", "clock.cost_ns");
    add("[3,4,5]]", "[4,3,5]]", "cells[0].latency.bins");
    add("[3,4,5]]", "[3,4,1e300]]", "cells[0].latency.bins");
    add("\"samples\":[0.1,", "\"samples\":[-0.1,", "cells[0].samples");
    add("\"ns_of_each_operation\":[1.5,-1,", "\"ns_of_each_operation\":[1e300,-1,", "trace.ns_of_each_operation");
    add("\"ns_of_each_operation\":[1.5,-1,", "\"ns_of_each_operation\":[1.5,-2,", "trace.ns_of_each_operation");
}

void TimingResultsJsonTest::whatMakesNoSenseIsRefused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, place);
    QByteArray json = timingResultsJson(sample(), {}, true);
    QVERIFY2(json.contains(from), json.constData());
    QCOMPARE(problemWith(json), QStringLiteral("(none)"));
    json.replace(from, to);
    QVERIFY2(problemWith(json).startsWith(place), qPrintable(problemWith(json)));
}

QTEST_APPLESS_MAIN(TimingResultsJsonTest)
#include "timing_results_json_test.moc"
