// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/script.h"

#include "allocator/heap/figures.h"
#include "allocator/process/worker_path.h"
#include "allocator/script/trace_builder.h"
#include "allocator/script/wording.h"
#include "allocator/script/worker_process.h"

#include <signal.h>

#include <algorithm>
#include <cstring>

namespace firstfit {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Why the conversation with the worker is over.
enum class Ending { said_so, hung_up, cancelled, overdue, garbage };

constexpr milliseconds progress_interval{50};
/// For a worker that has hung up: how it ends is worth knowing.
constexpr milliseconds time_to_leave{1000};

/// The worker stops itself when its processor time is used up. This is for one that does not, measured by the clock
/// on the wall, so it leaves room for a machine that is busy with other things.
milliseconds patience_for(milliseconds run_time) {
    constexpr milliseconds most = std::chrono::hours(24 * 365);
    return std::min(std::max(run_time, milliseconds(0)), most) * 10 + milliseconds(2000);
}

Ending converse(WorkerProcess& worker, TraceBuilder& builder, milliseconds run_time, const ScriptProgress& progress) {
    const Clock::time_point deadline = Clock::now() + patience_for(run_time);
    Clock::time_point next_question = Clock::now();
    std::string heard;
    for (;;) {
        const Clock::time_point now = Clock::now();
        if (now >= deadline) {
            return Ending::overdue;
        }
        if (progress && now >= next_question) {
            if (!progress(builder.operations())) {
                return Ending::cancelled;
            }
            next_question = Clock::now() + progress_interval;
        }
        const WorkerProcess::Event event = worker.listen(progress_interval, heard);
        if (event == WorkerProcess::Event::heard) {
            const TraceBuilder::State state = builder.take(heard);
            if (state != TraceBuilder::State::going) {
                return state == TraceBuilder::State::ended ? Ending::said_so : Ending::garbage;
            }
        } else if (event == WorkerProcess::Event::hung_up) {
            return Ending::hung_up;
        }
    }
}

std::string all_kept(std::uint32_t operations) {
    if (operations == 0) {
        return "It had done no operation yet.";
    }
    return operations == 1 ? "Its one operation so far is kept."
                           : "Its " + figures(operations) + " operations so far are kept.";
}

Diagnostic worker_failure(std::string title, std::string message, std::uint32_t line) {
    return {.severity = Severity::error,
            .line = line,
            .column = 0,
            .related_line = 0,
            .title = std::move(title),
            .message = std::move(message),
            .kind = DiagnosticKind::worker};
}

std::string how_it_ended(ProcessEnd end) {
    return end.signal != 0 ? std::string("it was killed: ") + sigdescr_np(end.signal)
                           : "it left with status " + std::to_string(end.status);
}

/// What to say about an ending that the worker did not speak of itself.
std::optional<Diagnostic> diagnostic_for(Ending ending, ProcessEnd end, const TraceBuilder& builder,
                                         const ScriptLimits& limits) {
    Diagnostic diagnostic;
    diagnostic.line = builder.last_line();
    diagnostic.message = all_kept(builder.operations());
    if (ending == Ending::hung_up && end.signal == SIGXCPU) {
        ending = Ending::overdue;
    }
    switch (ending) {
    case Ending::said_so:
        return std::nullopt;
    case Ending::cancelled:
        diagnostic.kind = DiagnosticKind::cancelled;
        diagnostic.title = "The run was cancelled";
        return diagnostic;
    case Ending::overdue:
        diagnostic.kind = DiagnosticKind::limit;
        diagnostic.title = "The script ran longer than " + spoken(limits.run_time);
        return diagnostic;
    case Ending::garbage:
        return worker_failure("The script's process spoke nonsense and was ended", diagnostic.message, diagnostic.line);
    case Ending::hung_up:
        return worker_failure("The script's process ended before the script did",
                              "This is no fault of the script: " + how_it_ended(end) + ". " + diagnostic.message,
                              diagnostic.line);
    }
    return std::nullopt;
}

Trace run_in_worker(std::string_view source, const ScriptOptions& options, const ScriptProgress& progress) {
    Trace trace;
    const std::string program = options.worker.empty() ? script_worker_path() : options.worker;
    if (program.empty()) {
        trace.diagnostics.push_back(worker_failure("The script cannot be run",
                                                   "The program firstfit-script-worker is not where it should be: "
                                                   "beside firstfit, or in ../libexec/firstfit.",
                                                   0));
        return trace;
    }
    WorkerProcess worker;
    if (const auto problem = worker.start(program)) {
        trace.diagnostics.push_back(
            worker_failure("The script cannot be run", "Starting " + program + " failed: " + *problem + ".", 0));
        return trace;
    }
    worker.say(wire::request_of(options).append(source));
    TraceBuilder builder(options.limits);
    const Ending ending = converse(worker, builder, options.limits.run_time, progress);
    const ProcessEnd end = worker.finish(ending == Ending::hung_up ? time_to_leave : milliseconds(0));
    const std::optional<Diagnostic> diagnostic = diagnostic_for(ending, end, builder, options.limits);
    trace = builder.finish();
    if (diagnostic) {
        trace.diagnostics.push_back(*diagnostic);
    }
    return trace;
}

/// The heap of a script that never came to say one.
std::optional<HeapGeometry> geometry_of(const ScriptOptions& options) {
    HeapGeometry geometry;
    geometry.blocks = options.blocks.value_or(geometry.blocks);
    geometry.block_size = options.block_size.value_or(geometry.block_size);
    geometry.base_address = options.base_address.value_or(geometry.base_address);
    return geometry.problem() ? std::nullopt : std::optional(geometry);
}

} // namespace

Trace run_script(std::string_view source, std::string_view file, const ScriptOptions& options,
                 const ScriptProgress& progress) {
    Trace trace = run_in_worker(source, options, progress);
    trace.kind = TraceKind::lua;
    trace.file = std::string(file);
    ScriptHead head = read_script_head(source);
    trace.title = std::move(head.title);
    trace.goal = std::move(head.goal);
    if (!trace.geometry) {
        trace.geometry = geometry_of(options);
    }
    return trace;
}

std::string script_worker_path() { return worker_path("firstfit-script-worker", "FIRSTFIT_SCRIPT_WORKER"); }

bool is_syntax_error(const Trace& trace) noexcept {
    return std::ranges::any_of(trace.diagnostics, [](const Diagnostic& d) { return d.kind == DiagnosticKind::syntax; });
}

} // namespace firstfit
