// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/commands/bench.h"
#include "app/commands/export.h"
#include "app/commands/record.h"
#include "app/commands/replay.h"
#include "app/commands/report.h"
#include "app/commands/size.h"
#include "app/commands/window.h"

#include <QTextStream>

#include <cstdio>

namespace firstfit {

namespace {

ExitStatus dispatch(const Command& command, int& argc, char** argv) {
    QTextStream out(stdout);
    QTextStream err(stderr);
    if (const auto* print = std::get_if<PrintCommand>(&command)) {
        out << print->text;
        return ExitStatus::done;
    }
    if (const auto* usage = std::get_if<UsageError>(&command)) {
        err << "firstfit: " << usage->message << '\n';
        return ExitStatus::unusable;
    }
    if (const auto* replaying = std::get_if<ReplayCommand>(&command)) {
        return replay(*replaying, out, err);
    }
    if (const auto* sizing = std::get_if<SizeCommand>(&command)) {
        return size(*sizing, out, err);
    }
    if (const auto* recording = std::get_if<RecordCommand>(&command)) {
        return record(*recording, err);
    }
    if (const auto* timing = std::get_if<BenchCommand>(&command)) {
        return bench(*timing, argc, argv, out, err);
    }
    if (const auto* exporting = std::get_if<ExportCommand>(&command)) {
        return exportPicture(*exporting, argc, argv, err);
    }
    if (const auto* reporting = std::get_if<ReportCommand>(&command)) {
        return report(*reporting, argc, argv, err);
    }
    return openWindow(std::get<WindowCommand>(command), argc, argv, err);
}

} // namespace

} // namespace firstfit

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    return static_cast<int>(firstfit::dispatch(firstfit::parseCommandLine(arguments), argc, argv));
}
