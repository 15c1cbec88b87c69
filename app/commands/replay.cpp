// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replay.h"

#include "allocator/trace/reference.h"
#include "app/commands/run_file.h"
#include "app/commands/summary_json.h"
#include "app/commands/summary_text.h"

namespace firstfit {

namespace {

void printAnswers(const RunFile& run, Policy policy, QTextStream& out) {
    replay_reference(run.trace, run.geometry, policy, [&out](std::string_view line) {
        out << QLatin1String(line.data(), static_cast<qsizetype>(line.size()));
    });
}

} // namespace

ExitStatus replay(const ReplayCommand& command, QTextStream& out, QTextStream& err) {
    const std::optional<RunFile> run = runFile(command.file, command.heap, err);
    if (!run) {
        return ExitStatus::unusable;
    }
    if (run->trace.kind == TraceKind::reference && !command.json) {
        printAnswers(*run, command.heap.policy, out);
        return run->status;
    }
    if (run->status == ExitStatus::unusable && !command.json) {
        return run->status; // nothing ran, and a summary of an empty heap says nothing
    }
    Timeline timeline(run->geometry, command.heap.policy);
    for (const Operation& operation : run->trace.operations) {
        timeline.append(operation, run->trace.name_of(operation.allocation));
    }
    const RunSummary summary = summarise(timeline, run->trace);
    out << (command.json ? summaryJson(summary, run->trace, timeline, command.file)
                         : summaryText(summary, run->trace, timeline, command.file));
    return run->status;
}

} // namespace firstfit
