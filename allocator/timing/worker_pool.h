// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The measuring processes: one for the contenders that get along in one, one for those that have a process of their
// own, and each once more for work with threads, for once a second thread was started no lock is as cheap as before.
#pragma once

#include "allocator/timing/contender.h"
#include "allocator/timing/message.h"
#include "allocator/timing/worker_link.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace firstfit {

/// A process that is asked what it knows, and ends. A sentence if that came to nothing.
[[nodiscard]] std::variant<message::Hello, std::string> probe_worker(const std::function<bool()>& patient);

/// The contenders, with what the process found installed.
[[nodiscard]] std::vector<ContenderInfo> contenders(const message::Hello& hello);

class WorkerPool {
public:
    /// What every process is told first.
    explicit WorkerPool(const message::SetUp& set_up) : set_up_(message::write(set_up)) {}

    /// One sample, by the process for it, which is started if need be. `patient` is asked every 20 ms or so whether to
    /// go on; after a no, and if it died, the process is gone.
    [[nodiscard]] std::variant<message::Sample, WorkerLink::Silence>
    sample(const message::Ask& ask, bool own_process, bool threads, const std::function<bool()>& patient);

private:
    std::string set_up_;
    std::array<WorkerLink, 4> links_;
};

} // namespace firstfit
