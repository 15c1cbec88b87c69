// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/statistics.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace firstfit {

namespace {

/// Whole numbers below `bound`, evenly spread and everywhere the same (the standard's distributions are not).
class Draw {
public:
    explicit Draw(std::uint64_t seed) : random_(seed) {}
    std::size_t below(std::size_t bound) {
        // 32 bits times a bound under 2^32: the top half is below it, and even to one part in 2^32 / bound.
        return static_cast<std::size_t>(((random_() >> 32U) * static_cast<std::uint64_t>(bound)) >> 32U);
    }

private:
    std::mt19937_64 random_;
};

/// The median of values in any order, which it reorders.
double median_of(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

/// The middle `share` of `sorted`.
Interval middle(std::span<const double> sorted, double share) {
    return {percentile(sorted, (1 - share) / 2), percentile(sorted, (1 + share) / 2)};
}

} // namespace

double percentile(std::span<const double> sorted, double p) {
    if (sorted.empty()) {
        return 0;
    }
    const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

Summary summarise(std::span<const double> samples, std::uint64_t seed, std::size_t resamples) {
    Summary summary;
    summary.count = samples.size();
    if (samples.empty()) {
        return summary;
    }
    std::vector<double> sorted(samples.begin(), samples.end());
    std::ranges::sort(sorted);
    summary.median = percentile(sorted, 0.5);
    summary.lower_quartile = percentile(sorted, 0.25);
    summary.upper_quartile = percentile(sorted, 0.75);
    summary.p5 = percentile(sorted, 0.05);
    summary.p95 = percentile(sorted, 0.95);
    summary.minimum = sorted.front();
    summary.maximum = sorted.back();
    Draw draw(seed);
    std::vector<double> medians(resamples);
    std::vector<double> drawn(sorted.size());
    for (double& median : medians) {
        std::ranges::generate(drawn, [&] { return sorted[draw.below(sorted.size())]; });
        median = median_of(drawn);
    }
    std::ranges::sort(medians);
    summary.median_interval = middle(medians, 0.95);
    return summary;
}

Ratio ratio_of_medians(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                       std::size_t resamples) {
    const std::size_t rounds = std::min(a.size(), b.size());
    std::vector<double> from_a(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(rounds));
    std::vector<double> from_b(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(rounds));
    const double divisor = rounds == 0 ? 0 : median_of(from_b);
    if (divisor == 0) {
        return {};
    }
    Ratio ratio;
    ratio.value = median_of(from_a) / divisor;
    Draw draw(seed);
    std::vector<double> ratios;
    ratios.reserve(resamples);
    for (std::size_t i = 0; i < resamples; ++i) {
        for (std::size_t k = 0; k < rounds; ++k) {
            const std::size_t round = draw.below(rounds);
            from_a[k] = a[round];
            from_b[k] = b[round];
        }
        // A clock that stood still in half of the rounds says nothing about this draw.
        if (const double below = median_of(from_b); below != 0) {
            ratios.push_back(median_of(from_a) / below);
        }
    }
    std::ranges::sort(ratios);
    ratio.interval95 = middle(ratios, 0.95);
    ratio.interval99 = middle(ratios, 0.99);
    return ratio;
}

} // namespace firstfit
