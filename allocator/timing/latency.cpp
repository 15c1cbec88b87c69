// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/latency.h"

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr std::size_t linear = 8;                      ///< bins of 1 ns
constexpr std::size_t per_octave = 8;                  ///< bins from there on
constexpr std::size_t bins = linear + 37 * per_octave; ///< up to 2^40 ns, 18 minutes

std::size_t bin_of(double ns) noexcept {
    if (ns < static_cast<double>(linear)) {
        return ns <= 0 ? 0 : static_cast<std::size_t>(ns);
    }
    const auto above = static_cast<std::size_t>(std::log2(ns / linear) * per_octave);
    return std::min(linear + above, bins - 1);
}

/// Where a bin begins, in ns; also where the one before it ends.
double start_of(std::size_t bin) noexcept {
    if (bin <= linear) {
        return static_cast<double>(bin);
    }
    return linear * std::exp2(static_cast<double>(bin - linear) / per_octave);
}

} // namespace

void LatencyCollector::add(double ns, double clock_cost_ns) noexcept {
    const double taken = std::max(0.0, ns - clock_cost_ns);
    ++counts_[bin_of(taken)];
    maximum_ = std::max(maximum_, taken);
}

LatencyCollector::LatencyCollector() : counts_(bins) {}

LatencyHistogram LatencyCollector::histogram(double clock_cost_ns) const {
    LatencyHistogram histogram;
    histogram.maximum = maximum_;
    for (const std::uint64_t count : counts_) {
        histogram.count += count;
    }
    if (histogram.count == 0) {
        return histogram;
    }
    const auto is_used = [](std::uint64_t count) { return count != 0; };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(counts_, is_used) - counts_.begin());
    std::size_t end = counts_.size();
    while (counts_[end - 1] == 0) {
        --end;
    }
    for (std::size_t bin = first; bin < end; ++bin) {
        histogram.bins.push_back({start_of(bin), start_of(bin + 1), counts_[bin]});
    }
    histogram.p50 = percentile(histogram, 0.5);
    histogram.p90 = percentile(histogram, 0.9);
    histogram.p99 = percentile(histogram, 0.99);
    histogram.p999 = percentile(histogram, 0.999);
    histogram.clock_allows = histogram.p50 >= clock_cost_ns;
    return histogram;
}

double percentile(const LatencyHistogram& histogram, double p) {
    const double wanted = p * static_cast<double>(histogram.count);
    double passed = 0;
    for (const LatencyBin& bin : histogram.bins) {
        const auto count = static_cast<double>(bin.count);
        if (count > 0 && passed + count >= wanted) {
            const double share = (wanted - passed) / count;
            return std::min(histogram.maximum, bin.low_ns + (bin.high_ns - bin.low_ns) * share);
        }
        passed += count;
    }
    return histogram.maximum;
}

} // namespace firstfit
