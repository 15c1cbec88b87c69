// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/stop_condition.h"

#include "allocator/replay/words.h"

#include <array>
#include <charconv>
#include <cmath>

namespace firstfit {

namespace {

using Kind = StopCondition::Kind;
using Parsed = std::variant<StopCondition, std::string>;

constexpr std::uint32_t most_blocks = 65'535;

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(spaces) + 1 - first);
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// A whole number without sign, up to `limit`.
std::optional<std::uint32_t> whole_number(std::string_view text, std::uint32_t limit) noexcept {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc{} && end == text.data() + text.size() && value <= limit;
    return good ? std::optional(value) : std::nullopt;
}

Parsed parse_fragmentation(std::string_view text) {
    const bool percent = !text.empty() && text.back() == '%';
    const std::string_view number = percent ? trimmed(text.substr(0, text.size() - 1)) : text;
    double value = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end != number.data() + number.size()) {
        return "fragmentation is compared with a number such as 0.5 or 50%, not with " + quoted(text);
    }
    value = percent ? value / 100 : value;
    if (!(value >= 0 && value < 1)) {
        return "fragmentation is compared with at least 0 and less than 1 (100%), not with " + quoted(text);
    }
    return StopCondition{.kind = Kind::fragmentation_above, .fraction = value == 0 ? 0 : value, .site = {}};
}

Parsed parse_largest(std::string_view text) {
    const std::optional<std::uint32_t> blocks = whole_number(text, most_blocks);
    if (!blocks || *blocks == 0) {
        return "the largest chunk is compared with a number of blocks from 1 to 65535, not with " + quoted(text);
    }
    return StopCondition{.kind = Kind::largest_below, .blocks = *blocks, .site = {}};
}

Parsed parse_touches(std::string_view text) {
    const std::optional<std::uint32_t> block = whole_number(text, most_blocks - 1);
    if (!block) {
        return "a block is named by its index, from 0 to 65534, not by " + quoted(text);
    }
    return StopCondition{.kind = Kind::block_touched, .block = BlockIndex{*block}, .site = {}};
}

Parsed parse_site(std::string_view text) {
    if (text.empty()) {
        return std::string("the name of a function is missing behind the @");
    }
    return StopCondition{.kind = Kind::failure_at_site, .site = std::string(text)};
}

/// The shortest digits that mean this very number.
std::string shortest(double value) {
    std::array<char, 400> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    return error == std::errc{} ? std::string(digits.data(), end) : std::string("0");
}

/// As percent, to a hundredth of one: "50", "99.5".
std::string percent(double fraction) {
    const auto hundredths = static_cast<std::uint64_t>(std::llround(fraction * 10'000));
    std::string text = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) {
        text += "." + std::to_string(hundredths % 100 / 10);
        text += hundredths % 10 == 0 ? "" : std::to_string(hundredths % 10);
    }
    return text;
}

} // namespace

Parsed parse_stop_condition(std::string_view text) {
    struct Form {
        std::string_view word;
        char sign;
        Parsed (*parse)(std::string_view);
    };
    constexpr std::array forms{Form{"fragmentation", '>', parse_fragmentation}, Form{"largest", '<', parse_largest},
                               Form{"touches", '=', parse_touches}, Form{"fails", '@', parse_site}};
    text = trimmed(text);
    if (text == "fails") {
        return StopCondition{.kind = Kind::any_failure, .site = {}};
    }
    for (const Form& form : forms) {
        if (text.substr(0, form.word.size()) != form.word) {
            continue;
        }
        const std::string_view rest = trimmed(text.substr(form.word.size()));
        if (!rest.empty() && rest.front() == form.sign) {
            return form.parse(trimmed(rest.substr(1)));
        }
        if (rest.empty() || std::string_view("<>=@!").find(rest.front()) != std::string_view::npos) {
            return quoted(form.word) + " needs a \"" + form.sign + "\" and a value behind it";
        }
    }
    return quoted(text) + " is no condition: there are fragmentation>0.5, largest<12, touches=17, fails and " +
           "fails@FUNCTION";
}

std::string to_string(const StopCondition& condition) {
    switch (condition.kind) {
    case Kind::fragmentation_above:
        return "fragmentation>" + shortest(condition.fraction);
    case Kind::largest_below:
        return "largest<" + std::to_string(condition.blocks);
    case Kind::block_touched:
        return "touches=" + std::to_string(condition.block.value);
    case Kind::failure_at_site:
        return "fails@" + condition.site;
    case Kind::any_failure:
        break;
    }
    return "fails";
}

std::string describe(const StopCondition& condition) {
    switch (condition.kind) {
    case Kind::fragmentation_above:
        return "fragmentation rises above " + percent(condition.fraction) + " %";
    case Kind::largest_below:
        return "the largest chunk falls below " + count_of(condition.blocks, "block");
    case Kind::block_touched:
        return "block " + figures(condition.block.value) + " is handed out or given back";
    case Kind::failure_at_site:
        return "a request of " + condition.site + " fails";
    case Kind::any_failure:
        break;
    }
    return "a request fails";
}

} // namespace firstfit
