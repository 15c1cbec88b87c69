// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names for the call sites of a heaptrack recording, asked from heaptrack's own heaptrack_interpret.
#pragma once

#include "allocator/trace/recording.h"

#include <string>

namespace firstfit {

struct Symbolised {
    std::size_t named = 0; ///< call sites that have a function's name now
    std::string problem;   ///< why there are none, or not all: a sentence without full stop; empty: all went well
    std::string advice;    ///< what to do about it; may be empty
    bool cancelled = false;
};

/// Where heaptrack_interpret is: beside heaptrack's other helpers, or in PATH; empty if it is not installed.
[[nodiscard]] std::string find_heaptrack_interpret();

/// Runs `interpret` over the heaptrack recording at `path` (a file, packed or not) and fills in function, file and line
/// of trace.call_sites, which must come from this same file. A trace of another kind is left as it is, which is no
/// problem. Takes as long as heaptrack_interpret does: seconds, for large programs with debug information. `watch` is
/// called meanwhile; false kills the child.
[[nodiscard]] Symbolised symbolise(Trace& trace, const std::string& path, const ReadWatch& watch = {},
                                   const std::string& interpret = find_heaptrack_interpret());

} // namespace firstfit
