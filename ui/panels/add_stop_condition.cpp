// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/add_stop_condition.h"

#include "allocator/replay/stop_condition.h"
#include "ui/workbench.h"

#include <algorithm>

namespace firstfit {

void addStopCondition(Workbench& workbench, const StopCondition& condition) {
    std::vector<StopCondition> conditions = workbench.stopConditions();
    if (std::find(conditions.begin(), conditions.end(), condition) != conditions.end())
        return;
    conditions.push_back(condition);
    workbench.setStopConditions(std::move(conditions));
}

} // namespace firstfit
