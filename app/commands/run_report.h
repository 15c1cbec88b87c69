// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that `replay` tells about a run, whatever the form.
#pragma once

#include "allocator/replay/stop_condition.h"
#include "allocator/replay/summary.h"

#include <QString>

#include <optional>

namespace firstfit {

/// Where and why --stop-when ended a run.
struct StoppedRun {
    OperationIndex operation{};
    StopCondition condition;
};

struct RunReport {
    const RunSummary& summary;
    const Trace& trace;
    const Timeline& timeline;
    QString file; ///< as the person named it
    std::optional<StoppedRun> stopped;
};

} // namespace firstfit
