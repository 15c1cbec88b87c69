// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker_process.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

namespace firstfit {

namespace {

/// posix_spawn's two kinds of wishes, freed in the end.
class SpawnWishes {
public:
    SpawnWishes() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
    }
    ~SpawnWishes() {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    SpawnWishes(const SpawnWishes&) = delete;
    SpawnWishes& operator=(const SpawnWishes&) = delete;

    /// `socket` as input and output, nothing else open; signals as in a fresh program; a group of its own.
    bool make(int socket) {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        constexpr short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        return posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO) == 0 &&
               posix_spawn_file_actions_adddup2(&actions_, socket, STDOUT_FILENO) == 0 &&
               posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1) == 0 &&
               posix_spawnattr_setflags(&attributes_, flags) == 0 && posix_spawnattr_setpgroup(&attributes_, 0) == 0 &&
               posix_spawnattr_setsigmask(&attributes_, &none) == 0 &&
               posix_spawnattr_setsigdefault(&attributes_, &all) == 0;
    }

    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
    [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

} // namespace

WorkerProcess::~WorkerProcess() { finish(std::chrono::milliseconds(0)); }

void WorkerProcess::close_socket() noexcept {
    if (socket_ >= 0) {
        close(socket_);
        socket_ = -1;
    }
}

std::optional<std::string> WorkerProcess::start(const std::string& program) {
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return std::generic_category().message(errno);
    }
    socket_ = ends[0];
    int error = EINVAL;
    if (SpawnWishes wishes; wishes.make(ends[1])) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        error = posix_spawn(&pid_, program.c_str(), wishes.actions(), wishes.attributes(), arguments.data(), environ);
    }
    close(ends[1]);
    if (error != 0) {
        pid_ = -1;
        close_socket();
        return std::generic_category().message(error);
    }
    return std::nullopt;
}

void WorkerProcess::send_some() {
    while (sent_ < unsent_.size()) {
        // No SIGPIPE: the worker may have left already.
        const ssize_t sent = send(socket_, unsent_.data() + sent_, unsent_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
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
    shutdown(socket_, SHUT_WR);
    all_sent_ = true;
    unsent_.clear();
}

WorkerProcess::Event WorkerProcess::listen(std::chrono::milliseconds patience, std::string& heard) {
    pollfd wait{.fd = socket_, .events = static_cast<short>(POLLIN | (all_sent_ ? 0 : POLLOUT)), .revents = 0};
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
    const ssize_t count = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
        heard.append(bytes.data(), static_cast<std::size_t>(count));
        return Event::heard;
    }
    const bool later = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return later ? Event::nothing : Event::hung_up;
}

void WorkerProcess::await_exit(std::chrono::milliseconds patience) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        siginfo_t info{};
        if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

ProcessEnd WorkerProcess::finish(std::chrono::milliseconds patience) {
    if (pid_ < 0) {
        return {};
    }
    await_exit(patience);
    kill(-pid_, SIGKILL); // with whatever it started itself
    kill(pid_, SIGKILL);
    int status = 0;
    pid_t reaped = -1;
    do {
        reaped = waitpid(pid_, &status, 0);
    } while (reaped < 0 && errno == EINTR);
    pid_ = -1;
    close_socket();
    if (reaped < 0) {
        return {}; // the program lets the system reap its children
    }
    if (WIFSIGNALED(status)) {
        return {.signal = WTERMSIG(status), .status = 0};
    }
    return {.signal = 0, .status = WEXITSTATUS(status)};
}

} // namespace firstfit
