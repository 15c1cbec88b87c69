// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_watch.h"

#include <QFileInfo>

namespace firstfit {

namespace {

// Files are deleted and written anew, and written in pieces.
constexpr int quietMs = 400;

} // namespace

FileStamp FileStamp::of(const QString& path) {
    const QFileInfo info(path);
    return info.exists() ? FileStamp{info.size(), info.lastModified()} : FileStamp{};
}

FileWatch::FileWatch(QObject* parent) : QObject(parent) {
    quiet_.setSingleShot(true);
    quiet_.setInterval(quietMs);
    connect(&quiet_, &QTimer::timeout, this, &FileWatch::look);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this] { quiet_.start(); });
    // A file that takes the place of another one is told of by its folder only.
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, [this] { quiet_.start(); });
}

void FileWatch::watch(const QString& path, const FileStamp& stamp) {
    if (const QStringList old = watcher_.files() + watcher_.directories(); !old.isEmpty()) {
        watcher_.removePaths(old);
    }
    path_ = path;
    stamp_ = stamp;
    quiet_.stop();
    if (!path.isEmpty()) {
        watcher_.addPath(QFileInfo(path).absolutePath());
        quiet_.start(); // it may have changed since it was read
    }
}

void FileWatch::look() {
    const FileStamp now = FileStamp::of(path_);
    if (now.size >= 0 && !watcher_.files().contains(path_)) {
        watcher_.addPath(path_);
    }
    if (now == stamp_) {
        return;
    }
    stamp_ = now;
    if (now.size < 0) {
        Q_EMIT gone();
    } else {
        Q_EMIT changed();
    }
}

} // namespace firstfit
