// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/window.h"

#include "app/main_window.h"
#include "ui/render/icons.h"

#include <QApplication>

namespace firstfit {

namespace {

// Qt ends the program with an abort where there is no display; asking first is kinder.
bool hasDisplay() {
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariable("DISPLAY").isEmpty() ||
           !qEnvironmentVariable("WAYLAND_DISPLAY").isEmpty();
}

} // namespace

ExitStatus openWindow(const WindowCommand& command, int& argc, char** argv, QTextStream& err) {
    if (!hasDisplay()) {
        err << "firstfit: there is no display to open a window on. firstfit export and firstfit replay need none; "
               "see firstfit --help.\n";
        return ExitStatus::unusable;
    }
    QCoreApplication::setOrganizationName(QStringLiteral("Firstfit"));
    QCoreApplication::setApplicationName(QStringLiteral("firstfit"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FIRSTFIT_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Firstfit"));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.firstfit.Firstfit"));
    QApplication application(argc, argv);
    QApplication::setWindowIcon(applicationIcon());
    Settings settings;
    MainWindow window(settings);
    window.show();
    if (!command.file.isEmpty()) {
        window.openFile(command.file);
    }
    QApplication::exec();
    return ExitStatus::done;
}

} // namespace firstfit
