// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Options as a table: what stands behind a command is read the same way for every command.
#pragma once

#include "app/command_line.h"

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace firstfit {

/// What a value should have been ("a number from 1 to 4"), or nothing if it is one.
using Problem = std::optional<QString>;

/// One "--name VALUE" or "--flag" of a command.
struct Option {
    QString name;
    QString shortName; ///< may be empty
    bool takesValue = true;
    std::function<Problem(const QString&)> take;
};

/// A whole number, hexadecimal behind 0x, within the bounds; nothing else is one.
[[nodiscard]] std::optional<std::uint64_t> toNumber(const QString& text, std::uint64_t least, std::uint64_t most);

/// An option without a value that sets `target`.
[[nodiscard]] Option flag(const char* name, bool& target);
/// An option whose value goes into `target` as it is.
[[nodiscard]] Option text(const char* name, QString& target, const char* shortName = "");

// The options below write into what they are given, which must outlive them.
[[nodiscard]] std::vector<Option> heapOptions(HeapOptions& heap);
[[nodiscard]] std::vector<Option> recordingOptions(RecordingOptions& recording);
[[nodiscard]] std::vector<Option> exportOptions(ExportCommand& command);
[[nodiscard]] std::vector<Option> reportOptions(ReportCommand& command);
[[nodiscard]] std::vector<Option> stopOptions(std::vector<StopCondition>& stops);
[[nodiscard]] std::vector<Option> sizeOptions(SizeCommand& command);

/// " Did you mean replay?", or nothing.
[[nodiscard]] QString suggestion(const QString& word, const QStringList& known);

/// Reads the words behind a command: options in any order and, unless `file` is null, one file. Returns what is wrong,
/// or nothing. `help` is the command that tells more.
[[nodiscard]] std::optional<UsageError> readWords(const QStringList& words, const std::vector<Option>& options,
                                                  QString* file, const QString& help);

} // namespace firstfit
