// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole measurements, with the real measuring process. Nothing is said here about how long anything takes.
#include "allocator/timing/contender.h"
#include "allocator/timing/measure.h"

#include <QFile>
#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <csignal>

using namespace firstfit;

namespace {

MeasureOptions options(std::vector<std::string> workloads, std::vector<std::string> contenders) {
    MeasureOptions options;
    options.workloads = std::move(workloads);
    options.contenders = std::move(contenders);
    options.seconds = 60; // ends by being certain, or by the test
    options.precision = 10;
    options.chunk_counts = {1, 100};
    return options;
}

const Cell* cell_of(const Results& results, const std::string& workload, const std::string& contender) {
    const auto found = std::ranges::find_if(
        results.cells, [&](const Cell& cell) { return cell.workload == workload && cell.contender == contender; });
    return found == results.cells.end() ? nullptr : &*found;
}

bool says(const Results& results, const char* words) {
    return std::ranges::any_of(results.warnings,
                               [&](const std::string& warning) { return warning.find(words) != std::string::npos; });
}

std::shared_ptr<const Trace> small_trace() {
    auto trace = std::make_shared<Trace>();
    trace->file = "small, \"quoted\"";
    for (std::uint32_t id = 0; id < 10; ++id) {
        Operation operation;
        operation.allocation = AllocationId{id};
        operation.size = 40;
        trace->operations.push_back(operation);
    }
    return trace;
}

/// The processes that this one has started and not yet reaped.
std::vector<pid_t> child_processes() {
    std::vector<pid_t> found;
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(getpid()));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& pid : file.readAll().simplified().split(' ')) {
            if (!pid.isEmpty()) {
                found.push_back(pid.toInt());
            }
        }
    }
    return found;
}

} // namespace

class MeasureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void everything_is_measured_until_it_is_certain();
    void a_trace_has_a_time_for_each_operation();
    void a_heap_that_is_too_small_is_said();
    void cancelling_keeps_what_was_measured();
    void a_pause_does_not_count();
    void who_cannot_is_left_out_and_named();
    void a_process_that_dies_is_a_message();
    void a_process_that_hangs_is_a_warning();
    void without_time_everything_fails();
    void without_the_measuring_program_it_says_so();
    void a_slower_contender_is_found_slower();
};

/// No process is left behind.
void MeasureTest::cleanup() { QVERIFY(child_processes().empty()); }

void MeasureTest::everything_is_measured_until_it_is_certain() {
    MeasureControl control;
    std::vector<MeasureStage> stages;
    double fraction = 0;
    bool falls = false;
    control.progress = [&](const MeasureProgress& progress) {
        if (stages.empty() || stages.back() != progress.stage) {
            stages.push_back(progress.stage);
        }
        falls = falls || progress.fraction < fraction;
        fraction = progress.fraction;
    };
    const std::vector<std::string> everything{"vectors", "string", "chained", "threads", "pair", "churn", "chunks"};
    const Results results =
        measure(options(everything, {"stalloc", "sync-stalloc", "chain", "malloc", "unsynchronized-pool", "monotonic"}),
                control);
    // Five workloads for all six; threads for three; chunks, twice, for five.
    QCOMPARE(results.cells.size(), std::size_t{5 * 6 + 3 + 2 * 5});
    for (const Cell& cell : results.cells) {
        const QString name = QString::fromStdString(cell.workload + ", " + cell.contender);
        QVERIFY2(cell.failure.empty(), qPrintable(name + QString::fromStdString(": " + cell.failure)));
        QVERIFY2(cell.samples.size() >= 30, qPrintable(name));
        QVERIFY2(cell.finished, qPrintable(name));
        QVERIFY2(cell.uncertainty && *cell.uncertainty <= results.precision, qPrintable(name));
        QVERIFY2(std::ranges::all_of(cell.samples, [](double ns) { return ns > 0; }), qPrintable(name));
        QCOMPARE(cell.summary.count, cell.samples.size());
        QCOMPARE(cell.to_malloc.has_value(), cell.contender != "malloc");
        QCOMPARE(cell.latency.count == 0, cell.workload == "threads");
    }
    QVERIFY(!results.cancelled);
    QVERIFY(!says(results, "The time was up"));
    QVERIFY(results.clock.cost_ns > 0);
    QVERIFY(!results.machine.compiler.empty());
    QVERIFY(!falls);
    QCOMPARE(stages, (std::vector<MeasureStage>{MeasureStage::starting, MeasureStage::warming_up,
                                                MeasureStage::measuring, MeasureStage::finishing}));
}

void MeasureTest::a_trace_has_a_time_for_each_operation() {
    MeasureOptions wanted = options({"trace"}, {"stalloc", "malloc"});
    wanted.trace = small_trace();
    wanted.trace_heap = {BlockCount{100}, 16, 0x1000};
    MeasureControl control;
    const Results results = measure(wanted, control);
    QCOMPARE(results.cells.size(), std::size_t{2});
    QVERIFY(results.cells[0].failure.empty());
    QCOMPARE(results.per_operation.size(), std::size_t{10});
    QVERIFY(std::ranges::all_of(results.per_operation, [](float ns) { return ns >= 0; }));
    QCOMPARE(results.trace_operations, std::uint64_t{10});
    QCOMPARE(results.trace_heap, wanted.trace_heap);
}

void MeasureTest::a_heap_that_is_too_small_is_said() {
    MeasureOptions wanted = options({"trace", "churn"}, {"stalloc", "malloc"});
    wanted.trace = small_trace();
    wanted.trace_heap = {BlockCount{20}, 16, 0x1000}; // three blocks each: six find room
    wanted.churn = {100'000, 900, 1000};
    MeasureControl control;
    const Results results = measure(wanted, control);
    const Cell* const trace = cell_of(results, "trace", "stalloc");
    QVERIFY(trace != nullptr && !trace->samples.empty());
    QVERIFY2(trace->failure.starts_with("4 requests found no room, the first in operation 7"), trace->failure.c_str());
    QVERIFY(cell_of(results, "trace", "malloc")->failure.empty());
    const Cell* const churn = cell_of(results, "churn", "stalloc");
    QVERIFY(churn->samples.empty());
    QVERIFY(!churn->failure.empty());
    QVERIFY(!cell_of(results, "churn", "malloc")->samples.empty());
}

void MeasureTest::cancelling_keeps_what_was_measured() {
    MeasureOptions wanted = options({"pair", "string"}, {"stalloc", "malloc"});
    wanted.precision = 0; // only the time would end it
    wanted.seconds = 3600;
    MeasureControl control;
    std::size_t shown = 0;
    const Results results = measure(wanted, control, [&](const Results& partial) {
        ++shown;
        QVERIFY(!partial.cells[0].samples.empty());
        QVERIFY(partial.cells[0].summary.median > 0);
        control.cancel = shown == 2;
    });
    QVERIFY(results.cancelled);
    QCOMPARE(shown, std::size_t{2});
    QCOMPARE(results.cells.size(), std::size_t{4});
    QVERIFY(std::ranges::all_of(results.cells, [](const Cell& cell) { return !cell.samples.empty(); }));
    QVERIFY(std::ranges::none_of(results.cells, [](const Cell& cell) { return cell.finished; }));

    // Before anything began, too.
    MeasureControl at_once;
    at_once.cancel = true;
    const Results nothing = measure(wanted, at_once);
    QVERIFY(nothing.cancelled);
    QVERIFY(std::ranges::all_of(nothing.cells, [](const Cell& cell) { return cell.samples.empty(); }));
}

void MeasureTest::a_pause_does_not_count() {
    MeasureOptions wanted = options({"pair"}, {"malloc"});
    wanted.precision = 0;
    wanted.seconds = 3600;
    MeasureControl control;
    int paused = 0;
    std::size_t rounds = 0;
    bool went_on_in_pause = false;
    control.progress = [&](const MeasureProgress& progress) {
        if (progress.paused) {
            went_on_in_pause = went_on_in_pause || (paused > 0 && progress.rounds_done != rounds);
            rounds = progress.rounds_done;
            if (++paused == 3) {
                control.pause = false;
            }
        } else if (paused == 3) {
            control.cancel = progress.rounds_done > rounds; // it went on
        } else if (progress.rounds_done > 0) {
            control.pause = true;
        }
    };
    const Results results = measure(wanted, control);
    QVERIFY(results.cancelled);
    QCOMPARE(paused, 3);
    QVERIFY(!went_on_in_pause);
}

void MeasureTest::who_cannot_is_left_out_and_named() {
    MeasureControl control;
    const Results results = measure(options({"threads", "pear", "trace"}, {"stalloc", "malloc", "moloc"}), control);
    QCOMPARE(results.cells.size(), std::size_t{1});
    QVERIFY(says(results, "no workload pear"));
    QVERIFY(says(results, "no contender moloc"));
    QVERIFY(says(results, "Stalloc may not be shared among threads"));
    QVERIFY(says(results, "No script and no recording is open"));
}

void MeasureTest::a_process_that_dies_is_a_message() {
    MeasureOptions wanted = options({"pair", "string"}, {"stalloc", "malloc"});
    MeasureControl control;
    bool killed = false;
    control.progress = [&](const MeasureProgress& progress) {
        if (!killed && progress.stage == MeasureStage::measuring) {
            for (const pid_t child : child_processes()) {
                kill(child, SIGKILL);
                killed = true;
            }
        }
    };
    const Results results = measure(wanted, control);
    QVERIFY(killed);
    const auto died = std::ranges::count_if(
        results.cells, [](const Cell& cell) { return cell.failure.find("signal 9") != std::string::npos; });
    QCOMPARE(died, 1);
    // The others went on in a new process.
    QCOMPARE(std::ranges::count_if(results.cells, [](const Cell& cell) { return cell.samples.size() >= 30; }), 3);
}

void MeasureTest::a_process_that_hangs_is_a_warning() {
    MeasureOptions wanted = options({"pair"}, {"stalloc", "malloc"});
    wanted.precision = 0;
    wanted.seconds = 1;
    MeasureControl control;
    bool stopped = false;
    control.progress = [&](const MeasureProgress& progress) {
        if (!stopped && progress.rounds_done > 0) {
            for (const pid_t child : child_processes()) {
                kill(child, SIGSTOP);
                stopped = true;
            }
        }
    };
    const Results results = measure(wanted, control);
    QVERIFY(stopped);
    QVERIFY(std::ranges::none_of(results.cells, [](const Cell& cell) { return cell.samples.empty(); }));
    QVERIFY(says(results, "malloc at \"8-byte pair\": the measuring process did not answer") ||
            says(results, "Stalloc at \"8-byte pair\": the measuring process did not answer"));
}

void MeasureTest::without_time_everything_fails() {
    MeasureOptions wanted = options({"pair", "string"}, {"stalloc", "malloc"});
    wanted.seconds = 0;
    MeasureControl control;
    const Results results = measure(wanted, control);
    QCOMPARE(results.cells.size(), std::size_t{4});
    for (const Cell& cell : results.cells) {
        QVERIFY(cell.samples.empty());
        QCOMPARE(cell.failure, std::string("No time was left for it."));
    }
    QVERIFY(says(results, "The time was up before 4 medians out of 4"));
}

void MeasureTest::without_the_measuring_program_it_says_so() {
    const QByteArray before = qgetenv("FIRSTFIT_TIMING_WORKER");
    qputenv("FIRSTFIT_TIMING_WORKER", "/nowhere/firstfit-timing-worker");
    MeasureControl control;
    const Results missing = measure(options({"pair"}, {"malloc"}), control);
    qputenv("FIRSTFIT_TIMING_WORKER", "/bin/false");
    const Results wrong = measure(options({"pair"}, {"malloc"}), control);
    const std::vector<ContenderInfo> none = contenders();
    qputenv("FIRSTFIT_TIMING_WORKER", before);
    QVERIFY(missing.cells.empty());
    QVERIFY(says(missing, "/nowhere/firstfit-timing-worker, cannot be started"));
    QVERIFY(wrong.cells.empty());
    QVERIFY(says(wrong, "did not answer. It ended with status 1."));
    QVERIFY(std::ranges::none_of(none, &ContenderInfo::available));
    QVERIFY(std::ranges::all_of(contenders(), [](const ContenderInfo& contender) {
        return contender.available || (!contender.why_not.empty() && contender.id.ends_with("malloc"));
    }));
}

// 64 multiplications and additions, one after the other, are more than a malloc and a free: by how much is for
// timing_selftest to say. The order of the medians is that of the work whatever the machine does besides.
void MeasureTest::a_slower_contender_is_found_slower() {
    MeasureControl control;
    const Results results = measure(options({"pair"}, {"malloc", "malloc-slow", "spin"}), control);
    const Cell* const slow = cell_of(results, "pair", "malloc-slow");
    QVERIFY(slow != nullptr && slow->to_malloc.has_value());
    QVERIFY(slow->to_malloc->value > 1);
    QVERIFY(slow->summary.median > cell_of(results, "pair", "spin")->summary.median);
}

QTEST_GUILESS_MAIN(MeasureTest)
#include "measure_test.moc"
