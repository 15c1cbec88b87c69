// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings of real programs as traces: glibc mtrace, heaptrack raw, Malloc lab .rep, CS107 .script, ltrace.
#pragma once

#include "allocator/trace/byte_source.h"
#include "allocator/trace/recognise.h"
#include "allocator/trace/recording_facts.h"
#include "allocator/trace/trace.h"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace firstfit {

/// Which part of a recording is wanted. An allocation is in or out for its whole life, which is decided where it is
/// made: what was allocated before `first`, is not of the wanted size or comes from another thread is left out with all
/// its reallocations and its free (counted in RecordingFacts::left_out), and a free of a wanted allocation by another
/// thread stays. So a range that starts in the middle begins with an empty heap. Behind `last` nothing is wanted.
struct ReadOptions {
    std::uint64_t first = 1; ///< operations of the recording, counted from 1 as if there were no options; included
    std::uint64_t last = std::numeric_limits<std::uint64_t>::max(); ///< included
    std::uint64_t min_bytes = 0;                                    ///< of the first request for an allocation
    std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
    std::optional<std::uint32_t> thread; ///< only ltrace tells threads; other kinds are refused with this option
    std::uint32_t alignment = 16;        ///< bytes, a power of two: of every request that does not tell its own
};

/// How far a reader is.
struct ReadProgress {
    std::uint64_t bytes = 0;       ///< of the file as it lies there, compressed or not
    std::uint64_t bytes_total = 0; ///< 0 = not known (standard input)
    std::uint64_t operations = 0;
};

/// Called every few milliseconds, in the reader's thread. False stops it: what was read is handed over as cut off.
using ReadWatch = std::function<bool(const ReadProgress&)>;

/// A trace (with `recording`, and `call_sites` where the kind has them), or why there is none.
using ReadRecording = std::variant<Trace, ReadRefusal>;

/// Whether read_recording() reads this kind.
[[nodiscard]] bool is_recording(FileKind kind) noexcept;

/// Reads the file at `path`, "-" being standard input. The kind is recognised by the content, and gzip and zstd are
/// unpacked. Bad lines, unmatched frees and a cut-off end are diagnostics (warnings) and counts of the trace, not
/// failures; a file of the wrong kind, or one without any operation, is refused. O(bytes); memory: under 100 bytes for
/// each operation, none for the text.
[[nodiscard]] ReadRecording read_recording(const std::string& path, const ReadOptions& options = {},
                                           const ReadWatch& watch = {});

/// The same from a source, packed or not; `name` is what the trace and the refusal call it.
[[nodiscard]] ReadRecording read_recording(ByteSource& source, std::string_view name, const ReadOptions& options = {},
                                           const ReadWatch& watch = {});

} // namespace firstfit
