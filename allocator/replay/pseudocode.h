// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The algorithm of allocator/stalloc on a dozen lines, and which of them runs.
#pragma once

#include "allocator/replay/moment.h"

#include <optional>
#include <string>
#include <vector>

namespace firstfit {

struct Listing {
    std::vector<std::string> lines;
    std::optional<std::size_t> running; ///< position in lines
};

/// The text of the running part, and the line that the last micro-step belongs to. O(steps of the part).
[[nodiscard]] Listing listing_at(const Moment& moment);

} // namespace firstfit
