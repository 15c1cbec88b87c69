// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_job.h"

#include "allocator/replay/proposal.h"
#include "allocator/trace/symbolise.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <atomic>
#include <utility>

namespace firstfit {

namespace {

constexpr int msBetweenTellings = 50;

// A heap{} that no heap can have is a diagnostic of the script; its trace is shown in the heap without heap{}.
HeapGeometry shapeOf(const Trace& trace) {
    return trace.geometry && !trace.geometry->problem() ? *trace.geometry : HeapGeometry{};
}

Diagnostic cancelledWhileReplaying(std::size_t done, std::size_t all) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.kind = DiagnosticKind::cancelled;
    diagnostic.title = "the run was cancelled";
    diagnostic.message =
        "The first " + std::to_string(done) + " of " + std::to_string(all) + " operations can be looked at.";
    return diagnostic;
}

/// Is it an example, inside of the program?
bool isInProgram(const QString& path) { return path.startsWith(QLatin1Char(':')); }

/// Where a recording is opened: at its first failure, or where the most blocks are in use.
OperationIndex worthLookingAt(const Timeline& timeline, const RunSummary& summary) {
    if (!summary.failures.empty()) {
        return summary.failures.front().operation;
    }
    OperationIndex fullest{0};
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        if (timeline.metrics(OperationIndex{n}).used > timeline.metrics(fullest).used) {
            fullest = OperationIndex{n};
        }
    }
    return fullest;
}

} // namespace

struct Job::Shared {
    std::atomic<bool> cancelled = false;
    std::atomic<bool> abandoned = false; // nobody wants the run any more
    // Written by the thread before finished(), read after it.
    std::optional<History> run;
    ReadRefusal refusal;
    // The thread's own.
    QElapsedTimer sinceTold;
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

std::optional<History> Job::takeRun() { return std::exchange(shared_->run, std::nullopt); }
const ReadRefusal& Job::refusal() const { return shared_->refusal; }

bool Job::goesOn() const { return !shared_->cancelled && !shared_->abandoned; }

bool Job::tell(const LoadProgress& progress) {
    if (shared_->sinceTold.hasExpired(msBetweenTellings)) {
        shared_->sinceTold.restart();
        if (request_.isLoading()) {
            Q_EMIT loaded(progress);
        } else {
            Q_EMIT progressed(static_cast<int>(progress.operations));
        }
    }
    return goesOn();
}

Trace Job::runScript() {
    Trace trace = run_script(request_.source.toStdString(), request_.file.toStdString(), request_.options,
                             [this](std::uint32_t operations) {
                                 Q_EMIT progressed(static_cast<int>(operations));
                                 return goesOn();
                             });
    // A script that was cancelled is shown as far as it came; to stop the replay, too, takes a second cancel.
    shared_->cancelled = false;
    return trace;
}

ReadRecording Job::readFile(const ReadWatch& watch) const {
    const QString& path = request_.recording->path;
    const ReadOptions& options = request_.recording->options;
    if (!isInProgram(path)) {
        return read_recording(QFile::encodeName(path).toStdString(), options, watch);
    }
    QFile file(path);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto source = bytes_of(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return read_recording(*source, QFileInfo(path).fileName().toStdString(), options, watch);
}

std::optional<Trace> Job::readRecording() {
    const std::string path = QFile::encodeName(request_.recording->path).toStdString();
    bool readsOn = true;
    ReadRecording read = readFile([&](const ReadProgress& now) {
        readsOn = tell({LoadProgress::Phase::reading, now.bytes, now.bytes_total, now.operations, 0});
        return readsOn;
    });
    if (auto* refusal = std::get_if<ReadRefusal>(&read)) {
        shared_->refusal = std::move(*refusal);
        return std::nullopt;
    }
    auto& trace = std::get<Trace>(read);
    // What was read before a cancel is shown; to stop the replay, too, takes a second one.
    shared_->cancelled = false;
    const bool hasNames = trace.kind == TraceKind::heaptrack && readsOn;
    const bool hasFile = path != "-" && !isInProgram(request_.recording->path);
    if (hasNames && hasFile && !find_heaptrack_interpret().empty()) {
        const std::uint64_t operations = trace.operations.size();
        const Symbolised names = symbolise(trace, path, [&](const ReadProgress&) {
            return tell({LoadProgress::Phase::naming, 0, 0, operations, 0});
        });
        if (!names.problem.empty()) {
            Diagnostic without;
            without.severity = Severity::warning;
            without.title = names.problem;
            without.message = names.advice;
            trace.diagnostics.push_back(std::move(without));
        }
        shared_->cancelled = false; // the run can be looked at without names
    }
    return std::move(trace);
}

void Job::replay(Trace trace) {
    const HeapGeometry geometry = request_.geometry         ? *request_.geometry
                                  : request_.readsRecording ? proposed_geometry(trace)
                                                            : shapeOf(trace);
    const std::size_t all = trace.operations.size();
    Timeline timeline = replayed(trace, geometry, request_.options.policy, all, [&](std::uint32_t operations) {
        return tell({LoadProgress::Phase::replaying, 0, 0, operations, all});
    });
    const std::uint32_t done = timeline.size().value;
    if (done == 0 && all > 0 && request_.readsRecording) {
        shared_->refusal.cancelled = true; // nothing of it can be looked at: what was shown stays
        return;
    }
    if (done < all) {
        trace.diagnostics.push_back(cancelledWhileReplaying(done, all));
        cutTrace(trace, done);
    }
    History run{std::move(trace),
                std::move(timeline),
                Position::after(OperationIndex{0}),
                request_.source,
                request_.origin,
                request_.touched,
                request_.runsScript ? request_.geometry : std::nullopt,
                request_.recording};
    if (request_.isLoading() && !shared_->abandoned) {
        run.summary = std::make_shared<const RunSummary>(summarise(run.timeline, run.trace));
        run.position = Position::after(worthLookingAt(run.timeline, *run.summary));
    }
    shared_->run.emplace(std::move(run));
}

void Job::work() {
    shared_->sinceTold.start();
    std::optional<Trace> trace = request_.runsScript       ? runScript()
                                 : request_.readsRecording ? readRecording()
                                                           : std::optional(std::move(request_.trace));
    if (trace) {
        replay(std::move(*trace));
    }
    Q_EMIT finished();
}

} // namespace firstfit
