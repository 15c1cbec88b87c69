// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a measurement consists of, before anything is measured.
#pragma once

#include "allocator/timing/contender.h"
#include "allocator/timing/measure.h"

#include <cstdint>
#include <vector>

namespace firstfit {

/// How a cell is measured; beside each of Results::cells.
struct CellPlan {
    WorkloadInfo workload;
    ContenderInfo contender;
    std::uint32_t parameter = 0;  ///< for "chunks"
    std::uint64_t operations = 1; ///< in a sample
    double sample_ns = 0;         ///< that it takes, roughly, with all that belongs to it
    bool out = false;             ///< failed: not measured any more
    LatencyCollector latency;
};

/// The cells that are compared with each other: of one workload and one parameter. All have the same rounds.
struct Group {
    std::vector<std::size_t> cells; ///< positions
    double weight = 1;              ///< of its share of the time
    double spent_ns = 0;
    std::size_t rounds = 0;
    std::size_t next_look = 0; ///< at so many rounds: is it narrow enough?
    bool finished = false;
};

struct Plan {
    std::vector<CellPlan> cells;
    std::vector<Group> groups;
};

/// Plans what the options ask for, with these contenders: makes the cells of `results` and says in its warnings what
/// is left out, and why.
[[nodiscard]] Plan make_plan(const MeasureOptions& options, const std::vector<ContenderInfo>& contenders,
                             Results& results);

/// Fills in the figures of all cells from their samples, and which are noisy.
void summarise_cells(Results& results, const Plan& plan, std::size_t resamples);

/// Is the median of the cell at `position` as certain as results.precision asks for? With as many resamples, it is by
/// the very interval that summarise_cells() gives it. O(resamples * samples).
[[nodiscard]] bool is_certain(const Results& results, std::size_t position, std::size_t resamples);

/// What add_warnings() cannot see in the results.
struct Ending {
    bool optimised = true;   ///< the code that was timed
    bool time_is_up = false; ///< else all was done, or it was cancelled
};

/// Makes a failure of each cell for which no time was left, and adds the sentences that a reader of the results must
/// know.
void add_warnings(Results& results, const Plan& plan, const Ending& ending);

} // namespace firstfit
