// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What samples say: medians, spread, and how sure one can be of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace firstfit {

struct Interval {
    double low = 0;
    double high = 0;

    [[nodiscard]] bool contains(double value) const noexcept { return low <= value && value <= high; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// All in the unit of the samples.
struct Summary {
    std::size_t count = 0;
    double median = 0;
    double lower_quartile = 0;
    double upper_quartile = 0;
    double p5 = 0;
    double p95 = 0;
    double minimum = 0;
    double maximum = 0;
    Interval median_interval; ///< 95 %, bootstrap

    friend bool operator==(const Summary&, const Summary&) = default;
};

/// a's median divided by b's: under 1, a is faster.
struct Ratio {
    double value = 0;
    Interval interval95; ///< bootstrap
    Interval interval99;

    friend bool operator==(const Ratio&, const Ratio&) = default;
};

inline constexpr std::size_t default_resamples = 2000;

/// The value below which the share `p` (0 to 1) of the sorted values lies, with a straight line between neighbours:
/// Hyndman and Fan's type 7, as numpy's default. 0 of no values. O(1).
[[nodiscard]] double percentile(std::span<const double> sorted, double p);

/// No samples give a Summary of zeroes. The same samples and seed always give the same. O(resamples * count).
[[nodiscard]] Summary summarise(std::span<const double> samples, std::uint64_t seed,
                                std::size_t resamples = default_resamples);

/// The samples at one position belong to one round, and are drawn together: what disturbed a round disturbed both. Of
/// unequal lengths the shorter one counts. Zeroes if there are no samples or b's median is 0. O(resamples * count).
[[nodiscard]] Ratio ratio_of_medians(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                                     std::size_t resamples = default_resamples);

} // namespace firstfit
