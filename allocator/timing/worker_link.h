// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A measuring process as seen from outside: asked, answering, and certainly gone at the end.
#pragma once

#include "allocator/process/owned_process.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firstfit {

class WorkerLink {
public:
    /// With `variables` ("NAME=value") added to the environment. Returns what went wrong, or nothing.
    [[nodiscard]] std::optional<std::string> start(const std::string& program,
                                                   const std::vector<std::string>& variables) {
        return process_.start(program, variables);
    }
    [[nodiscard]] bool running() const noexcept { return process_.running(); }

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

    OwnedProcess process_;
};

} // namespace firstfit
