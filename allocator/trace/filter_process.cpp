// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/filter_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace firstfit {

namespace {

std::string words_of(int error) { return std::generic_category().message(error); }

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    void reset(int descriptor) {
        close();
        descriptor_ = descriptor;
    }
    void close() {
        if (descriptor_ >= 0) {
            ::close(std::exchange(descriptor_, -1));
        }
    }
    [[nodiscard]] int get() const noexcept { return descriptor_; }

private:
    int descriptor_ = -1;
};

/// The environment without what lets the program ask the network for debug information: a recording stays here.
std::vector<char*> offline_environment() {
    std::vector<char*> kept;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (!std::string_view(*variable).starts_with("DEBUGINFOD_URLS=")) {
            kept.push_back(*variable);
        }
    }
    kept.push_back(nullptr);
    return kept;
}

class Filter {
public:
    /// 0, or the system's number of what is wrong.
    int start(const std::string& program) {
        // A socket, since writing into a pipe that nobody reads ends this process.
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) {
            return errno;
        }
        input_.reset(in[0]);
        const Descriptor child_input(in[1]);
        if (::pipe2(out.data(), O_CLOEXEC) != 0) {
            return errno;
        }
        output_.reset(out[0]);
        const Descriptor child_output(out[1]);
        posix_spawn_file_actions_t actions{};
        if (const int error = posix_spawn_file_actions_init(&actions)) {
            return error;
        }
        posix_spawn_file_actions_adddup2(&actions, child_input.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, child_output.get(), STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        std::vector<char*> environment = offline_environment();
        const int error =
            ::posix_spawn(&process_, name.c_str(), &actions, nullptr, arguments.data(), environment.data());
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }

    /// False: `go_on` asked for an end.
    bool exchange(const std::function<std::size_t(std::span<char>)>& feed,
                  const std::function<void(std::string_view)>& take, const std::function<bool()>& go_on) {
        bool open = true;
        while (open) {
            if (waiting_.empty() && input_.get() >= 0) {
                const std::size_t count = feed(buffer_);
                waiting_ = std::span<const char>(buffer_).first(count);
                if (count == 0) {
                    input_.close();
                }
            }
            std::array<pollfd, 2> asked{{{.fd = output_.get(), .events = POLLIN, .revents = 0},
                                         {.fd = input_.get(), .events = POLLOUT, .revents = 0}}};
            const int ready = ::poll(asked.data(), asked.size(), 50);
            if (!go_on()) {
                return false;
            }
            if (ready <= 0) {
                continue;
            }
            if (asked[1].revents != 0) {
                send();
            }
            if (asked[0].revents != 0) {
                open = receive(take);
            }
        }
        if (!line_.empty()) {
            take(line_);
        }
        return true;
    }

    void kill() const { ::kill(process_, SIGKILL); }

    /// How it ended, empty if all was well.
    std::string wait() {
        input_.close();
        output_.close();
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        if (WIFSIGNALED(status)) {
            return "it was ended by signal " + std::to_string(WTERMSIG(status));
        }
        return WEXITSTATUS(status) == 0 ? std::string() : "it ended with status " + std::to_string(WEXITSTATUS(status));
    }

private:
    void send() {
        const ssize_t count = ::send(input_.get(), waiting_.data(), waiting_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0) {
            waiting_ = waiting_.subspan(static_cast<std::size_t>(count));
        } else if (errno != EAGAIN && errno != EINTR) {
            waiting_ = {}; // it does not want more; how it ends says why
            input_.close();
        }
    }

    bool receive(const std::function<void(std::string_view)>& take) {
        std::array<char, std::size_t{64} << 10> piece{};
        const ssize_t count = ::read(output_.get(), piece.data(), piece.size());
        if (count <= 0) {
            return count < 0 && errno == EINTR;
        }
        std::string_view text(piece.data(), static_cast<std::size_t>(count));
        for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
            if (line_.empty()) {
                take(text.substr(0, end));
            } else {
                take(line_.append(text.substr(0, end)));
                line_.clear();
            }
            text.remove_prefix(end + 1);
        }
        line_.append(text);
        return true;
    }

    pid_t process_ = -1;
    Descriptor input_;
    Descriptor output_;
    std::array<char, std::size_t{64} << 10> buffer_{};
    std::span<const char> waiting_{};
    std::string line_; ///< its beginning
};

} // namespace

FilterOutcome run_filter(const std::string& program, const std::function<std::size_t(std::span<char>)>& feed,
                         const std::function<void(std::string_view)>& take, const std::function<bool()>& go_on) {
    Filter filter;
    if (const int error = filter.start(program)) {
        return {FilterOutcome::End::not_started, words_of(error)};
    }
    if (!filter.exchange(feed, take, go_on)) {
        filter.kill();
        static_cast<void>(filter.wait());
        return {FilterOutcome::End::cancelled, {}};
    }
    std::string problem = filter.wait();
    if (!problem.empty()) {
        return {FilterOutcome::End::failed, std::move(problem)};
    }
    return {};
}

} // namespace firstfit
