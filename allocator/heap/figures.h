// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace firstfit {

/// A number as sentences and tables have it, in thousands: "999", "5,680", "65,535". Not for calls, declarations and
/// formats that are read by programs. (What a widget shows takes the separator of its locale: figureText().)
[[nodiscard]] std::string figures(std::uint64_t number);

} // namespace firstfit
