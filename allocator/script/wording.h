// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Turns of phrase that diagnostics of both processes share.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace firstfit {

/// "The 12 operations before this line are kept.", "The operation before ...", "Nothing ran before this line."
[[nodiscard]] std::string kept_before_this_line(std::uint32_t operations);

/// "10 seconds", "1 second", "250 ms".
[[nodiscard]] std::string spoken(std::chrono::milliseconds time);

/// "256 MiB", "1,000 bytes".
[[nodiscard]] std::string spoken_bytes(std::uint64_t bytes);

/// Text that can be shown: at most `most` bytes of valid UTF-8 (what is none becomes U+FFFD), without control
/// characters except, if `lines`, the line feed. A line among other words (a name, a title) has no characters either
/// that turn the direction of text: they become U+FFFD, too. What was cut ends in "…".
[[nodiscard]] std::string presentable(std::string_view text, std::size_t most, bool lines);

} // namespace firstfit
