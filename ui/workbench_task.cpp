// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_task.h"

#include <QElapsedTimer>
#include <QThread>

#include <atomic>
#include <utility>

namespace firstfit {

namespace {

constexpr int msBetweenTellings = 50;

} // namespace

struct BackgroundTask::Run {
    std::atomic<bool> cancelled = false;
    Delivery deliver; ///< written by the thread, read when it has ended
    std::unique_ptr<QThread> thread;

    ~Run() {
        cancelled = true;
        thread->wait();
    }
};

BackgroundTask::BackgroundTask(QObject* parent) : QObject(parent) {}
BackgroundTask::~BackgroundTask() {
    // All are asked before any is waited for.
    drop();
    ending_.clear();
}

void BackgroundTask::begin(Work work) {
    drop();
    done_ = total_ = 0;
    current_ = std::make_unique<Run>();
    Run* run = current_.get();
    const auto body = [this, run, work = std::move(work)] {
        QElapsedTimer sinceTold;
        sinceTold.start();
        run->deliver = work([&](std::uint64_t done, std::uint64_t total) {
            if (sinceTold.hasExpired(msBetweenTellings)) {
                sinceTold.restart();
                QMetaObject::invokeMethod(
                    this, [this, run, done, total] { tell(run, done, total); }, Qt::QueuedConnection);
            }
            return !run->cancelled;
        });
    };
    run->thread.reset(QThread::create(body));
    // Queued behind everything that the run has told: no run is deleted while one speaks of it.
    connect(
        run->thread.get(), &QThread::finished, this, [this, run] { ended(run); }, Qt::QueuedConnection);
    run->thread->start(QThread::LowPriority);
    Q_EMIT started();
}

void BackgroundTask::drop() {
    if (!current_)
        return;
    current_->cancelled = true;
    ending_.push_back(std::move(current_));
}

void BackgroundTask::cancel() {
    if (!current_)
        return;
    drop();
    Q_EMIT finished(false);
}

void BackgroundTask::tell(const Run* run, std::uint64_t done, std::uint64_t total) {
    if (run != current_.get())
        return;
    done_ = done;
    total_ = total;
    Q_EMIT progressed();
}

void BackgroundTask::ended(Run* run) {
    if (run != current_.get()) {
        std::erase_if(ending_, [run](const std::unique_ptr<Run>& each) { return each.get() == run; });
        return;
    }
    // Delivered without a current run: who is called may start the next.
    const std::unique_ptr<Run> finishedRun = std::move(current_);
    finishedRun->thread->wait();
    if (finishedRun->deliver)
        finishedRun->deliver();
    if (!current_)
        Q_EMIT finished(static_cast<bool>(finishedRun->deliver));
}

} // namespace firstfit
