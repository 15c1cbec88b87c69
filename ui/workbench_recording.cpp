// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings: opening them, and what they are in figures.
#include "ui/workbench_data.h"

#include <QFileInfo>

namespace firstfit {

void Workbench::openRecording(const QString& path, const ReadOptions& options, std::optional<HeapGeometry> geometry) {
    JobRequest request;
    request.readsRecording = true;
    request.recording = RecordingSource{path, options};
    request.geometry = geometry;
    request.options.policy = data_->policy;
    request.origin = History::Origin::shown;
    data_->start(std::move(request));
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
