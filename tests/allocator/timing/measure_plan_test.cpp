// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said about samples that nobody measured: which are certain, what the reader must know.
#include "allocator/timing/measure_plan.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace firstfit;

namespace {

/// One group of malloc and Stalloc at the 8-byte pair, with so many samples each.
struct Measured {
    Results results;
    Plan plan;

    explicit Measured(std::size_t samples, std::uint64_t seed = 1) {
        MeasureOptions options;
        options.workloads = {"pair"};
        options.contenders = {"malloc", "stalloc"};
        plan = make_plan(options, known_contenders(), results);
        results.seed = seed;
        results.precision = 0.02;
        results.rounds = samples;
        std::mt19937_64 random(seed);
        for (Cell& cell : results.cells) {
            for (std::size_t i = 0; i < samples; ++i) {
                cell.samples.push_back(100 + static_cast<double>(random() % 20));
            }
        }
    }
    [[nodiscard]] bool says(const char* words) const {
        return std::ranges::any_of(
            results.warnings, [&](const std::string& warning) { return warning.find(words) != std::string::npos; });
    }
    void end(const Ending& ending) {
        summarise_cells(results, plan, default_resamples);
        add_warnings(results, plan, ending);
    }
};

} // namespace

class MeasurePlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void certain_is_what_the_interval_says();
    void too_few_samples_are_never_certain();
    void what_is_finished_needs_no_warning();
    void time_that_was_up_is_said();
    void as_many_rounds_as_are_made_are_no_want_of_time();
    void no_time_at_all_is_a_failure();
    void threads_on_a_busy_machine_are_warned_of();
    void unknown_facts_are_said();
};

// The judgement during the measurement and the interval that is shown afterwards come from the same draws.
void MeasurePlanTest::certain_is_what_the_interval_says() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Measured measured(40, seed);
        summarise_cells(measured.results, measured.plan, default_resamples);
        for (std::size_t i = 0; i < measured.results.cells.size(); ++i) {
            const double uncertainty = measured.results.cells[i].uncertainty.value();
            measured.results.precision = uncertainty;
            QVERIFY(is_certain(measured.results, i, default_resamples));
            measured.results.precision = uncertainty * 0.999;
            QVERIFY(!is_certain(measured.results, i, default_resamples));
        }
    }
}

void MeasurePlanTest::too_few_samples_are_never_certain() {
    Measured measured(5);
    measured.results.precision = 100;
    QVERIFY(!is_certain(measured.results, 0, default_resamples));
    summarise_cells(measured.results, measured.plan, default_resamples);
    QVERIFY(!measured.results.cells[0].uncertainty);
    QVERIFY(is_certain(Measured(6).results, 0, default_resamples) == false); // 100 to 119: no 2 %
    Measured enough(6);
    enough.results.precision = 100;
    QVERIFY(is_certain(enough.results, 0, default_resamples));
}

void MeasurePlanTest::what_is_finished_needs_no_warning() {
    Measured measured(40);
    measured.plan.groups[0].finished = true;
    measured.results.precision = 1e-9; // whatever another draw would say
    measured.end({true, true});
    QVERIFY(!measured.says("certain"));
    QVERIFY(!measured.says("time"));
}

void MeasurePlanTest::time_that_was_up_is_said() {
    Measured measured(1);
    measured.end({true, true});
    QVERIFY(measured.says(
        "The time was up before 2 medians out of 2, or those compared with them, were certain to 2.0 %."));
    // Somebody who has cancelled it knows.
    Measured cancelled(1);
    cancelled.results.cancelled = true;
    cancelled.end({true, false});
    QVERIFY(!cancelled.says("certain"));
    QVERIFY(cancelled.results.cells[0].failure.empty());
}

void MeasurePlanTest::as_many_rounds_as_are_made_are_no_want_of_time() {
    Measured measured(40);
    measured.end({true, false});
    QVERIFY(!measured.says("time was up"));
    QVERIFY(
        measured.says("2 medians out of 2, or those compared with them, were not certain to 2.0 % after 40 rounds"));
}

void MeasurePlanTest::no_time_at_all_is_a_failure() {
    Measured measured(0);
    measured.end({true, true});
    for (const Cell& cell : measured.results.cells) {
        QCOMPARE(cell.failure, std::string("No time was left for it."));
    }
    Measured cancelled(0);
    cancelled.results.cancelled = true;
    cancelled.end({true, false});
    QCOMPARE(cancelled.results.cells[0].failure, std::string());
}

void MeasurePlanTest::threads_on_a_busy_machine_are_warned_of() {
    const auto warns = [](const char* workload, double load) {
        Measured measured(2);
        measured.results.machine.cores = 2;
        measured.results.machine.load = load;
        measured.results.cells[0].workload = workload;
        measured.end({});
        return measured.says("Six threads");
    };
    QVERIFY(warns("threads", 8));
    QVERIFY(!warns("threads", 0.5));
    QVERIFY(!warns("pair", 8));
}

void MeasurePlanTest::unknown_facts_are_said() {
    const auto has = [](const MachineFacts& machine, const char* words) {
        const std::vector<std::string> all = phrases(machine);
        return std::ranges::find(all, words) != all.end();
    };
    MachineFacts machine;
    for (const char* words :
         {"processor unknown", "governor unknown", "compiler unknown", "C library unknown", "load unknown"}) {
        QVERIFY2(has(machine, words), words);
    }
    machine.governor = "unknown"; // as the system's answer is kept
    QVERIFY(has(machine, "governor unknown"));
    machine.governor = "powersave";
    machine.load = 0;
    QVERIFY(has(machine, "governor powersave") && !has(machine, "governor unknown"));
    QVERIFY(has(machine, "load 0.0"));
}

QTEST_APPLESS_MAIN(MeasurePlanTest)
#include "measure_plan_test.moc"
