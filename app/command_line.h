// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the words behind "firstfit" ask for. Nothing is done here, so it can be tested without doing it.
#pragma once

#include "allocator/replay/stop_condition.h"
#include "allocator/script/script.h"
#include "allocator/timing/workload.h"
#include "allocator/trace/recording.h"

#include <QSize>
#include <QStringList>

#include <optional>
#include <variant>

namespace firstfit {

/// Exit statuses: a nil of a script and a FAIL of the reference format are results, not failures.
enum class ExitStatus : int {
    done = 0,
    failed = 1,   ///< a script ended with a diagnostic, or a recording's request got nothing
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

/// Which part of a recording is wanted.
struct RecordingOptions {
    ReadOptions read;
    bool given = false; ///< something else than everything; only recordings can be asked for that
};

struct WindowCommand {
    QString file; ///< may be empty; "-" is standard input
};

struct ReplayCommand {
    QString file;
    HeapOptions heap;
    RecordingOptions recording;
    std::vector<StopCondition> stops; ///< the run ends where the first of them is met
    QString csv; ///< where the figures of each operation go; "-" is standard output; empty: nowhere
    bool json = false;
};

struct SizeCommand {
    QString file;
    RecordingOptions recording;
    std::vector<std::uint32_t> blockSizes; ///< empty: the usual ones
    double headroom = 0;                   ///< 0.1: 10 % more blocks
    bool json = false;
};

struct RecordCommand {
    QString output;      ///< may be empty
    QStringList program; ///< with its arguments
};

struct BenchCommand {
    QStringList workloads;  ///< ids; empty: all
    QStringList contenders; ///< ids; empty: all that are installed
    QString trace;          ///< a file for the workload "trace"; may be empty
    HeapOptions heap;       ///< for that
    ChurnOptions churn;
    QString output;      ///< charts, .png or .svg; may be empty
    double seconds = 10; ///< for everything together
    double precision = 0.02;
    std::uint64_t seed = 1;
    bool json = false;
    bool csv = false;
    bool list = false; ///< print what there is, and measure nothing
};

struct ExportCommand {
    QString file;
    RecordingOptions recording;
    QString output; ///< .png, .svg or .pdf
    HeapOptions heap;
    std::optional<std::uint32_t> operation; ///< nothing: the end
    std::optional<std::uint32_t> micro;
    QSize size; ///< in px; invalid: what suits the heap
    int scale = 1;
    bool dark = false;
};

struct ReportCommand {
    QString file;
    RecordingOptions recording;
    HeapOptions heap;
    QString output;                            ///< .html or .pdf
    std::optional<std::uint32_t> mostFailures; ///< that are explained; nothing: as many as is usual
    bool findsSmallest = true;
};

/// Text for standard output, and nothing else to do.
struct PrintCommand {
    QString text;
};

/// A sentence for standard error, and exit status 2.
struct UsageError {
    QString message;
};

using Command = std::variant<WindowCommand, ReplayCommand, SizeCommand, RecordCommand, BenchCommand, ExportCommand,
                             ReportCommand, PrintCommand, UsageError>;

/// `arguments` without the program's own name.
[[nodiscard]] Command parseCommandLine(const QStringList& arguments);

} // namespace firstfit
