// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/summary_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace firstfit {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

QJsonValue integer(std::uint64_t value) { return QJsonValue(static_cast<qint64>(value)); }

// 0 means "not known", which JSON says with null.
QJsonValue known(std::uint32_t value) { return value == 0 ? QJsonValue() : integer(value); }

QJsonObject heapObject(const Timeline& timeline) {
    const HeapGeometry& geometry = timeline.geometry();
    return {{key("blocks"), integer(geometry.blocks.value)},
            {key("block_size"), integer(geometry.block_size)},
            {key("base_address"), integer(geometry.base_address)},
            {key("policy"), QString::fromLatin1(to_string(timeline.policy()))}};
}

QJsonArray failureArray(const RunSummary& summary) {
    QJsonArray array;
    for (const FailedRequest& failure : summary.failures) {
        array.append(QJsonObject{{key("operation"), integer(failure.operation.value)},
                                 {key("line"), known(failure.line)},
                                 {key("call"), QString::fromStdString(failure.call)},
                                 {key("bytes"), integer(failure.bytes)},
                                 {key("alignment"), integer(failure.alignment)},
                                 {key("free_blocks"), integer(failure.free_blocks)},
                                 {key("chunks"), integer(failure.chunks)},
                                 {key("largest_chunk"), integer(failure.largest_chunk)},
                                 {key("largest_fitting_bytes"), integer(failure.largest_fitting_bytes)}});
    }
    return array;
}

QJsonArray diagnosticArray(const Trace& trace) {
    QJsonArray array;
    for (const Diagnostic& diagnostic : trace.diagnostics) {
        const QString severity = diagnostic.severity == Severity::error ? key("error") : key("warning");
        // Title and message read on from one another; where there is no title, the message is all.
        const QString title = QString::fromStdString(diagnostic.title);
        const QString message = QString::fromStdString(diagnostic.message);
        const QString text = title.isEmpty() || message.isEmpty() ? title + message : title + key(". ") + message;
        array.append(QJsonObject{{key("line"), known(diagnostic.line)},
                                 {key("column"), known(diagnostic.column)},
                                 {key("severity"), severity},
                                 {key("message"), text}});
    }
    return array;
}

} // namespace

QString summaryJson(const RunSummary& summary, const Trace& trace, const Timeline& timeline, const QString& file) {
    const QJsonObject object{
        {key("file"), file},
        {key("kind"), QString::fromLatin1(to_string(trace.kind))},
        {key("heap"), heapObject(timeline)},
        {key("operations"), integer(summary.operations)},
        {key("allocations"), integer(summary.allocations)},
        {key("frees"), integer(summary.frees)},
        {key("reallocations"), integer(summary.reallocations)},
        {key("peak_bytes"), integer(summary.peak_bytes)},
        {key("peak_blocks"), integer(summary.peak_blocks)},
        {key("highest_block"), summary.highest_block ? integer(summary.highest_block->value) : QJsonValue()},
        {key("final"), QJsonObject{{key("used"), integer(summary.at_end.used)},
                                   {key("free"), integer(summary.at_end.free)},
                                   {key("chunks"), integer(summary.at_end.chunks)},
                                   {key("largest"), integer(summary.at_end.largest)}}},
        {key("fragmentation"), QJsonObject{{key("end"), summary.fragmentation.end},
                                           {key("max"), summary.fragmentation.max},
                                           {key("max_at"), integer(summary.fragmentation.max_at.value)}}},
        {key("scan_length"),
         QJsonObject{{key("mean"), summary.scan_length.mean}, {key("max"), integer(summary.scan_length.max)}}},
        {key("failures"), failureArray(summary)},
        {key("leaks"),
         QJsonObject{{key("count"), integer(summary.leaks.count)}, {key("bytes"), integer(summary.leaks.bytes)}}},
        // Neither scripts nor reference traces have lines that may be skipped.
        {key("skipped_lines"), 0},
        {key("diagnostics"), diagnosticArray(trace)},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace firstfit
