// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document.h"

#include "app/lessons.h"

#include <QFileInfo>
#include <QSaveFile>

namespace firstfit {

namespace {

// Editors delete a file and put another one in its place.
constexpr int patienceMs = 400;

} // namespace

Document::Document(QObject* parent) : QObject(parent) {
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, &Document::look);
    // Editors replace a file instead of writing into it; then only its folder says so.
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &Document::look);
    missing_.setSingleShot(true);
    missing_.setInterval(patienceMs);
    connect(&missing_, &QTimer::timeout, this, &Document::gone);
}

QString Document::name() const { return path_.isEmpty() ? tr("untitled.lua") : QFileInfo(path_).fileName(); }

bool Document::hasPlace() const { return !path_.isEmpty() && !isLesson(path_); }

void Document::setFile(const QString& path, const QString& text) {
    path_ = isLesson(path) ? path : QFileInfo(path).absoluteFilePath();
    onDisk_ = text;
    watch();
    Q_EMIT fileChanged();
}

void Document::setNew() {
    path_.clear();
    onDisk_.clear();
    watch();
    Q_EMIT fileChanged();
}

std::optional<FileProblem> Document::save(const QString& path, const QString& text) {
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return FileProblem{
            tr("%1 cannot be saved").arg(QFileInfo(path).fileName()),
            tr("The system says: %1. Save it under another name or in another folder.").arg(file.errorString()), path};
    }
    setFile(path, text);
    return std::nullopt;
}

void Document::watch() {
    missing_.stop();
    isMissing_ = false;
    if (const QStringList old = watcher_.files() + watcher_.directories(); !old.isEmpty()) {
        watcher_.removePaths(old);
    }
    if (hasPlace()) {
        watcher_.addPaths({path_, QFileInfo(path_).absolutePath()});
    }
}

void Document::look() {
    if (!QFileInfo::exists(path_)) {
        if (!missing_.isActive() && !isMissing_) {
            missing_.start(); // it may be about to come back under the same name
        }
        isMissing_ = true;
        return;
    }
    isMissing_ = false;
    missing_.stop();
    if (!watcher_.files().contains(path_)) {
        watcher_.addPath(path_);
    }
    const auto read = readInputFile(path_);
    if (const auto* file = std::get_if<InputFile>(&read); file && file->text != onDisk_) {
        onDisk_ = file->text;
        Q_EMIT changedOnDisk(file->text);
    }
}

} // namespace firstfit
