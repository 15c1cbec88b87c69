// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/results_csv.h"

#include <charconv>

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

std::string line_of(const Cell& cell) {
    const Summary& s = cell.summary;
    std::string line =
        cell.workload + ',' + number(cell.parameter) + ',' + cell.contender + ',' + std::to_string(s.count);
    for (const double value : {s.median, s.median_interval.low, s.median_interval.high, s.lower_quartile,
                               s.upper_quartile, s.p5, s.p95, s.minimum, s.maximum}) {
        line += ',' + (s.count == 0 ? std::string() : number(value));
    }
    if (cell.to_malloc) {
        for (const double value :
             {cell.to_malloc->value, cell.to_malloc->interval95.low, cell.to_malloc->interval95.high,
              cell.to_malloc->interval99.low, cell.to_malloc->interval99.high}) {
            line += ',' + number(value);
        }
    } else {
        line += ",,,,,";
    }
    const LatencyHistogram& latency = cell.latency;
    for (const double value : {latency.p50, latency.p90, latency.p99, latency.p999, latency.maximum}) {
        line += ',' + (latency.count == 0 ? std::string() : number(value));
    }
    line += cell.finished ? ",yes" : ",no";
    line += cell.noisy ? ",yes," : ",no,";
    return line + quoted(cell.failure) + '\n';
}

} // namespace

std::string to_csv(const Results& results) {
    std::string text = "# started," + results.started + '\n';
    for (const std::string& phrase : phrases(results.machine)) {
        text += "# " + one_line(phrase) + '\n';
    }
    text += "# clock: " + number(results.clock.cost_ns) + " ns to read, steps of " +
            number(results.clock.resolution_ns) + " ns\n";
    for (const std::string& warning : results.warnings) {
        text += "# " + one_line(warning) + '\n';
    }
    text += "workload,parameter,contender,samples,median_ns,median_low,median_high,lower_quartile,upper_quartile,p5,"
            "p95,minimum,maximum,to_malloc,to_malloc_low95,to_malloc_high95,to_malloc_low99,to_malloc_high99,"
            "latency_p50,latency_p90,latency_p99,latency_p999,latency_maximum,finished,noisy,failure\n";
    for (const Cell& cell : results.cells) {
        text += line_of(cell);
    }
    return text;
}

} // namespace firstfit
