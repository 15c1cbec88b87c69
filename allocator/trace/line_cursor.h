// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading numbers and words in a line, from left to right.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace firstfit {

class LineCursor {
public:
    explicit LineCursor(std::string_view line) noexcept
        : begin_(line.data()), at_(line.data()), end_(line.data() + line.size()) {}

    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
    [[nodiscard]] char peek() const noexcept { return at_ == end_ ? '\0' : *at_; }
    /// From 1: where the next character stands.
    [[nodiscard]] std::uint32_t column() const noexcept { return static_cast<std::uint32_t>(at_ - begin_) + 1; }
    [[nodiscard]] std::string_view rest() const noexcept { return {at_, static_cast<std::size_t>(end_ - at_)}; }

    /// Goes over `word` if it stands here.
    bool take(std::string_view word) noexcept {
        if (!rest().starts_with(word)) {
            return false;
        }
        at_ += word.size();
        return true;
    }
    bool take(char c) noexcept {
        if (at_ == end_ || *at_ != c) {
            return false;
        }
        ++at_;
        return true;
    }
    void skip(std::size_t count) noexcept { at_ += static_cast<std::ptrdiff_t>(count); }
    void skip_blanks() noexcept {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) {
            ++at_;
        }
    }
    /// Whether nothing but blanks follows.
    [[nodiscard]] bool only_blanks_left() noexcept {
        skip_blanks();
        return at_end();
    }
    /// What stands here up to a blank; may be empty.
    std::string_view word() noexcept {
        const char* const from = at_;
        while (at_ != end_ && *at_ != ' ' && *at_ != '\t') {
            ++at_;
        }
        return {from, static_cast<std::size_t>(at_ - from)};
    }

    /// Hexadecimal digits without 0x, of 64 bits at most, or nothing.
    std::optional<std::uint64_t> hex() noexcept {
        std::uint64_t value = 0;
        const char* const from = at_;
        for (; at_ != end_; ++at_) {
            const std::int8_t digit = digits[static_cast<unsigned char>(*at_)];
            if (digit < 0) {
                break;
            }
            if ((value >> 60) != 0) {
                return std::nullopt;
            }
            value = value << 4 | static_cast<std::uint64_t>(digit);
        }
        return at_ == from ? std::nullopt : std::optional(value);
    }
    /// Decimal digits, of 64 bits at most, or nothing.
    std::optional<std::uint64_t> decimal() noexcept {
        std::uint64_t value = 0;
        const char* const from = at_;
        for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
            const auto digit = static_cast<std::uint64_t>(*at_ - '0');
            if (value > (UINT64_MAX - digit) / 10) {
                return std::nullopt;
            }
            value = value * 10 + digit;
        }
        return at_ == from ? std::nullopt : std::optional(value);
    }

private:
    static constexpr std::array<std::int8_t, 256> digits = [] {
        std::array<std::int8_t, 256> table{};
        table.fill(-1);
        for (std::int8_t i = 0; i < 10; ++i) {
            table[static_cast<std::size_t>('0' + i)] = i;
        }
        for (std::int8_t i = 0; i < 6; ++i) {
            table[static_cast<std::size_t>('a' + i)] = static_cast<std::int8_t>(10 + i);
            table[static_cast<std::size_t>('A' + i)] = static_cast<std::int8_t>(10 + i);
        }
        return table;
    }();

    const char* begin_;
    const char* at_;
    const char* end_;
};

} // namespace firstfit
