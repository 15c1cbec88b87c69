// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Prints a heap to a stream: its L and B, then `index: length` for each chunk, a line each.
//
//   Stalloc<8, 4>
//   0: 2
//   5: 3
//
// A header of its own, for streams need a whole standard library.
#pragma once

#include "allocator/stalloc/stalloc.h"

#include <ostream>
#include <string_view>

namespace stalloc {

namespace detail {

/// Collects one line without allocating and without the stream's flags for numbers.
class Line {
public:
    Line& operator<<(std::string_view text) noexcept {
        for (const char c : text) {
            put(c);
        }
        return *this;
    }
    Line& operator<<(uint32_t number) noexcept {
        char digits[10];
        size_t count = 0;
        do {
            digits[count++] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number != 0);
        while (count != 0) {
            put(digits[--count]);
        }
        return *this;
    }
    [[nodiscard]] std::string_view text() const noexcept { return {text_, size_}; }

private:
    void put(char c) noexcept {
        if (size_ < sizeof text_) {
            text_[size_++] = c;
        }
    }
    char text_[64];
    size_t size_ = 0;
};

inline void write(std::ostream& stream, const Line& line) {
    stream.write(line.text().data(), static_cast<std::streamsize>(line.text().size()));
}

} // namespace detail

/// The stream may itself allocate from `heap`: chunks are read in batches and looked up again after each. O(chunks),
/// O(chunks^2 / 64) at the worst.
template <uint32_t L, uint32_t B>
std::ostream& operator<<(std::ostream& stream, const Stalloc<L, B>& heap) {
    detail::write(stream, detail::Line{} << "Stalloc<" << L << ", " << B << ">\n");
    FreeChunk batch[64];
    uint32_t from = 0;
    size_t count = 0;
    do {
        count = heap.chunks(from, batch, sizeof batch / sizeof batch[0]);
        for (size_t i = 0; i < count; ++i) {
            detail::write(stream, detail::Line{} << batch[i].index << ": " << batch[i].length << "\n");
        }
        from = count != 0 ? batch[count - 1].index + 1 : L;
    } while (from < L);
    return stream;
}

} // namespace stalloc
