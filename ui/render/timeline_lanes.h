// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lanes of the timeline strip, from the top, and which of them are shown.
#pragma once

#include <array>
#include <cstdint>

namespace firstfit {

enum class TimelineLane : std::uint8_t {
    operations, ///< a chip each where there is room, else the failures
    blocks,     ///< used, largest chunk, free elsewhere
    fragmentation,
    chunks,     ///< their number
    scanLength, ///< chunks visited by the operation
};
inline constexpr std::array allTimelineLanes{TimelineLane::operations, TimelineLane::blocks,
                                             TimelineLane::fragmentation, TimelineLane::chunks,
                                             TimelineLane::scanLength};

/// A set of lanes.
class TimelineLanes {
public:
    constexpr TimelineLanes() = default;

    /// What a lesson shows: operations, blocks, fragmentation.
    [[nodiscard]] static constexpr TimelineLanes ofLesson() { return TimelineLanes(0b00111); }
    [[nodiscard]] static constexpr TimelineLanes all() { return TimelineLanes(0b11111); }
    /// From bits(), for settings; unknown bits are dropped, and no lane at all becomes those of a lesson.
    [[nodiscard]] static constexpr TimelineLanes fromBits(std::uint32_t bits) {
        return (bits & 0b11111U) == 0 ? ofLesson() : TimelineLanes(bits & 0b11111U);
    }

    [[nodiscard]] constexpr bool has(TimelineLane lane) const { return (bits_ & bit(lane)) != 0; }
    [[nodiscard]] constexpr std::uint32_t bits() const { return bits_; }
    [[nodiscard]] constexpr TimelineLanes with(TimelineLane lane, bool shown) const {
        return TimelineLanes(shown ? bits_ | bit(lane) : bits_ & ~bit(lane));
    }
    [[nodiscard]] constexpr bool isEmpty() const { return bits_ == 0; }

    friend bool operator==(const TimelineLanes&, const TimelineLanes&) = default;

private:
    constexpr explicit TimelineLanes(std::uint32_t bits) : bits_(bits) {}
    [[nodiscard]] static constexpr std::uint32_t bit(TimelineLane lane) {
        return 1U << static_cast<std::uint32_t>(lane);
    }

    std::uint32_t bits_ = 0b00111;
};

} // namespace firstfit
