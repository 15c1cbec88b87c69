// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Turns the worker's records into a trace, believing nothing: the worker ran somebody's script.
#pragma once

#include "allocator/script/wire.h"

namespace firstfit {

class TraceBuilder {
public:
    explicit TraceBuilder(const ScriptLimits& limits) : limits_(limits) {}

    enum class State {
        going,
        ended,   ///< the worker said that the script is over
        garbage, ///< what came is no record, breaks a promise, or is more than a script may say
    };

    /// Takes all whole records off the front of `bytes`. O(bytes).
    State take(std::string& bytes);

    [[nodiscard]] std::uint32_t operations() const noexcept {
        return static_cast<std::uint32_t>(trace_.operations.size());
    }
    /// The last line that did something; 0 = none.
    [[nodiscard]] std::uint32_t last_line() const noexcept { return last_line_; }

    /// The trace so far; the builder is empty afterwards.
    [[nodiscard]] Trace finish() { return std::move(trace_); }

private:
    bool accept(wire::Record record, std::string_view payload);
    bool accept_hello(wire::Reader reader);
    bool accept_geometry(wire::Reader reader);
    bool accept_operation(wire::Reader reader);
    bool accept_name(wire::Reader reader);
    bool accept_note(wire::Reader reader);
    bool accept_pause(wire::Reader reader);
    bool accept_diagnostic(wire::Reader reader);

    ScriptLimits limits_;
    Trace trace_;
    State state_ = State::going;
    bool greeted_ = false;
    std::uint32_t last_line_ = 0;
    std::size_t bytes_of_names_ = 0;
    std::size_t bytes_of_notes_ = 0;
};

} // namespace firstfit
