// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times of single operations in bins, and the clock that takes them.
#include "allocator/timing/clock.h"
#include "allocator/timing/latency.h"

#include <QTest>

#include <cmath>

using namespace firstfit;

class LatencyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void each_time_is_in_its_bin_data();
    void each_time_is_in_its_bin();
    void empty_ends_are_left_out();
    void percentiles_are_as_exact_as_the_bins();
    void the_clock_is_taken_off();
    void nothing_is_nothing();
    void the_clock_goes_on();
};

void LatencyTest::each_time_is_in_its_bin_data() {
    QTest::addColumn<double>("ns");
    for (const double ns : {0.0, 0.5, 1.0, 6.99, 7.0, 7.99, 8.0, 8.01, 15.9, 16.0, 100.0, 4096.0, 1e6, 1e9, 1e11}) {
        QTest::addRow("%g", ns) << ns;
    }
}

void LatencyTest::each_time_is_in_its_bin() {
    QFETCH(double, ns);
    LatencyCollector collector;
    collector.add(ns + 20, 20);
    const LatencyHistogram histogram = collector.histogram(20);
    QCOMPARE(histogram.bins.size(), std::size_t{1});
    const LatencyBin bin = histogram.bins.front();
    QCOMPARE(bin.count, std::uint64_t{1});
    const double slack = 1e-9 * ns; // 2^(k/8) is not exact
    QVERIFY2(bin.low_ns <= ns + slack && ns < bin.high_ns + slack,
             qPrintable(QStringLiteral("%1 to %2").arg(bin.low_ns).arg(bin.high_ns)));
    QVERIFY(bin.high_ns - bin.low_ns <= std::max(1.0, 0.091 * ns) + 1e-9);
}

void LatencyTest::empty_ends_are_left_out() {
    LatencyCollector collector;
    collector.add(3.5, 0);
    collector.add(3.6, 0);
    collector.add(6.5, 0);
    const LatencyHistogram histogram = collector.histogram(0);
    const std::vector<LatencyBin> expected{{3, 4, 2}, {4, 5, 0}, {5, 6, 0}, {6, 7, 1}};
    QCOMPARE(histogram.bins, expected);
    QCOMPARE(histogram.count, std::uint64_t{3});
    QCOMPARE(histogram.maximum, 6.5);
}

// 1 to 10,000 ns, each once: the percentile p is 100 p ns.
void LatencyTest::percentiles_are_as_exact_as_the_bins() {
    LatencyCollector collector;
    for (int ns = 1; ns <= 10'000; ++ns) {
        collector.add(ns, 0);
    }
    const LatencyHistogram histogram = collector.histogram(16);
    QVERIFY(std::abs(histogram.p50 / 5000 - 1) < 0.05);
    QVERIFY(std::abs(histogram.p90 / 9000 - 1) < 0.05);
    QVERIFY(std::abs(histogram.p99 / 9900 - 1) < 0.05);
    QVERIFY(std::abs(histogram.p999 / 9990 - 1) < 0.05);
    QVERIFY(histogram.p999 <= histogram.maximum);
    QCOMPARE(histogram.maximum, 10'000.0);
    QVERIFY(histogram.clock_allows);
    QCOMPARE(percentile(histogram, 1), 10'000.0);
}

void LatencyTest::the_clock_is_taken_off() {
    LatencyCollector collector;
    for (int i = 0; i < 10; ++i) {
        collector.add(22, 20);
    }
    collector.add(15, 20); // faster than the clock usually is: not less than nothing
    const LatencyHistogram histogram = collector.histogram(20);
    QCOMPARE(histogram.maximum, 2.0);
    QCOMPARE(histogram.bins.front(), (LatencyBin{0, 1, 1}));
    QVERIFY(!histogram.clock_allows); // 2 ns cannot be seen with a clock that takes 20
}

void LatencyTest::nothing_is_nothing() {
    const LatencyHistogram histogram = LatencyCollector().histogram(20);
    QCOMPARE(histogram, LatencyHistogram{});
    QCOMPARE(percentile(histogram, 0.5), 0.0);
}

void LatencyTest::the_clock_goes_on() {
    const std::uint64_t before = now_ns();
    const ClockFacts facts = measure_clock();
    const std::uint64_t after = now_ns();
    QVERIFY(after > before);
    QVERIFY(facts.cost_ns > 0);
    // 10,000 readings of that cost were made in between; a busy machine can only have made it longer.
    QVERIFY(facts.cost_ns * 5'000 <= static_cast<double>(after - before));
    QVERIFY(facts.resolution_ns >= 1);
}

QTEST_APPLESS_MAIN(LatencyTest)
#include "latency_test.moc"
