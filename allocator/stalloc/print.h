// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Prints a heap to a stream: its type, L and B, then `index: length` for each chunk, a line each.
//
//   Stalloc<8, 4>
//   0: 2
//   5: 3
//
// What is printed is a snapshot, taken before the first character: the stream may allocate from the same heap. Printing
// itself allocates nothing. A header of its own, for streams need a whole standard library.
#pragma once

#include "allocator/stalloc/snapshot.h"

#include <ostream>
#include <string_view>

namespace stalloc {

namespace detail {

template <uint32_t L, uint32_t B>
void is_snapshot(const Snapshot<L, B>&);

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
    char text_[32]; // two numbers of ten digits and what stands between them
    size_t size_ = 0;
};

inline void write(std::ostream& stream, const Line& line) {
    stream.write(line.text().data(), static_cast<std::streamsize>(line.text().size()));
}

} // namespace detail

/// O(L).
template <uint32_t L, uint32_t B>
std::ostream& operator<<(std::ostream& stream, const Snapshot<L, B>& snapshot) {
    const std::string_view name = snapshot.name(); // of any length
    stream.write(name.data(), static_cast<std::streamsize>(name.size()));
    detail::write(stream, detail::Line{} << "<" << L << ", " << B << ">\n");
    for (FreeChunk chunk = snapshot.chunk_from(0); chunk.length != 0;
         chunk = snapshot.chunk_from(chunk.index + chunk.length)) {
        detail::write(stream, detail::Line{} << chunk.index << ": " << chunk.length << "\n");
    }
    return stream;
}

/// For every heap that can take a snapshot of itself. A lock is held for the snapshot only. O(L).
template <class Heap>
    requires requires(const Heap& heap) { stalloc::detail::is_snapshot(heap.snapshot()); }
std::ostream& operator<<(std::ostream& stream, const Heap& heap) {
    return stream << heap.snapshot();
}

} // namespace stalloc
