// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built program, run to its end as in a terminal without a display.
#pragma once

#include <QProcess>
#include <QStringList>

namespace firstfit::test {

struct Finished {
    int status = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

inline QString words(const char* text) { return QString::fromLatin1(text); }

/// This process's environment, without what leads to a display.
inline QProcessEnvironment terminal() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}) {
        environment.remove(words(name));
    }
    return environment;
}

inline Finished runFirstfit(const QStringList& arguments, const QByteArray& input = {},
                            const QProcessEnvironment& environment = terminal(), const QString& folder = {}) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral(FIRSTFIT_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) {
        return {-1, process.readAllStandardOutput(), process.errorString().toUtf8()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace firstfit::test
