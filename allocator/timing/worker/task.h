// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One contender at one workload, behind one interface.
#pragma once

#include "allocator/timing/message.h"

#include <memory>
#include <string>
#include <variant>

namespace firstfit::work {

class Task {
public:
    virtual ~Task() = default;

    /// run() does whole multiples of so many operations.
    [[nodiscard]] virtual std::uint64_t grain() const = 0;
    /// So many operations until all goes as it will go from then on.
    [[nodiscard]] virtual std::uint64_t to_settle() const = 0;
    /// Makes ready; a sentence about what went wrong, or null.
    [[nodiscard]] virtual const char* start() = 0;
    virtual void run(std::uint64_t operations) = 0;
    /// Does operations one by one and notes the ns of each, with the clock's cost; of a trace, all once.
    virtual void run_timed(std::uint32_t count, std::vector<float>& times) = 0;
    /// Gives back what start() and run() took; what was wrong with the answers, or null.
    [[nodiscard]] virtual const char* stop() = 0;
    /// What has to be known about the last run, though nothing was wrong. A sentence, or nothing.
    [[nodiscard]] virtual std::string remark() const { return {}; }
};

/// A task, or a sentence that says why there is none.
using MadeTask = std::variant<std::unique_ptr<Task>, std::string>;

// One for each file: "vectors" to "pair"; "churn"; "chunks"; "trace".
[[nodiscard]] MadeTask make_small_task(const std::string& workload, const std::string& contender);
[[nodiscard]] MadeTask make_churn_task(const ChurnOptions& options, const std::string& contender);
[[nodiscard]] MadeTask make_chunks_task(std::uint32_t chunks, const std::string& contender);
/// `trace` must outlive the task.
[[nodiscard]] MadeTask make_trace_task(const TraceSteps& trace, const HeapGeometry& heap, const std::string& contender);

/// Whichever it is.
[[nodiscard]] MadeTask make_task(const message::Ask& ask, const message::SetUp& set_up);

} // namespace firstfit::work
