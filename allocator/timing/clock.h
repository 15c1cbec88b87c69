// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clock that everything is timed with, and what it costs itself.
#pragma once

#include <chrono>
#include <cstdint>

namespace firstfit {

/// Nanoseconds of the steady clock.
[[nodiscard]] inline std::uint64_t now_ns() noexcept {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
            .count());
}

struct ClockFacts {
    double cost_ns = 0;       ///< of reading it once: the median of many
    double resolution_ns = 0; ///< the smallest amount by which steps between readings differ

    friend bool operator==(const ClockFacts&, const ClockFacts&) = default;
};

/// Reads the clock some 10,000 times; about a millisecond.
[[nodiscard]] ClockFacts measure_clock();

} // namespace firstfit
