// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many chunks there are of each length, kept up to date by the algorithm's own events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace firstfit {

/// The lengths that occur, sorted. Their sum is at most 65,535, so at most 361 different ones can occur: a sorted
/// array is small enough to be copied with every remembered heap, and as quick as anything cleverer.
class ChunkLengths {
public:
    /// One chunk of `length` blocks becomes one of `now` blocks; 0 means "none". O(different lengths).
    void replace(std::uint32_t before, std::uint32_t now);
    /// There is one chunk, of `length` blocks.
    void reset(std::uint32_t length);

    /// The longest chunk in blocks; 0 if there is none. O(1).
    [[nodiscard]] std::uint32_t longest() const noexcept { return lengths_.empty() ? 0 : lengths_.back().length; }
    /// Number of chunks. O(1).
    [[nodiscard]] std::uint32_t chunks() const noexcept { return chunks_; }
    /// Blocks of all chunks together. O(1).
    [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
    /// Bytes on the heap of the process.
    [[nodiscard]] std::size_t footprint() const noexcept { return lengths_.capacity() * sizeof(Entry); }

private:
    struct Entry {
        std::uint16_t length = 0;
        std::uint16_t chunks = 0; ///< at most 32,768, for chunks never touch
    };
    [[nodiscard]] std::size_t position(std::uint32_t length) const noexcept;

    std::vector<Entry> lengths_;
    std::uint32_t chunks_ = 0;
    std::uint32_t blocks_ = 0;
};

} // namespace firstfit
