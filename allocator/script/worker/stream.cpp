// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/stream.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace firstfit::worker {

namespace {

constexpr std::size_t largest_record = wire::record_head + wire::max_payload;

/// Holds off the signals of both timers while bytes are on their way.
class TimersHeld {
public:
    TimersHeld() {
        sigset_t timers;
        sigemptyset(&timers);
        sigaddset(&timers, SIGPROF);
        sigaddset(&timers, SIGALRM);
        pthread_sigmask(SIG_BLOCK, &timers, &before_);
    }
    ~TimersHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    TimersHeld(const TimersHeld&) = delete;
    TimersHeld& operator=(const TimersHeld&) = delete;

private:
    sigset_t before_{};
};

void write_head(char* at, wire::Record kind, std::size_t size) {
    wire::Writer head(at, wire::record_head);
    head.u8(static_cast<std::uint8_t>(kind));
    head.u32(static_cast<std::uint32_t>(size));
}

} // namespace

wire::Writer Stream::begin() {
    if (capacity - used_ < largest_record) {
        flush();
    }
    return {buffer_.data() + used_ + wire::record_head, wire::max_payload};
}

void Stream::commit(wire::Record kind, const wire::Writer& payload) noexcept {
    write_head(buffer_.data() + used_, kind, payload.size());
    // Nobody may see the new end before the bytes: a signal handler is the only other reader.
    std::atomic_signal_fence(std::memory_order_release);
    used_ = used_ + wire::record_head + payload.size();
}

void Stream::diagnostic(const Diagnostic& diagnostic) {
    record(wire::Record::diagnostic, [&](wire::Writer& writer) { wire::write_diagnostic(writer, diagnostic); });
}

void Stream::write_out(const char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written > 0) {
            bytes += written;
            size -= static_cast<std::size_t>(written);
        } else if (written < 0 && errno != EINTR) {
            _exit(1);
        }
    }
}

void Stream::flush() {
    const TimersHeld held;
    send_so_far();
    used_ = 0;
    sent_ = 0;
}

void Stream::send_so_far() {
    const std::size_t from = sent_;
    const std::size_t to = used_;
    sent_ = to;
    write_out(buffer_.data() + from, to - from);
}

void Stream::leave(const Diagnostic* last) {
    // A record that a signal handler interrupted is not in used_, and lost. The last words go beside the buffer.
    const TimersHeld held;
    send_so_far();
    std::array<char, largest_record> words; // NOLINT(*-member-init): filled below
    if (last != nullptr) {
        wire::Writer payload(words.data() + wire::record_head, wire::max_payload);
        wire::write_diagnostic(payload, *last);
        write_head(words.data(), wire::Record::diagnostic, payload.size());
        write_out(words.data(), wire::record_head + payload.size());
    }
    write_head(words.data(), wire::Record::end, 0);
    write_out(words.data(), wire::record_head);
    _exit(0);
}

} // namespace firstfit::worker
