// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/changes.h"

#include <algorithm>
#include <filesystem>

namespace firstfit {

namespace {

std::optional<Interval> interval_of(const Summary& before, const Summary& after) {
    if (!before.median_interval || !after.median_interval || before.median_interval->low <= 0) {
        return std::nullopt;
    }
    return Interval{after.median_interval->low / before.median_interval->high,
                    after.median_interval->high / before.median_interval->low};
}

/// The same recording may lie in another folder.
std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// The values of `member` in `from` that `other` has not, each once.
std::vector<std::string> only_in(const Results& from, const Results& other, std::string Cell::*member) {
    std::vector<std::string> ids;
    for (const Cell& cell : from.cells) {
        const std::string& id = cell.*member;
        if (std::ranges::find(other.cells, id, member) == other.cells.end() &&
            std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    }
    return ids;
}

std::vector<std::string> only_in(const Results& from, const Results& other) {
    std::vector<std::string> ids = only_in(from, other, &Cell::workload);
    std::ranges::copy(only_in(from, other, &Cell::contender), std::back_inserter(ids));
    return ids;
}

} // namespace

bool is_same_work(const std::string& workload, const Results& before, const Results& after) {
    if (workload == "trace") {
        return file_name(before.trace_file) == file_name(after.trace_file) &&
               before.trace_operations == after.trace_operations && before.trace_heap == after.trace_heap;
    }
    return workload != "churn" || before.churn == after.churn;
}

std::vector<Change> changes(const Results& before, const Results& after) {
    std::vector<Change> all;
    for (const Cell& now : after.cells) {
        for (const Cell& then : before.cells) {
            const bool same =
                now.workload == then.workload && now.contender == then.contender && now.parameter == then.parameter;
            if (same && now.summary.count != 0 && then.summary.median > 0 &&
                is_same_work(now.workload, before, after)) {
                all.push_back(
                    {&then, &now, now.summary.median / then.summary.median, interval_of(then.summary, now.summary)});
            }
        }
    }
    return all;
}

ChangeLimits limits_of_changes(const Results& before, const Results& after) {
    ChangeLimits limits;
    for (const Cell& cell : after.cells) {
        const bool in_both = std::ranges::find(before.cells, cell.workload, &Cell::workload) != before.cells.end();
        if (in_both && !is_same_work(cell.workload, before, after) &&
            std::ranges::find(limits.other_work, cell.workload) == limits.other_work.end()) {
            limits.other_work.push_back(cell.workload);
        }
    }
    limits.only_before = only_in(before, after);
    limits.only_after = only_in(after, before);
    const auto compare = [&](std::string MachineFacts::*fact, const char* name) {
        if (before.machine.*fact != after.machine.*fact) {
            limits.machine.emplace_back(name);
        }
    };
    compare(&MachineFacts::processor, "processor");
    compare(&MachineFacts::compiler, "compiler");
    compare(&MachineFacts::libc, "C library");
    return limits;
}

} // namespace firstfit
