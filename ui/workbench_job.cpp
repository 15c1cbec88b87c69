// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_job.h"

#include "allocator/replay/proposal.h"
#include "allocator/trace/symbolise.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QThread>

#include <atomic>
#include <utility>

namespace firstfit {

namespace {

constexpr int msBetweenTellings = 50;

// More bytes than this are no script.
constexpr std::size_t largest_other = std::size_t{32} << 20;

// A heap{} that no heap can have is a diagnostic of the script; its trace is shown in the heap without heap{}.
HeapGeometry shapeOf(const Trace& trace) {
    return trace.geometry && !trace.geometry->problem() ? *trace.geometry : HeapGeometry{};
}

/// Is it an example, inside of the program?
bool isInProgram(const QString& path) { return path.startsWith(QLatin1Char(':')); }

/// Where a recording is opened: at its first failure, or where the most blocks are in use.
OperationIndex placeWorthLookingAt(const Timeline& timeline) {
    OperationIndex fullest{0};
    for (OperationIndex n{1}; n <= timeline.size(); ++n.value) {
        if (timeline.failed(n)) {
            return n;
        }
        fullest = timeline.metrics(n).used > timeline.metrics(fullest).used ? n : fullest;
    }
    return fullest;
}

} // namespace

struct Job::Shared {
    std::atomic<bool> cancelled = false;
    std::atomic<bool> abandoned = false; // nobody wants the run any more
    // Written by the thread before finished(), read after it.
    std::optional<History> run;
    std::optional<std::string> other; ///< bytes that are no recording
    ReadRefusal refusal;
    // Handed over while the thread goes on.
    QMutex mutex;
    std::optional<RunPart> part;
    // The thread's own.
    QElapsedTimer sinceTold;
    QElapsedTimer sinceOffered;
    bool hasOffered = false;
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
std::optional<std::string> Job::takeOther() { return std::exchange(shared_->other, std::nullopt); }

std::optional<RunPart> Job::takePart() {
    const QMutexLocker guard(&shared_->mutex);
    return std::exchange(shared_->part, std::nullopt);
}

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
        return readStream(watch);
    }
    QFile file(path);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto source = bytes_of(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return read_recording(*source, QFileInfo(path).fileName().toStdString(), options, watch);
}

/// What stands in a pipe can be read once only: what it is and what it says, of the same bytes.
ReadRecording Job::readStream(const ReadWatch& watch) const {
    const std::string path = QFile::encodeName(request_.recording->path).toStdString();
    OpenedBytes opened = open_bytes(path);
    if (auto* refusal = std::get_if<ReadRefusal>(&opened)) {
        return std::move(*refusal);
    }
    UnpackedSource source(std::get<std::unique_ptr<ByteSource>>(std::move(opened)));
    const auto goesOn = [&] { return watch({source.consumed(), source.total(), 0}); };
    std::optional<std::string_view> head = source.head();
    while (!head && goesOn()) {
        head = source.head();
    }
    const FileKind kind = recognise(head.value_or(std::string_view()));
    const bool isScript = kind == FileKind::lua || kind == FileKind::reference;
    if (!head || head->empty() || !isScript || !source.damage().empty()) {
        return read_recording(source, path, request_.recording->options, watch);
    }
    shared_->other = read_all(source, largest_other, goesOn);
    ReadRefusal none;
    none.cancelled = !shared_->other;
    return none;
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

std::optional<HeapGeometry> Job::geometryFor(const Trace& trace) {
    if (request_.geometry || !request_.readsRecording) {
        return request_.geometry ? *request_.geometry : shapeOf(trace);
    }
    return proposed_geometry(trace, [this](std::uint64_t done, std::uint64_t total) {
        return tell({LoadProgress::Phase::fitting, 0, 0, done, total});
    });
}

void Job::offerPart(const Trace& trace, const Timeline& timeline, std::chrono::milliseconds sinceLast) {
    if (timeline.size().value == 0 || shared_->sinceOffered.elapsed() < sinceLast.count()) {
        return;
    }
    {
        const QMutexLocker guard(&shared_->mutex);
        if (shared_->part) {
            return; // the window has other things to do
        }
    }
    RunPart part{shared_->hasOffered ? std::nullopt : std::optional(trace), timeline.clone(), {}};
    if (part.trace) {
        part.worthLookingAt = placeWorthLookingAt(timeline);
    }
    {
        const QMutexLocker guard(&shared_->mutex);
        shared_->part = std::move(part);
    }
    shared_->hasOffered = true;
    shared_->sinceOffered.restart();
    Q_EMIT grew();
    // Whoever shows a part says how much it is: the next report by the clock may never come.
    Q_EMIT loaded({LoadProgress::Phase::replaying, 0, 0, timeline.size().value, trace.operations.size()});
}

void Job::replay(Trace trace) {
    const std::size_t all = trace.operations.size();
    const std::optional<HeapGeometry> geometry = geometryFor(trace);
    Timeline timeline(geometry.value_or(HeapGeometry{}), request_.options.policy);
    shared_->sinceOffered.start();
    if (geometry) {
        timeline.append_all(trace.operations, trace.names, [&](std::uint32_t operations) {
            if (request_.showsParts) {
                offerPart(trace, timeline, request_.partsEvery);
            }
            return tell({LoadProgress::Phase::replaying, 0, 0, operations, all});
        });
    }
    const std::uint32_t done = timeline.size().value;
    if (done == 0 && all > 0 && request_.readsRecording) {
        shared_->refusal.cancelled = true; // nothing of it can be looked at: what was shown stays
        return;
    }
    if (done < all && request_.keepsIfCancelled) {
        shared_->refusal.cancelled = true;
        return;
    }
    if (shared_->hasOffered) {
        offerPart(trace, timeline, std::chrono::milliseconds(0)); // to be seen while the figures are added up
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
    if (request_.isLoading()) {
        addUp(run);
    }
    shared_->run.emplace(std::move(run));
}

void Job::addUp(History& run) {
    // What was replayed before a cancel is shown with its figures; only who wants none of it ends this.
    std::optional<RunSummary> summary =
        summarise(run.timeline, run.trace, [this](std::uint64_t done, std::uint64_t total) {
            tell({LoadProgress::Phase::summing, 0, 0, done, total});
            return !shared_->abandoned;
        });
    if (summary) {
        run.summary = std::make_shared<const RunSummary>(std::move(*summary));
        run.position = Position::after(placeWorthLookingAt(run.timeline));
    }
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
