// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The script's process as seen from outside: started, spoken to, and certainly gone at the end.
#pragma once

#include "allocator/process/owned_process.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace firstfit {

class WorkerProcess {
public:
    /// Returns what went wrong, or nothing.
    [[nodiscard]] std::optional<std::string> start(const std::string& program) { return process_.start(program); }

    /// What the worker has not been told yet; sent as it gets read.
    void say(std::string words) { unsent_ = std::move(words); }

    enum class Event { nothing, heard, hung_up };
    /// Waits up to `patience` to send or to receive something; what was received is appended to `heard`.
    Event listen(std::chrono::milliseconds patience, std::string& heard);

    /// Gives the process up to `patience` to leave by itself, then kills it and all its children, and reaps it.
    ProcessEnd finish(std::chrono::milliseconds patience);

private:
    void send_some();
    void await_exit(std::chrono::milliseconds patience) const;

    OwnedProcess process_;
    std::string unsent_;
    std::size_t sent_ = 0;
    bool all_sent_ = false;
};

} // namespace firstfit
