// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of ltrace, taken apart.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace firstfit {

enum class LtraceFunction : std::uint8_t {
    malloc,
    free,
    calloc,
    realloc,
    reallocarray,
    aligned_alloc, ///< memalign, too
    posix_memalign,
    valloc, ///< pvalloc, too
    other,
};

enum class LtraceLineKind : std::uint8_t {
    blank,
    unreadable,
    remark, ///< "+++ exited (status 0) +++", "--- SIGCHLD (Child exited) ---"
    call,   ///< "malloc(24) = 0x55d0"
    begin,  ///< "malloc(24 <unfinished ...>"
    end,    ///< "<... malloc resumed> ) = 0x55d0"
};

struct LtraceLine {
    LtraceLineKind kind = LtraceLineKind::unreadable;
    LtraceFunction function = LtraceFunction::other;
    std::string_view arguments; ///< "1, 24"
    std::string_view result;    ///< "0x55d0"
    std::string_view caller;    ///< the library in front of "->"; may be empty
    std::uint64_t address = 0;  ///< of -i; 0 = not told
    std::uint32_t thread = 0;   ///< 0 without "[pid N]"
    bool tells_thread = false;
};

/// O(line).
[[nodiscard]] LtraceLine read_ltrace_line(std::string_view line);

/// "24", "0x55d0", "nil", "NULL"; nothing for anything else.
[[nodiscard]] std::optional<std::uint64_t> read_ltrace_number(std::string_view text);

struct LtraceArguments {
    std::array<std::uint64_t, 3> value{};
    std::array<bool, 3> in_brackets{}; ///< "[0x55d0]": what a pointer points to
    std::size_t count = 0;             ///< may be more than three
};

/// "1, 24"; nothing if one of the first three is no number.
[[nodiscard]] std::optional<LtraceArguments> read_ltrace_arguments(std::string_view text);

} // namespace firstfit
