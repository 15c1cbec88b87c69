// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another program that is given text and answers with lines.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace firstfit {

struct FilterOutcome {
    enum class End : std::uint8_t { done, not_started, failed, cancelled };
    End end = End::done;
    std::string detail; ///< the system's words, or how the program ended
};

/// Runs `program` (a path, no shell) without arguments. `feed` fills a buffer with what goes to its standard input and
/// says how much that is, 0 at the end; `take` gets each line of its standard output, a last one without an end, too.
/// Standard error is thrown away. `go_on` is asked every 50 ms at least; false kills the program. Waits for its end.
[[nodiscard]] FilterOutcome run_filter(const std::string& program,
                                       const std::function<std::size_t(std::span<char>)>& feed,
                                       const std::function<void(std::string_view)>& take,
                                       const std::function<bool()>& go_on);

} // namespace firstfit
