// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/metrics_csv.h"

#include "allocator/replay/asked.h"

#include <array>
#include <charconv>

namespace firstfit {

namespace {

constexpr std::string_view columns = "operation,line,call,bytes,index,blocks,ok,used,free,largest,chunks,fragmentation,"
                                     "scan_length,moved,site\n";
constexpr std::size_t piece = 16'384;

const char* word_of(OperationKind kind) noexcept {
    switch (kind) {
    case OperationKind::allocate:
        return "allocate";
    case OperationKind::deallocate:
        return "deallocate";
    case OperationKind::grow_in_place:
        return "grow_in_place";
    case OperationKind::grow_up_to:
        return "grow_up_to";
    case OperationKind::shrink_in_place:
        return "shrink_in_place";
    case OperationKind::reallocate:
        return "reallocate";
    case OperationKind::clear:
        break;
    }
    return "clear";
}

/// In quotes where it must be; a quote inside them is doubled.
std::string quoted(std::string text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2)) {
        text.insert(at, 1, '"');
    }
    return '"' + text + '"';
}

class Lines {
public:
    explicit Lines(const std::function<bool(std::string_view)>& write) : write_(write) {}

    void number(std::uint64_t value) {
        std::array<char, 24> digits{};
        const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        field(std::string_view(digits.data(), static_cast<std::size_t>(result.ptr - digits.data())));
    }
    void fraction(double value) {
        std::array<char, 24> digits{};
        const auto result =
            std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 6);
        field(std::string_view(digits.data(), static_cast<std::size_t>(result.ptr - digits.data())));
    }
    void field(std::string_view text) {
        text_ += text;
        text_ += ',';
    }
    /// The last field of a line.
    void last(std::string_view text) {
        text_ += text;
        text_ += '\n';
        if (text_.size() >= piece) {
            flush();
        }
    }
    void raw(std::string_view text) { text_ += text; }
    void flush() {
        if (!text_.empty()) {
            goes_on_ = goes_on_ && write_(text_);
            text_.clear();
        }
    }
    [[nodiscard]] bool goes_on() const { return goes_on_; }

private:
    const std::function<bool(std::string_view)>& write_;
    bool goes_on_ = true;
    std::string text_;
};

void write_line(Lines& lines, const Timeline& timeline, OperationIndex n, std::string_view site) {
    const Operation& operation = timeline.operation(n);
    const Outcome outcome = timeline.outcome(n);
    const OperationMetrics figures = timeline.metrics(n);
    const std::uint32_t free = timeline.geometry().blocks.value - figures.used;
    lines.number(n.value);
    lines.number(operation.line);
    lines.field(word_of(operation.kind));
    if (asks_for_size(operation.kind)) {
        lines.number(asked_of(operation, timeline.geometry()).bytes);
    } else {
        lines.field({});
    }
    if (outcome.ok() && asks_for_size(operation.kind)) {
        lines.number(outcome.index.value);
        lines.number(outcome.blocks.value);
    } else {
        lines.field({});
        lines.field({});
    }
    lines.number(timeline.failed(n) ? 0 : 1);
    lines.number(figures.used);
    lines.number(free);
    lines.number(figures.largest_chunk);
    lines.number(figures.chunks);
    lines.fraction(free == 0 ? 0.0 : 1.0 - static_cast<double>(figures.largest_chunk) / free);
    lines.number(outcome.scan_length.value);
    lines.number(outcome.moved ? 1 : 0);
    lines.last(site);
}

} // namespace

bool write_metrics_csv(const Timeline& timeline, const Trace& trace,
                       const std::function<bool(std::string_view)>& write) {
    std::vector<std::string> sites; // written out once each
    sites.reserve(trace.call_sites.size());
    for (const CallSite& site : trace.call_sites) {
        sites.push_back(quoted(to_string(site)));
    }
    Lines lines(write);
    lines.raw(columns);
    for (std::uint32_t n = 1; n <= timeline.size().value && lines.goes_on(); ++n) {
        const std::size_t site = n <= trace.sites.size() ? trace.sites[n - 1].value : sites.size();
        write_line(lines, timeline, OperationIndex{n}, site < sites.size() ? std::string_view(sites[site]) : "");
    }
    lines.flush();
    return lines.goes_on();
}

} // namespace firstfit
