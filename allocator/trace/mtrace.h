// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What glibc's mtrace() writes to $MALLOC_TRACE.
#pragma once

#include "allocator/trace/line_reader.h"
#include "allocator/trace/recording_builder.h"

namespace firstfit {

/// Reads all lines. A program that does not call muntrace() writes no "= End": nothing is wrong then. calloc is logged
/// like malloc, and alignments are not logged. O(bytes).
void read_mtrace(LineReader& lines, RecordingBuilder& builder);

} // namespace firstfit
