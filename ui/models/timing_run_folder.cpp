// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_run_folder.h"

#include "ui/models/timing_results_json.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

/// A file larger than that is none of ours.
constexpr qint64 largest = qint64{1} << 30;

} // namespace

std::variant<ReadTimingRun, QString> readTimingRun(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Words::tr("%1 cannot be read: %2.").arg(path, file.errorString());
    }
    if (file.size() > largest) {
        return Words::tr("%1 is too large to be a saved run.").arg(path);
    }
    ReadTimingRun run;
    auto read = timingResultsFromJson(file.readAll(), &run.name);
    if (const auto* problem = std::get_if<TimingJsonProblem>(&read)) {
        const QString name = QFileInfo(path).fileName();
        return problem->offset < 0 ? Words::tr("%1: %2").arg(name, problem->message)
                                   : Words::tr("%1, byte %2: %3").arg(name).arg(problem->offset).arg(problem->message);
    }
    run.results = std::move(std::get<Results>(read));
    return run;
}

std::variant<qint64, QString> writeTimingRun(const QString& path, const QByteArray& text) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        return Words::tr("%1 cannot be written: %2.").arg(path, file.errorString());
    }
    return text.size();
}

QString TimingRunFolder::newFile() {
    return QStringLiteral("%1-%2-%3.json")
        .arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")))
        .arg(QCoreApplication::applicationPid())
        .arg(++given_, 4, 10, QLatin1Char('0'));
}

TimingRunFolder::Contents TimingRunFolder::read(const std::atomic<bool>& cancel) const {
    Contents all;
    const QDir folder(path_);
    for (const QFileInfo& info : folder.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        if (cancel) {
            break;
        }
        auto read = readTimingRun(info.filePath());
        if (auto* run = std::get_if<ReadTimingRun>(&read)) {
            all.runs.push_back(
                {info.fileName(), info.size(), run->name, std::make_shared<const Results>(std::move(run->results))});
        } else {
            all.unread.push_back({info.fileName(), std::get<QString>(read)});
        }
    }
    return all;
}

std::variant<qint64, QString> TimingRunFolder::write(const QString& file, const QString& name,
                                                     const Results& results) const {
    if (!QDir().mkpath(path_)) {
        return Words::tr("The folder %1 cannot be made.").arg(path_);
    }
    return writeTimingRun(QDir(path_).filePath(file), timingResultsJson(results, name, true));
}

void TimingRunFolder::remove(const QString& file) const { QFile::remove(QDir(path_).filePath(file)); }

} // namespace firstfit
