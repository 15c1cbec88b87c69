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

/// The middle `share` of what the bootstrap drew, and no narrower than what the samples themselves allow to say. Both
/// sorted. Nothing of too few.
std::optional<Interval> interval_of(std::span<const double> drawn, std::span<const double> samples, double share) {
    const std::optional<std::size_t> rank = median_rank(samples.size(), share);
    if (!rank || drawn.empty()) {
        return std::nullopt;
    }
    return Interval{std::min(percentile(drawn, (1 - share) / 2), samples[*rank - 1]),
                    std::max(percentile(drawn, (1 + share) / 2), samples[samples.size() - *rank])};
}

/// a by b in each round, sorted. Rounds in which the clock stood still say nothing.
std::vector<double> ratios_in_rounds(std::span<const double> a, std::span<const double> b) {
    std::vector<double> ratios;
    ratios.reserve(b.size());
    for (std::size_t round = 0; round < b.size(); ++round) {
        if (b[round] != 0) {
            ratios.push_back(a[round] / b[round]);
        }
    }
    std::ranges::sort(ratios);
    return ratios;
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

std::optional<std::size_t> median_rank(std::size_t count, double confidence) {
    // Of so many coins: the probability of `heads`, by its logarithm, for 2^-count is soon no double any more.
    double log_term = -static_cast<double>(count) * std::log(2.0);
    double below = 0;
    std::size_t heads = 0;
    for (; 2 * heads < count; ++heads) {
        below += std::exp(log_term);
        if (2 * below > 1 - confidence) {
            break;
        }
        log_term += std::log(static_cast<double>(count - heads) / static_cast<double>(heads + 1));
    }
    return heads == 0 ? std::nullopt : std::optional(heads);
}

bool enough_for(double confidence, std::size_t count) noexcept {
    return std::exp2(1 - static_cast<double>(count)) <= 1 - confidence;
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
    summary.median_interval = interval_of(medians, sorted, 0.95);
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
    const std::vector<double> each = ratios_in_rounds(a.first(rounds), b.first(rounds));
    ratio.interval95 = interval_of(ratios, each, 0.95);
    ratio.interval99 = interval_of(ratios, each, 0.99);
    return ratio;
}

} // namespace firstfit
