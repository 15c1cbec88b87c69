// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the commands have in common: a file becomes a trace, its heap, and an exit status.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/trace/trace.h"
#include "app/command_line.h"

#include <QTextStream>

#include <optional>

namespace firstfit {

struct RunFile {
    Trace trace;
    HeapGeometry geometry;
    ExitStatus status = ExitStatus::done;
};

/// Runs a script, or reads a trace or a recording, with the options laid over what the file says; "-" is standard
/// input. Diagnostics go to `err` as `file:line:column: message`. Nothing: the file cannot be read, or there is no such
/// heap (said on `err`).
[[nodiscard]] std::optional<RunFile> runFile(const QString& path, const HeapOptions& heap,
                                             const RecordingOptions& recording, QTextStream& err);

/// The whole run in its heap.
[[nodiscard]] Timeline timelineOf(const RunFile& run, Policy policy);

} // namespace firstfit
