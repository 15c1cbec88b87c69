// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/record.h"

#include "app/commands/child_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cstring>
#include <optional>

namespace firstfit {

namespace {

const char* const withoutHeaptrack =
    "recording needs heaptrack, which is not installed. On Debian and Ubuntu: sudo apt install heaptrack";

/// PROGRAM.raw in this folder, or with a number that nothing has yet.
QString freshOutput(const QString& program) {
    const QString stem = QFileInfo(program).fileName();
    QString name = stem + QStringLiteral(".raw");
    for (int number = 2; QFileInfo::exists(name); ++number) {
        name = QStringLiteral("%1-%2.raw").arg(stem).arg(number);
    }
    return name;
}

/// heaptrack is a script around this library. Loaded without the script, which talks on the program's standard output,
/// the library writes the same raw recording, and nothing stands between the program and who runs it.
std::optional<QString> preloadLibrary(const QString& heaptrack) {
    const QDir folder = QFileInfo(QFileInfo(heaptrack).canonicalFilePath()).dir();
    for (const char* place : {"../lib/heaptrack", "../lib64/heaptrack"}) {
        const QString library =
            folder.absoluteFilePath(QString::fromLatin1(place) + QStringLiteral("/libheaptrack_preload.so"));
        if (QFileInfo(library).isFile()) {
            return QFileInfo(library).canonicalFilePath();
        }
    }
    return std::nullopt;
}

/// What is run, and where its recording will be.
struct Plan {
    ChildProcess child;
    QString output;
    bool packed = false; ///< by the script, which adds .raw.zst or .raw.gz to the name
};

Plan planFor(const RecordCommand& command, const QString& heaptrack) {
    Plan plan;
    plan.output = command.output.isEmpty() ? freshOutput(command.program.front()) : command.output;
    for (const QString& word : command.program) {
        plan.child.words << word.toLocal8Bit();
    }
    const QByteArray path = QFile::encodeName(QFileInfo(plan.output).absoluteFilePath());
    const std::optional<QString> library = preloadLibrary(heaptrack);
    if (!library) {
        plan.packed = true;
        plan.child.words = QList<QByteArray>{QFile::encodeName(heaptrack), "--raw", "-o", path} + plan.child.words;
        return plan;
    }
    const QByteArray others = qgetenv("LD_PRELOAD");
    const QByteArray preload = QFile::encodeName(*library) + (others.isEmpty() ? QByteArray() : ':' + others);
    plan.child.environment = {{"LD_PRELOAD", preload}, {"DUMP_HEAPTRACK_OUTPUT", path}};
    return plan;
}

/// The file that was written, or nothing.
QString writtenFile(const Plan& plan) {
    if (!plan.packed) {
        return QFileInfo(plan.output).size() > 0 ? plan.output : QString();
    }
    for (const char* ending : {".raw.zst", ".raw.gz"}) {
        if (QFileInfo::exists(plan.output + QString::fromLatin1(ending))) {
            return plan.output + QString::fromLatin1(ending);
        }
    }
    return {};
}

void sayWhatIsThere(const Plan& plan, const QString& program, QTextStream& err) {
    const QString written = writtenFile(plan);
    if (!written.isEmpty()) {
        err << "firstfit: recorded " << program << " in " << written << ".\n";
        return;
    }
    if (!plan.packed) {
        QFile::remove(plan.output);
    }
    err << "firstfit: " << program
        << " left no recording. Programs that are linked statically or have special rights cannot be recorded, and "
           "what one has allocated is lost if it ends abnormally before it was much.\n";
}

} // namespace

ExitStatus record(const RecordCommand& command, QTextStream& err) {
    const QString heaptrack = QStandardPaths::findExecutable(QStringLiteral("heaptrack"));
    if (heaptrack.isEmpty()) {
        err << "firstfit: " << withoutHeaptrack << ".\n";
        return ExitStatus::unusable;
    }
    const QString& program = command.program.front();
    const bool isPath = program.contains(QLatin1Char('/'));
    if (isPath ? !QFileInfo(program).isFile() : QStandardPaths::findExecutable(program).isEmpty()) {
        err << "firstfit: there is no program " << program << ".\n";
        return ExitStatus::unusable;
    }
    const Plan plan = planFor(command, heaptrack);
    // Emptied: what is written is shorter, perhaps, than what was there.
    QFile output(plan.output);
    if (!plan.packed && !output.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        err << "firstfit: " << plan.output << " cannot be written: " << output.errorString() << ".\n";
        return ExitStatus::unusable;
    }
    output.close();
    err.flush();
    const ChildEnd end = runChild(plan.child);
    if (end.error != 0) {
        output.remove();
        err << "firstfit: " << program << " cannot be run: " << std::strerror(end.error) << ".\n";
        return ExitStatus::unusable;
    }
    sayWhatIsThere(plan, program, err);
    if (end.signal != 0) {
        err.flush();
        endBySignal(end.signal);
    }
    return static_cast<ExitStatus>(end.status);
}

} // namespace firstfit
