// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/measure_plan.h"

#include "allocator/heap/figures.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace firstfit {

namespace {

constexpr double noisy_width = 0.2; ///< of the middle half, by the median

bool has(const std::vector<std::string>& list, const std::string& id) {
    return std::ranges::find(list, id) != list.end();
}

template <class Info>
void warn_of_unknown(const std::vector<std::string>& asked, const std::vector<Info>& known, const char* what,
                     Results& results) {
    for (const std::string& id : asked) {
        if (std::ranges::none_of(known, [&](const Info& info) { return info.id == id; })) {
            results.warnings.push_back(std::string("There is no ") + what + " " + id + ".");
        }
    }
}

/// The contenders that do this workload; the others become warnings.
std::vector<ContenderInfo> able(const WorkloadInfo& workload, const std::vector<ContenderInfo>& wanted,
                                Results& results) {
    std::vector<ContenderInfo> list;
    for (const ContenderInfo& contender : wanted) {
        std::string why = why_apart(workload, contender);
        if (contender.id == "spin" && workload.id != "pair") {
            why = "It is only for the 8-byte pair.";
        }
        if (why.empty()) {
            list.push_back(contender);
        } else {
            results.warnings.push_back(contender.name + " is left out of \"" + workload.name + "\": " + why);
        }
    }
    return list;
}

void add_group(Plan& plan, const WorkloadInfo& workload, const std::vector<ContenderInfo>& contenders,
               std::uint32_t parameter, double weight, Results& results) {
    Group group;
    group.weight = weight;
    for (const ContenderInfo& contender : contenders) {
        group.cells.push_back(plan.cells.size());
        CellPlan& cell = plan.cells.emplace_back();
        cell.workload = workload;
        cell.contender = contender;
        cell.parameter = workload.id == "chunks" ? parameter : 0;
        Cell& shown = results.cells.emplace_back();
        shown.workload = workload.id;
        shown.contender = contender.id;
        shown.parameter = parameter;
    }
    if (!group.cells.empty()) {
        plan.groups.push_back(std::move(group));
    }
}

std::string number(double value, int digits) {
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%.*f", digits, value);
    return {text, static_cast<std::size_t>(length)};
}

/// Both the bootstrap's draws and those who look again at the same samples need the same one.
std::uint64_t seed_of(const Results& results, std::size_t position) { return results.seed * 1'000'003 + position; }

std::optional<double> uncertainty_of(const Summary& summary) {
    if (!summary.median_interval || summary.median <= 0) {
        return std::nullopt;
    }
    return (summary.median_interval->high - summary.median_interval->low) / 2 / summary.median;
}

/// What came to nothing for want of time is not silent, and not finished.
void fail_what_had_no_time(Results& results) {
    for (Cell& cell : results.cells) {
        if (cell.samples.empty() && cell.failure.empty()) {
            cell.failure = "No time was left for it.";
        }
    }
}

std::string count_of(std::size_t count, const char* one, const char* many) {
    return figures(count) + " " + (count == 1 ? one : many);
}

} // namespace

Plan make_plan(const MeasureOptions& options, const std::vector<ContenderInfo>& contenders, Results& results) {
    std::vector<ContenderInfo> known = contenders;
    std::ranges::copy(self_test_contenders(), std::back_inserter(known));
    warn_of_unknown(options.contenders, known, "contender", results);
    warn_of_unknown(options.workloads, workloads(), "workload", results);
    std::vector<ContenderInfo> wanted;
    for (const ContenderInfo& contender : known) {
        if (!has(options.contenders, contender.id)) {
            continue;
        }
        if (contender.available) {
            wanted.push_back(contender);
        } else {
            results.warnings.push_back(contender.name + " is left out. " + contender.why_not);
        }
    }
    Plan plan;
    for (const WorkloadInfo& workload : workloads()) {
        if (!has(options.workloads, workload.id)) {
            continue;
        }
        if (workload.needs_trace && options.trace == nullptr) {
            results.warnings.push_back("No script and no recording is open, so none is measured.");
            continue;
        }
        const std::vector<ContenderInfo> doing = able(workload, wanted, results);
        if (workload.id != "chunks") {
            add_group(plan, workload, doing, workload.id == "churn" ? options.churn.live : 0, 1, results);
            continue;
        }
        for (const std::uint32_t chunks : options.chunk_counts) {
            add_group(plan, workload, doing, chunks, 3.0 / static_cast<double>(options.chunk_counts.size()), results);
        }
    }
    return plan;
}

void summarise_cells(Results& results, const Plan& plan, std::size_t resamples) {
    for (const Group& group : plan.groups) {
        const auto reference = std::ranges::find_if(
            group.cells, [&](std::size_t cell) { return results.cells[cell].contender == malloc_id; });
        for (const std::size_t position : group.cells) {
            Cell& cell = results.cells[position];
            const std::uint64_t seed = seed_of(results, position);
            cell.summary = summarise(cell.samples, seed, resamples);
            cell.finished = group.finished && !plan.cells[position].out;
            cell.uncertainty = uncertainty_of(cell.summary);
            cell.noisy = cell.summary.upper_quartile - cell.summary.lower_quartile > noisy_width * cell.summary.median;
            cell.latency = plan.cells[position].latency.histogram(results.clock.cost_ns);
            cell.to_malloc.reset();
            if (reference == group.cells.end() || position == *reference || cell.samples.empty() ||
                results.cells[*reference].samples.empty()) {
                continue;
            }
            cell.to_malloc = ratio_of_medians(cell.samples, results.cells[*reference].samples, seed, resamples);
        }
    }
}

bool is_certain(const Results& results, std::size_t position, std::size_t resamples) {
    const auto uncertainty =
        uncertainty_of(summarise(results.cells[position].samples, seed_of(results, position), resamples));
    return uncertainty && *uncertainty <= results.precision;
}

void add_warnings(Results& results, const Plan& plan, const Ending& ending) {
    const MachineFacts& machine = results.machine;
    if (!ending.optimised) {
        results.warnings.push_back(
            "The code that was timed is not optimised, or full of checks: its times say nothing.");
    }
    if (ending.time_is_up) {
        fail_what_had_no_time(results);
    }
    std::size_t noisy = 0;
    std::size_t open = 0;
    for (std::size_t i = 0; i < results.cells.size(); ++i) {
        const Cell& cell = results.cells[i];
        noisy += static_cast<std::size_t>(cell.noisy && cell.samples.size() > 1);
        open += static_cast<std::size_t>(!plan.cells[i].out && !cell.finished);
    }
    if (noisy != 0) {
        results.warnings.push_back("This run was noisy: of " + count_of(noisy, "result", "results") + " out of " +
                                   figures(results.cells.size()) +
                                   " the middle half of the samples is wider than 20 % of the median.");
    }
    if (machine.load > 0.5 * machine.cores) {
        results.warnings.push_back("Other programs kept the machine busy before: load " + number(machine.load, 1) +
                                   " on " + count_of(static_cast<std::size_t>(machine.cores), "core", "cores") + ".");
        const auto has_threads = [](const Cell& cell) { return cell.workload == "threads" && !cell.samples.empty(); };
        if (std::ranges::any_of(results.cells, has_threads)) {
            results.warnings.push_back("Six threads waited for processors that other programs had: their times are "
                                       "hardly about the heap.");
        }
    }
    if (open != 0 && results.precision > 0 && !results.cancelled) {
        const std::string these = count_of(open, "median", "medians") + " out of " + figures(results.cells.size()) +
                                  ", or those compared with them, were ";
        const std::string certain = "certain to " + number(100 * results.precision, 1) + " %";
        results.warnings.push_back(ending.time_is_up ? "The time was up before " + these + certain + "."
                                                     : these + "not " + certain + " after " + figures(results.rounds) +
                                                           " rounds, which is as many as are made.");
    }
    if (machine.governor != "performance" && machine.governor != "unknown") {
        results.warnings.push_back("The processor changes its clock as it likes (governor " + machine.governor +
                                   "): compare within one run only.");
    } else if (machine.virtual_machine != "none" && machine.virtual_machine != "unknown") {
        results.warnings.push_back("This is a virtual machine (" + machine.virtual_machine +
                                   "), whose processor others may use: compare within one run only.");
    }
}

} // namespace firstfit
