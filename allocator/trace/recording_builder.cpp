// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/recording_builder.h"

#include "allocator/heap/figures.h"
#include "allocator/trace/text.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace firstfit {

namespace {

constexpr std::uint64_t most_of_each = 20;

std::uint32_t line_number(std::uint64_t line) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(line, std::numeric_limits<std::uint32_t>::max()));
}

Diagnostic warning(std::uint64_t line, std::uint32_t column, std::string title, std::string message) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.line = line_number(line);
    diagnostic.column = column;
    diagnostic.title = std::move(title);
    diagnostic.message = std::move(message);
    return diagnostic;
}

const char* words_of(Anomaly anomaly) noexcept {
    switch (anomaly) {
    case Anomaly::bad_line:
        return "lines that cannot be read";
    case Anomaly::unmatched_free:
        return "frees of what was never allocated";
    case Anomaly::unmatched_realloc:
        return "reallocations of what was never allocated";
    case Anomaly::double_allocation:
        return "allocations where there was one";
    case Anomaly::failed_request:
        return "requests that failed when they were recorded";
    case Anomaly::header:
        return "disagreements with the header";
    case Anomaly::no_address:
        return "allocations without an address";
    }
    return "";
}

} // namespace

RecordingBuilder::RecordingBuilder(TraceKind kind, std::string_view name, const ReadOptions& options,
                                   std::function<double()> share_done)
    : options_(options), share_done_(std::move(share_done)) {
    trace_.kind = kind;
    trace_.file = name;
    facts_.default_alignment = options.alignment;
}

std::string RecordingBuilder::name_of(std::uint64_t key) const {
    return keys_are_ids_ ? "allocation " + std::to_string(key) : hexadecimal(key);
}

// Room for as many operations as the file seems to have, judging by what was read so far: growing by doubling would
// take three times the memory for a moment.
void RecordingBuilder::make_room() {
    const auto count = static_cast<double>(trace_.operations.size());
    const double share = share_done_ ? share_done_() : 0;
    const double expected = share > 0 ? count / share * 1.02 : count * 1.5;
    const double room = std::clamp(expected, count * 1.25 + 1024, double{most_operations});
    trace_.operations.reserve(static_cast<std::size_t>(room));
    trace_.sites.reserve(static_cast<std::size_t>(room));
}

bool RecordingBuilder::push(const Operation& operation, CallSiteId site) {
    if (trace_.operations.size() >= most_operations) {
        if (!std::exchange(full_, true)) {
            cut_off("the recording has more than " + figures(most_operations) + " operations",
                    "The others are left out. Read a range of them.");
        }
        ++facts_.left_out;
        return false;
    }
    if (trace_.operations.size() == trace_.operations.capacity()) {
        make_room();
    }
    Operation placed = operation;
    placed.line = line_number(line_);
    trace_.operations.push_back(placed);
    trace_.sites.push_back(site);
    return true;
}

void RecordingBuilder::add_bytes(std::uint64_t bytes) noexcept {
    live_bytes_ += bytes;
    facts_.peak_bytes = std::max(facts_.peak_bytes, live_bytes_);
}

RecordingBuilder::Live RecordingBuilder::make(const RecordedRequest& request) {
    ++number_;
    const bool wanted = in_range() && request.size >= options_.min_bytes && request.size <= options_.max_bytes &&
                        (!options_.thread || *options_.thread == request.thread);
    Operation operation;
    operation.kind = OperationKind::allocate;
    operation.size = request.size;
    operation.alignment = request.alignment == 0 ? options_.alignment : request.alignment;
    operation.allocation = AllocationId{next_id_};
    if (!wanted) {
        ++facts_.left_out;
        return {left_out_id, 0};
    }
    const auto position = static_cast<std::uint32_t>(trace_.operations.size());
    if (!push(operation, request.site)) {
        return {left_out_id, 0};
    }
    add_bytes(request.size);
    return {next_id_++, position};
}

void RecordingBuilder::end_life(const Live& live, CallSiteId site) {
    ++number_;
    if (live.id == left_out_id || !in_range()) {
        ++facts_.left_out;
        return;
    }
    Operation operation;
    operation.kind = OperationKind::deallocate;
    operation.allocation = AllocationId{live.id};
    live_bytes_ -= trace_.operations[live.operation].size;
    static_cast<void>(push(operation, site));
}

void RecordingBuilder::allocate(std::uint64_t key, const RecordedRequest& request) {
    if (Live* const there = live_.find(key)) {
        ++facts_.double_allocations;
        report(Anomaly::double_allocation, 1, name_of(key) + " is allocated while it is live",
               "Its free is missing in the recording; the first allocation is freed here.");
        end_life(*there, no_call_site);
        *there = make(request);
    } else {
        live_.insert(key, make(request));
    }
}

void RecordingBuilder::allocate_somewhere(const RecordedRequest& request) { static_cast<void>(make(request)); }

void RecordingBuilder::deallocate(std::uint64_t key, CallSiteId site) {
    const Live* const there = live_.find(key);
    if (there == nullptr) {
        ++facts_.unmatched_frees;
        report(Anomaly::unmatched_free, 1, name_of(key) + " is freed, and was never allocated",
               "Left out. It was allocated before the recording began, or its line is missing.");
        return;
    }
    end_life(*there, site);
    live_.erase(key);
}

void RecordingBuilder::reallocate(std::uint64_t old_key, std::uint64_t new_key, const RecordedRequest& request) {
    Live* const there = live_.find(old_key);
    if (there == nullptr) {
        ++facts_.unmatched_reallocs;
        report(Anomaly::unmatched_realloc, 1, name_of(old_key) + " is reallocated, and was never allocated",
               "Taken for an allocation. It was made before the recording began, or its line is missing.");
        allocate(new_key, request);
        return;
    }
    if (new_key != old_key) {
        const Live moved = *there;
        live_.erase(old_key);
        if (const Live* const other = live_.find(new_key)) {
            ++facts_.double_allocations;
            report(Anomaly::double_allocation, 1, name_of(new_key) + " is allocated while it is live",
                   "Its free is missing in the recording; the first allocation is freed here.");
            end_life(*other, no_call_site);
            live_.erase(new_key);
        }
        live_.insert(new_key, moved);
    }
    Live& live = *live_.find(new_key);
    ++number_;
    if (live.id == left_out_id || !in_range()) {
        ++facts_.left_out;
        return;
    }
    Operation operation;
    operation.kind = OperationKind::reallocate;
    operation.size = request.size;
    operation.alignment = request.alignment == 0 ? options_.alignment : request.alignment;
    operation.allocation = AllocationId{live.id};
    const auto position = static_cast<std::uint32_t>(trace_.operations.size());
    const std::uint64_t before = trace_.operations[live.operation].size;
    if (push(operation, request.site)) {
        live_bytes_ -= before;
        add_bytes(request.size);
        live.operation = position;
    }
}

void RecordingBuilder::failed(std::uint64_t size) {
    ++facts_.failed_requests;
    report(Anomaly::failed_request, 1, "a request for " + figures(size) + " bytes failed when it was recorded",
           "Left out.");
}

void RecordingBuilder::skip(std::uint32_t column, std::string title, std::uint64_t line) {
    ++facts_.skipped_lines;
    report(Anomaly::bad_line, column, std::move(title), "Skipped.", line);
}

void RecordingBuilder::report(Anomaly anomaly, std::uint32_t column, std::string title, std::string message,
                              std::uint64_t line) {
    if (++reported_[static_cast<std::size_t>(anomaly)] <= most_of_each) {
        trace_.diagnostics.push_back(warning(line == 0 ? line_ : line, column, std::move(title), std::move(message)));
    }
}

void RecordingBuilder::cut_off(std::string title, std::string message) {
    facts_.cut_off = true;
    trace_.diagnostics.push_back(warning(line_, 0, std::move(title), std::move(message)));
}

void RecordingBuilder::cancelled() {
    cut_off("reading was cancelled here", "What comes before can be looked at.");
    trace_.diagnostics.back().kind = DiagnosticKind::cancelled;
}

void RecordingBuilder::add_thread(std::uint32_t thread) {
    facts_.tells_threads = true;
    if (std::find(facts_.threads.begin(), facts_.threads.end(), thread) == facts_.threads.end()) {
        facts_.threads.push_back(thread);
    }
}

void RecordingBuilder::say_how_many_more() {
    for (std::size_t i = 0; i < reported_.size(); ++i) {
        if (reported_[i] > most_of_each) {
            trace_.diagnostics.push_back(warning(
                0, 0, "and " + figures(reported_[i] - most_of_each) + " more " + words_of(static_cast<Anomaly>(i)),
                {}));
        }
    }
}

Trace RecordingBuilder::finish(std::uint64_t lines) && {
    say_how_many_more();
    facts_.lines = lines;
    if (trace_.call_sites.empty()) {
        trace_.sites = {};
    }
    trace_.recording = std::move(facts_);
    return std::move(trace_);
}

} // namespace firstfit
