// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_job.h"

#include <QElapsedTimer>

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

Job::Job(JobRequest request, QObject* parent) : QObject(parent), request_(std::move(request)) {
    thread_ = std::jthread([this] { work(); });
}

Job::~Job() {
    abandon();
    thread_.join();
}

History Job::takeRun() { return std::move(*run_); }

void Job::work() {
    const auto goesOn = [this] { return !cancelled_ && !abandoned_; };
    const auto tell = [&](std::uint32_t operations) {
        Q_EMIT progressed(static_cast<int>(operations));
        return goesOn();
    };
    Trace trace = request_.runsScript
                      ? run_script(request_.source.toStdString(), request_.file.toStdString(), request_.options, tell)
                      : std::move(request_.trace);
    // A script that was cancelled is shown as far as it came; to stop the replay, too, takes a second cancel.
    cancelled_ = false;
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
    run_.emplace(History{std::move(trace), std::move(timeline), Position::after(OperationIndex{0}), request_.source,
                         request_.origin, request_.touched, request_.runsScript ? request_.geometry : std::nullopt});
    Q_EMIT finished();
}

} // namespace firstfit
