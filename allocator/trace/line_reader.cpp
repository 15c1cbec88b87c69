// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/line_reader.h"

#include <cstring>
#include <utility>

namespace firstfit {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

std::string_view without_return(const char* begin, std::size_t length) noexcept {
    return {begin, length != 0 && begin[length - 1] == '\r' ? length - 1 : length};
}

} // namespace

LineReader::LineReader(ByteSource& source, std::function<bool()> tick)
    : source_(source), tick_(std::move(tick)), buffer_(std::make_unique_for_overwrite<char[]>(buffer_bytes)) {}

// More bytes behind those that are left, which move to the front; false: no more, or no room, or stopped.
bool LineReader::refill() {
    std::memmove(buffer_.get(), buffer_.get() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
    if (end_ == buffer_bytes) {
        return false;
    }
    for (;;) {
        const std::optional<std::size_t> count = source_.read(std::span(buffer_.get() + end_, buffer_bytes - end_));
        if (!tick_()) {
            stopped_ = true;
            return false;
        }
        if (count) {
            end_ += *count;
            return *count != 0;
        }
    }
}

bool LineReader::next() {
    too_long_ = false;
    std::size_t searched = at_;
    for (;;) {
        const char* const from = buffer_.get() + searched;
        if (const void* found = std::memchr(from, '\n', end_ - searched)) {
            const char* const begin = buffer_.get() + at_;
            const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - begin);
            line_ = without_return(begin, length);
            at_ += length + 1;
            ++number_;
            return true;
        }
        const std::size_t kept = end_ - at_;
        if (!refill()) {
            return !stopped_ && take_rest();
        }
        searched = kept;
    }
}

// No end of line is in the buffer, and no more fits or comes.
bool LineReader::take_rest() {
    if (end_ == 0) {
        return false;
    }
    ++number_;
    if (end_ < buffer_bytes) {
        ended_ = false;
        line_ = without_return(buffer_.get(), end_);
        at_ = end_;
        return true;
    }
    too_long_ = true;
    skip_to_end_of_line();
    return !stopped_;
}

// The first part of the buffer stays for line(), the second half is read over and over.
void LineReader::skip_to_end_of_line() {
    line_ = std::string_view(buffer_.get(), buffer_bytes / 2);
    const std::size_t half = buffer_bytes / 2;
    for (;;) {
        at_ = end_ = half;
        std::optional<std::size_t> count;
        do {
            count = source_.read(std::span(buffer_.get() + half, buffer_bytes - half));
            stopped_ = !tick_();
        } while (!count && !stopped_);
        if (stopped_ || *count == 0) {
            ended_ = false;
            return;
        }
        end_ = half + *count;
        if (const void* found = std::memchr(buffer_.get() + half, '\n', *count)) {
            at_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.get()) + 1;
            return;
        }
    }
}

} // namespace firstfit
