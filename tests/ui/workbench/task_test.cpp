// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_task.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <optional>

using namespace firstfit;

namespace {

/// Says when it has begun, then asks its watch until that says no.
struct Endless {
    std::shared_ptr<QSemaphore> begun = std::make_shared<QSemaphore>();

    std::optional<int> operator()(const BackgroundTask::Watch& watch) const {
        begun->release();
        std::uint64_t done = 0;
        while (watch(++done, 0))
            QThread::yieldCurrentThread();
        return std::nullopt;
    }
};

} // namespace

class TaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theResultArrivesInTheThreadOfTheTask() {
        BackgroundTask task;
        QSignalSpy started(&task, &BackgroundTask::started);
        QSignalSpy finished(&task, &BackgroundTask::finished);
        std::atomic<QThread*> worker = nullptr;
        QThread* receiver = nullptr;
        int result = 0;
        task.start(
            [&](const BackgroundTask::Watch&) {
                worker = QThread::currentThread();
                return std::optional(42);
            },
            [&](int value) {
                result = value;
                receiver = QThread::currentThread();
                QVERIFY(!task.isRunning());
            });
        QVERIFY(task.isRunning());
        QCOMPARE(started.count(), 1);
        QVERIFY(finished.wait());
        QCOMPARE(finished.takeFirst().at(0).toBool(), true);
        QCOMPARE(result, 42);
        QCOMPARE(receiver, QThread::currentThread());
        QVERIFY(worker.load() != receiver);
        QVERIFY(!task.isRunning());
    }

    void progressIsTold() {
        BackgroundTask task;
        QSignalSpy progressed(&task, &BackgroundTask::progressed);
        const Endless work;
        task.start(work, [](int) {});
        QVERIFY(progressed.wait());
        QVERIFY(task.done() > 0);
        QCOMPARE(task.total(), 0U);
        task.cancel();
    }

    void cancellingEndsItAtOnceForWhoeverLooks() {
        BackgroundTask task;
        QSignalSpy finished(&task, &BackgroundTask::finished);
        const Endless work;
        task.start(work, [](int) { QFAIL("nobody wants this any more"); });
        QVERIFY(work.begun->tryAcquire(1, 10'000));
        task.cancel();
        QVERIFY(!task.isRunning());
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.takeFirst().at(0).toBool(), false);
        task.cancel();
        QCOMPARE(finished.count(), 0);
    }

    void aResultThatComesTooLateIsDropped() {
        BackgroundTask task;
        bool delivered = false;
        const auto begun = std::make_shared<QSemaphore>();
        const auto goOn = std::make_shared<QSemaphore>();
        task.start(
            [begun, goOn](const BackgroundTask::Watch&) {
                begun->release();
                goOn->acquire();
                return std::optional(1); // does not ask, and so does not know
            },
            [&](int) { delivered = true; });
        QVERIFY(begun->tryAcquire(1, 10'000));
        task.cancel();
        goOn->release();
        QSignalSpy finished(&task, &BackgroundTask::finished);
        int second = 0;
        task.start([](const BackgroundTask::Watch&) { return std::optional(2); }, [&](int value) { second = value; });
        QVERIFY(finished.wait());
        QCOMPARE(second, 2);
        QVERIFY(!delivered);
    }

    void startingAgainTakesThePlaceOfWhatRuns() {
        BackgroundTask task;
        QSignalSpy finished(&task, &BackgroundTask::finished);
        const Endless work;
        task.start(work, [](int) { QFAIL("replaced"); });
        QVERIFY(work.begun->tryAcquire(1, 10'000));
        int result = 0;
        task.start([](const BackgroundTask::Watch&) { return std::optional(7); }, [&](int value) { result = value; });
        QVERIFY(finished.wait());
        QCOMPARE(finished.count(), 1);
        QCOMPARE(result, 7);
    }

    void whoReceivesAResultMayStartTheNext() {
        BackgroundTask task;
        QSignalSpy finished(&task, &BackgroundTask::finished);
        int last = 0;
        const auto answer = [](int value) {
            return [value](const BackgroundTask::Watch&) { return std::optional(value); };
        };
        task.start(answer(1), [&](int) { task.start(answer(2), [&](int value) { last = value; }); });
        QVERIFY(finished.wait());
        QCOMPARE(last, 2);
        QCOMPARE(finished.count(), 1);
    }

    void theDestructorEndsTheWork() {
        const auto ended = std::make_shared<std::atomic<bool>>(false);
        const Endless work;
        {
            BackgroundTask task;
            task.start(
                [work, ended](const BackgroundTask::Watch& watch) {
                    const auto nothing = work(watch);
                    *ended = true;
                    return nothing;
                },
                [](int) { QFAIL("gone"); });
            QVERIFY(work.begun->tryAcquire(1, 10'000));
        }
        QVERIFY(*ended);
    }
};

QTEST_MAIN(TaskTest)
#include "task_test.moc"
