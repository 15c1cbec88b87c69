// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/process/owned_process.h"

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

std::optional<std::string> OwnedProcess::start(const std::string& program, const std::vector<std::string>& variables) {
    kill();
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return std::generic_category().message(errno);
    }
    socket_ = ends[0];
    const Environment environment(variables);
    int error = EINVAL;
    if (SpawnWishes wishes; wishes.make(ends[1])) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        error = posix_spawn(&pid_, program.c_str(), wishes.actions(), wishes.attributes(), arguments.data(),
                            environment.pointers());
    }
    close(ends[1]);
    if (error != 0) {
        pid_ = -1;
        close_socket();
        return std::generic_category().message(error);
    }
    return std::nullopt;
}

bool OwnedProcess::has_left() const noexcept {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

ProcessEnd OwnedProcess::wait() noexcept {
    if (!running()) {
        return {};
    }
    int status = 0;
    pid_t reaped = -1;
    do {
        reaped = waitpid(pid_, &status, 0);
    } while (reaped < 0 && errno == EINTR);
    pid_ = -1;
    close_socket();
    if (reaped < 0) {
        return {}; // this program lets the system reap its children
    }
    if (WIFSIGNALED(status)) {
        return {.signal = WTERMSIG(status), .status = 0};
    }
    return {.signal = 0, .status = WEXITSTATUS(status)};
}

ProcessEnd OwnedProcess::kill() noexcept {
    if (running()) {
        ::kill(-pid_, SIGKILL);
        ::kill(pid_, SIGKILL); // it may not be in its group yet
    }
    return wait();
}

void OwnedProcess::close_socket() noexcept {
    if (socket_ >= 0) {
        close(socket_);
        socket_ = -1;
    }
}

} // namespace firstfit
