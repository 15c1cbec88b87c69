// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/summary_json.h"

#include "allocator/replay/leaks.h"

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

QString siteText(const Trace& trace, CallSiteId site) {
    return site.value < trace.call_sites.size() ? QString::fromStdString(to_string(trace.call_sites[site.value]))
                                                : key("unknown");
}

QJsonArray failureArray(const RunReport& report) {
    QJsonArray array;
    for (const FailedRequest& failure : report.summary.failures) {
        QJsonObject object{{key("operation"), integer(failure.operation.value)},
                           {key("line"), known(failure.line)},
                           {key("call"), QString::fromStdString(failure.call)},
                           {key("bytes"), integer(failure.bytes)},
                           {key("alignment"), integer(failure.alignment)},
                           {key("free_blocks"), integer(failure.free_blocks)},
                           {key("chunks"), integer(failure.chunks)},
                           {key("largest_chunk"), integer(failure.largest_chunk)},
                           {key("largest_fitting_bytes"), integer(failure.largest_fitting_bytes)}};
        if (failure.operation.value <= report.trace.sites.size()) {
            object[key("call_site")] = siteText(report.trace, report.trace.sites[failure.operation.value - 1]);
        }
        array.append(object);
    }
    return array;
}

QJsonObject leaksObject(const RunReport& report) {
    QJsonObject object{{key("count"), integer(report.summary.leaks.count)},
                       {key("bytes"), integer(report.summary.leaks.bytes)}};
    if (!report.trace.sites.empty()) {
        QJsonArray sites;
        for (const SiteFigures& figures : leaks_by_site(report.timeline, report.trace)) {
            sites.append(QJsonObject{{key("call_site"), siteText(report.trace, figures.site)},
                                     {key("count"), integer(figures.allocations)},
                                     {key("bytes"), integer(figures.bytes)}});
        }
        object[key("call_sites")] = sites;
    }
    return object;
}

QJsonObject recordingObject(const RecordingFacts& facts) {
    QJsonObject object{{key("lines"), integer(facts.lines)},
                       {key("ignored_records"), integer(facts.ignored_records)},
                       {key("unmatched_frees"), integer(facts.unmatched_frees)},
                       {key("unmatched_reallocations"), integer(facts.unmatched_reallocs)},
                       {key("double_allocations"), integer(facts.double_allocations)},
                       {key("failed_requests"), integer(facts.failed_requests)},
                       {key("left_out"), integer(facts.left_out)},
                       {key("cut_off"), facts.cut_off},
                       {key("default_alignment"), integer(facts.default_alignment)}};
    if (!facts.command.empty()) {
        object[key("command")] = QString::fromStdString(facts.command);
    }
    if (facts.tells_threads) {
        QJsonArray threads;
        for (const std::uint32_t thread : facts.threads) {
            threads.append(integer(thread));
        }
        object[key("threads")] = threads;
    }
    return object;
}

QJsonObject stoppedObject(const StoppedRun& stopped) {
    return {{key("operation"), integer(stopped.operation.value)},
            {key("condition"), QString::fromStdString(to_string(stopped.condition))}};
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

QString summaryJson(const RunReport& report) {
    const RunSummary& summary = report.summary;
    const Trace& trace = report.trace;
    QJsonObject object{
        {key("file"), report.file},
        {key("kind"), QString::fromLatin1(to_string(trace.kind))},
        {key("heap"), heapObject(report.timeline)},
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
        {key("failures"), failureArray(report)},
        {key("leaks"), leaksObject(report)},
        // Neither scripts nor reference traces have lines that may be skipped.
        {key("skipped_lines"), trace.recording ? integer(trace.recording->skipped_lines) : integer(0)},
        {key("diagnostics"), diagnosticArray(trace)},
    };
    if (trace.recording) {
        object[key("recording")] = recordingObject(*trace.recording);
    }
    if (report.stopped) {
        object[key("stopped")] = stoppedObject(*report.stopped);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace firstfit
