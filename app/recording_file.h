// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Is a file a recording? By its content: names do not count.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/trace/recognise.h"

#include <QString>

#include <optional>
#include <vector>

namespace firstfit {

/// The kind, if the file (also ":/examples/...") is for read_recording(): a recording, packed or not, and what only
/// that can refuse well: packed data of another kind, heaptrack's interpreted kind. Nothing for scripts, for other
/// files, and for what cannot be read. Reads the first kilobytes.
[[nodiscard]] std::optional<FileKind> recordingKindOf(const QString& path);

/// Does it come in a pipe, which can be read only once? "-" is standard input.
[[nodiscard]] bool isPipe(const QString& path);

/// A recording that comes with the program.
struct ExampleRecording {
    QString path; ///< ":/examples/..."
    QString title;
    QString story;                    ///< what there is to see, in a sentence or two
    std::optional<HeapGeometry> heap; ///< one that it is worth looking at in; nothing: the proposed one
};

[[nodiscard]] std::vector<ExampleRecording> exampleRecordings();

} // namespace firstfit
