// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way out: records to the program that started this one.
#pragma once

#include "allocator/script/wire.h"

#include <array>
#include <atomic>

namespace firstfit::worker {

/// Buffers records and writes them to standard output. Never allocates: a signal handler may have to speak the last
/// word. Leaves the process when nobody listens any more.
class Stream {
public:
    /// Calls `write(Writer&)` for the payload of one record.
    template <class Write>
    void record(wire::Record kind, Write&& write) {
        wire::Writer payload = begin();
        write(payload);
        commit(kind, payload);
    }

    void diagnostic(const Diagnostic& diagnostic);

    /// Sends what is buffered; the timers are held off meanwhile.
    void flush();

    /// From a signal handler: sends the records that are whole by now, so that somebody can see how far the script is.
    void send_so_far();

    /// From a signal handler, or at the very end: this diagnostic (if any) and the end, then the process is left.
    [[noreturn]] void leave(const Diagnostic* last);

private:
    static constexpr std::size_t capacity = 1 << 16;

    wire::Writer begin();
    void commit(wire::Record kind, const wire::Writer& payload) noexcept;
    void write_out(const char* bytes, std::size_t size);

    std::array<char, capacity> buffer_{};
    std::atomic<std::size_t> used_{0}; ///< up to here the records are whole
    std::atomic<std::size_t> sent_{0}; ///< up to here they are on their way
};

} // namespace firstfit::worker
