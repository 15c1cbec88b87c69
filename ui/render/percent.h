// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace firstfit {

/// A share from 0 to 1 as text: "55 %", "99.5 %". What is not quite all is never written as 100 %, nor what is
/// not quite nothing as 0 %. O(1).
[[nodiscard]] QString percentText(double share);

} // namespace firstfit
