// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where runs come from: scripts, traces, a heap of another shape.
//
//   openRecording (workbench_recording.cpp),
//   runScript, rerunIn, long replays --> Job (a thread) --> jobFinished --> adopt --> traceChanged, positionChanged
//   showTrace, setGeometry, short ones ------------------------------------^
#include "ui/workbench_commands.h"
#include "ui/workbench_data.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace firstfit {

namespace {

// Longer runs are not kept for undo: each holds its states, tens of megabytes.
constexpr std::size_t longestKeptRun = 200'000;

// The parts of a long run were allocated by one thread and freed by another. What they leave in the allocator is as
// much as a fifth of the whole, and nobody asks for it again.
void giveMemoryBack() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

// The text of the script's heap{...}: when the person edits it, the toolbar's choice against it has had its day.
QString heapCallOf(const QString& source) {
    static const QRegularExpression call(QStringLiteral(R"(\bheap\s*(\{[^}]*\}|\([^)]*\)))"));
    return call.match(source).captured();
}

} // namespace

void Workbench::Data::runChanged() {
    forgetPosition();
    policy = run.timeline.policy();
    const std::uint32_t blocks = run.timeline.geometry().blocks.value;
    const auto outside = [blocks](std::optional<BlockIndex> block) { return block && block->value >= blocks; };
    if (outside(selected)) {
        selected.reset();
        selectedId = no_allocation;
    }
    if (outside(hovered)) {
        q.hover(std::nullopt);
    }
    bookmarks.erase(bookmarks.upper_bound(q.wholeSize()), bookmarks.end());
    if (highlightedSite && highlightedSite->value >= run.trace.call_sites.size()) {
        highlightedSite.reset(); // traceChanged() says enough
    }
    player.moreComes = partOf.has_value();
    lookAhead();
    Q_EMIT q.traceChanged();
    Q_EMIT q.positionChanged();
    Q_EMIT q.selectionChanged();
}

void Workbench::Data::start(JobRequest request) {
    q.pause();
    if (!request.continuesPart) {
        settlePart();
    }
    if (job && job->request().isLoading() != request.isLoading()) {
        dropJob();
    }
    abandonJob();
    job = std::make_unique<Job>(std::move(request));
    connect(job.get(), &Job::progressed, &q, &Workbench::scriptProgressed, Qt::QueuedConnection);
    connect(job.get(), &Job::loaded, &q, &Workbench::loadingProgressed, Qt::QueuedConnection);
    connect(
        job.get(), &Job::grew, &q, [this] { takePart(); }, Qt::QueuedConnection);
    connect(
        job.get(), &Job::finished, &q,
        [this, started = job.get()] {
            if (job.get() == started) {
                jobFinished();
            } else {
                std::erase_if(abandoned, [started](const auto& old) { return old.get() == started; });
            }
        },
        Qt::QueuedConnection);
    job->start();
    if (job->request().isLoading()) {
        Q_EMIT q.loadingStarted();
    } else {
        Q_EMIT q.scriptStarted();
    }
}

void Workbench::Data::abandonJob() {
    if (job) {
        waitingTrace.reset();
        job->abandon();
        QObject::disconnect(job.get(), &Job::progressed, &q, nullptr);
        QObject::disconnect(job.get(), &Job::loaded, &q, nullptr);
        QObject::disconnect(job.get(), &Job::grew, &q, nullptr);
        abandoned.push_back(std::move(job));
    }
}

void Workbench::Data::dropJob() {
    if (!job) {
        return;
    }
    const bool wasLoading = job->request().isLoading();
    abandonJob();
    settlePart();
    if (wasLoading) {
        Q_EMIT q.loadingFinished();
    } else {
        Q_EMIT q.scriptFinished();
    }
}

void Workbench::Data::jobFinished() {
    const std::unique_ptr<Job> done = std::move(job);
    const JobRequest& asked = done->request();
    waitingTrace.reset();
    if (std::optional<History> next = done->takeRun()) {
        const bool stays = asked.keepsPosition || (partOf && lookedAround);
        next->position = next->timeline.normalised(stays ? keptPosition() : next->position);
        if (!asked.keepsPosition && !partOf) {
            forgetMarks();
        }
        const bool hadParts = partOf.has_value();
        partOf.reset();
        adopt(std::move(*next), asked.undoText);
        if (hadParts) {
            giveMemoryBack();
        }
    } else if (const std::optional<std::string> other = done->takeOther()) {
        Q_EMIT q.loadedOther(QByteArray(other->data(), static_cast<qsizetype>(other->size())));
    } else if (!done->refusal().cancelled) {
        refuse(*asked.recording, done->refusal());
    }
    if (asked.isLoading()) {
        Q_EMIT q.loadingFinished();
    } else {
        Q_EMIT q.scriptFinished();
    }
    if (asked.keepsIfCancelled && done->refusal().cancelled) {
        runChanged(); // who shows the heap that was asked for shows the old one again
        Q_EMIT q.stopped(tr("Cancelled: the heap is as it was"));
    }
}

void Workbench::Data::adopt(History next, const QString& undoText) {
    if (!undoText.isEmpty()) {
        exchange(std::move(next), undoText);
    } else if (run.holdsHandWork()) {
        // What was done by hand is nowhere else, so it can be brought back.
        exchange(std::move(next), tr("replacing the run"));
    } else {
        undo.clear();
        run = std::move(next);
        runChanged();
    }
}

void Workbench::Data::exchange(History next, const QString& undoText) {
    if (run.trace.operations.size() > longestKeptRun) {
        undo.clear();
        undo.resetClean(); // what an empty stack stands for was saved nowhere
    }
    undo.push(new ExchangeCommand({run, [this] { runChanged(); }}, std::move(next), undoText));
}

ScriptOptions Workbench::Data::options(const std::optional<HeapGeometry>& geometry, Policy newPolicy) const {
    ScriptOptions options;
    options.limits = limits;
    options.policy = newPolicy;
    if (geometry) {
        options.blocks = geometry->blocks;
        options.block_size = geometry->block_size;
        options.base_address = geometry->base_address;
    }
    return options;
}

std::optional<HeapGeometry> Workbench::Data::chosenGeometryFor(const QString& source, const QString& file) const {
    const auto sameHeap = [&](const QString& otherSource, const QString& otherFile) {
        return otherFile == file && heapCallOf(otherSource) == heapCallOf(source);
    };
    if (job && job->request().runsScript) {
        const JobRequest& underWay = job->request();
        return sameHeap(underWay.source, underWay.file) ? underWay.geometry : std::nullopt;
    }
    return sameHeap(run.source, QString::fromStdString(run.trace.file)) ? run.chosenGeometry : std::nullopt;
}

void Workbench::Data::replayIn(const HeapGeometry& geometry, Policy newPolicy, const QString& undoText) {
    if (partOf || run.trace.operations.size() > replayed_at_once) {
        JobRequest request;
        request.source = run.source;
        request.options.policy = newPolicy;
        request.trace = run.trace;
        request.geometry = geometry;
        request.origin = run.origin;
        request.recording = run.recording;
        request.touched = run.touched;
        request.keepsPosition = request.keepsIfCancelled = !partOf;
        request.showsParts = request.continuesPart = partOf.has_value();
        request.partsEvery = partsEvery;
        request.undoText = partOf ? QString() : undoText; // nobody wants a part back
        start(std::move(request));
        return;
    }
    q.pause();
    dropJob();
    Timeline timeline = replayed(run.trace, geometry, newPolicy, run.trace.operations.size());
    const Position position = timeline.normalised(keptPosition());
    exchange({run.trace, std::move(timeline), position, run.source, run.origin, run.touched, run.chosenGeometry,
              run.recording},
             undoText);
}

void Workbench::Data::rerunIn(const std::optional<HeapGeometry>& geometry, Policy newPolicy, const QString& undoText) {
    JobRequest request;
    request.runsScript = true;
    request.source = run.source;
    request.file = QString::fromStdString(run.trace.file);
    request.options = options(geometry, newPolicy);
    request.geometry = geometry;
    request.keepsPosition = true;
    request.undoText = undoText;
    start(std::move(request));
}

const QString& Workbench::source() const { return data_->run.source; }

void Workbench::runScript(const QString& source, const QString& file, bool keepPosition) {
    JobRequest request;
    request.runsScript = true;
    request.source = source;
    request.file = file;
    request.geometry = data_->chosenGeometryFor(source, file);
    request.options = data_->options(request.geometry, data_->policy);
    request.keepsPosition = keepPosition;
    data_->start(std::move(request));
}

void Workbench::cancelScript() {
    if (isScriptRunning()) {
        data_->job->cancel();
    }
}

bool Workbench::isScriptRunning() const { return data_->job && !data_->job->request().isLoading(); }

void Workbench::setScriptLimits(const ScriptLimits& limits) { data_->limits = limits; }
ScriptLimits Workbench::scriptLimits() const { return data_->limits; }

HeapGeometry Workbench::geometry() const { return timeline().geometry(); }
Policy Workbench::policy() const { return data_->policy; }

QString Workbench::setGeometry(const HeapGeometry& geometry) {
    if (const auto problem = geometry.problem()) {
        return QString::fromStdString(*problem);
    }
    if (geometry == this->geometry() && !data_->job) {
        return {};
    }
    const History& run = data_->run;
    const QString text = tr("changing the heap");
    if (run.origin == History::Origin::script && !run.touched) {
        data_->rerunIn(geometry, data_->policy, text);
    } else {
        data_->replayIn(geometry, data_->policy, text);
    }
    return {};
}

void Workbench::setPolicy(Policy policy) {
    if (policy == data_->policy) {
        return;
    }
    data_->policy = policy;
    const History& run = data_->run;
    const QString text = tr("changing the policy");
    if (run.origin == History::Origin::script && !run.touched) {
        data_->rerunIn(run.chosenGeometry, policy, text);
    } else {
        data_->replayIn(geometry(), policy, text);
    }
}

void Workbench::startFresh(const HeapGeometry& geometry) {
    pause();
    data_->dropJob();
    data_->forgetMarks();
    data_->selected.reset();
    data_->selectedId = no_allocation;
    History fresh{
        {}, Timeline(geometry, data_->policy), Position{OperationIndex{0}, 0}, {}, History::Origin::hand, false, {}};
    fresh.position = fresh.timeline.normalised(Position::after(OperationIndex{0}));
    data_->adopt(std::move(fresh), {});
}

void Workbench::showTrace(Trace trace, const HeapGeometry& geometry, const QString& source) {
    JobRequest request;
    request.source = source;
    request.options.policy = data_->policy;
    request.trace = std::move(trace);
    request.geometry = geometry;
    request.origin = History::Origin::shown;
    data_->start(std::move(request));
}

} // namespace firstfit
