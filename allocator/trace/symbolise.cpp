// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/symbolise.h"

#include "allocator/heap/figures.h"
#include "allocator/trace/filter_process.h"
#include "allocator/trace/symbol_lines.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>
#include <utility>

namespace firstfit {

namespace {

constexpr const char* program_name = "heaptrack_interpret";

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

/// The folders of PATH.
std::vector<std::string> search_path() {
    std::vector<std::string> folders;
    const char* const variable = std::getenv("PATH");
    std::string_view rest = variable == nullptr ? "/usr/bin" : variable;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        if (end != 0) {
            folders.emplace_back(rest.substr(0, end));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return folders;
}

/// What feeds the child: the recording, unpacked.
class Feed {
public:
    explicit Feed(std::unique_ptr<ByteSource> file) : source_(std::move(file)) {}

    std::size_t operator()(std::span<char> into) {
        std::optional<std::size_t> count;
        while (!count) {
            count = source_.read(into);
        }
        return *count;
    }
    [[nodiscard]] const UnpackedSource& source() const noexcept { return source_; }

private:
    UnpackedSource source_;
};

Symbolised apart(const FilterOutcome& outcome) {
    Symbolised result;
    switch (outcome.end) {
    case FilterOutcome::End::done:
        break;
    case FilterOutcome::End::not_started:
        result.problem = "heaptrack_interpret cannot be started: " + outcome.detail;
        result.advice = "Is heaptrack installed completely?";
        break;
    case FilterOutcome::End::failed:
        result.problem = "heaptrack_interpret gave up: " + outcome.detail;
        result.advice = "The call sites stay addresses.";
        break;
    case FilterOutcome::End::cancelled:
        result.cancelled = true;
        break;
    }
    return result;
}

} // namespace

std::string find_heaptrack_interpret() {
    for (const std::string& folder : search_path()) {
        for (const char* const place : {"/../lib/heaptrack/libexec/", "/../lib64/heaptrack/libexec/", "/"}) {
            const std::string path = folder + place + program_name;
            if (is_program(path)) {
                return path;
            }
        }
    }
    return {};
}

Symbolised symbolise(Trace& trace, const std::string& path, const ReadWatch& watch, const std::string& interpret) {
    Symbolised result;
    if (trace.kind != TraceKind::heaptrack || trace.call_sites.empty()) {
        return result;
    }
    if (interpret.empty()) {
        result.problem = "heaptrack_interpret is not installed, so call sites have no names";
        result.advice = "Install the package heaptrack.";
        return result;
    }
    OpenedBytes opened = path == "-" ? OpenedBytes(ReadRefusal{.title = "standard input cannot be read twice",
                                                               .advice = "Open the file instead.",
                                                               .line = 0,
                                                               .column = 0,
                                                               .cancelled = false})
                                     : open_bytes(path);
    if (const auto* refused = std::get_if<ReadRefusal>(&opened)) {
        result.problem = refused->title;
        result.advice = refused->advice;
        return result;
    }
    Feed feed(std::move(std::get<std::unique_ptr<ByteSource>>(opened)));
    SymbolLines lines;
    const FilterOutcome outcome = run_filter(
        interpret, [&](std::span<char> into) { return feed(into); }, [&](std::string_view line) { lines.read(line); },
        [&] {
            return !watch || watch({feed.source().consumed(), feed.source().total(), trace.operations.size()});
        });
    if (outcome.end != FilterOutcome::End::done) {
        return apart(outcome);
    }
    if (lines.call_sites() != trace.call_sites.size()) {
        result.problem = "heaptrack_interpret tells of " + figures(lines.call_sites()) + " call sites instead of " +
                         figures(trace.call_sites.size());
        result.advice = "Was the recording replaced meanwhile? The call sites stay addresses.";
        return result;
    }
    result.named = lines.name(trace.call_sites);
    if (result.named == 0) {
        result.problem = "no call site has a name";
        result.advice = "Are the programs that were recorded still there, and were they built with symbols?";
    }
    return result;
}

} // namespace firstfit
