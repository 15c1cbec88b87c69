// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_results_json.h"

#include "allocator/timing/contender.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace firstfit {

namespace {

constexpr double mostExact = 9007199254740992.0; ///< above it, 2^53, a double is not every whole number

/// The first thing that was wrong; nothing else counts once there is one.
struct Wrong {
    QString message;

    [[nodiscard]] bool any() const { return !message.isEmpty(); }
    void say(const QString& place, const char* expected) {
        if (!any()) {
            message = QStringLiteral("%1 is not %2.").arg(place, QLatin1String(expected));
        }
    }
};

/// Members of an object, each as what it has to be. `place` names the object in messages: "cells[3].latency".
class ObjectReader {
public:
    ObjectReader(QJsonObject object, QString place, Wrong& wrong)
        : object_(std::move(object)), place_(std::move(place)), wrong_(wrong) {}

    [[nodiscard]] QJsonValue value(const char* name) const { return object_.value(QLatin1String(name)); }
    [[nodiscard]] QString placeOf(const char* name) const {
        return place_.isEmpty() ? QLatin1String(name) : place_ + QLatin1Char('.') + QLatin1String(name);
    }
    [[nodiscard]] Wrong& wrong() const { return wrong_; }

    void get(const char* name, double& number) const {
        const QJsonValue found = value(name);
        if (!found.isDouble()) {
            wrong_.say(placeOf(name), "a number");
        } else if (!isTime(found)) {
            wrong_.say(placeOf(name), "a number from 0 on");
        }
        number = found.toDouble();
    }
    /// Null is nothing.
    template <class Value>
    void get(const char* name, std::optional<Value>& found) const {
        if (!value(name).isNull()) {
            get(name, found.emplace());
        }
    }
    template <class Integer>
        requires std::is_integral_v<Integer>
    void get(const char* name, Integer& number) const {
        const double found = value(name).toDouble(-1);
        // Whole, and small enough to be exact.
        if (!(found >= 0 && found <= mostExact) || found != std::floor(found) ||
            found > static_cast<double>(std::numeric_limits<Integer>::max())) {
            wrong_.say(placeOf(name), "a whole number in its range");
            return;
        }
        number = static_cast<Integer>(found);
    }
    void get(const char* name, bool& flag) const {
        if (!value(name).isBool()) {
            wrong_.say(placeOf(name), "true or false");
        }
        flag = value(name).toBool();
    }
    void get(const char* name, std::string& words) const {
        if (!value(name).isString()) {
            wrong_.say(placeOf(name), "a text");
        }
        words = value(name).toString().toStdString();
    }
    /// A number above 2^53 is written as a text.
    void getBig(const char* name, std::uint64_t& number) const {
        bool ok = false;
        number = value(name).toString().toULongLong(&ok);
        if (!ok) {
            wrong_.say(placeOf(name), "a whole number in quotes");
        }
    }
    void get(const char* name, Interval& interval) const {
        const QJsonArray pair = value(name).toArray();
        if (pair.size() != 2 || !isTime(pair[0]) || !isTime(pair[1]) || pair[0].toDouble() > pair[1].toDouble()) {
            wrong_.say(placeOf(name), "a pair of numbers from 0 on, the smaller one first");
        }
        interval = {pair.at(0).toDouble(), pair.at(1).toDouble()};
    }
    /// `least` to what a Number can be.
    template <class Number>
    void get(const char* name, std::vector<Number>& list, double least = 0) const {
        const QJsonArray found = array(name);
        list.reserve(static_cast<std::size_t>(found.size()));
        for (const QJsonValue& one : found) {
            if (!one.isDouble()) {
                wrong_.say(placeOf(name), "a list of numbers");
                return;
            }
            const double number = one.toDouble();
            if (!(number >= least && number <= static_cast<double>(std::numeric_limits<Number>::max()))) {
                wrong_.say(placeOf(name), "a list of numbers that make sense");
                return;
            }
            list.push_back(static_cast<Number>(number));
        }
    }
    [[nodiscard]] QJsonArray array(const char* name) const {
        if (!value(name).isArray()) {
            wrong_.say(placeOf(name), "a list");
        }
        return value(name).toArray();
    }
    [[nodiscard]] ObjectReader object(const char* name) const {
        if (!value(name).isObject()) {
            wrong_.say(placeOf(name), "an object");
        }
        return {value(name).toObject(), placeOf(name), wrong_};
    }

    /// Finite and not below 0, as are all numbers but a few.
    static bool isTime(const QJsonValue& value) {
        return value.isDouble() && value.toDouble() >= 0 && std::isfinite(value.toDouble());
    }

private:
    QJsonObject object_;
    QString place_;
    Wrong& wrong_;
};

MachineFacts readMachine(const ObjectReader& reader) {
    MachineFacts machine;
    reader.get("processor", machine.processor);
    reader.get("cores", machine.cores);
    reader.get("caches", machine.caches);
    reader.get("governor", machine.governor);
    reader.get("turbo", machine.turbo);
    reader.get("virtual_machine", machine.virtual_machine);
    reader.get("compiler", machine.compiler);
    reader.get("libc", machine.libc);
    reader.get("kernel", machine.kernel);
    if (!reader.value("load").isNull()) {
        reader.get("load", machine.load);
    }
    return machine;
}

Summary readSummary(const ObjectReader& reader) {
    Summary summary;
    reader.get("count", summary.count);
    reader.get("median", summary.median);
    reader.get("median_interval95", summary.median_interval);
    reader.get("lower_quartile", summary.lower_quartile);
    reader.get("upper_quartile", summary.upper_quartile);
    reader.get("p5", summary.p5);
    reader.get("p95", summary.p95);
    reader.get("minimum", summary.minimum);
    reader.get("maximum", summary.maximum);
    const double ascending[] = {summary.minimum,        summary.p5,  summary.lower_quartile, summary.median,
                                summary.upper_quartile, summary.p95, summary.maximum};
    if (!std::ranges::is_sorted(ascending)) {
        reader.wrong().say(reader.placeOf("median"), "between the other figures, or these do not ascend");
    }
    return summary;
}

LatencyHistogram readLatency(const ObjectReader& reader) {
    LatencyHistogram latency;
    reader.get("count", latency.count);
    reader.get("p50", latency.p50);
    reader.get("p90", latency.p90);
    reader.get("p99", latency.p99);
    reader.get("p999", latency.p999);
    reader.get("maximum", latency.maximum);
    reader.get("clock_allows", latency.clock_allows);
    for (const QJsonValue& value : reader.array("bins")) {
        const QJsonArray bin = value.toArray();
        const double count = bin.size() == 3 ? bin[2].toDouble(-1) : -1;
        if (!(count >= 0 && count <= mostExact) || !ObjectReader::isTime(bin[0]) || !ObjectReader::isTime(bin[1]) ||
            bin[0].toDouble() > bin[1].toDouble()) {
            reader.wrong().say(reader.placeOf("bins"), "a list of [low, high, count]");
            break;
        }
        latency.bins.push_back({bin[0].toDouble(), bin[1].toDouble(), static_cast<std::uint64_t>(count)});
    }
    return latency;
}

Cell readCell(const ObjectReader& reader) {
    Cell cell;
    reader.get("workload", cell.workload);
    reader.get("contender", cell.contender);
    std::uint32_t parameter = 0;
    reader.get("parameter", parameter);
    cell.parameter = parameter;
    cell.summary = readSummary(reader.object("ns_per_operation"));
    if (!reader.value("to_malloc").isNull()) {
        const ObjectReader ratio = reader.object("to_malloc");
        cell.to_malloc.emplace();
        ratio.get("value", cell.to_malloc->value);
        ratio.get("interval95", cell.to_malloc->interval95);
        ratio.get("interval99", cell.to_malloc->interval99);
    }
    reader.get("finished", cell.finished);
    reader.get("uncertainty", cell.uncertainty);
    reader.get("noisy", cell.noisy);
    if (!reader.value("failure").isNull()) {
        reader.get("failure", cell.failure);
    }
    cell.latency = readLatency(reader.object("latency"));
    reader.get("samples", cell.samples);
    if (cell.samples.size() != cell.summary.count) {
        reader.wrong().say(reader.placeOf("ns_per_operation.count"), "the number of samples");
    }
    return cell;
}

void readTrace(const ObjectReader& reader, Results& results) {
    reader.get("file", results.trace_file);
    reader.get("operations", results.trace_operations);
    reader.get("blocks", results.trace_heap.blocks.value);
    reader.get("block_size", results.trace_heap.block_size);
    reader.getBig("base_address", results.trace_heap.base_address);
    reader.get("ns_of_each_operation", results.per_operation, -1);
}

/// Earlier versions gave an interval to any number of rounds. Those of a ratio are the rounds that malloc has, too.
void forgetIntervalsOfFewRounds(std::vector<Cell>& cells) {
    std::map<std::pair<std::string, double>, std::size_t> rounds;
    for (const Cell& cell : cells) {
        if (cell.contender == malloc_id) {
            rounds[{cell.workload, cell.parameter}] = cell.samples.size();
        }
    }
    for (Cell& cell : cells) {
        if (!enough_for(0.95, cell.samples.size())) {
            cell.summary.median_interval.reset();
            cell.uncertainty.reset();
        }
        if (cell.to_malloc) {
            const std::size_t both = std::min(cell.samples.size(), rounds[{cell.workload, cell.parameter}]);
            if (!enough_for(0.95, both)) {
                cell.to_malloc->interval95.reset();
            }
            if (!enough_for(0.99, both)) {
                cell.to_malloc->interval99.reset();
            }
        }
    }
}

Results readResults(const ObjectReader& reader) {
    Results results;
    reader.get("started", results.started);
    reader.get("seconds", results.seconds);
    reader.getBig("seed", results.seed);
    reader.get("precision", results.precision);
    reader.get("rounds", results.rounds);
    reader.get("cancelled", results.cancelled);
    results.machine = readMachine(reader.object("machine"));
    const ObjectReader clock = reader.object("clock");
    clock.get("cost_ns", results.clock.cost_ns);
    clock.get("resolution_ns", results.clock.resolution_ns);
    const ObjectReader churn = reader.object("churn");
    churn.get("live", results.churn.live);
    churn.get("min_bytes", results.churn.min_bytes);
    churn.get("max_bytes", results.churn.max_bytes);
    readTrace(reader.object("trace"), results);
    for (const QJsonValue& warning : reader.array("warnings")) {
        if (!warning.isString()) {
            reader.wrong().say(reader.placeOf("warnings"), "a list of texts");
        }
        results.warnings.push_back(warning.toString().toStdString());
    }
    const QJsonArray cells = reader.array("cells");
    for (qsizetype i = 0; i < cells.size() && !reader.wrong().any(); ++i) {
        const QString place = QStringLiteral("cells[%1]").arg(i);
        if (!cells[i].isObject()) {
            reader.wrong().say(place, "an object");
        }
        results.cells.push_back(readCell(ObjectReader(cells[i].toObject(), place, reader.wrong())));
    }
    forgetIntervalsOfFewRounds(results.cells);
    return results;
}

} // namespace

bool beginsLikeJson(const QByteArray& head) {
    const QByteArray text = head.startsWith("\xEF\xBB\xBF") ? head.mid(3) : head;
    // An object's brace, then a name in quotes or nothing: a Lua table would begin with neither.
    const QByteArray rest = text.trimmed();
    const QByteArray inner = rest.mid(1).trimmed();
    return rest.startsWith('{') && (inner.isEmpty() || inner.startsWith('"') || inner.startsWith('}'));
}

std::variant<Results, TimingJsonProblem> timingResultsFromJson(const QByteArray& json, QString* name) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        return TimingJsonProblem{error.offset, error.errorString() + QLatin1Char('.')};
    }
    const QJsonObject object = document.object();
    if (object.value(QLatin1String("format")).toString() != QLatin1String("firstfit-timing")) {
        return TimingJsonProblem{-1, QStringLiteral("This is no saved measurement of Firstfit.")};
    }
    if (object.value(QLatin1String("version")).toInt() != 1) {
        return TimingJsonProblem{-1, QStringLiteral("This measurement was saved by another version of Firstfit.")};
    }
    Wrong wrong;
    Results results = readResults(ObjectReader(object, QString(), wrong));
    if (wrong.any()) {
        return TimingJsonProblem{-1, wrong.message};
    }
    if (name != nullptr) {
        *name = object.value(QLatin1String("name")).toString();
    }
    return results;
}

} // namespace firstfit
