// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process of our own: spoken to through a socket, and certainly gone at the end.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace firstfit {

/// How a process ended.
struct ProcessEnd {
    int signal = 0; ///< that killed it; 0 = it left by itself
    int status = 0; ///< its exit status then
};

/// Owns a child process and the socket that is its standard input and output. The destructor kills and reaps.
class OwnedProcess {
public:
    OwnedProcess() = default;
    ~OwnedProcess() { kill(); }
    OwnedProcess(const OwnedProcess&) = delete;
    OwnedProcess& operator=(const OwnedProcess&) = delete;

    /// Starts `program`, a path, without arguments, with `variables` ("NAME=value") added to the environment; in a
    /// process group of its own, so that Ctrl+C in a terminal is not for it; with nothing open but the socket and
    /// standard error. One that ran before is killed. Returns what went wrong in the system's words, or nothing.
    [[nodiscard]] std::optional<std::string> start(const std::string& program,
                                                   const std::vector<std::string>& variables = {});

    [[nodiscard]] bool running() const noexcept { return pid_ >= 0; }
    /// Our end of the socket; -1 when nothing runs.
    [[nodiscard]] int socket() const noexcept { return socket_; }
    /// Whether it has ended and only wait() or kill() is missing.
    [[nodiscard]] bool has_left() const noexcept;

    /// Waits for its end as long as that takes. Nothing running: left with status 0.
    ProcessEnd wait() noexcept;
    /// Kills it with whatever it started itself. The end is its own if it had left before.
    ProcessEnd kill() noexcept;

private:
    void close_socket() noexcept;

    pid_t pid_ = -1;
    int socket_ = -1;
};

} // namespace firstfit
