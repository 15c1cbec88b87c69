// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/results_csv.h"

#include "allocator/timing/changes.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace firstfit {

namespace {

/// As short as it can be read back exactly, with a point whatever the language.
std::string number(double value) {
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string result = "\"";
    for (const char c : text) {
        result += c;
        if (c == '"') {
            result += '"';
        }
    }
    return result + '"';
}

/// Line breaks would end a comment.
std::string one_line(std::string text) {
    for (char& c : text) {
        c = c == '\n' || c == '\r' ? ' ' : c;
    }
    return text;
}

/// `,1.5,2`; empty fields of nothing.
std::string fields(const std::optional<Interval>& interval) {
    return interval ? ',' + number(interval->low) + ',' + number(interval->high) : ",,";
}

/// The numbers, or as many empty fields.
std::string fields(bool any, std::initializer_list<double> values) {
    std::string line;
    for (const double value : values) {
        line += ',' + (any ? number(value) : std::string());
    }
    return line;
}

std::string yes_or_no(bool yes) { return yes ? ",yes" : ",no"; }

bool measured(const Results& results, const char* workload) {
    return std::ranges::find(results.cells, workload, &Cell::workload) != results.cells.end();
}

std::string line_of(const Cell& cell) {
    const Summary& s = cell.summary;
    const bool any = s.count != 0;
    std::string line =
        cell.workload + ',' + number(cell.parameter) + ',' + cell.contender + ',' + std::to_string(s.count);
    line += fields(any, {s.median}) + fields(s.median_interval);
    line += fields(any, {s.lower_quartile, s.upper_quartile, s.p5, s.p95, s.minimum, s.maximum});
    if (cell.to_malloc) {
        line += fields(true, {cell.to_malloc->value}) + fields(cell.to_malloc->interval95) +
                fields(cell.to_malloc->interval99);
    } else {
        line += ",,,,,";
    }
    const LatencyHistogram& latency = cell.latency;
    line += fields(latency.count != 0, {latency.p50, latency.p90, latency.p99, latency.p999, latency.maximum});
    line += latency.count == 0 ? "," : yes_or_no(latency.clock_allows);
    line += yes_or_no(cell.finished) + yes_or_no(cell.noisy) + ',';
    return line + quoted(cell.failure) + '\n';
}

/// What was measured where and how; each line behind `before`.
std::string head_of(const Results& results, const std::string& before) {
    std::string text;
    const auto add = [&](const std::string& line) { text += before + one_line(line) + '\n'; };
    for (const std::string& phrase : phrases(results.machine)) {
        add(phrase);
    }
    add("clock: " + number(results.clock.cost_ns) + " ns to read, steps of " + number(results.clock.resolution_ns) +
        " ns");
    add("seed " + std::to_string(results.seed) + ", " + number(results.seconds) +
        " s, wanted: each median certain to " + number(100 * results.precision) + " %");
    if (measured(results, "churn")) {
        const ChurnOptions& churn = results.churn;
        add("churn: " + std::to_string(churn.live) + " live of " + std::to_string(churn.min_bytes) + " to " +
            std::to_string(churn.max_bytes) + " bytes");
    }
    if (measured(results, "trace")) {
        const HeapGeometry& heap = results.trace_heap;
        add("trace: " + results.trace_file + ", " + std::to_string(results.trace_operations) + " operations, in " +
            std::to_string(heap.blocks.value) + " blocks of " + std::to_string(heap.block_size) +
            " bytes from address " + std::to_string(heap.base_address));
    }
    if (results.cancelled) {
        add("cancelled: what had been measured by then");
    }
    for (const std::string& warning : results.warnings) {
        add(warning);
    }
    return text;
}

std::string list(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) {
        text += (text.empty() ? "" : ", ") + id;
    }
    return text;
}

} // namespace

std::string to_csv(const Results& results) {
    std::string text = "# started," + results.started + '\n' + head_of(results, "# ");
    text += "workload,parameter,contender,samples,median_ns,median_low,median_high,lower_quartile,upper_quartile,p5,"
            "p95,minimum,maximum,to_malloc,to_malloc_low95,to_malloc_high95,to_malloc_low99,to_malloc_high99,"
            "latency_p50,latency_p90,latency_p99,latency_p999,latency_maximum,latency_clock_allows,finished,noisy,"
            "failure\n";
    for (const Cell& cell : results.cells) {
        text += line_of(cell);
    }
    return text;
}

std::string trace_times_to_csv(const Results& results) {
    std::string text = "# started," + results.started + '\n' + head_of(results, "# ") + "operation,ns\n";
    for (std::size_t i = 0; i < results.per_operation.size(); ++i) {
        if (const auto ns = static_cast<double>(results.per_operation[i]); ns >= 0) {
            text += std::to_string(i + 1) + ',' + number(ns) + '\n';
        }
    }
    return text;
}

std::string changes_to_csv(const Results& before, const Results& after) {
    std::string text = "# before: started," + before.started + '\n' + head_of(before, "# before: ") +
                       "# after: started," + after.started + '\n' + head_of(after, "# after: ");
    const ChangeLimits limits = limits_of_changes(before, after);
    for (const auto& [what, ids] : {std::pair{"left out, not the same work: ", limits.other_work},
                                    {"only before: ", limits.only_before},
                                    {"only after: ", limits.only_after},
                                    {"another one: ", limits.machine}}) {
        text += ids.empty() ? std::string() : "# " + one_line(what + list(ids)) + '\n';
    }
    text +=
        "workload,parameter,contender,before_ns,before_low,before_high,after_ns,after_low,after_high,ratio,ratio_low,"
        "ratio_high,before_failure,after_failure\n";
    for (const Change& change : changes(before, after)) {
        const Summary& then = change.before->summary;
        const Summary& now = change.after->summary;
        text += change.after->workload + ',' + number(change.after->parameter) + ',' + change.after->contender;
        text += fields(true, {then.median}) + fields(then.median_interval);
        text += fields(true, {now.median}) + fields(now.median_interval);
        text += fields(true, {change.ratio}) + fields(change.interval);
        text += ',' + quoted(change.before->failure) + ',' + quoted(change.after->failure) + '\n';
    }
    return text;
}

} // namespace firstfit
