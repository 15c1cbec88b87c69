// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_data.h"

#include "allocator/timing/contender.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace firstfit {

namespace {

constexpr std::string_view chunks = "chunks";

template <class Wanted>
std::vector<std::string> workloadsWith(const Results& results, Wanted wanted) {
    std::vector<std::string> ids;
    for (const Cell& cell : results.cells) {
        if (wanted(cell) && std::ranges::find(ids, cell.workload) == ids.end()) {
            ids.push_back(cell.workload);
        }
    }
    return ids;
}

} // namespace

std::vector<std::string> contendersIn(const Results& results) {
    std::vector<std::string> ids;
    const auto measured = [&](const std::string& id) {
        return std::ranges::find(results.cells, id, &Cell::contender) != results.cells.end();
    };
    for (const auto& all : {known_contenders(), self_test_contenders()}) {
        for (const ContenderInfo& info : all) {
            if (measured(info.id)) {
                ids.push_back(info.id);
            }
        }
    }
    for (const Cell& cell : results.cells) {
        if (std::ranges::find(ids, cell.contender) == ids.end()) {
            ids.push_back(cell.contender);
        }
    }
    return ids;
}

std::vector<WorkloadGroup> workloadGroups(const Results& results) {
    const std::vector<std::string> contenders = contendersIn(results);
    std::vector<WorkloadGroup> groups;
    for (const std::string& id : workloadsWith(results, [](const Cell& cell) { return cell.workload != chunks; })) {
        WorkloadGroup group{id, std::vector<const Cell*>(contenders.size(), nullptr), true};
        for (const Cell& cell : results.cells) {
            if (cell.workload == id) {
                const auto slot = std::ranges::find(contenders, cell.contender) - contenders.begin();
                group.cells[static_cast<std::size_t>(slot)] = &cell;
                group.finished = group.finished && (cell.finished || !cell.failure.empty());
            }
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<CostCurve> chunkCurves(const Results& results) {
    std::vector<CostCurve> curves;
    for (const std::string& id : contendersIn(results)) {
        CostCurve curve{id, {}};
        for (const Cell& cell : results.cells) {
            if (cell.workload == chunks && cell.contender == id && cell.summary.count > 0 && cell.parameter > 0) {
                curve.cells.push_back(&cell);
            }
        }
        std::ranges::stable_sort(curve.cells, {}, [](const Cell* cell) { return cell->parameter; });
        if (!curve.cells.empty()) {
            curves.push_back(std::move(curve));
        }
    }
    return curves;
}

std::optional<double> costPerChunk(const CostCurve& curve) {
    if (curve.cells.size() < 2) {
        return std::nullopt;
    }
    const Cell& few = *curve.cells.front();
    const Cell& many = *curve.cells.back();
    return (many.summary.median - few.summary.median) / (many.parameter - few.parameter);
}

std::vector<CostBucket> costBuckets(const std::vector<float>& perOperation, std::uint32_t first, std::uint32_t last,
                                    std::size_t buckets) {
    std::vector<CostBucket> points;
    last = std::min(last, static_cast<std::uint32_t>(perOperation.size()));
    first = std::max(first, 1U);
    if (first > last || buckets == 0) {
        return points;
    }
    const std::uint64_t count = last - first + 1;
    const std::uint64_t parts = std::min<std::uint64_t>(count, buckets);
    std::vector<float> times;
    for (std::uint64_t part = 0; part < parts; ++part) {
        CostBucket bucket;
        bucket.first = first + static_cast<std::uint32_t>(count * part / parts);
        bucket.last = first + static_cast<std::uint32_t>(count * (part + 1) / parts) - 1;
        times.clear();
        for (std::uint32_t n = bucket.first; n <= bucket.last; ++n) {
            const float ns = perOperation[n - 1];
            if (ns < 0) {
                continue;
            }
            times.push_back(ns);
            if (bucket.slowest == 0 || ns > bucket.most) {
                bucket.slowest = n;
                bucket.most = ns;
            }
        }
        if (!times.empty()) {
            const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
            std::ranges::nth_element(times, middle);
            bucket.median = *middle;
            points.push_back(bucket);
        }
    }
    return points;
}

std::vector<std::uint32_t> slowestOperations(const std::vector<float>& perOperation, std::size_t count) {
    std::vector<std::uint32_t> operations(perOperation.size());
    std::iota(operations.begin(), operations.end(), 1U);
    std::erase_if(operations, [&](std::uint32_t n) { return perOperation[n - 1] < 0; });
    const auto end = operations.begin() + static_cast<std::ptrdiff_t>(std::min(count, operations.size()));
    std::partial_sort(operations.begin(), end, operations.end(), [&](std::uint32_t a, std::uint32_t b) {
        return perOperation[a - 1] != perOperation[b - 1] ? perOperation[a - 1] > perOperation[b - 1] : a < b;
    });
    operations.erase(end, operations.end());
    return operations;
}

std::vector<const Cell*> latencyCells(const Results& results, const std::string& workload) {
    std::vector<const Cell*> cells;
    for (const std::string& id : contendersIn(results)) {
        const Cell* found = nullptr;
        for (const Cell& cell : results.cells) {
            // Of a workload with a parameter, the largest.
            if (cell.workload == workload && cell.contender == id && cell.latency.count > 0) {
                found = &cell;
            }
        }
        if (found != nullptr) {
            cells.push_back(found);
        }
    }
    return cells;
}

std::vector<std::string> latencyWorkloads(const Results& results) {
    return workloadsWith(results, [](const Cell& cell) { return cell.latency.count > 0; });
}

std::vector<double> roundSteps(double low, double high) {
    std::vector<double> steps;
    if (!(low > 0) || !(high >= low) || !std::isfinite(high)) {
        return {1, 10};
    }
    constexpr double digits[] = {1, 2, 5};
    double below = 0;
    for (double power = std::pow(10, std::floor(std::log10(low)) - 1);; power *= 10) {
        for (const double digit : digits) {
            const double step = digit * power;
            // A hair under a step is that step: 0.1 is no binary number.
            if (step <= low * (1 + 1e-9)) {
                below = step;
                continue;
            }
            if (steps.empty()) {
                steps.push_back(below);
            }
            steps.push_back(step);
            if (step >= high * (1 - 1e-9)) {
                return steps;
            }
        }
    }
}

} // namespace firstfit
