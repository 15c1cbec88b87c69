// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as a list of operations: what a script, a recording or a person did, whatever the heap answered.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"
#include "allocator/trace/call_site.h"
#include "allocator/trace/recording_facts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstfit {

enum class TraceKind : std::uint8_t { by_hand, lua, mtrace, heaptrack, rep, script, ltrace, reference };

/// The word of `replay --json`: "lua", "mtrace", ...
[[nodiscard]] const char* to_string(TraceKind kind) noexcept;

enum class Severity : std::uint8_t { warning, error };

/// What sort of thing went wrong, for those who must tell them apart (exit status, tests).
enum class DiagnosticKind : std::uint8_t {
    other,
    syntax,      ///< the script could not be read
    run_time,    ///< an error of Lua, or raised by error()
    misuse,      ///< a bad size, alignment or geometry, a double free, a use after free, free(nil)
    expectation, ///< expect() was not met
    limit,       ///< too many operations, too much memory or time
    cancelled,   ///< somebody asked for an end
    worker,      ///< the script's process could not be started, or died
};

/// What is wrong, where, and what to do. `line` and `column` count from 1; 0 = not known.
struct Diagnostic {
    Severity severity = Severity::error;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t related_line = 0; ///< "line 13 freed it first"; 0 = none
    std::string title;              ///< "b is freed twice": the short form, a sentence without full stop
    std::string message;            ///< "Line 13 freed it first. The 12 operations before this line are kept."
    DiagnosticKind kind = DiagnosticKind::other;

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// "file:line:column: message", leaving out what is 0: the form of stderr.
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic, std::string_view file);

/// A sentence that the script shows when the run reaches it.
struct Note {
    OperationIndex after{}; ///< shown once this many operations are done
    std::uint32_t line = 0;
    std::string text;

    friend bool operator==(const Note&, const Note&) = default;
};

/// Where play stops because the script says pause().
struct Pause {
    OperationIndex after{};
    std::uint32_t line = 0;

    friend bool operator==(const Pause&, const Pause&) = default;
};

/// A whole run. Positions in `names` are allocation ids.
struct Trace {
    TraceKind kind = TraceKind::by_hand;
    std::string file;                     ///< as the person named it; empty for work by hand
    std::optional<HeapGeometry> geometry; ///< a script's heap{}; recordings have none
    std::vector<Operation> operations;
    std::vector<std::string> names;
    std::vector<Note> notes;   ///< sorted by `after`
    std::vector<Pause> pauses; ///< sorted by `after`
    std::vector<Diagnostic> diagnostics;
    std::string title; ///< from a lesson's first comment lines; may be empty
    std::string goal;
    std::vector<CallSiteId> sites;    ///< by operation (its position): called from there; empty if the kind tells none
    std::vector<CallSite> call_sites; ///< positions are CallSiteIds
    std::optional<RecordingFacts> recording; ///< nothing for scripts and work by hand

    /// The name of an allocation, "#n" (from 1) for one that never got any.
    [[nodiscard]] std::string name_of(AllocationId id) const;
};

/// How an operation reads in the script language: "k = malloc(30)", "free(b)", "c:grow(8)". O(1).
[[nodiscard]] std::string describe(const Operation& operation, const Trace& trace);

/// The trace as a Lua script that, run again, gives the same operations and states (`heap` is written out first).
/// What has no line in the language (an allocation named like a keyword, say) is renamed. O(operations).
[[nodiscard]] std::string to_script(const Trace& trace, const HeapGeometry& heap);

} // namespace firstfit
