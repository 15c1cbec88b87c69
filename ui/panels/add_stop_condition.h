// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace firstfit {

class Workbench;
struct StopCondition;

/// Adds `condition` behind those that the workbench has; one that is there already is not added again.
void addStopCondition(Workbench& workbench, const StopCondition& condition);

} // namespace firstfit
