// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said about a recording while it is being opened.
#pragma once

#include <cstdint>

namespace firstfit {

/// How far opening a recording, or replaying it in another heap, is.
struct LoadProgress {
    enum class Phase : std::uint8_t {
        reading,
        naming,    ///< heaptrack_interpret looks for the names of call sites; nothing is counted
        fitting,   ///< a heap is looked for that holds it; counts again for every size of blocks that is tried
        replaying, ///< in the heap; what is done can be looked at
        summing,   ///< all is replayed; its figures are added up
    };

    Phase phase = Phase::reading;
    std::uint64_t bytes = 0;            ///< of the file; while reading
    std::uint64_t bytes_total = 0;      ///< 0 = not known (standard input)
    std::uint64_t operations = 0;       ///< read, looked at, replayed, or added up
    std::uint64_t operations_total = 0; ///< but for reading and naming
};

} // namespace firstfit
