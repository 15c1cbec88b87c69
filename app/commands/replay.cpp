// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replay.h"

#include "allocator/replay/metrics_csv.h"
#include "allocator/trace/reference.h"
#include "app/commands/run_file.h"
#include "app/commands/summary_json.h"
#include "app/commands/summary_text.h"
#include "app/figures_export.h"

namespace firstfit {

namespace {

void printAnswers(const RunFile& run, Policy policy, QTextStream& out) {
    replay_reference(run.trace, run.geometry, policy, [&out](std::string_view line) {
        out << QLatin1String(line.data(), static_cast<qsizetype>(line.size()));
    });
}

/// Ends the run at the first of the conditions.
std::optional<StoppedRun> stopAt(const std::vector<StopCondition>& conditions, Timeline& timeline, const Trace& trace) {
    const std::optional<Stop> stop = next_stop(timeline, trace, conditions, OperationIndex{0});
    if (!stop) {
        return std::nullopt;
    }
    timeline.truncate(stop->operation);
    return StoppedRun{stop->operation, conditions[stop->condition]};
}

/// A sentence about what went wrong, or nothing.
QString writeCsv(const QString& path, const Timeline& timeline, const Trace& trace, QTextStream& out) {
    if (path == QStringLiteral("-")) {
        write_metrics_csv(timeline, trace, [&out](std::string_view text) {
            out << QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
            return true;
        });
        return {};
    }
    return saveFigures(timeline, trace, path).value_or(QString()); // nobody cancels it
}

} // namespace

ExitStatus replay(const ReplayCommand& command, QTextStream& out, QTextStream& err) {
    const std::optional<RunFile> run = runFile(command.file, command.heap, command.recording, err);
    if (!run) {
        return ExitStatus::unusable;
    }
    const bool plain = !command.json && command.csv.isEmpty() && command.stops.empty();
    if (run->trace.kind == TraceKind::reference && plain) {
        printAnswers(*run, command.heap.policy, out);
        return run->status;
    }
    if (run->status == ExitStatus::unusable && !command.json) {
        return run->status; // nothing ran, and a summary of an empty heap says nothing
    }
    Timeline timeline = timelineOf(*run, command.heap.policy);
    const std::optional<StoppedRun> stopped = stopAt(command.stops, timeline, run->trace);
    const RunSummary summary = summarise(timeline, run->trace);
    if (!command.csv.isEmpty()) {
        if (const QString problem = writeCsv(command.csv, timeline, run->trace, out); !problem.isEmpty()) {
            err << "firstfit: " << problem << '\n';
            return ExitStatus::unusable;
        }
    }
    const RunReport report{summary, run->trace, timeline, command.file, stopped};
    if (command.json) {
        out << summaryJson(report);
    } else if (command.csv != QStringLiteral("-")) {
        out << summaryText(report);
    }
    // A script's nil is a result; a recorded program got its memory, and in this heap it would not have.
    const bool failed = run->trace.recording && !summary.failures.empty();
    return failed && run->status == ExitStatus::done ? ExitStatus::failed : run->status;
}

} // namespace firstfit
