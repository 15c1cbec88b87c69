// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The scripts of two courses: Malloc lab (.rep) and CS107 (.script).
#pragma once

#include "allocator/trace/line_reader.h"
#include "allocator/trace/recording_builder.h"

namespace firstfit {

/// Four numbers, then operations: "a ID BYTES", "r ID BYTES", "f ID". The header must agree with them. O(bytes).
void read_rep(LineReader& lines, RecordingBuilder& builder);

/// The same without a header, with "#" comments. O(bytes).
void read_lab_script(LineReader& lines, RecordingBuilder& builder);

} // namespace firstfit
