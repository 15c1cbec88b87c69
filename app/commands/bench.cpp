// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/bench.h"

#include "allocator/timing/contender.h"
#include "allocator/timing/results_csv.h"
#include "app/commands/bench_table.h"
#include "app/commands/run_file.h"
#include "app/commands/terminal_progress.h"
#include "ui/models/timing_results_json.h"
#include "ui/views/charts/timing_page.h"

#include <QApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// The asked ones, or all; "trace" only if there is one.
std::vector<std::string> workloadIds(const BenchCommand& command) {
    std::vector<std::string> ids;
    for (const WorkloadInfo& workload : workloads()) {
        const bool asked = command.workloads.contains(QString::fromStdString(workload.id));
        if (asked || (command.workloads.isEmpty() && (!workload.needs_trace || !command.trace.isEmpty()))) {
            ids.push_back(workload.id);
        }
    }
    return ids;
}

std::vector<std::string> contenderIds(const BenchCommand& command) {
    std::vector<std::string> ids;
    for (const QString& id : command.contenders) {
        ids.push_back(id.toStdString());
    }
    if (ids.empty()) {
        for (const ContenderInfo& contender : known_contenders()) {
            ids.push_back(contender.id);
        }
    }
    return ids;
}

QString progressText(const MeasureProgress& progress) {
    const QString seconds = QStringLiteral("%1 s left").arg(std::ceil(progress.seconds_left));
    if (progress.stage == MeasureStage::warming_up) {
        return QStringLiteral("%1  warming up: %2, %3")
            .arg(seconds, QString::fromStdString(progress.workload), QString::fromStdString(progress.contender));
    }
    if (progress.stage == MeasureStage::measuring) {
        return QStringLiteral("%1  round %2 of about %3: %4, %5")
            .arg(seconds)
            .arg(progress.rounds_done + 1)
            .arg(std::max(progress.rounds_done + 1, progress.rounds_planned))
            .arg(QString::fromStdString(progress.workload), QString::fromStdString(progress.contender));
    }
    return seconds;
}

Results measureWithBar(const MeasureOptions& options) {
    InterruptWatch interrupt;
    TerminalProgress bar;
    MeasureControl control;
    control.progress = [&](const MeasureProgress& progress) {
        bar.show(progress.fraction, progressText(progress));
        control.cancel = control.cancel || interrupt.interrupted();
    };
    return measure(options, control);
}

/// Reads the file for the workload "trace". False: it cannot be read (said on `err`).
bool addTrace(const BenchCommand& command, MeasureOptions& options, QTextStream& err) {
    if (command.trace.isEmpty()) {
        return true;
    }
    std::optional<RunFile> run = runFile(command.trace, command.heap, {}, err);
    if (!run || run->status == ExitStatus::unusable) {
        return false;
    }
    options.trace_heap = run->geometry;
    options.trace = std::make_shared<Trace>(std::move(run->trace));
    return true;
}

/// A script's request that finds no room is a result, not a failure.
bool isScript(const MeasureOptions& options) {
    return options.trace != nullptr && options.trace->kind == TraceKind::lua;
}

/// Draws the charts if they are asked for. False: that came to nothing (said on `err`).
bool saveCharts(const Results& results, const QString& path, int& argc, char** argv, QTextStream& err) {
    if (path.isEmpty() || results.cells.empty()) {
        return true;
    }
    // Text needs fonts, and fonts an application; this platform needs no display.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    // Qt grumbles on standard error where a session gives it no folder of its own.
    std::optional<QTemporaryDir> runtimeFolder;
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) {
        runtimeFolder.emplace();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtimeFolder->path()));
    }
    const QApplication application(argc, argv);
    const QString problem = saveTimingPage(results, path);
    if (!problem.isEmpty()) {
        err << "firstfit: " << problem << '\n';
    }
    return problem.isEmpty();
}

/// Before anything is measured: can the charts be written where they shall go? Says on `err` if not.
bool canBeWritten(const QString& path, QTextStream& err) {
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    const char* problem = nullptr;
    if (path.isEmpty()) {
        return true;
    }
    if (file.isDir()) {
        problem = "it is a folder";
    } else if (file.exists() && (!file.isFile() || !file.isWritable())) {
        problem = "what is there may not be replaced";
    } else if (!folder.isDir() || !folder.isWritable()) {
        problem = "no file can be made in that folder";
    } else {
        return true;
    }
    err << "firstfit: " << path << " cannot be written: " << problem << ".\n";
    return false;
}

/// Prints what was asked for. False: it did not arrive (said on `err`).
bool print(const Results& results, const BenchCommand& command, QTextStream& out, QTextStream& err) {
    out << (command.json  ? QString::fromUtf8(timingResultsJson(results))
            : command.csv ? QString::fromStdString(to_csv(results))
                          : benchTable(results));
    out.flush();
    if (out.status() == QTextStream::Ok) {
        return true;
    }
    err << "firstfit: the results cannot be written to standard output.\n";
    return false;
}

} // namespace

ExitStatus bench(const BenchCommand& command, int& argc, char** argv, QTextStream& out, QTextStream& err) {
    if (command.list) {
        out << benchList();
        return ExitStatus::done;
    }
    MeasureOptions options;
    options.workloads = workloadIds(command);
    options.contenders = contenderIds(command);
    options.seconds = command.seconds;
    options.precision = command.precision;
    options.seed = command.seed;
    options.churn = command.churn;
    if (!canBeWritten(command.output, err) || !addTrace(command, options, err)) {
        return ExitStatus::unusable;
    }
    const Results results = measureWithBar(options);
    const bool printed = print(results, command, out, err);
    if (!saveCharts(results, command.output, argc, argv, err) || !printed) {
        return ExitStatus::unusable;
    }
    const bool failed = results.cells.empty() || std::ranges::any_of(results.cells, [&](const Cell& cell) {
                            return !cell.failure.empty() && !(isScript(options) && !cell.samples.empty());
                        });
    return failed || results.cancelled ? ExitStatus::failed : ExitStatus::done;
}

} // namespace firstfit
