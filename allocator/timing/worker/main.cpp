// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit-timing-worker: measures what it is asked on its standard input and answers on its standard output
// (allocator/timing/message.h). allocator/timing/worker_link.h starts it; nobody else needs to.
#include "allocator/timing/worker/session.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>

namespace {

using namespace firstfit;

bool read_all(char* to, std::size_t size) {
    while (size > 0) {
        const ssize_t count = read(STDIN_FILENO, to, size);
        if (count > 0) {
            to += count;
            size -= static_cast<std::size_t>(count);
        } else if (count == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

/// Nothing: the other side has hung up.
std::optional<std::string> receive() {
    std::uint64_t size = 0;
    if (!read_all(reinterpret_cast<char*>(&size), sizeof size)) {
        return std::nullopt;
    }
    constexpr std::uint64_t most = std::uint64_t{1} << 36U; // more than any trace
    if (size > most) {
        return std::nullopt;
    }
    std::string bytes(size, '\0');
    return read_all(bytes.data(), bytes.size()) ? std::optional(std::move(bytes)) : std::nullopt;
}

bool send(const std::string& bytes) {
    const std::uint64_t size = bytes.size();
    std::string all(reinterpret_cast<const char*>(&size), sizeof size);
    all += bytes;
    const char* from = all.data();
    for (std::size_t left = all.size(); left > 0;) {
        const ssize_t count = write(STDOUT_FILENO, from, left);
        if (count > 0) {
            from += count;
            left -= static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

int refuse() {
    std::fputs("firstfit-timing-worker is started by firstfit, which tells it what to measure; try: firstfit bench\n",
               stderr);
    return 2;
}

bool answer(work::Session& session, const std::string& request) {
    message::Reader reader(request);
    switch (message::read_kind(reader)) {
    case message::Kind::hello:
        return send(message::write(work::hello()));
    case message::Kind::set_up: {
        message::SetUp set_up;
        const bool good = message::read(reader, set_up);
        session.set_up(std::move(set_up));
        return good;
    }
    case message::Kind::sample: {
        message::Ask ask;
        return message::read(reader, ask) && send(message::write(session.sample(ask)));
    }
    }
    return false;
}

} // namespace

int main() {
    if (isatty(STDIN_FILENO) != 0) {
        return refuse();
    }
    // Whoever asked may be killed while something is measured.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    work::Session session;
    while (const std::optional<std::string> request = receive()) {
        if (!answer(session, *request)) {
            return refuse();
        }
    }
    return 0;
}
