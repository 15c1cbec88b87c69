// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a recording was like: how much was read, skipped, and did not fit together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace firstfit {

struct RecordingFacts {
    std::uint64_t lines = 0;
    std::uint64_t skipped_lines = 0;      ///< could not be read; the first ones are diagnostics
    std::uint64_t ignored_records = 0;    ///< known, but no operation: heaptrack's t i c ..., free(NULL)
    std::uint64_t unmatched_frees = 0;    ///< of an address that was never allocated; left out
    std::uint64_t unmatched_reallocs = 0; ///< of such an address; they allocate
    std::uint64_t double_allocations = 0; ///< at a live address; the first allocation there was freed
    std::uint64_t failed_requests = 0;    ///< the recorded program itself got NULL; left out
    std::uint64_t left_out = 0;           ///< operations, by ReadOptions
    bool cut_off = false;                 ///< the file ends in the middle of a line, or of its compressed data
    std::string command;                  ///< what was recorded, where the recording tells (heaptrack)
    std::vector<std::uint32_t> threads;   ///< in order of appearance; empty unless `tells_threads`
    bool tells_threads = false;           ///< only ltrace does
    std::uint32_t default_alignment = 16; ///< bytes, of requests that do not tell theirs
    std::uint64_t peak_bytes = 0;         ///< the most bytes asked for and not yet freed, of the operations kept

    friend bool operator==(const RecordingFacts&, const RecordingFacts&) = default;
};

} // namespace firstfit
