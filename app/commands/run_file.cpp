// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/run_file.h"

#include "allocator/trace/reference.h"
#include "app/input_file.h"

#include <algorithm>

namespace firstfit {

namespace {

Trace traceOf(const InputFile& file, const HeapOptions& heap) {
    const std::string text = file.text.toStdString();
    if (file.kind == FileKind::reference) {
        return parse_reference(text, file.path.toStdString());
    }
    ScriptOptions options;
    options.blocks = heap.blocks;
    options.block_size = heap.blockSize;
    options.base_address = heap.baseAddress;
    options.policy = heap.policy;
    return run_script(text, file.path.toStdString(), options);
}

ExitStatus statusOf(const Trace& trace) {
    const bool failed =
        std::ranges::any_of(trace.diagnostics, [](const Diagnostic& each) { return each.severity == Severity::error; });
    if (!failed) {
        return ExitStatus::done;
    }
    // A recording with a line that makes no sense is unreadable; a script that made a mistake has failed.
    return trace.kind != TraceKind::lua || is_syntax_error(trace) ? ExitStatus::unusable : ExitStatus::failed;
}

} // namespace

std::optional<RunFile> runFile(const QString& path, const HeapOptions& heap, QTextStream& err) {
    const auto read = readInputFile(path);
    if (const auto* problem = std::get_if<FileProblem>(&read)) {
        err << "firstfit: " << problem->inOneLine(path) << '\n';
        return std::nullopt;
    }
    RunFile run;
    run.trace = traceOf(std::get<InputFile>(read), heap);
    for (const Diagnostic& diagnostic : run.trace.diagnostics) {
        err << QString::fromStdString(to_string(diagnostic, path.toStdString())) << '\n';
    }
    run.status = statusOf(run.trace);
    run.geometry = heap.over(run.trace.geometry.value_or(HeapGeometry{}));
    if (const auto problem = run.geometry.problem()) {
        err << "firstfit: " << QString::fromStdString(*problem) << '\n';
        return std::nullopt;
    }
    return run;
}

} // namespace firstfit
