// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace firstfit {

/// Where the lines of the text that ran are now, while it is being edited. Lines count from 1; 0 = gone.
class LineMap {
public:
    /// The text as it is has just run and has `lines` lines.
    void reset(int lines);
    /// `added` lines came in (or, below 0, went) at line `line`, at its very start or somewhere in it. O(lines).
    void edited(int line, bool atStart, int added);
    /// Where that line is now; a line beyond the text that ran is itself. O(1).
    [[nodiscard]] std::uint32_t now(std::uint32_t ran) const;

private:
    std::vector<int> lines_; ///< at ran - 1
};

} // namespace firstfit
