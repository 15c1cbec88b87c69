// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The script's process as seen from outside: started, spoken to, and certainly gone at the end.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace firstfit {

/// How a process ended.
struct ProcessEnd {
    int signal = 0; ///< that killed it; 0 = it left by itself
    int status = 0; ///< its exit status then
};

/// Owns a child process and the socket that is its standard input and output. The destructor kills and reaps.
class WorkerProcess {
public:
    WorkerProcess() = default;
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// Starts `program` in a process group of its own, with nothing open but the socket and standard error. Returns
    /// what went wrong, or nothing.
    [[nodiscard]] std::optional<std::string> start(const std::string& program);

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
    void close_socket() noexcept;

    pid_t pid_ = -1;
    int socket_ = -1;
    std::string unsent_;
    std::size_t sent_ = 0;
    bool all_sent_ = false;
};

} // namespace firstfit
