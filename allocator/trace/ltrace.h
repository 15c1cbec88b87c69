// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What ltrace prints about malloc and its family.
#pragma once

#include "allocator/trace/line_reader.h"
#include "allocator/trace/recording_builder.h"

namespace firstfit {

/// Reads all lines: "[pid N] f(args) = result", with -i, -t and "lib->f" too, and calls that are split in two. An
/// operation happens where its call returns, a free where it begins. Other functions, signals and exits are ignored.
/// The call site is the library in front of "->" and the address of -i; without them there is none. What posix_memalign
/// gave is only known if ltrace shows it in brackets; else the allocation stays, and its free is unmatched (reported).
/// O(bytes).
void read_ltrace(LineReader& lines, RecordingBuilder& builder);

} // namespace firstfit
