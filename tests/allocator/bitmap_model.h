// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A heap from first principles: one byte per block that says whether it is in use. No headers, no list, no merging;
// nothing shared with the allocator that it is compared with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace firstfit::test {

enum class Choice { first, shortest, longest };

class BitmapModel {
public:
    BitmapModel(std::uint32_t blocks, std::uint64_t first_block_number, std::uint64_t max_alignment)
        : used_(blocks, 0), first_block_number_(first_block_number), max_alignment_(max_alignment) {}

    [[nodiscard]] std::uint32_t blocks() const { return static_cast<std::uint32_t>(used_.size()); }
    [[nodiscard]] std::uint32_t used() const { return count_; }
    [[nodiscard]] bool oom() const { return count_ == blocks(); }
    [[nodiscard]] bool empty() const { return count_ == 0; }

    [[nodiscard]] bool good_alignment(std::uint64_t alignment) const {
        std::uint64_t power = 1;
        while (power < alignment && power < max_alignment_) {
            power *= 2;
        }
        return power == alignment;
    }
    [[nodiscard]] bool aligned(std::uint32_t index, std::uint64_t alignment) const {
        return (first_block_number_ + index) % alignment == 0;
    }

    /// The lowest aligned block with `size` free blocks from it on.
    [[nodiscard]] std::optional<std::uint32_t> place(std::uint64_t size, std::uint64_t alignment) const {
        if (size == 0 || size > blocks() || !good_alignment(alignment)) {
            return std::nullopt;
        }
        std::uint64_t at = 0;
        for (;;) {
            while (at < blocks() && used_[at] != 0) {
                ++at;
            }
            at += (alignment - (first_block_number_ + at) % alignment) % alignment;
            if (at + size > blocks()) {
                return std::nullopt;
            }
            const auto* hit = static_cast<const unsigned char*>(std::memchr(&used_[at], 1, size));
            if (hit == nullptr) {
                return static_cast<std::uint32_t>(at);
            }
            at = static_cast<std::uint64_t>(hit - used_.data()) + 1;
        }
    }

    /// The lowest aligned block of the shortest or longest run of free blocks that has room; of equals the first.
    [[nodiscard]] std::optional<std::uint32_t> place(std::uint64_t size, std::uint64_t alignment, Choice choice) const {
        if (choice == Choice::first || size == 0 || size > blocks() || !good_alignment(alignment)) {
            return place(size, alignment);
        }
        std::optional<std::uint32_t> best;
        std::uint32_t best_length = 0;
        for (const auto& [index, length] : free_runs()) {
            std::uint64_t at = index;
            while (!aligned(static_cast<std::uint32_t>(at), alignment) && at < std::uint64_t{index} + length) {
                ++at;
            }
            const bool fits = at + size <= std::uint64_t{index} + length;
            const bool better = choice == Choice::shortest ? length < best_length : length > best_length;
            if (fits && (!best || better)) {
                best = static_cast<std::uint32_t>(at);
                best_length = length;
            }
        }
        return best;
    }

    /// Free blocks from `index` on, without a gap.
    [[nodiscard]] std::uint32_t free_behind(std::uint32_t index) const {
        std::uint32_t end = index;
        while (end < blocks() && used_[end] == 0) {
            ++end;
        }
        return end - index;
    }
    [[nodiscard]] bool all_used(std::uint64_t index, std::uint64_t size) const {
        if (size == 0 || index >= blocks() || size > blocks() - index) {
            return false;
        }
        return std::memchr(&used_[index], 0, size) == nullptr;
    }

    void take(std::uint32_t index, std::uint32_t size) { mark(index, size, 1); }
    void give(std::uint32_t index, std::uint32_t size) { mark(index, size, 0); }
    void clear() {
        std::fill(used_.begin(), used_.end(), static_cast<unsigned char>(0));
        count_ = 0;
    }

    /// Every maximal run of free blocks: index and length.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> free_runs() const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;
        for (std::uint32_t at = 0; at < blocks();) {
            const std::uint32_t length = free_behind(at);
            if (length != 0) {
                runs.emplace_back(at, length);
            }
            at += length + 1;
        }
        return runs;
    }

private:
    void mark(std::uint32_t index, std::uint32_t size, unsigned char value) {
        for (std::uint32_t at = index; at < index + size; ++at) {
            count_ += value == used_[at] ? 0U : (value == 1 ? 1U : static_cast<std::uint32_t>(-1));
            used_[at] = value;
        }
    }

    std::vector<unsigned char> used_;
    std::uint64_t first_block_number_;
    std::uint64_t max_alignment_;
    std::uint32_t count_ = 0;
};

} // namespace firstfit::test
