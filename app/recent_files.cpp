// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recent_files.h"

#include <QFileInfo>

namespace firstfit {

namespace {

constexpr qsizetype mostRecent = 10;

} // namespace

RecentFiles::RecentFiles(Settings& settings, QObject* parent) : QObject(parent), settings_(settings) {}

QStringList RecentFiles::paths() const {
    QStringList existing;
    for (const QString& path : settings_.value(Setting::recentFiles).toStringList()) {
        if (QFileInfo::exists(path)) {
            existing << path;
        }
    }
    return existing.mid(0, mostRecent);
}

void RecentFiles::add(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList all = paths();
    all.removeAll(absolute);
    all.prepend(absolute);
    settings_.set(Setting::recentFiles, QStringList(all.mid(0, mostRecent)));
    Q_EMIT changed();
}

void RecentFiles::clear() {
    settings_.forget(Setting::recentFiles);
    Q_EMIT changed();
}

} // namespace firstfit
