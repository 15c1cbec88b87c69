// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pieces of text that readers and their messages share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstfit {

/// "0x55d0"
[[nodiscard]] std::string hexadecimal(std::uint64_t value);

/// "'@ bas88940'", at most 40 characters of it, those that cannot be shown as "?".
[[nodiscard]] std::string quoted_line(std::string_view line);

/// "libjq.so.1" of "/usr/lib/libjq.so.1".
[[nodiscard]] std::string_view without_folders(std::string_view path) noexcept;

} // namespace firstfit
