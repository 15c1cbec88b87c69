// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/export.h"

#include "app/commands/drawing_platform.h"
#include "app/commands/run_file.h"
#include "ui/render/picture.h"

#include <QFileInfo>
#include <QGuiApplication>

#include <optional>

namespace firstfit {

namespace {

/// Where --at points, or a sentence that says why it points nowhere.
std::variant<Position, QString> positionOf(const ExportCommand& command, const Timeline& timeline) {
    const std::uint32_t last = timeline.size().value;
    const std::uint32_t operation = command.operation.value_or(last);
    if (operation > last) {
        return QStringLiteral("there is no operation %1: the run has %2").arg(operation).arg(last);
    }
    const Position end = timeline.normalised(Position::after(OperationIndex{operation}));
    if (!command.micro) {
        return end;
    }
    if (*command.micro == 0 || *command.micro > end.micro) {
        return QStringLiteral("there is no micro-step %1 in operation %2: it has %3")
            .arg(*command.micro)
            .arg(operation)
            .arg(end.micro);
    }
    return Position{OperationIndex{operation}, *command.micro};
}

} // namespace

ExitStatus exportPicture(const ExportCommand& command, int& argc, char** argv, QTextStream& err) {
    const std::optional<RunFile> run = runFile(command.file, command.heap, command.recording, err);
    if (!run || run->status == ExitStatus::unusable) {
        return ExitStatus::unusable;
    }
    const DrawingPlatform platform;
    const QGuiApplication application(argc, argv);
    const Timeline timeline = timelineOf(*run, command.heap.policy);
    const auto position = positionOf(command, timeline);
    if (const auto* problem = std::get_if<QString>(&position)) {
        err << "firstfit: --at: " << *problem << ".\n";
        return ExitStatus::unusable;
    }
    PicturePage page = pageFor(timeline, run->trace, std::get<Position>(position));
    if (page.title.isEmpty()) {
        page.title = QFileInfo(command.file).fileName();
    }
    page.dark = command.dark;
    page.size = command.size;
    page.scale = command.scale;
    if (const QString problem = savePicture(page, Fonts::ofDesktop(), command.output); !problem.isEmpty()) {
        err << "firstfit: " << problem << '\n';
        return ExitStatus::unusable;
    }
    return run->status;
}

} // namespace firstfit
