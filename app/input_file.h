// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading a file that somebody wants to look at, and saying clearly what is the matter when that fails.
#pragma once

#include "allocator/trace/recognise.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <variant>

namespace firstfit {

/// A file that this program can show.
struct InputFile {
    QString path;
    FileKind kind = FileKind::lua; ///< lua or reference
    QString text;
};

/// Why a file cannot be shown, in three parts: what, what to do about it, and where exactly.
struct FileProblem {
    QString title;  ///< "profile.raw is not a script"
    QString advice; ///< "It looks like a heaptrack recording. ..."
    QString detail; ///< "profile.raw:1:1: expected Lua"; may be empty

    /// All of it in one line, for a terminal.
    [[nodiscard]] QString inOneLine(const QString& path) const;
};

/// The largest file that is read, in bytes. A script of this length would be a mistake.
inline constexpr qint64 largest_input_file = qint64{32} << 20;

/// Reads `path` (also ":/lessons/...") whole and recognises it by its content.
[[nodiscard]] std::variant<InputFile, FileProblem> readInputFile(const QString& path);

/// The same, of what was read already: at most largest_input_file bytes and one.
[[nodiscard]] std::variant<InputFile, FileProblem> inputFileOf(const QString& path, const QByteArray& bytes);

} // namespace firstfit
