// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_results_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace firstfit {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }
QJsonValue text(const std::string& words) { return QString::fromStdString(words); }
QJsonValue integer(std::uint64_t value) { return QJsonValue(static_cast<qint64>(value)); }

/// Null: too few rounds for one.
QJsonValue pair(const std::optional<Interval>& interval) {
    return interval ? QJsonValue(QJsonArray{interval->low, interval->high}) : QJsonValue();
}

template <class Numbers>
QJsonArray numbers(const Numbers& values) {
    QJsonArray array;
    for (const auto value : values) {
        array.append(static_cast<double>(value));
    }
    return array;
}

QJsonObject machineObject(const MachineFacts& machine) {
    return {{key("processor"), text(machine.processor)},
            {key("cores"), machine.cores},
            {key("caches"), text(machine.caches)},
            {key("governor"), text(machine.governor)},
            {key("turbo"), text(machine.turbo)},
            {key("virtual_machine"), text(machine.virtual_machine)},
            {key("compiler"), text(machine.compiler)},
            {key("libc"), text(machine.libc)},
            {key("kernel"), text(machine.kernel)},
            {key("load"), machine.load < 0 ? QJsonValue() : QJsonValue(machine.load)}};
}

QJsonObject summaryObject(const Summary& summary) {
    return {{key("count"), integer(summary.count)},
            {key("median"), summary.median},
            {key("median_interval95"), pair(summary.median_interval)},
            {key("lower_quartile"), summary.lower_quartile},
            {key("upper_quartile"), summary.upper_quartile},
            {key("p5"), summary.p5},
            {key("p95"), summary.p95},
            {key("minimum"), summary.minimum},
            {key("maximum"), summary.maximum}};
}

QJsonValue ratioObject(const std::optional<Ratio>& ratio) {
    if (!ratio) {
        return {};
    }
    return QJsonObject{{key("value"), ratio->value},
                       {key("interval95"), pair(ratio->interval95)},
                       {key("interval99"), pair(ratio->interval99)}};
}

QJsonObject latencyObject(const LatencyHistogram& latency) {
    QJsonArray bins;
    for (const LatencyBin& bin : latency.bins) {
        bins.append(QJsonArray{bin.low_ns, bin.high_ns, integer(bin.count)});
    }
    return {{key("count"), integer(latency.count)},
            {key("p50"), latency.p50},
            {key("p90"), latency.p90},
            {key("p99"), latency.p99},
            {key("p999"), latency.p999},
            {key("maximum"), latency.maximum},
            {key("clock_allows"), latency.clock_allows},
            {key("bins"), bins}};
}

QJsonObject cellObject(const Cell& cell) {
    return {{key("workload"), text(cell.workload)},
            {key("contender"), text(cell.contender)},
            {key("parameter"), cell.parameter},
            {key("ns_per_operation"), summaryObject(cell.summary)},
            {key("to_malloc"), ratioObject(cell.to_malloc)},
            {key("finished"), cell.finished},
            {key("uncertainty"), cell.uncertainty ? QJsonValue(*cell.uncertainty) : QJsonValue()},
            {key("noisy"), cell.noisy},
            {key("failure"), cell.failure.empty() ? QJsonValue() : text(cell.failure)},
            {key("latency"), latencyObject(cell.latency)},
            {key("samples"), numbers(cell.samples)}};
}

QJsonObject traceObject(const Results& results) {
    return {{key("file"), text(results.trace_file)},
            {key("operations"), integer(results.trace_operations)},
            {key("blocks"), integer(results.trace_heap.blocks.value)},
            {key("block_size"), integer(results.trace_heap.block_size)},
            // Above 2^53 a double is not exact.
            {key("base_address"), QString::number(results.trace_heap.base_address)},
            {key("ns_of_each_operation"), numbers(results.per_operation)}};
}

} // namespace

QByteArray timingResultsJson(const Results& results, const QString& name, bool compact) {
    QJsonArray cells;
    for (const Cell& cell : results.cells) {
        cells.append(cellObject(cell));
    }
    QJsonArray warnings;
    for (const std::string& warning : results.warnings) {
        warnings.append(text(warning));
    }
    QJsonObject object{
        {key("format"), key("firstfit-timing")},
        {key("version"), 1},
        {key("started"), text(results.started)},
        {key("seconds"), results.seconds},
        {key("seed"), QString::number(results.seed)},
        {key("precision"), results.precision},
        {key("rounds"), integer(results.rounds)},
        {key("cancelled"), results.cancelled},
        {key("machine"), machineObject(results.machine)},
        {key("clock"),
         QJsonObject{{key("cost_ns"), results.clock.cost_ns}, {key("resolution_ns"), results.clock.resolution_ns}}},
        {key("churn"), QJsonObject{{key("live"), integer(results.churn.live)},
                                   {key("min_bytes"), integer(results.churn.min_bytes)},
                                   {key("max_bytes"), integer(results.churn.max_bytes)}}},
        {key("trace"), traceObject(results)},
        {key("warnings"), warnings},
        {key("cells"), cells},
    };
    if (!name.isEmpty()) {
        object.insert(key("name"), name);
    }
    return QJsonDocument(object).toJson(compact ? QJsonDocument::Compact : QJsonDocument::Indented);
}

} // namespace firstfit
