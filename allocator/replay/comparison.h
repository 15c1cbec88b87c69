// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same operations in two heaps: where do they part?
#pragma once

#include "allocator/replay/timeline.h"

namespace firstfit {

struct Difference {
    enum class Kind : std::uint8_t {
        result, ///< one heap holds the request and the other does not
        place,  ///< both hold it, at different distances from their base address, in bytes
    };

    OperationIndex operation{};
    Kind kind = Kind::result;
    std::string words; ///< a sentence: "The first heap places it 1,024 bytes behind its start, the second 2,048."

    friend bool operator==(const Difference&, const Difference&) = default;
};

/// The first operation behind `after` that ends differently in the two timelines, which have the same operations. What
/// follows from an earlier difference without a new decision (freeing what lies elsewhere, growing there in place)
/// does not count. O(operations).
[[nodiscard]] std::optional<Difference> next_difference(const Timeline& a, const Timeline& b, OperationIndex after);
/// The last one in front of `before`. O(operations).
[[nodiscard]] std::optional<Difference> previous_difference(const Timeline& a, const Timeline& b,
                                                            OperationIndex before);

} // namespace firstfit
