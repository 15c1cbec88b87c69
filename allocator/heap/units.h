// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Integers that must not be mixed up: each has its own type, and none converts to another.
#pragma once

#ifndef Q_MOC_RUN // Qt 6.4's moc, which reads this through ui/, cannot parse it
#include <compare>
#endif
#include <cstdint>
#include <functional>
#include <limits>

namespace firstfit {

/// An integer with a meaning. `value` is public: the type is a name tag, not a vault.
template <class Tag, class Rep>
struct Quantity {
    using rep = Rep;
    Rep value{};

    constexpr Quantity() noexcept = default;
    constexpr explicit Quantity(Rep v) noexcept : value(v) {}
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
};

/// A block's position in the heap, 0..L-1. L itself names the base header, which lies behind the last block.
using BlockIndex = Quantity<struct BlockIndexTag, std::uint32_t>;
/// A number of blocks.
using BlockCount = Quantity<struct BlockCountTag, std::uint32_t>;
/// Operations counted from 1, as people do; also "how many are done", so 0 is the fresh heap.
using OperationIndex = Quantity<struct OperationIndexTag, std::uint32_t>;
/// Which allocation of a trace, counted from 0 in order of appearance; it decides the colour for life.
using AllocationId = Quantity<struct AllocationIdTag, std::uint32_t>;

inline constexpr AllocationId no_allocation{std::numeric_limits<std::uint32_t>::max()};

constexpr BlockIndex operator+(BlockIndex a, BlockCount b) noexcept { return BlockIndex{a.value + b.value}; }
constexpr BlockCount operator-(BlockIndex a, BlockIndex b) noexcept { return BlockCount{a.value - b.value}; }
constexpr BlockCount operator+(BlockCount a, BlockCount b) noexcept { return BlockCount{a.value + b.value}; }
constexpr BlockCount operator-(BlockCount a, BlockCount b) noexcept { return BlockCount{a.value - b.value}; }

} // namespace firstfit

template <class Tag, class Rep>
struct std::hash<firstfit::Quantity<Tag, Rep>> {
    std::size_t operator()(const firstfit::Quantity<Tag, Rep>& q) const noexcept { return std::hash<Rep>{}(q.value); }
};
