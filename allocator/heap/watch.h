// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The observers of this room's heap. Private to heap.cpp.
#pragma once

#include "allocator/heap/chunk_lengths.h"
#include "allocator/heap/heap.h"

namespace firstfit {

/// Counts visits, keeps hints, chunk lengths and the rover of next-fit up to date.
class Watch : public stalloc::SilentObserver {
public:
    Watch(ChunkLengths& lengths, std::uint32_t& rover) noexcept : lengths_(lengths), rover_(rover) {}

    [[nodiscard]] std::uint32_t visits() const noexcept { return visits_; }
    [[nodiscard]] SearchHints hints() const noexcept { return hints_; }

    void visit(std::uint32_t, std::uint32_t, stalloc::Header) noexcept { ++visits_; }
    void chosen(std::uint32_t prev, std::uint32_t, std::uint32_t) noexcept {
        hints_.place_prev = static_cast<std::uint16_t>(prev);
        hints_.gap_prev = hints_.place_prev;
    }
    void split(std::uint32_t curr, std::uint32_t front, std::uint32_t size, std::uint32_t back) noexcept {
        if (front == 0 && rover_ == curr) {
            rover_ = back != 0 ? curr + size : hints_.place_prev;
        }
    }
    void found_place(std::uint32_t prev, std::uint32_t, std::uint32_t) noexcept {
        hints_.gap_prev = static_cast<std::uint16_t>(prev);
    }
    void merged_with_next(std::uint32_t index, std::uint32_t next, std::uint32_t) noexcept {
        rover_ = rover_ == next ? index : rover_;
    }
    void merged_with_previous(std::uint32_t prev, std::uint32_t index, std::uint32_t) noexcept {
        rover_ = rover_ == index ? prev : rover_;
    }
    void chunk_resized(std::uint32_t before, std::uint32_t now) noexcept { lengths_.replace(before, now); }

private:
    ChunkLengths& lengths_;
    std::uint32_t& rover_;
    std::uint32_t visits_ = 0;
    SearchHints hints_;
};

/// Writes every event down as well.
class RecordingWatch : public Watch {
public:
    RecordingWatch(ChunkLengths& lengths, std::uint32_t& rover, std::uint32_t base, std::vector<MicroStep>& steps)
        : Watch(lengths, rover), base_(base), steps_(steps) {}

    void visit(std::uint32_t prev, std::uint32_t curr, stalloc::Header header) {
        Watch::visit(prev, curr, header);
        steps_.push_back(
            {.kind = MicroKind::visit, .prev = prev, .block = curr, .next = header.next, .length = header.length});
    }
    void too_small(std::uint32_t curr, std::uint32_t length, std::uint32_t size) {
        steps_.push_back({.kind = MicroKind::too_small, .block = curr, .length = length, .size = size});
    }
    void misaligned(std::uint32_t curr, std::uint32_t length, std::uint32_t front, std::uint32_t size) {
        steps_.push_back(
            {.kind = MicroKind::misaligned, .block = curr, .length = length, .front = front, .size = size});
    }
    void chosen(std::uint32_t prev, std::uint32_t curr, std::uint32_t front) {
        Watch::chosen(prev, curr, front);
        steps_.push_back({.kind = MicroKind::chosen, .prev = prev, .block = curr, .front = front});
    }
    void split(std::uint32_t curr, std::uint32_t front, std::uint32_t size, std::uint32_t back) {
        Watch::split(curr, front, size, back);
        steps_.push_back({.kind = MicroKind::split,
                          .block = curr,
                          .length = front + size + back,
                          .front = front,
                          .size = size,
                          .back = back});
    }
    void header_written(std::uint32_t index, stalloc::HeaderField field, std::uint16_t old, std::uint16_t now) {
        steps_.push_back(
            {.kind = MicroKind::header_written, .field = field, .block = index, .old_value = old, .new_value = now});
    }
    void base_written(stalloc::HeaderField field, std::uint16_t old, std::uint16_t now) {
        steps_.push_back(
            {.kind = MicroKind::base_written, .field = field, .block = base_, .old_value = old, .new_value = now});
    }
    void found_place(std::uint32_t prev, std::uint32_t index, std::uint32_t next) {
        Watch::found_place(prev, index, next);
        steps_.push_back({.kind = MicroKind::found_place, .prev = prev, .block = index, .next = next});
    }
    void merged_with_next(std::uint32_t index, std::uint32_t next, std::uint32_t length) {
        Watch::merged_with_next(index, next, length);
        steps_.push_back({.kind = MicroKind::merged_with_next, .block = index, .next = next, .length = length});
    }
    void merged_with_previous(std::uint32_t prev, std::uint32_t index, std::uint32_t length) {
        Watch::merged_with_previous(prev, index, length);
        steps_.push_back({.kind = MicroKind::merged_with_previous, .prev = prev, .block = index, .length = length});
    }
    void moved_on(std::uint32_t prev, std::uint32_t curr) {
        steps_.push_back({.kind = MicroKind::moved_on, .prev = prev, .block = curr});
    }
    void copied(std::uint32_t from, std::uint32_t to, std::uint64_t bytes) {
        steps_.push_back({.kind = MicroKind::copied, .block = to, .next = from, .bytes = bytes});
    }
    void failed(stalloc::Failure why) { steps_.push_back({.kind = MicroKind::failed, .failure = why}); }

private:
    std::uint32_t base_;
    std::vector<MicroStep>& steps_;
};

} // namespace firstfit
