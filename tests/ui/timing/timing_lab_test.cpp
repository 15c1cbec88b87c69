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

    void removalAndRenamingAreUndone() {
        for (const char* name : {"a", "b", "c"}) {
            lab_->add(QString::fromLatin1(name), test::results());
        }
        lab_->compareWith(0);
        const quint64 id = lab_->runs()[1].id;
        QVERIFY(lab_->remove(1));
        QCOMPARE(names(), QStringLiteral("a c"));
        QVERIFY(lab_->shown() == 1U && lab_->compared() == 0U);
        lab_->rename(1, QStringLiteral("d"));
        QCOMPARE(names(), QStringLiteral("a d"));
        lab_->undoStack()->undo();
        QCOMPARE(names(), QStringLiteral("a c"));
        lab_->undoStack()->undo();
        QCOMPARE(names(), QStringLiteral("a b c"));
        QVERIFY(lab_->shown() == 1U && lab_->compared() == 0U);
        QCOMPARE(lab_->runs()[1].id, id);
        lab_->undoStack()->redo();
        lab_->undoStack()->redo();
        QCOMPARE(names(), QStringLiteral("a d"));
    }

    void runsOfEarlierDaysComeFirst() {
        lab_->start(someOptions());
        QCOMPARE(names(), QStringLiteral("Run 1"));
        const auto old = std::make_shared<const Results>(test::results());
        lab_->restore({{QStringLiteral("mine"), old, true, 0}, {QStringLiteral("Run 7"), old, true, 0}});
        QCOMPARE(names(), QStringLiteral("mine Run 7 Run 1"));
        QVERIFY(lab_->shown() == 2U && lab_->measured() == 2U);
        QVERIFY(lab_->runs()[0].id != lab_->runs()[1].id && lab_->runs()[0].id != lab_->runs()[2].id);
        // What grows is still the same.
        puppet_->steps.release();
        QTRY_COMPARE(lab_->runs()[2].results->cells.size(), std::size_t{1});
        lab_->cancel();
        QTRY_VERIFY(!lab_->isMeasuring());
        QVERIFY(!lab_->measured());
        lab_->start(someOptions());
        QCOMPARE(lab_->runs().back().name, QStringLiteral("Run 8"));
        QVERIFY(TimingLab::isDefaultName(QStringLiteral("Run 12")));
        for (const char* name : {"Run", "Run ", "Run 0", "Run 1b", "Run 01", "My run 3", "3"}) {
            QVERIFY2(!TimingLab::isDefaultName(QString::fromLatin1(name)), name);
        }
    }

    void theLastOfEarlierDaysIsShown() {
        const auto old = std::make_shared<const Results>(test::results());
        lab_->restore({{QStringLiteral("a"), old, true, 0}, {QStringLiteral("b"), old, true, 0}});
        QVERIFY(lab_->shown() == 1U);
    }

private:
    [[nodiscard]] QString names() const {
        QStringList all;
        for (const TimingLab::Run& run : lab_->runs()) {
            all << run.name;
        }
        return all.join(u' ');
    }

    std::unique_ptr<Puppet> puppet_;
    std::unique_ptr<TimingLab> lab_;
};

QTEST_GUILESS_MAIN(TimingLabTest)
#include "timing_lab_test.moc"
