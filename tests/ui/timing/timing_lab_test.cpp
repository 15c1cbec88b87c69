// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measuring in a thread and keeping runs, with a measurer that does as it is told.
#include "tests/ui/timing/timing_samples.h"
#include "ui/workbench_timing.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace firstfit;

namespace {

/// Measures one cell more for each release of `steps`, until it is cancelled.
struct Puppet {
    QSemaphore steps;
    std::atomic<bool> sawPause = false;

    Results operator()(const MeasureOptions& options, MeasureControl& control,
                       const std::function<void(const Results&)>& partial) {
        Results results;
        results.started = "2026-11-22T12:00:00";
        while (!control.cancel) {
            sawPause = sawPause || control.pause;
            if (!steps.tryAcquire(1, 5)) {
                continue;
            }
            results.cells.push_back(test::cellOf("pair", options.contenders.front(), 10));
            MeasureProgress progress;
            progress.rounds_done = results.cells.size();
            control.progress(progress);
            partial(results);
        }
        results.cancelled = true;
        return results;
    }
};

MeasureOptions someOptions() {
    MeasureOptions options;
    options.contenders = {"stalloc"};
    return options;
}

} // namespace

class TimingLabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        puppet_ = std::make_unique<Puppet>();
        lab_ = std::make_unique<TimingLab>(
            [this](const MeasureOptions& options, MeasureControl& control,
                   const std::function<void(const Results&)>& partial) {
                return (*puppet_)(options, control, partial);
            },
            nullptr);
    }
    void cleanup() {
        lab_.reset();
        puppet_.reset();
    }

    void whatIsMeasuredIsShownAtOnceAndKeptOnCancel() {
        QVERIFY(lab_->results().cells.empty() && !lab_->shown());
        lab_->start(someOptions());
        QVERIFY(lab_->isMeasuring());
        QVERIFY(lab_->shown() == 0U);
        puppet_->steps.release();
        QTRY_COMPARE(lab_->results().cells.size(), std::size_t{1});
        QCOMPARE(lab_->progress().rounds_done, std::size_t{1});
        puppet_->steps.release();
        QTRY_COMPARE(lab_->results().cells.size(), std::size_t{2});
        QSignalSpy changed(lab_.get(), &TimingLab::measuringChanged);
        lab_->cancel();
        QVERIFY(lab_->isCancelling());
        QTRY_VERIFY(!lab_->isMeasuring());
        QVERIFY(changed.count() >= 2);
        QCOMPARE(lab_->results().cells.size(), std::size_t{2});
        QVERIFY(lab_->results().cancelled);
    }

    void pauseReachesTheThread() {
        lab_->start(someOptions());
        lab_->setPaused(true);
        QVERIFY(lab_->isPaused());
        QTRY_VERIFY(puppet_->sawPause);
        lab_->setPaused(false);
        QVERIFY(!lab_->isPaused());
    }

    void onlyOneAtATime() {
        lab_->start(someOptions());
        lab_->start(someOptions());
        QCOMPARE(lab_->runs().size(), std::size_t{1});
        QVERIFY(!lab_->remove(0));
        lab_->cancel();
        QTRY_VERIFY(!lab_->isMeasuring());
        QVERIFY(lab_->remove(0));
        QVERIFY(lab_->runs().empty() && !lab_->shown());
    }

    void anotherRunCanBeShownMeanwhile() {
        lab_->add(QStringLiteral("old"), test::results());
        lab_->start(someOptions());
        QVERIFY(lab_->shown() == 1U);
        lab_->show(0);
        QSignalSpy changed(lab_.get(), &TimingLab::resultsChanged);
        puppet_->steps.release();
        QTRY_COMPARE(lab_->runs()[1].results->cells.size(), std::size_t{1});
        QCOMPARE(changed.count(), 0);
        QCOMPARE(lab_->results().cells.size(), test::results().cells.size());
    }

    void namesAndComparisons() {
        lab_->add(QStringLiteral("a"), test::results());
        lab_->add(QStringLiteral("b"), test::results());
        lab_->add(QStringLiteral("c"), test::results());
        lab_->rename(0, QStringLiteral("  before the change "));
        QCOMPARE(lab_->runs()[0].name, QStringLiteral("before the change"));
        lab_->rename(0, QStringLiteral(" "));
        QCOMPARE(lab_->runs()[0].name, QStringLiteral("before the change"));
        lab_->compareWith(0);
        QVERIFY(lab_->compared() == 0U && lab_->shown() == 2U);
        QVERIFY(lab_->comparedResults() == lab_->runs()[0].results.get());
        lab_->compareWith(2); // with itself
        QVERIFY(!lab_->compared());
        lab_->compareWith(0);
        lab_->show(0); // before and after change places
        QVERIFY(lab_->shown() == 0U && lab_->compared() == 2U);
        QVERIFY(lab_->remove(1));
        QVERIFY(lab_->shown() == 0U && lab_->compared() == 1U);
        QVERIFY(lab_->remove(0));
        QVERIFY(lab_->shown() == 0U && !lab_->compared());
        QCOMPARE(lab_->runs()[0].name, QStringLiteral("c"));
    }

private:
    std::unique_ptr<Puppet> puppet_;
    std::unique_ptr<TimingLab> lab_;
};

QTEST_GUILESS_MAIN(TimingLabTest)
#include "timing_lab_test.moc"
