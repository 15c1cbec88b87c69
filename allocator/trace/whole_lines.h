// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a file that a program wrote line by line: the last one is not to be trusted without its end.
#pragma once

#include "allocator/trace/line_reader.h"
#include "allocator/trace/recording_builder.h"

namespace firstfit {

/// Goes to the next line that can be read and tells the builder its number; false at the end. Lines that are too long
/// are skipped and reported, a last line without an end is a cut.
[[nodiscard]] inline bool next_whole_line(LineReader& lines, RecordingBuilder& builder) {
    while (lines.next()) {
        builder.at_line(lines.number());
        if (lines.too_long()) {
            builder.skip(1, "this line is longer than a megabyte");
        } else if (lines.ended()) {
            return true;
        } else {
            builder.cut_off("the recording ends in the middle of a line", "That line is left out.");
        }
    }
    return false;
}

} // namespace firstfit
