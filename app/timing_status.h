// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/status_line.h"

namespace firstfit {

class TimingLab;

/// What the status bar says in the Timing mode: how far the measurement is, or what the shown one consists of.
[[nodiscard]] StatusWords timingStatus(const TimingLab& lab);

} // namespace firstfit
