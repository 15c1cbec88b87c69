// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/recording.h"

#include "allocator/heap/figures.h"
#include "allocator/trace/heaptrack.h"
#include "allocator/trace/lab.h"
#include "allocator/trace/line_reader.h"
#include "allocator/trace/ltrace.h"
#include "allocator/trace/mtrace.h"
#include "allocator/trace/recording_builder.h"
#include "allocator/trace/text.h"

#include <utility>

namespace firstfit {

namespace {

using std::string_view;

ReadRefusal refusal(std::string title, std::string advice) {
    ReadRefusal refused;
    refused.title = std::move(title);
    refused.advice = std::move(advice);
    return refused;
}

ReadRefusal cancelled() {
    ReadRefusal refused = refusal("reading was cancelled", {});
    refused.cancelled = true;
    return refused;
}

using Reader = void (*)(LineReader&, RecordingBuilder&);

struct Format {
    TraceKind kind;
    Reader read;
};

std::optional<Format> format_of(FileKind kind) noexcept {
    switch (kind) {
    case FileKind::mtrace:
        return Format{TraceKind::mtrace, read_mtrace};
    case FileKind::heaptrack:
        return Format{TraceKind::heaptrack, read_heaptrack};
    case FileKind::rep:
        return Format{TraceKind::rep, read_rep};
    case FileKind::lab_script:
        return Format{TraceKind::script, read_lab_script};
    case FileKind::ltrace:
        return Format{TraceKind::ltrace, read_ltrace};
    default:
        return std::nullopt;
    }
}

ReadRefusal wrong_kind(const std::string& name, FileKind kind) {
    const std::string looks = std::string("It looks like ") + describe(kind) + ". ";
    switch (kind) {
    case FileKind::interpreted_heaptrack:
        return refusal(name + " is an interpreted heaptrack recording",
                       "It has no addresses, so no heap can run it. Record again with heaptrack --raw.");
    case FileKind::compressed:
        return refusal(name + " is not a recording", looks + "Only gzip and zstd are unpacked here; unpack it first.");
    case FileKind::lua:
        return refusal(name + " is not a recording", "It looks like a Lua script, or some other text.");
    default:
        return refusal(name + " is not a recording",
                       looks + "Recordings are made by mtrace, heaptrack --raw and ltrace.");
    }
}

std::string shown_name(string_view name) { return name == "-" ? "standard input" : std::string(without_folders(name)); }

ReadRefusal nothing_in_it(const std::string& name, const Trace& trace) {
    const RecordingFacts& facts = *trace.recording;
    if (facts.left_out != 0) {
        return refusal("nothing of " + name + " is left", "The range, size or thread asked for leaves out all of its " +
                                                              figures(facts.left_out) + " operations.");
    }
    std::string advice = "It is " + figures(facts.lines) + " lines long";
    if (!trace.diagnostics.empty()) {
        const Diagnostic& first = trace.diagnostics.front();
        ReadRefusal refused =
            refusal(name + " holds no operation", advice + "; the first problem: " + first.title + ".");
        refused.line = first.line;
        refused.column = first.column;
        return refused;
    }
    return refusal(name + " holds no operation", advice + ". Did the program allocate anything?");
}

/// The first bytes, or why there are none.
std::variant<string_view, ReadRefusal> look_inside(UnpackedSource& source, const std::string& name,
                                                   const ReadWatch& watch) {
    std::optional<string_view> head;
    while (!head) {
        head = source.head();
        if (watch && !watch({source.consumed(), source.total(), 0})) {
            return cancelled();
        }
    }
    if (!head->empty()) {
        return *head;
    }
    if (!source.damage().empty()) {
        return refusal(name + " cannot be read", "It is damaged: " + source.damage() + ".");
    }
    return refusal(name + " is empty", "Was the recording finished?");
}

} // namespace

bool is_recording(FileKind kind) noexcept { return format_of(kind).has_value(); }

ReadRecording read_recording(ByteSource& packed, string_view name, const ReadOptions& options, const ReadWatch& watch) {
    const std::string shown = shown_name(name);
    UnpackedSource source(packed);
    const auto head = look_inside(source, shown, watch);
    if (const auto* refused = std::get_if<ReadRefusal>(&head)) {
        return *refused;
    }
    const FileKind kind = recognise(std::get<string_view>(head));
    const std::optional<Format> format = format_of(kind);
    if (!format) {
        return wrong_kind(shown, kind);
    }
    if (options.thread && format->kind != TraceKind::ltrace) {
        return refusal(shown + " does not tell threads",
                       std::string("It is ") + describe(kind) + "; only ltrace logs do. Leave the thread out.");
    }
    RecordingBuilder builder(format->kind, name, options, [&] {
        return source.total() == 0 ? 0.0 : static_cast<double>(source.consumed()) / static_cast<double>(source.total());
    });
    LineReader lines(source, [&] {
        return !watch || watch({source.consumed(), source.total(), builder.operations()});
    });
    format->read(lines, builder);
    if (lines.stopped()) {
        builder.cancelled();
    } else if (!source.damage().empty()) {
        builder.cut_off(source.damage(), "What comes before is read.");
    }
    Trace trace = std::move(builder).finish(lines.number());
    if (trace.operations.empty()) {
        return lines.stopped() ? cancelled() : nothing_in_it(shown, trace);
    }
    return trace;
}

ReadRecording read_recording(const std::string& path, const ReadOptions& options, const ReadWatch& watch) {
    OpenedBytes opened = open_bytes(path);
    if (auto* refused = std::get_if<ReadRefusal>(&opened)) {
        return std::move(*refused);
    }
    return read_recording(*std::get<std::unique_ptr<ByteSource>>(opened), path, options, watch);
}

} // namespace firstfit
