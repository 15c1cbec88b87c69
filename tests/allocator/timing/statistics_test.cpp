// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statistics against values from elsewhere: Python's statistics module, and the exact distribution of a bootstrap.
#include "allocator/timing/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace firstfit;

namespace {

bool close(double a, double b) { return std::abs(a - b) < 1e-12; }

/// 1 to `count`, in an order that is none.
std::vector<double> whole_numbers(std::size_t count) {
    std::vector<double> values(count);
    std::iota(values.begin(), values.end(), 1.0);
    std::ranges::shuffle(values, std::mt19937(7));
    return values;
}

} // namespace

class StatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentiles_are_those_of_python();
    void a_summary_has_the_values_of_python();
    void ranks_are_those_of_the_binomial_distribution_data();
    void ranks_are_those_of_the_binomial_distribution();
    void few_samples_have_no_interval();
    void few_samples_hold_the_median_as_often_as_they_say_data();
    void few_samples_hold_the_median_as_often_as_they_say();
    void the_interval_is_that_of_the_exact_bootstrap_data();
    void the_interval_is_that_of_the_exact_bootstrap();
    void the_same_seed_gives_the_same();
    void a_ratio_is_that_of_the_medians();
    void rounds_are_drawn_together();
    void what_is_not_together_is_less_certain();
    void equal_contenders_have_a_ratio_of_one_inside();
    void no_samples_and_a_clock_that_stands_still();
};

// python3 -c "import statistics as s; print(s.quantiles([12.5,3.25,7,9.75,4.5,30,5.5,6,8.25,11], n=20,
// method='inclusive'))"
void StatisticsTest::percentiles_are_those_of_python() {
    const std::vector<double> sorted{3.25, 4.5, 5.5, 6, 7, 8.25, 9.75, 11, 12.5, 30};
    const std::vector<double> python{3.8125, 4.375, 4.85,  5.3,    5.625,   5.85, 6.15,   6.6,   7.0625, 7.625,
                                     8.1875, 8.85,  9.525, 10.125, 10.6875, 11.3, 11.975, 14.25, 22.125};
    for (std::size_t i = 0; i < python.size(); ++i) {
        const double found = percentile(sorted, static_cast<double>(i + 1) / 20);
        QVERIFY2(close(found, python[i]), qPrintable(QStringLiteral("%1 %: %2").arg(5 * (i + 1)).arg(found)));
    }
    QCOMPARE(percentile(sorted, 0), 3.25);
    QCOMPARE(percentile(sorted, 1), 30.0);
    QCOMPARE(percentile(sorted, 7), 30.0); // out of range: the ends
    QCOMPARE(percentile(sorted, -1), 3.25);
    QCOMPARE(percentile({}, 0.5), 0.0);
}

void StatisticsTest::a_summary_has_the_values_of_python() {
    const Summary summary = summarise(std::vector<double>{12.5, 3.25, 7, 9.75, 4.5, 30, 5.5, 6, 8.25, 11}, 1);
    QCOMPARE(summary.count, std::size_t{10});
    QCOMPARE(summary.median, 7.625);
    QCOMPARE(summary.lower_quartile, 5.625);
    QCOMPARE(summary.upper_quartile, 10.6875);
    QCOMPARE(summary.p5, 3.8125);
    QCOMPARE(summary.p95, 22.125);
    QCOMPARE(summary.minimum, 3.25);
    QCOMPARE(summary.maximum, 30.0);
}

// The largest k with 2 * sum(comb(n, j) for j in range(k)) <= (1 - confidence) * 2**n, in Python's whole numbers.
void StatisticsTest::ranks_are_those_of_the_binomial_distribution_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("rank95");
    QTest::addColumn<int>("rank99");
    const int python[][3] = {{0, 0, 0},   {1, 0, 0},     {5, 0, 0},        {6, 1, 0},          {7, 1, 0},
                             {8, 1, 1},   {9, 2, 1},     {12, 3, 2},       {13, 3, 2},         {25, 8, 6},
                             {30, 10, 8}, {100, 40, 37}, {1001, 470, 460}, {20000, 9861, 9818}};
    for (const auto& [count, rank95, rank99] : python) {
        QTest::addRow("%d", count) << count << rank95 << rank99;
    }
}

void StatisticsTest::ranks_are_those_of_the_binomial_distribution() {
    QFETCH(int, count);
    const auto rank = [count](double confidence) {
        return static_cast<int>(median_rank(static_cast<std::size_t>(count), confidence).value_or(0));
    };
    QTEST(rank(0.95), "rank95");
    QCOMPARE(enough_for(0.95, static_cast<std::size_t>(count)), rank(0.95) > 0);
    QCOMPARE(enough_for(0.99, static_cast<std::size_t>(count)), rank(0.99) > 0);
    QTEST(rank(0.99), "rank99");
}

void StatisticsTest::few_samples_have_no_interval() {
    const Summary one = summarise(std::vector<double>{4.0}, 1);
    QCOMPARE(one.median, 4.0);
    QVERIFY(!one.median_interval);
    QVERIFY(!summarise(std::vector<double>{4.0, 6.0}, 1).median_interval);
    QVERIFY(!summarise(whole_numbers(5), 1).median_interval);
    QCOMPARE(summarise(whole_numbers(6), 1).median_interval, (Interval{1, 6}));
    // 1 to 1, 2 to 2, ...: the ratio is 1 in each round, which five rounds do not prove.
    const auto ratio = [](std::size_t rounds) {
        return ratio_of_medians(whole_numbers(rounds), whole_numbers(rounds), 1);
    };
    QVERIFY(!ratio(5).interval95 && !ratio(5).interval99);
    QCOMPARE(ratio(6).interval95, (Interval{1, 1}));
    QVERIFY(!ratio(7).interval99);
    QCOMPARE(ratio(8).interval99, (Interval{1, 1}));
}

void StatisticsTest::few_samples_hold_the_median_as_often_as_they_say_data() {
    QTest::addColumn<int>("count");
    for (const int count : {6, 8, 13, 23}) {
        QTest::addRow("%d", count) << count;
    }
}

// Draws from a distribution whose median is known: e^x is 2 or less in half of the cases. Of 2,000 times 5 % may miss;
// with 23 samples the bootstrap alone would miss in 9 %. A ratio of what is the same must hold 1 in 99 %.
void StatisticsTest::few_samples_hold_the_median_as_often_as_they_say() {
    QFETCH(int, count);
    std::mt19937_64 random(23);
    const auto draw = [&] {
        std::vector<double> samples(static_cast<std::size_t>(count));
        std::ranges::generate(
            samples, [&random] { return 1 / (1 - static_cast<double>(random() >> 11U) / 9007199254740992.0); });
        return samples;
    };
    int missed = 0;
    int unequal = 0;
    for (std::uint64_t run = 0; run < 2000; ++run) {
        const std::vector<double> samples = draw();
        missed += summarise(samples, run, 200).median_interval->contains(2) ? 0 : 1;
        if (count >= 8) {
            unequal += ratio_of_medians(samples, draw(), run, 200).interval99->contains(1) ? 0 : 1;
        }
    }
    QVERIFY2(missed <= 100, qPrintable(QString::number(missed)));
    QVERIFY2(unequal <= 20, qPrintable(QString::number(unequal)));
}

// For an odd count n the median of a draw is at most the k-th value with the probability that more than n / 2 of n
// draws are among the first k: sum over j > n/2 of C(n,j) (k/n)^j (1-k/n)^(n-j). Computed with Python:
//   n =  9, k = 1..: 0.0014 0.0304 0.1448 0.3655 0.6345 0.8552 0.9696 0.9986  -> 2.5 % at the 2nd, 97.5 % at the 8th
//   n = 17:          0.0000 0.0000 0.0010 0.0082 0.0356 0.1041 0.2284 ... -> the 5th and the 13th
// At these the interval of median_rank() is no wider.
void StatisticsTest::the_interval_is_that_of_the_exact_bootstrap_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("9") << 9 << 2.0 << 8.0;
    QTest::newRow("17") << 17 << 5.0 << 13.0;
}

void StatisticsTest::the_interval_is_that_of_the_exact_bootstrap() {
    QFETCH(int, count);
    QFETCH(double, low);
    QFETCH(double, high);
    // So many draws that chance cannot move the ends to other values.
    const Summary summary = summarise(whole_numbers(static_cast<std::size_t>(count)), 3, 50'000);
    QCOMPARE(summary.median_interval, (Interval{low, high}));
}

void StatisticsTest::the_same_seed_gives_the_same() {
    std::mt19937 random(5);
    std::vector<double> samples(40);
    std::ranges::generate(samples, [&] { return static_cast<double>(random() % 1000); });
    QCOMPARE(summarise(samples, 11), summarise(samples, 11));
    QCOMPARE(ratio_of_medians(samples, samples, 11), ratio_of_medians(samples, samples, 11));
    // Few draws, so that many a seed's interval is wider than that of the ranks.
    std::vector<Interval> different;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Interval interval = summarise(samples, seed, 20).median_interval.value();
        if (std::ranges::find(different, interval) == different.end()) {
            different.push_back(interval);
        }
    }
    QVERIFY(different.size() > 1);
}

void StatisticsTest::a_ratio_is_that_of_the_medians() {
    const std::vector<double> a{30, 10, 20};   // 20
    const std::vector<double> b{8, 9, 2, 100}; // only three belong to rounds: 8
    const Ratio ratio = ratio_of_medians(a, b, 1);
    QCOMPARE(ratio.value, 2.5);
    QVERIFY(!ratio.interval95); // of three rounds
}

// What makes a round slow makes both slow: the ratio is certain though neither median is.
void StatisticsTest::rounds_are_drawn_together() {
    std::mt19937 random(9);
    std::vector<double> b(51);
    std::ranges::generate(b, [&] { return 1.0 + static_cast<double>(random() % 1000); });
    std::vector<double> a = b;
    for (double& value : a) {
        value *= 2;
    }
    const Ratio ratio = ratio_of_medians(a, b, 1);
    QCOMPARE(ratio.value, 2.0);
    QCOMPARE(ratio.interval99, (Interval{2, 2}));
}

void StatisticsTest::what_is_not_together_is_less_certain() {
    std::vector<double> a = whole_numbers(51);
    std::vector<double> b = a;
    std::ranges::reverse(b);
    const Ratio ratio = ratio_of_medians(a, b, 1);
    QCOMPARE(ratio.value, 1.0);
    QVERIFY(ratio.interval95->low < 0.95);
    QVERIFY(ratio.interval95->high > 1.05);
    QVERIFY(ratio.interval99->low <= ratio.interval95->low && ratio.interval99->high >= ratio.interval95->high);
}

// The interval is made to miss the truth in 1 of 100 cases. 200 pairs from one distribution with a long tail: more than
// 10 misses have a probability under 1e-5 if it does what it says.
void StatisticsTest::equal_contenders_have_a_ratio_of_one_inside() {
    std::mt19937_64 random(17);
    const auto sample = [&random] {
        const double even = static_cast<double>(random() >> 11U) / 9007199254740992.0;
        return 5 - std::log(1 - even);
    };
    int missed = 0;
    for (std::uint64_t run = 0; run < 200; ++run) {
        std::vector<double> a(60);
        std::vector<double> b(60);
        std::ranges::generate(a, sample);
        std::ranges::generate(b, sample);
        missed += ratio_of_medians(a, b, run, 1000).interval99->contains(1) ? 0 : 1;
    }
    QVERIFY2(missed <= 10, qPrintable(QString::number(missed)));
}

void StatisticsTest::no_samples_and_a_clock_that_stands_still() {
    QCOMPARE(summarise({}, 1), Summary{});
    QCOMPARE(ratio_of_medians({}, {}, 1), Ratio{});
    QCOMPARE(ratio_of_medians(std::vector<double>{1.0}, {}, 1), Ratio{});
    QCOMPARE(ratio_of_medians(std::vector<double>{1.0, 2.0}, std::vector<double>{0.0, 0.0}, 1), Ratio{});
    // In some draws the median is 0; the others still tell something.
    std::vector<double> times(9, 3.0);
    times[0] = times[4] = times[7] = 0;
    const Ratio some = ratio_of_medians(std::vector<double>(9, 6.0), times, 1);
    QCOMPARE(some.value, 2.0);
    QCOMPARE(some.interval95, (Interval{2, 2}));
    QVERIFY(!some.interval99); // six rounds count
}

QTEST_APPLESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
