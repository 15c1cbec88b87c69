// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/report.h"

#include "app/commands/drawing_platform.h"
#include "app/commands/run_file.h"
#include "ui/report/report.h"

#include <QGuiApplication>

namespace firstfit {

namespace {

bool anyFailed(const Timeline& timeline) {
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        if (timeline.failed(OperationIndex{n})) {
            return true;
        }
    }
    return false;
}

} // namespace

ExitStatus report(const ReportCommand& command, int& argc, char** argv, QTextStream& err) {
    const std::optional<RunFile> run = runFile(command.file, command.heap, command.recording, err);
    if (!run || run->status == ExitStatus::unusable) {
        return ExitStatus::unusable;
    }
    const DrawingPlatform platform;
    const QGuiApplication application(argc, argv);
    const Timeline timeline = timelineOf(*run, command.heap.policy);
    ReportRequest request;
    request.name = command.file == QStringLiteral("-") ? QStringLiteral("standard input") : command.file;
    request.made = QDateTime::currentDateTime();
    request.fonts = Fonts::ofDesktop();
    request.mostFailures = command.mostFailures.value_or(request.mostFailures);
    request.findsSmallest = command.findsSmallest;
    // Nobody cancels it.
    if (const QString problem = saveReport(timeline, run->trace, request, command.output).value_or(QString());
        !problem.isEmpty()) {
        err << "firstfit: " << problem << '\n';
        return ExitStatus::unusable;
    }
    // As replay says it: in this heap the recorded program would not have had its memory.
    const bool failed = run->trace.recording && anyFailed(timeline);
    return failed && run->status == ExitStatus::done ? ExitStatus::failed : run->status;
}

} // namespace firstfit
