// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/worker_link.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace firstfit {

namespace {

constexpr int patience_ms = 20;

} // namespace

bool WorkerLink::wait_for(short events) const {
    pollfd wait{.fd = process_.socket(), .events = events, .revents = 0};
    return poll(&wait, 1, patience_ms) > 0;
}

/// Calls `some(done)`, which moves bytes as recv() and send() do, until `size` are over.
template <class Transfer>
std::optional<WorkerLink::Silence> WorkerLink::transfer(std::size_t size, short events,
                                                        const std::function<bool()>& patient, Transfer&& some) {
    std::size_t done = 0;
    while (done < size) {
        if (!wait_for(events)) {
            if (!patient()) {
                return give_up();
            }
            continue;
        }
        const ssize_t count = some(done);
        if (count > 0) {
            done += static_cast<std::size_t>(count);
        } else if (count == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
            return hung_up();
        }
    }
    return std::nullopt;
}

std::optional<WorkerLink::Silence> WorkerLink::tell(const std::string& message, const std::function<bool()>& patient) {
    if (!running()) {
        return Silence{false, "It is not running."};
    }
    const std::uint64_t size = message.size();
    std::string all(reinterpret_cast<const char*>(&size), sizeof size);
    all += message;
    return transfer(all.size(), POLLOUT, patient, [&](std::size_t done) {
        return send(process_.socket(), all.data() + done, all.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    });
}

std::optional<WorkerLink::Silence> WorkerLink::hear(std::string& message, const std::function<bool()>& patient) {
    if (!running()) {
        return Silence{false, "It is not running."};
    }
    std::uint64_t size = 0;
    auto silence = transfer(sizeof size, POLLIN, patient, [&](std::size_t done) {
        return recv(process_.socket(), reinterpret_cast<char*>(&size) + done, sizeof size - done, MSG_DONTWAIT);
    });
    if (silence) {
        return silence;
    }
    message.resize(size);
    return transfer(size, POLLIN, patient, [&](std::size_t done) {
        return recv(process_.socket(), message.data() + done, message.size() - done, MSG_DONTWAIT);
    });
}

std::optional<WorkerLink::Silence> WorkerLink::give_up() {
    process_.kill();
    return Silence{true, {}};
}

std::optional<WorkerLink::Silence> WorkerLink::hung_up() {
    // Its end of the socket closes while it dies; what it died of is known a moment later.
    const ProcessEnd end = process_.wait();
    if (end.signal != 0) {
        const char* const name = sigdescr_np(end.signal);
        return Silence{false, "It was ended by signal " + std::to_string(end.signal) +
                                  (name == nullptr ? "." : " (" + std::string(name) + ").")};
    }
    return Silence{false, "It ended with status " + std::to_string(end.status) + "."};
}

} // namespace firstfit
