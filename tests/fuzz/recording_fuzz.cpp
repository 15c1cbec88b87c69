// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fuzzer's bytes as a recording. Compiled once for each reader, FIRSTFIT_READER being read_mtrace and so on, and once
// with FIRSTFIT_WHOLE_FILE for read_recording(), which recognises and unpacks. Whatever comes in, what comes out is a
// run that a heap can do: nothing is used before it is allocated or after it is freed.
#include "allocator/trace/heaptrack.h"
#include "allocator/trace/lab.h"
#include "allocator/trace/line_reader.h"
#include "allocator/trace/ltrace.h"
#include "allocator/trace/mtrace.h"
#include "allocator/trace/recording.h"
#include "allocator/trace/recording_builder.h"

#include <cstdio>
#include <cstdlib>
#include <unordered_map>

using namespace firstfit;

namespace {

void demand(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
}

/// Some inputs are read in part; which ones depends on their length alone, so that seeds are plain files.
ReadOptions options_for(std::size_t size) {
    ReadOptions options;
    if (size % 4 == 1) {
        options.first = 3;
        options.last = 20;
    } else if (size % 4 == 2) {
        options.min_bytes = 8;
        options.max_bytes = 1000;
    } else if (size % 4 == 3) {
        options.alignment = 8;
    }
    return options;
}

void check_call_sites(const Trace& trace) {
    demand(trace.sites.empty() || trace.sites.size() == trace.operations.size(), "one site for each operation");
    for (const CallSiteId id : trace.sites) {
        demand(id == no_call_site || id.value < trace.call_sites.size(), "a site that is not there");
    }
    for (std::size_t i = 0; i < trace.call_sites.size(); ++i) {
        const CallSiteId caller = trace.call_sites[i].caller;
        demand(caller == no_call_site || caller.value < i, "a caller that does not come before");
        demand(!to_string(trace.call_sites[i]).empty(), "a call site without words");
    }
}

void check_operations(const Trace& trace) {
    std::unordered_map<std::uint32_t, std::uint64_t> live;
    std::uint32_t made = 0;
    std::uint32_t line = 0;
    std::uint64_t bytes = 0;
    std::uint64_t peak = 0;
    for (const Operation& operation : trace.operations) {
        demand(operation.line >= line, "lines go backwards");
        line = operation.line;
        const std::uint32_t id = operation.allocation.value;
        if (operation.kind == OperationKind::allocate) {
            demand(id == made++, "allocations are not numbered one by one");
        } else {
            demand(live.contains(id), "something is used that is not alive");
            bytes -= live[id];
        }
        if (operation.kind == OperationKind::deallocate) {
            live.erase(id);
            continue;
        }
        demand(operation.alignment != 0 && (operation.alignment & (operation.alignment - 1)) == 0, "a bad alignment");
        live[id] = operation.size;
        bytes += operation.size;
        peak = std::max(peak, bytes);
    }
    demand(peak == trace.recording->peak_bytes, "another peak");
}

void check(const Trace& trace) {
    demand(trace.recording.has_value(), "no facts");
    demand(trace.diagnostics.size() <= 160, "too many diagnostics");
    check_call_sites(trace);
    check_operations(trace);
}

#ifdef FIRSTFIT_WHOLE_FILE
void run(std::string_view text) {
    const std::unique_ptr<ByteSource> source = bytes_of(text);
    const ReadRecording recording = read_recording(*source, "fuzz", options_for(text.size()));
    if (const Trace* trace = std::get_if<Trace>(&recording)) {
        check(*trace);
    } else {
        demand(!std::get<ReadRefusal>(recording).title.empty(), "refused without a word");
    }
}
#else
void run(std::string_view text) {
    const std::unique_ptr<ByteSource> source = bytes_of(text);
    RecordingBuilder builder(TraceKind::mtrace, "fuzz", options_for(text.size()), {});
    LineReader lines(*source, [] { return true; });
    FIRSTFIT_READER(lines, builder);
    check(std::move(builder).finish(lines.number()));
}
#endif

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
