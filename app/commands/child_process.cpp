// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace firstfit {

namespace {

/// All that may be meant for the child. Not those that stop: the terminal's keys shall stop both.
sigset_t handedOn() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD}) {
        sigaddset(&set, signal);
    }
    return set;
}

/// In the child: becomes the program. If that fails, says why through `complaint`.
[[noreturn]] void become(const ChildProcess& child, int complaint, const sigset_t& mask) {
    for (const auto& [name, value] : child.environment) {
        setenv(name.constData(), value.constData(), 1);
    }
    std::vector<char*> words;
    for (const QByteArray& word : child.words) {
        words.push_back(const_cast<char*>(word.constData())); // execvp takes what it does not change
    }
    words.push_back(nullptr);
    sigprocmask(SIG_SETMASK, &mask, nullptr);
    execvp(words.front(), words.data());
    const int error = errno;
    static_cast<void>(!write(complaint, &error, sizeof error));
    _exit(127);
}

/// What the child complains about; 0 once it has become the program, which closes the pipe.
int errorFrom(int pipe) {
    int error = 0;
    ssize_t count = 0;
    do {
        count = read(pipe, &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    return count == static_cast<ssize_t>(sizeof error) ? error : 0;
}

int waitFor(pid_t child, const sigset_t& set) {
    for (;;) {
        int status = 0;
        if (waitpid(child, &status, WNOHANG) == child) {
            return status;
        }
        siginfo_t info{};
        const int signal = sigwaitinfo(&set, &info);
        // A key of the terminal is the kernel's signal, for the child as well.
        if (signal > 0 && signal != SIGCHLD && info.si_code != SI_KERNEL) {
            kill(child, signal);
        }
    }
}

} // namespace

ChildEnd runChild(const ChildProcess& child) {
    int pipe[2];
    if (pipe2(pipe, O_CLOEXEC) != 0) {
        return {errno, 0, 0};
    }
    const sigset_t set = handedOn();
    sigset_t before;
    sigprocmask(SIG_BLOCK, &set, &before); // from here on they wait for sigwaitinfo()
    const pid_t id = fork();
    if (id == 0) {
        become(child, pipe[1], before);
    }
    ChildEnd end{id < 0 ? errno : 0, 0, 0};
    close(pipe[1]);
    if (id > 0) {
        end.error = errorFrom(pipe[0]);
        const int status = waitFor(id, set);
        end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }
    close(pipe[0]);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return end;
}

void endBySignal(int signal) {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none); // the program has left one, if that is wanted
    std::signal(signal, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
    raise(signal);
}

} // namespace firstfit
