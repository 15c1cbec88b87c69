// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of the program's own with a JSON file for each run that is kept. Files are written whole or not at all, and
// what cannot be read stays as it is.
#pragma once

#include "allocator/timing/measure.h"

#include <QString>

#include <atomic>
#include <memory>
#include <variant>
#include <vector>

namespace firstfit {

class TimingRunFolder {
public:
    struct Kept {
        QString file;
        qint64 bytes = 0;
        QString name;
        std::shared_ptr<const Results> results;
    };
    struct Unread {
        QString file;
        QString why; ///< a sentence
    };
    struct Contents {
        std::vector<Kept> runs; ///< the oldest first
        std::vector<Unread> unread;
    };

    explicit TimingRunFolder(QString path) : path_(std::move(path)) {}

    [[nodiscard]] const QString& path() const { return path_; }
    /// A name that sorts behind those given before, and that no other program gives.
    [[nodiscard]] QString newFile();
    /// All of them, or what was read until `cancel`. A folder that is not there is empty. O(bytes).
    [[nodiscard]] Contents read(const std::atomic<bool>& cancel) const;
    /// The bytes that it takes, or why it cannot be written. Makes the folder. O(bytes).
    [[nodiscard]] std::variant<qint64, QString> write(const QString& file, const QString& name,
                                                      const Results& results) const;
    void remove(const QString& file) const;

private:
    QString path_;
    int given_ = 0;
};

/// The run in a file, or a sentence that says why there is none: no file, none of ours, of another version.
struct ReadTimingRun {
    QString name; ///< empty: it has none
    Results results;
};
[[nodiscard]] std::variant<ReadTimingRun, QString> readTimingRun(const QString& path);
/// The bytes written, or a sentence about why not. All or nothing.
[[nodiscard]] std::variant<qint64, QString> writeTimingRun(const QString& path, const QByteArray& text);

} // namespace firstfit
