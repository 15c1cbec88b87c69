// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/worker_link.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace firstfit {

namespace {

constexpr int patience_ms = 20;

/// posix_spawn's two kinds of wishes, freed in the end.
class Wishes {
public:
    Wishes() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
    }
    ~Wishes() {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    Wishes(const Wishes&) = delete;
    Wishes& operator=(const Wishes&) = delete;

    /// `socket` as input and output, nothing else open but standard error; signals as in a fresh program; and a process
    /// group, so that Ctrl+C in a terminal is for the program alone.
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

/// This process's environment with some variables set.
class Environment {
public:
    explicit Environment(std::vector<std::string> variables) : variables_(std::move(variables)) {
        for (char** old = environ; *old != nullptr; ++old) {
            if (!is_replaced(*old)) {
                pointers_.push_back(*old);
            }
        }
        for (std::string& variable : variables_) {
            pointers_.push_back(variable.data());
        }
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] char* const* pointers() const { return pointers_.data(); }

private:
    [[nodiscard]] bool is_replaced(const char* old) const {
        for (const std::string& variable : variables_) {
            if (std::strncmp(old, variable.c_str(), variable.find('=') + 1) == 0) {
                return true;
            }
        }
        return false;
    }

    std::vector<std::string> variables_;
    std::vector<char*> pointers_;
};

} // namespace

std::optional<std::string> WorkerLink::start(const std::string& program, const std::vector<std::string>& variables) {
    end();
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return std::generic_category().message(errno);
    }
    socket_ = ends[0];
    const Environment environment(variables);
    int error = EINVAL;
    if (Wishes wishes; wishes.make(ends[1])) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        error = posix_spawn(&pid_, program.c_str(), wishes.actions(), wishes.attributes(), arguments.data(),
                            environment.pointers());
    }
    close(ends[1]);
    if (error != 0) {
        pid_ = -1;
        end();
        return std::generic_category().message(error);
    }
    return std::nullopt;
}

bool WorkerLink::wait_for(short events) const {
    pollfd wait{.fd = socket_, .events = events, .revents = 0};
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
        return send(socket_, all.data() + done, all.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    });
}

std::optional<WorkerLink::Silence> WorkerLink::hear(std::string& message, const std::function<bool()>& patient) {
    if (!running()) {
        return Silence{false, "It is not running."};
    }
    std::uint64_t size = 0;
    auto silence = transfer(sizeof size, POLLIN, patient, [&](std::size_t done) {
        return recv(socket_, reinterpret_cast<char*>(&size) + done, sizeof size - done, MSG_DONTWAIT);
    });
    if (silence) {
        return silence;
    }
    message.resize(size);
    return transfer(size, POLLIN, patient, [&](std::size_t done) {
        return recv(socket_, message.data() + done, message.size() - done, MSG_DONTWAIT);
    });
}

std::optional<WorkerLink::Silence> WorkerLink::give_up() {
    end();
    return Silence{true, {}};
}

std::optional<WorkerLink::Silence> WorkerLink::hung_up() {
    // Its end of the socket closes while it dies; what it died of is known a moment later.
    int status = 0;
    pid_t reaped = -1;
    do {
        reaped = waitpid(pid_, &status, 0);
    } while (reaped < 0 && errno == EINTR);
    pid_ = -1;
    end();
    if (reaped > 0 && WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        const char* const name = sigdescr_np(signal);
        return Silence{false, "It was ended by signal " + std::to_string(signal) +
                                  (name == nullptr ? "." : " (" + std::string(name) + ").")};
    }
    return Silence{false, "It ended with status " + std::to_string(reaped > 0 ? WEXITSTATUS(status) : 0) + "."};
}

void WorkerLink::end() noexcept {
    if (pid_ >= 0) {
        kill(-pid_, SIGKILL);
        kill(pid_, SIGKILL);
        while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
    }
    if (socket_ >= 0) {
        close(socket_);
        socket_ = -1;
    }
}

} // namespace firstfit
