// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a Lua script in a process of its own and brings back its trace. Nothing here sees Lua.
#pragma once

#include "allocator/trace/trace.h"

#include <chrono>
#include <functional>

namespace firstfit {

/// What a script may use before it is stopped.
struct ScriptLimits {
    std::uint32_t operations = 10'000'000;
    std::uint64_t memory_bytes = std::uint64_t{256} << 20;
    std::chrono::milliseconds run_time{10'000};
};

struct ScriptOptions {
    ScriptLimits limits;
    std::optional<BlockCount> blocks;          ///< overrides heap{}
    std::optional<std::uint32_t> block_size;   ///< overrides heap{}
    std::optional<std::uint64_t> base_address; ///< overrides heap{}
    Policy policy = Policy::first_fit;
    /// The worker program; empty: `script_worker_path()`.
    std::string worker;
};

/// Asked several times a second with the operations so far; `false` cancels the run.
using ScriptProgress = std::function<bool(std::uint32_t operations)>;

/// Runs `source` and returns what it did. Blocks until the script ends, a limit is reached, or `progress` says
/// no; call it off the GUI thread. Every failure is a diagnostic in the trace, and what ran before it is kept:
/// syntax and run-time errors, misuse of an allocation, a limit, a worker that cannot be started or died, a cancelled
/// run. `file` is only a name for messages.
[[nodiscard]] Trace run_script(std::string_view source, std::string_view file, const ScriptOptions& options,
                               const ScriptProgress& progress = {});

/// Did this trace end in a syntax error (exit status 2 of the command line) rather than a run-time one (1)?
[[nodiscard]] bool is_syntax_error(const Trace& trace) noexcept;

/// worker_path() of firstfit-script-worker, or what FIRSTFIT_SCRIPT_WORKER says.
[[nodiscard]] std::string script_worker_path();

/// Title and goal from a lesson's head comment ("-- title: ...", "-- goal: ..."). O(length of the head).
struct ScriptHead {
    std::string title;
    std::string goal;
};
[[nodiscard]] ScriptHead read_script_head(std::string_view source);

} // namespace firstfit
