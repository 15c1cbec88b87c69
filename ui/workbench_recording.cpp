// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings: opening them, and what they are in figures.
#include "ui/workbench_data.h"

#include <QFileInfo>

#include <utility>

namespace firstfit {

void Workbench::openRecording(const QString& path, const ReadOptions& options, std::optional<HeapGeometry> geometry) {
    JobRequest request;
    request.readsRecording = true;
    request.recording = RecordingSource{path, options};
    request.geometry = geometry;
    request.options.policy = data_->policy;
    request.origin = History::Origin::shown;
    request.showsParts = true;
    request.partsEvery = data_->partsEvery;
    data_->start(std::move(request));
}

void Workbench::setPartsEvery(std::chrono::milliseconds pause) { data_->partsEvery = pause; }

bool Workbench::isWhole() const { return !data_->partOf; }

std::uint32_t Workbench::wholeSize() const { return data_->partOf.value_or(timeline().size().value); }

void Workbench::Data::takePart() {
    if (!job || run.holdsHandWork()) {
        return; // dropped meanwhile; or work by hand, which goes only for a whole run, and can be undone
    }
    std::optional<RunPart> part = job->takePart();
    if (!part) {
        return;
    }
    if (waitingTrace) {
        part->trace = std::exchange(waitingTrace, std::nullopt);
    }
    if (!part->trace) {
        run.timeline = std::move(part->timeline);
        run.summary.reset();
        lookAhead();
        Q_EMIT q.traceGrew();
        return;
    }
    // A part of the same run in another heap leaves the person where they are.
    const Position kept = keptPosition();
    const bool stays = partOf && lookedAround;
    if (stays && kept.operation > part->timeline.size()) {
        waitingTrace = std::move(part->trace);
        return;
    }
    if (!partOf) {
        forgetMarks();
    }
    const JobRequest& asked = job->request();
    partOf = static_cast<std::uint32_t>(part->trace->operations.size());
    undo.clear();
    run = History{std::move(*part->trace), std::move(part->timeline), {}, asked.source, asked.origin, asked.touched, {},
                  asked.recording};
    run.position = run.timeline.normalised(stays ? kept : Position::after(part->worthLookingAt));
    lookedAround = stays;
    runChanged();
}

void Workbench::Data::settlePart() {
    if (!partOf) {
        return;
    }
    const std::uint32_t done = run.timeline.size().value;
    run.trace.diagnostics.push_back(cancelledWhileReplaying(done, *partOf));
    cutTrace(run.trace, done);
    run.summary.reset();
    partOf.reset();
    runChanged();
}

void Workbench::showRunOf(const Workbench& other, const HeapGeometry& geometry, Policy policy) {
    JobRequest request;
    request.trace = other.trace();
    request.source = other.source();
    request.recording = other.data_->run.recording;
    request.geometry = geometry;
    request.options.policy = policy;
    // Not a script to be run again: in another heap it might ask for other things.
    request.origin = History::Origin::shown;
    data_->start(std::move(request));
}

void Workbench::cancelLoading() {
    if (isLoading()) {
        data_->job->cancel();
    }
}

bool Workbench::isLoading() const { return data_->job && data_->job->request().isLoading(); }

bool Workbench::isRecording() const { return data_->run.recording.has_value(); }

const QString& Workbench::recordingPath() const {
    static const QString none;
    return data_->run.recording ? data_->run.recording->path : none;
}

const ReadOptions& Workbench::readOptions() const {
    static const ReadOptions whole;
    return data_->run.recording ? data_->run.recording->options : whole;
}

const RunSummary& Workbench::summary() const {
    History& run = data_->run;
    if (!run.summary) {
        run.summary = std::make_shared<const RunSummary>(summarise(run.timeline, run.trace));
    }
    return *run.summary;
}

void Workbench::Data::refuse(const RecordingSource& recording, const ReadRefusal& refusal) {
    QString where = recording.path == QStringLiteral("-") ? tr("standard input") : recording.path;
    for (const std::uint32_t part : {refusal.line, refusal.column}) {
        if (part != 0) {
            where += QLatin1Char(':') + QString::number(part);
        }
    }
    Q_EMIT q.loadingRefused(QString::fromStdString(refusal.title), QString::fromStdString(refusal.advice), where);
}

} // namespace firstfit
