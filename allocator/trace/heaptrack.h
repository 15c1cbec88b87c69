// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What heaptrack --raw writes.
#pragma once

#include "allocator/trace/line_cursor.h"
#include "allocator/trace/line_reader.h"
#include "allocator/trace/recording_builder.h"

namespace firstfit {

/// Reads all lines of the formats of heaptrack 1.2 to 1.5. heaptrack writes a realloc as a free and an allocation, and
/// so it becomes two operations. Alignments and failed requests are not recorded. Call site n is heaptrack's trace
/// index n + 1; its object is that of the modules known when it first appeared. O(bytes + call sites * log modules).
void read_heaptrack(LineReader& lines, RecordingBuilder& builder);

/// A name in such a line: since format 3 its length stands in front, which allows blanks in it. O(name).
[[nodiscard]] std::string_view read_heaptrack_text(LineCursor& cursor);

} // namespace firstfit
