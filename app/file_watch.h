// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a file that was read is still what it was: a recording is too large to be read again just to find out.
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace firstfit {

/// A file as the folder shows it. Size -1: there is none.
struct FileStamp {
    qint64 size = -1;
    QDateTime changed;

    [[nodiscard]] static FileStamp of(const QString& path);
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);

    /// Watches `path` from now on, which was `stamp` when it was read; empty: nothing.
    void watch(const QString& path, const FileStamp& stamp);
    [[nodiscard]] const QString& path() const { return path_; }

Q_SIGNALS:
    // Once nobody has written for a moment, and once for each time that it is another file than before.
    void changed();
    void gone();

private:
    void look();

    QString path_;
    FileStamp stamp_;
    QFileSystemWatcher watcher_;
    QTimer quiet_;
};

} // namespace firstfit
