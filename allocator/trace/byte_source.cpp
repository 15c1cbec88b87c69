// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/byte_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace firstfit {

namespace {

constexpr int wait_ms = 50;

std::string words_of(int error) { return std::generic_category().message(error); }

/// A file descriptor: a file on the disk, a pipe, a terminal.
class FileSource final : public ByteSource {
public:
    FileSource(int descriptor, bool owned, std::uint64_t total)
        : descriptor_(descriptor), owned_(owned), total_(total) {}
    ~FileSource() override {
        if (owned_) {
            ::close(descriptor_);
        }
    }

    std::optional<std::size_t> read(std::span<char> into) override {
        // A pipe is opened without waiting for who writes into it, and reads as ended until then; poll() waits for
        // them.
        pollfd asked{.fd = descriptor_, .events = POLLIN, .revents = 0};
        const int ready = ::poll(&asked, 1, wait_ms);
        if (ready == 0 || (ready < 0 && errno == EINTR)) {
            return std::nullopt;
        }
        const ssize_t count = ::read(descriptor_, into.data(), into.size());
        if (count < 0) {
            if (errno == EINTR || errno == EAGAIN) {
                return std::nullopt;
            }
            damage_ = "the file cannot be read any further: " + words_of(errno);
            return 0;
        }
        consumed_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }
    [[nodiscard]] const std::string& damage() const noexcept override { return damage_; }
    [[nodiscard]] std::uint64_t consumed() const noexcept override { return consumed_; }
    [[nodiscard]] std::uint64_t total() const noexcept override { return total_; }

private:
    int descriptor_;
    bool owned_;
    std::uint64_t total_;
    std::uint64_t consumed_ = 0;
    std::string damage_;
};

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view memory) : memory_(memory) {}

    std::optional<std::size_t> read(std::span<char> into) override {
        const std::size_t count = std::min(into.size(), memory_.size() - at_);
        std::copy_n(memory_.begin() + static_cast<std::ptrdiff_t>(at_), count, into.begin());
        at_ += count;
        return count;
    }
    [[nodiscard]] const std::string& damage() const noexcept override { return no_damage_; }
    [[nodiscard]] std::uint64_t consumed() const noexcept override { return at_; }
    [[nodiscard]] std::uint64_t total() const noexcept override { return memory_.size(); }

private:
    std::string_view memory_;
    std::size_t at_ = 0;
    std::string no_damage_;
};

ReadRefusal refusal(std::string title, std::string advice) {
    ReadRefusal refused;
    refused.title = std::move(title);
    refused.advice = std::move(advice);
    return refused;
}

ReadRefusal cannot_open(const std::string& name, int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return refusal(name + " does not exist", "Was it moved or renamed?");
    case EACCES:
    case EPERM:
        return refusal(name + " may not be read", "Ask its owner, or chmod u+r it.");
    default:
        return refusal(name + " cannot be opened", "The system says: " + words_of(error) + ".");
    }
}

} // namespace

OpenedBytes open_bytes(const std::string& path) {
    const bool standard_input = path == "-";
    const std::string name = standard_input ? "standard input" : path.substr(path.find_last_of('/') + 1);
    const int descriptor =
        standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        return cannot_open(name, errno);
    }
    struct stat facts {};
    if (::fstat(descriptor, &facts) != 0) {
        return cannot_open(name, errno);
    }
    const bool regular = S_ISREG(facts.st_mode);
    auto source = std::make_unique<FileSource>(descriptor, !standard_input,
                                               regular ? static_cast<std::uint64_t>(facts.st_size) : 0);
    if (S_ISDIR(facts.st_mode)) {
        return refusal((name.empty() ? path : name) + " is a folder", "Open a file in it.");
    }
    return source;
}

std::optional<std::string> read_all(ByteSource& source, std::size_t most, const std::function<bool()>& go_on) {
    std::string all;
    std::vector<char> piece(64 << 10);
    while (all.size() <= most) {
        const std::optional<std::size_t> count = source.read(piece);
        if (count && *count == 0) {
            break;
        }
        all.append(piece.data(), count.value_or(0));
        if (go_on && !go_on()) {
            return std::nullopt;
        }
    }
    return all;
}

std::unique_ptr<ByteSource> bytes_of(std::string_view memory) { return std::make_unique<MemorySource>(memory); }

} // namespace firstfit
