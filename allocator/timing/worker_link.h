// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A measuring process as seen from outside: asked, answering, and certainly gone at the end.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firstfit {

/// Owns a child process and the socket that is its standard input and output. The destructor kills and reaps.
class WorkerLink {
public:
    WorkerLink() = default;
    ~WorkerLink() { end(); }
    WorkerLink(const WorkerLink&) = delete;
    WorkerLink& operator=(const WorkerLink&) = delete;

    /// Starts `program` in a process group of its own, with `variables` ("NAME=value") added to the environment.
    /// Returns what went wrong, or nothing.
    [[nodiscard]] std::optional<std::string> start(const std::string& program,
                                                   const std::vector<std::string>& variables);
    [[nodiscard]] bool running() const noexcept { return pid_ >= 0; }

    /// How a message or its answer came to nothing.
    struct Silence {
        bool gave_up = false; ///< `patient` said so
        std::string sentence; ///< "It was killed by signal 11 (Segmentation fault)."
    };

    /// Sends a message. `patient` is asked every 20 ms or so whether to go on. After a silence the process is gone.
    [[nodiscard]] std::optional<Silence> tell(const std::string& message, const std::function<bool()>& patient);
    /// Waits for a message. The same.
    [[nodiscard]] std::optional<Silence> hear(std::string& message, const std::function<bool()>& patient);

private:
    bool wait_for(short events) const;
    template <class Transfer>
    std::optional<Silence> transfer(std::size_t size, short events, const std::function<bool()>& patient,
                                    Transfer&& some);
    std::optional<Silence> give_up();
    std::optional<Silence> hung_up();
    void end() noexcept;

    pid_t pid_ = -1;
    int socket_ = -1;
};

} // namespace firstfit
