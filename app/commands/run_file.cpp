// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/run_file.h"

#include "allocator/replay/proposal.h"
#include "allocator/trace/byte_source.h"
#include "allocator/trace/reference.h"
#include "app/input_file.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace firstfit {

namespace {

/// A trace, or what to say instead of one.
using ReadTrace = std::variant<Trace, QString>;

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

QString inOneLine(const QString& path, const ReadRefusal& refusal) {
    QString where = path == QStringLiteral("-") ? QString() : path;
    for (const std::uint32_t number : {refusal.line, refusal.column}) {
        where += number == 0 ? QString() : QStringLiteral(":%1").arg(number);
    }
    return (where.isEmpty() ? QString() : where + QStringLiteral(": ")) + QString::fromStdString(refusal.title) +
           QStringLiteral(". ") + QString::fromStdString(refusal.advice);
}

std::string_view headOf(UnpackedSource& source) {
    for (;;) { // a pipe may have nothing yet
        if (const auto head = source.head()) {
            return *head;
        }
    }
}

ReadTrace readScript(const QString& path, UnpackedSource& source, const HeapOptions& heap,
                     const RecordingOptions& recording) {
    const std::string text = *read_all(source, largest_input_file);
    const auto file = inputFileOf(path, QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (const auto* problem = std::get_if<FileProblem>(&file)) {
        return problem->inOneLine(path);
    }
    if (recording.given) {
        return QStringLiteral("%1: --range, --sizes, --thread and --align are for recordings, and this is none.")
            .arg(path);
    }
    return traceOf(std::get<InputFile>(file), heap);
}

/// Pipes can be read only once, so what it is and what stands in it is asked of the same source.
ReadTrace readTrace(const QString& path, const HeapOptions& heap, const RecordingOptions& recording) {
    if (path != QStringLiteral("-") && (!QFileInfo::exists(path) || QFileInfo(path).isDir())) {
        return std::get<FileProblem>(readInputFile(path)).inOneLine(path);
    }
    OpenedBytes opened = open_bytes(QFile::encodeName(path).toStdString());
    if (const auto* refusal = std::get_if<ReadRefusal>(&opened)) {
        return inOneLine(path, *refusal);
    }
    UnpackedSource source(std::get<std::unique_ptr<ByteSource>>(std::move(opened)));
    const FileKind kind = recognise(headOf(source));
    if (!is_recording(kind) && kind != FileKind::interpreted_heaptrack && source.damage().empty()) {
        return readScript(path, source, heap, recording);
    }
    ReadRecording read = read_recording(source, path.toStdString(), recording.read);
    if (const auto* refusal = std::get_if<ReadRefusal>(&read)) {
        return inOneLine(path, *refusal);
    }
    return std::get<Trace>(std::move(read));
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

HeapGeometry geometryOf(const Trace& trace, const HeapOptions& heap) {
    if (!trace.recording) {
        return heap.over(trace.geometry.value_or(HeapGeometry{}));
    }
    const HeapGeometry proposed = proposed_geometry(trace);
    HeapGeometry geometry = heap.over(proposed);
    if (heap.blockSize && !heap.blocks) { // as large as the one proposed
        const std::uint64_t blocks = (proposed.capacity_bytes() - 1) / *heap.blockSize + 1;
        geometry.blocks = BlockCount{static_cast<std::uint32_t>(std::clamp<std::uint64_t>(blocks, 1, 65535))};
    }
    return geometry;
}

} // namespace

std::optional<RunFile> runFile(const QString& path, const HeapOptions& heap, const RecordingOptions& recording,
                               QTextStream& err) {
    ReadTrace read = readTrace(path, heap, recording);
    if (const auto* problem = std::get_if<QString>(&read)) {
        err << "firstfit: " << *problem << '\n';
        return std::nullopt;
    }
    RunFile run;
    run.trace = std::get<Trace>(std::move(read));
    for (const Diagnostic& diagnostic : run.trace.diagnostics) {
        err << QString::fromStdString(to_string(diagnostic, path.toStdString())) << '\n';
    }
    run.status = statusOf(run.trace);
    run.geometry = geometryOf(run.trace, heap);
    if (const auto problem = run.geometry.problem()) {
        err << "firstfit: " << QString::fromStdString(*problem) << '\n';
        return std::nullopt;
    }
    return run;
}

Timeline timelineOf(const RunFile& run, Policy policy) {
    Timeline timeline(run.geometry, policy);
    timeline.append_all(run.trace.operations, run.trace.names);
    return timeline;
}

} // namespace firstfit
