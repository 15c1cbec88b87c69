// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the words behind "firstfit" ask for. Nothing is done here, so it can be tested without doing it.
#pragma once

#include "allocator/script/script.h"

#include <QSize>
#include <QStringList>

#include <optional>
#include <variant>

namespace firstfit {

/// Exit statuses: a nil of a script and a FAIL of the reference format are results, not failures.
enum class ExitStatus : int {
    done = 0,
    failed = 1,   ///< a script ended with a diagnostic
    unusable = 2, ///< bad usage, unreadable input, a syntax error
};

/// The heap in which a file is run, against what it says itself.
struct HeapOptions {
    std::optional<BlockCount> blocks;
    std::optional<std::uint32_t> blockSize;
    std::optional<std::uint64_t> baseAddress;
    Policy policy = Policy::first_fit;

    /// `own` with the options laid over it.
    [[nodiscard]] HeapGeometry over(HeapGeometry own) const;
};

struct WindowCommand {
    QString file; ///< may be empty
};

struct ReplayCommand {
    QString file;
    HeapOptions heap;
    bool json = false;
};

struct ExportCommand {
    QString file;
    QString output; ///< .png, .svg or .pdf
    HeapOptions heap;
    std::optional<std::uint32_t> operation; ///< nothing: the end
    std::optional<std::uint32_t> micro;
    QSize size; ///< in px; invalid: what suits the heap
    int scale = 1;
    bool dark = false;
};

/// Text for standard output, and nothing else to do.
struct PrintCommand {
    QString text;
};

/// A sentence for standard error, and exit status 2.
struct UsageError {
    QString message;
};

using Command = std::variant<WindowCommand, ReplayCommand, ExportCommand, PrintCommand, UsageError>;

/// `arguments` without the program's own name.
[[nodiscard]] Command parseCommandLine(const QStringList& arguments);

} // namespace firstfit
