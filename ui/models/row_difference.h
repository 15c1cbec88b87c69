// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What changed between two lists of rows, as the one range that differs: steps of a heap change few rows in one place.
#pragma once

#include <algorithm>
#include <span>

namespace firstfit {

/// Rows `first` to `first + removed` of the old list became rows `first` to `first + inserted` of the new one.
struct RowDifference {
    int first = 0;
    int removed = 0;
    int inserted = 0;

    /// Is telling views of every row dearer than starting over?
    [[nodiscard]] bool isLarge() const { return std::max(removed, inserted) > 256; }
};

/// Compares `was` and `now` by `same(a, b)`: do both rows stand for the same thing? O(rows).
template <class Row, class Same>
[[nodiscard]] RowDifference differenceOf(std::span<const Row> was, std::span<const Row> now, Same same) {
    const auto [end, endNow] = std::mismatch(was.begin(), was.end(), now.begin(), now.end(), same);
    const auto first = end - was.begin();
    const auto restWas = was.subspan(static_cast<std::size_t>(first));
    const auto restNow = now.subspan(static_cast<std::size_t>(first));
    const auto [tail, tailNow] =
        std::mismatch(restWas.rbegin(), restWas.rend(), restNow.rbegin(), restNow.rend(), same);
    return {static_cast<int>(first), static_cast<int>(restWas.rend() - tail),
            static_cast<int>(restNow.rend() - tailNow)};
}

} // namespace firstfit
