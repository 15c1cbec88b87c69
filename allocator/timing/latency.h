// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long single operations took, in bins that widen with the times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace firstfit {

struct LatencyBin {
    double low_ns = 0; ///< included
    double high_ns = 0;
    std::uint64_t count = 0;

    friend bool operator==(const LatencyBin&, const LatencyBin&) = default;
};

/// Times of single operations, the clock's own cost taken off.
struct LatencyHistogram {
    std::vector<LatencyBin> bins; ///< ascending, without the empty ones at both ends; eight to a doubling from 8 ns on
    std::uint64_t count = 0;
    double p50 = 0; ///< percentiles in ns, exact to the width of a bin (9 %, or 1 ns)
    double p90 = 0;
    double p99 = 0;
    double p999 = 0;
    double maximum = 0;        ///< exact
    bool clock_allows = false; ///< p50 is not less than reading the clock costs

    friend bool operator==(const LatencyHistogram&, const LatencyHistogram&) = default;
};

/// The time that the share `p` (0 to 1) of the operations did not exceed, in ns. O(bins).
[[nodiscard]] double percentile(const LatencyHistogram& histogram, double p);

/// Collects times and makes the histogram of them. 3 KB, however many times it is told.
class LatencyCollector {
public:
    LatencyCollector();
    /// `ns` as measured, with one reading of the clock inside, which costs `clock_cost_ns`. O(1).
    void add(double ns, double clock_cost_ns) noexcept;
    [[nodiscard]] LatencyHistogram histogram(double clock_cost_ns) const;

private:
    std::vector<std::uint64_t> counts_;
    double maximum_ = 0;
};

} // namespace firstfit
