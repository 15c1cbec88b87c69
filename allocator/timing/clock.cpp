// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/clock.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace firstfit {

namespace {

constexpr std::size_t batches = 100;
constexpr std::size_t readings = 100; ///< of each batch

} // namespace

ClockFacts measure_clock() {
    std::array<std::uint64_t, readings> seen{};
    std::vector<double> costs;
    std::set<std::uint64_t> steps;
    for (std::size_t batch = 0; batch < batches; ++batch) {
        for (std::uint64_t& reading : seen) {
            reading = now_ns();
        }
        costs.push_back(static_cast<double>(seen.back() - seen.front()) / static_cast<double>(readings - 1));
        for (std::size_t i = 1; i < readings; ++i) {
            steps.insert(seen[i] - seen[i - 1]);
        }
    }
    std::ranges::nth_element(costs, costs.begin() + batches / 2);
    ClockFacts facts;
    facts.cost_ns = costs[batches / 2];
    // Reading takes longer than a fine clock's step, so the steps seen are large; by how little they differ tells.
    std::uint64_t finest = *steps.rbegin();
    for (auto step = steps.begin(); std::next(step) != steps.end(); ++step) {
        finest = std::min(finest, *std::next(step) - *step);
    }
    facts.resolution_ns = static_cast<double>(finest);
    return facts;
}

} // namespace firstfit
