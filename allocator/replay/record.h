// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that a timeline keeps about one operation besides the operation itself: what became of it, how to do it again
// without searching, and the figures afterwards. 20 bytes, for there are millions. Private to timeline.cpp.
#pragma once

#include "allocator/heap/heap.h"

#include <algorithm>

namespace firstfit {

class Record {
public:
    Record() = default;
    /// `now` is after the operation.
    Record(const Outcome& outcome, SearchHints hints, const Metrics& now) noexcept
        : index_(narrow(outcome.index.value)),
          blocks_(narrow(outcome.blocks.value)),
          place_prev_(hints.place_prev),
          gap_prev_(hints.gap_prev),
          used_(narrow(now.used.value)),
          largest_chunk_(narrow(now.largest_chunk.value)),
          chunks_(narrow(now.chunks)),
          failure_(outcome.failure),
          moved_(outcome.moved),
          scan_length_(outcome.scan_length.value) {}

    [[nodiscard]] Outcome outcome() const noexcept {
        return {.index = BlockIndex{index_},
                .blocks = BlockCount{blocks_},
                .scan_length = BlockCount{scan_length_},
                .failure = failure_,
                .moved = moved_};
    }
    [[nodiscard]] SearchHints hints() const noexcept { return {place_prev_, gap_prev_}; }
    [[nodiscard]] std::uint16_t used() const noexcept { return used_; }
    [[nodiscard]] std::uint16_t largest_chunk() const noexcept { return largest_chunk_; }
    [[nodiscard]] std::uint16_t chunks() const noexcept { return chunks_; }
    [[nodiscard]] std::uint16_t scan_length() const noexcept { return narrow(scan_length_); }

private:
    /// Blocks are counted in 16 bits by the heap itself; only a scan can be longer, when it walks more than once.
    [[nodiscard]] static std::uint16_t narrow(std::uint32_t value) noexcept {
        return static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
    }

    std::uint16_t index_ = 0;
    std::uint16_t blocks_ = 0;
    std::uint16_t place_prev_ = 0;
    std::uint16_t gap_prev_ = 0;
    std::uint16_t used_ = 0;
    std::uint16_t largest_chunk_ = 0;
    std::uint16_t chunks_ = 0;
    stalloc::Failure failure_ = stalloc::Failure::none;
    bool moved_ = false;
    std::uint32_t scan_length_ = 0;
};

static_assert(sizeof(Record) == 20);

} // namespace firstfit
