// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file behind the script editor: where it is, how it is saved, and whether another program changed it.
#pragma once

#include "app/input_file.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>

namespace firstfit {

class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);

    /// Empty: a script that was never saved.
    [[nodiscard]] const QString& path() const { return path_; }
    /// "first-fit.lua", "untitled.lua".
    [[nodiscard]] QString name() const;
    /// Can it be saved without asking where? Not a new script, and not a lesson.
    [[nodiscard]] bool hasPlace() const;

    /// This is now the file, and `text` what stands in it.
    void setFile(const QString& path, const QString& text);
    /// A script without a file.
    void setNew();
    /// Writes `text` to `path`, whole or not at all, and makes it the file. Returns what went wrong, or nothing.
    [[nodiscard]] std::optional<FileProblem> save(const QString& path, const QString& text);

Q_SIGNALS:
    void fileChanged(); ///< another path
    /// Another program wrote something else into the file.
    void changedOnDisk(const QString& text);
    /// There is no such file any more, nor has one taken its place.
    void gone();

private:
    void watch();
    void look();

    QString path_;
    QString onDisk_; ///< the text as last read or written
    bool isMissing_ = false;
    QTimer missing_; ///< runs between missing the file and saying so
    QFileSystemWatcher watcher_;
};

} // namespace firstfit
