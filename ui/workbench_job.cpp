// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_job.h"

#include <QElapsedTimer>
#include <QThread>

#include <atomic>
#include <utility>

namespace firstfit {

namespace {

// A heap{} that no heap can have is a diagnostic of the script; its trace is shown in the heap without heap{}.
HeapGeometry shapeOf(const Trace& trace) {
    return trace.geometry && !trace.geometry->problem() ? *trace.geometry : HeapGeometry{};
}

Diagnostic cancelledWhileReplaying(std::size_t done, std::size_t all) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.title = "the run was cancelled";
    diagnostic.message =
        "The first " + std::to_string(done) + " of " + std::to_string(all) + " operations can be looked at.";
    return diagnostic;
}

} // namespace

struct Job::Shared {
    std::atomic<bool> cancelled = false;
    std::atomic<bool> abandoned = false; // nobody wants the run any more
    std::optional<History> run;          // written by the thread before finished(), read after it
};

Job::Job(JobRequest request, QObject* parent)
    : QObject(parent), request_(std::move(request)), shared_(std::make_unique<Shared>()) {
    thread_.reset(QThread::create([this] { work(); }));
}

Job::~Job() {
    abandon();
    thread_->wait();
}

void Job::start() { thread_->start(); }
void Job::cancel() { shared_->cancelled = true; }
void Job::abandon() { shared_->abandoned = true; }

History Job::takeRun() { return std::move(*shared_->run); }

void Job::work() {
    const auto goesOn = [this] { return !shared_->cancelled && !shared_->abandoned; };
    const auto tell = [&](std::uint32_t operations) {
        Q_EMIT progressed(static_cast<int>(operations));
        return goesOn();
    };
    Trace trace = request_.runsScript
                      ? run_script(request_.source.toStdString(), request_.file.toStdString(), request_.options, tell)
                      : std::move(request_.trace);
    // A script that was cancelled is shown as far as it came; to stop the replay, too, takes a second cancel.
    shared_->cancelled = false;
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto tellSometimes = [&](std::uint32_t operations) {
        return sinceTold.hasExpired(100) ? (sinceTold.restart(), tell(operations)) : goesOn();
    };
    const HeapGeometry geometry = request_.geometry.value_or(shapeOf(trace));
    const std::size_t all = trace.operations.size();
    Timeline timeline = replayed(trace, geometry, request_.options.policy, all, tellSometimes);
    if (const std::uint32_t done = timeline.size().value; done < all) {
        trace.diagnostics.push_back(cancelledWhileReplaying(done, all));
        cutTrace(trace, done);
    }
    shared_->run.emplace(History{std::move(trace), std::move(timeline), Position::after(OperationIndex{0}),
                                 request_.source, request_.origin, request_.touched,
                                 request_.runsScript ? request_.geometry : std::nullopt});
    Q_EMIT finished();
}

} // namespace firstfit
