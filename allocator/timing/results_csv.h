// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements as a table for other programs.
#pragma once

#include "allocator/timing/measure.h"

#include <string>

namespace firstfit {

/// One line per cell behind a line of names; numbers with a point, texts quoted where need be (RFC 4180). Lines with
/// `#` in front say where it was measured.
[[nodiscard]] std::string to_csv(const Results& results);

} // namespace firstfit
