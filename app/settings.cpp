// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include "ui/render/timeline_lanes.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace firstfit {

namespace {

struct Entry {
    Setting setting;
    QString key;
    QVariant fallback;
};

const std::vector<Entry>& table() {
    static const std::vector<Entry> entries{
        {Setting::theme, QStringLiteral("view/theme"), QStringLiteral("follow")},
        {Setting::speed, QStringLiteral("play/speed"), 2.0},
        {Setting::playsMicroSteps, QStringLiteral("play/micro-steps"), true},
        {Setting::analyseSpeed, QStringLiteral("play/analyse-speed"), 1000.0},
        {Setting::analysePlaysMicroSteps, QStringLiteral("play/analyse-micro-steps"), false},
        {Setting::recentFiles, QStringLiteral("files/recent"), QStringList()},
        {Setting::windowGeometry, QStringLiteral("window/geometry"), QByteArray()},
        {Setting::learnLayout, QStringLiteral("window/learn-layout"), QByteArray()},
        {Setting::analyseLayout, QStringLiteral("window/analyse-layout"), QByteArray()},
        {Setting::timingLayout, QStringLiteral("window/timing-layout"), QByteArray()},
        {Setting::timingSetup, QStringLiteral("timing/setup"), QString()},
        {Setting::timelineLanes, QStringLiteral("view/timeline-lanes"), TimelineLanes::all().bits()},
        {Setting::colouring, QStringLiteral("view/colouring"), 0},
        {Setting::recordProgram, QStringLiteral("record/program"), QString()},
        {Setting::recordArguments, QStringLiteral("record/arguments"), QString()},
        {Setting::folder, QStringLiteral("files/folder"), QDir::homePath()},
        {Setting::exportFolder, QStringLiteral("export/folder"), QString()},
        {Setting::exportWhat, QStringLiteral("export/what"), QStringLiteral("map")},
        {Setting::exportFormat, QStringLiteral("export/format"), QStringLiteral("png")},
        {Setting::exportScale, QStringLiteral("export/scale"), 2},
        {Setting::exportTheme, QStringLiteral("export/theme"), QStringLiteral("shown")},
        {Setting::reportFormat, QStringLiteral("report/format"), QStringLiteral("html")},
        {Setting::reportFailures, QStringLiteral("report/failures"), 10},
        {Setting::reportSizing, QStringLiteral("report/sizing"), true},
    };
    return entries;
}

const Entry& entryOf(Setting setting) { return *std::ranges::find(table(), setting, &Entry::setting); }

} // namespace

Settings::Settings()
    : store_(std::make_unique<QSettings>()),
      dataFolder_(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) {}

Settings::Settings(const QString& file)
    : store_(std::make_unique<QSettings>(file, QSettings::IniFormat)),
      dataFolder_(QFileInfo(file).absoluteDir().filePath(QStringLiteral("data"))) {}

QVariant Settings::value(Setting setting) const {
    const Entry& entry = entryOf(setting);
    return store_->value(entry.key, entry.fallback);
}

void Settings::set(Setting setting, const QVariant& value) { store_->setValue(entryOf(setting).key, value); }

void Settings::forget(Setting setting) { store_->remove(entryOf(setting).key); }

} // namespace firstfit
