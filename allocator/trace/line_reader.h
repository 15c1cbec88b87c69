// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a source, one at a time, in one large buffer: no line is copied.
#pragma once

#include "allocator/trace/byte_source.h"

#include <functional>
#include <memory>
#include <string_view>

namespace firstfit {

class LineReader {
public:
    /// `tick` is called for each piece that is read (a megabyte at most); false stops. `source` must outlive this.
    LineReader(ByteSource& source, std::function<bool()> tick);

    /// Goes to the next line; false: there is none, or the tick stopped. O(bytes of the line).
    bool next();

    /// Without its end, be it "\n" or "\r\n"; good until next(). Of a line that is longer than a megabyte, the
    /// beginning.
    [[nodiscard]] std::string_view line() const noexcept { return line_; }
    /// From 1.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    /// Whether the line has an end. Only the file's last may have none, and what writes whole lines was cut off there.
    [[nodiscard]] bool ended() const noexcept { return ended_; }
    [[nodiscard]] bool too_long() const noexcept { return too_long_; }
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }

private:
    bool refill();
    bool take_rest();
    void skip_to_end_of_line();

    ByteSource& source_;
    std::function<bool()> tick_;
    std::unique_ptr<char[]> buffer_;
    std::size_t at_ = 0;  ///< the next line's beginning
    std::size_t end_ = 0; ///< of what is in the buffer
    std::string_view line_;
    std::uint64_t number_ = 0;
    bool ended_ = true;
    bool too_long_ = false;
    bool stopped_ = false;
};

} // namespace firstfit
