// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/line_map.h"

#include <algorithm>
#include <numeric>

namespace firstfit {

void LineMap::reset(int lines) {
    lines_.resize(static_cast<std::size_t>(std::max(lines, 0)));
    std::iota(lines_.begin(), lines_.end(), 1);
}

void LineMap::edited(int line, bool atStart, int added) {
    // What stands at the start of a line moves with it; what stands in it leaves the line where it is.
    const int first = atStart ? line : line + 1;
    for (int& at : lines_) {
        if (at < first)
            continue;
        at = added < 0 && at < first - added ? 0 : at + added;
    }
}

std::uint32_t LineMap::now(std::uint32_t ran) const {
    if (ran == 0 || ran > lines_.size())
        return ran;
    return static_cast<std::uint32_t>(lines_[ran - 1]);
}

} // namespace firstfit
