// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker_process.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <thread>

namespace firstfit {

void WorkerProcess::send_some() {
    while (sent_ < unsent_.size()) {
        // No SIGPIPE: the worker may have left already.
        const ssize_t sent =
            send(process_.socket(), unsent_.data() + sent_, unsent_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            sent_ += static_cast<std::size_t>(sent);
        } else if (sent < 0 && errno == EINTR) {
            continue;
        } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        } else {
            break; // what the worker did not want to hear is its own loss; reading tells why it left
        }
    }
    shutdown(process_.socket(), SHUT_WR);
    all_sent_ = true;
    unsent_.clear();
}

WorkerProcess::Event WorkerProcess::listen(std::chrono::milliseconds patience, std::string& heard) {
    pollfd wait{
        .fd = process_.socket(), .events = static_cast<short>(POLLIN | (all_sent_ ? 0 : POLLOUT)), .revents = 0};
    const int ready = poll(&wait, 1, static_cast<int>(patience.count()));
    if (ready <= 0) {
        return Event::nothing; // also for a signal that interrupted
    }
    if ((wait.revents & POLLOUT) != 0 && !all_sent_) {
        send_some();
    }
    if ((wait.revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
        return Event::nothing;
    }
    std::array<char, 65536> bytes; // NOLINT(*-member-init): filled by recv
    const ssize_t count = recv(process_.socket(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
        heard.append(bytes.data(), static_cast<std::size_t>(count));
        return Event::heard;
    }
    const bool later = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return later ? Event::nothing : Event::hung_up;
}

void WorkerProcess::await_exit(std::chrono::milliseconds patience) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!process_.has_left() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

ProcessEnd WorkerProcess::finish(std::chrono::milliseconds patience) {
    if (process_.running()) {
        await_exit(patience);
    }
    return process_.kill();
}

} // namespace firstfit
