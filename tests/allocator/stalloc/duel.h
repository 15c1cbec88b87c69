// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A heap against the bitmap model, in bytes and in blocks: the same operations for both, contents and free list
// compared. What is done is up to a source of numbers: a random generator, or a fuzzer's input.
#pragma once

#include "allocator/stalloc/stalloc.h"
#include "tests/allocator/bitmap_model.h"
#include "tests/allocator/stalloc/heap_contents.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstfit::test {

/// `Heap` has L blocks of B bytes and the operations of Stalloc. `Source(below)` gives a number less than `below`.
template <class Heap, class Source>
class Duel {
    static constexpr std::size_t L = Heap::block_count();
    static constexpr std::size_t B = Heap::block_size();

public:
    explicit Duel(Source& source) : source_(source) {}

    /// One operation. False, and what() says why, at a difference.
    bool step() {
        const bool good = operate();
        if (!good) {
            return false;
        }
        return (heap_->is_oom() == model_.oom() || wrong("is_oom")) &&
               (heap_->is_empty() == model_.empty() || wrong("is_empty"));
    }

    /// Compares every chunk and the contents of every allocation.
    bool same() {
        std::vector<stalloc::FreeChunk> list(L);
        list.resize(heap_->chunks(0, list.data(), list.size()));
        const auto runs = model_.free_runs();
        const bool equal =
            std::equal(list.begin(), list.end(), runs.begin(), runs.end(),
                       [](const auto& a, const auto& b) { return a.index == b.first && a.length == b.second; });
        const bool kept = std::all_of(live_.begin(), live_.end(),
                                      [](const Live& one) { return is_filled(one.pointer, one.bytes, one.seed); });
        return (equal || wrong("free list")) && (kept || wrong("contents"));
    }

    [[nodiscard]] const std::string& what() const { return what_; }

private:
    struct Live {
        unsigned char* pointer;
        std::uint32_t index;
        std::uint32_t size; ///< in blocks
        std::size_t bytes;  ///< as asked for; their contents are known
        unsigned seed;
    };

    bool operate() {
        ++operations_;
        const auto dice = source_(16);
        if (live_.empty() || dice < (filling() ? 7U : 4U)) {
            return source_(2) == 0 ? allocate_blocks() : allocate_bytes();
        }
        const std::size_t which = source_(static_cast<std::uint32_t>(live_.size()));
        switch (dice) {
        case 15:
            return source_(64) == 0 ? clear() : refuse(live_[which]);
        case 14:
            return grow_in_place(live_[which]);
        case 13:
            return grow_up_to(live_[which]);
        case 12:
            return shrink_in_place(live_[which]);
        case 11:
        case 10:
        case 9:
            return resize_bytes(live_[which]);
        case 8:
            return resize_blocks(live_[which]);
        default:
            return deallocate(which);
        }
    }

    /// Phases, so that the heap is full at times, and nearly empty at others.
    [[nodiscard]] bool filling() const { return (operations_ / 400) % 3 != 2; }

    bool wrong(const char* what) {
        what_ = what_.empty() ? std::string(what) + " at operation " + std::to_string(operations_) : what_;
        return false;
    }

    std::size_t some_blocks() {
        switch (source_(16)) {
        case 0:
            return source_(2) == 0 ? SIZE_MAX - source_(9) : L + source_(9);
        case 1:
            return source_(static_cast<std::uint32_t>(L) + 2);
        case 2:
        case 3:
            return source_(static_cast<std::uint32_t>(L) / 4 + 2);
        default:
            return source_(6);
        }
    }
    std::size_t some_bytes() {
        const std::size_t blocks = some_blocks();
        const std::size_t less = source_(static_cast<std::uint32_t>(B));
        return blocks > SIZE_MAX / B ? SIZE_MAX - less : blocks * B - std::min(less, blocks * B);
    }
    /// In bytes; mostly a power of two.
    std::size_t some_alignment() {
        switch (source_(16)) {
        case 0:
            return source_(64);
        case 1:
            return std::size_t{1} << source_(64);
        default:
            return std::size_t{1} << source_(10);
        }
    }

    /// What the model takes for an alignment in bytes: 0, which it never accepts, if it is none.
    static std::size_t in_blocks(std::size_t alignment) {
        for (std::size_t power = 1; power != 0; power *= 2) {
            if (power == alignment) {
                return std::max(alignment / B, std::size_t{1});
            }
        }
        return 0;
    }
    static std::size_t round_up(std::size_t bytes) {
        std::size_t blocks = bytes / B;
        if (blocks * B != bytes) {
            ++blocks;
        }
        return std::max(blocks, std::size_t{1});
    }

    bool enter(void* pointer, std::optional<std::uint32_t> expected, std::size_t blocks, std::size_t bytes) {
        if (!expected) {
            return pointer == nullptr || wrong("succeeds");
        }
        if (pointer != first() + std::size_t{*expected} * B) {
            return wrong("place");
        }
        model_.take(*expected, static_cast<std::uint32_t>(blocks));
        live_.push_back(
            {static_cast<unsigned char*>(pointer), *expected, static_cast<std::uint32_t>(blocks), bytes, operations_});
        fill(pointer, bytes, operations_);
        return true;
    }

    bool allocate_blocks() {
        const std::size_t size = some_blocks();
        const std::size_t alignment = source_(3) != 0 ? 1 : some_alignment();
        void* p = heap_->allocate_blocks(size, alignment);
        return enter(p, model_.place(size, alignment), size, p == nullptr ? 0 : size * B);
    }

    bool allocate_bytes() {
        const std::size_t bytes = some_bytes();
        const std::size_t alignment = some_alignment();
        const bool zeroed = source_(4) == 0;
        void* p = zeroed ? heap_->allocate_zeroed(bytes, alignment) : heap_->allocate(bytes, alignment);
        const auto* byte = static_cast<const unsigned char*>(p);
        if (zeroed && p != nullptr && !std::all_of(byte, byte + bytes, [](unsigned char b) { return b == 0; })) {
            return wrong("not zero");
        }
        return enter(p, model_.place(round_up(bytes), in_blocks(alignment)), round_up(bytes), bytes);
    }

    bool deallocate(std::size_t which) {
        const Live one = live_[which];
        const bool in_bytes = source_(2) == 0;
        // Any size in bytes that is as many blocks will do.
        const std::size_t bytes = std::size_t{one.size} * B - source_(static_cast<std::uint32_t>(B));
        if (!(in_bytes ? heap_->deallocate(one.pointer, bytes, 1) : heap_->deallocate_blocks(one.pointer, one.size))) {
            return wrong("deallocate");
        }
        model_.give(one.index, one.size);
        live_[which] = live_.back();
        live_.pop_back();
        return !heap_->deallocate_blocks(one.pointer, one.size) || wrong("deallocate twice");
    }

    bool grow_in_place(Live& one) {
        const std::size_t now = wanted(one);
        const bool grows = now >= one.size && now - one.size <= room_behind(one);
        if (heap_->grow_in_place(one.pointer, one.size, now) != grows) {
            return wrong("grow_in_place");
        }
        return !grows || settle(one, one.index, now, now * B);
    }

    bool grow_up_to(Live& one) {
        const std::size_t now = wanted(one);
        const std::size_t more = now < one.size ? 0 : std::min<std::size_t>(now - one.size, room_behind(one));
        const std::size_t reached = one.size + more;
        if (heap_->grow_up_to(one.pointer, one.size, now) != reached) {
            return wrong("grow_up_to");
        }
        return settle(one, one.index, reached, more == 0 ? one.bytes : reached * B);
    }

    bool shrink_in_place(Live& one) {
        const std::size_t now = source_(one.size + 2);
        const bool shrinks = now != 0 && now <= one.size;
        if (heap_->shrink_in_place(one.pointer, one.size, now) != shrinks) {
            return wrong("shrink_in_place");
        }
        return !shrinks || settle(one, one.index, now, std::min(one.bytes, now * B));
    }

    bool resize_blocks(Live& one) {
        const std::size_t now = wanted(one);
        const std::size_t alignment = source_(2) == 0 ? 1 : some_alignment();
        void* p = heap_->reallocate_blocks(one.pointer, one.size, now, alignment);
        return moved(one, p, now, alignment, now * B);
    }

    bool resize_bytes(Live& one) {
        const std::size_t bytes = source_(2) == 0 ? some_bytes() : wanted_bytes(one);
        const std::size_t alignment = some_alignment();
        void* p = nullptr;
        switch (source_(3)) {
        case 0:
            p = heap_->grow(one.pointer, one.bytes, 1, bytes, alignment);
            if (bytes < one.bytes) {
                return p == nullptr || wrong("grow shrinks");
            }
            break;
        case 1:
            p = heap_->shrink(one.pointer, one.bytes, 1, bytes, alignment);
            if (bytes > one.bytes) {
                return p == nullptr || wrong("shrink grows");
            }
            break;
        default:
            p = heap_->reallocate(one.pointer, one.bytes, 1, bytes, alignment);
        }
        return moved(one, p, round_up(bytes), in_blocks(alignment), bytes);
    }

    /// Where the model says that a reallocation ends; `p` is where it did.
    bool moved(Live& one, void* p, std::size_t now, std::size_t alignment, std::size_t bytes) {
        std::optional<std::uint32_t> expected;
        if (now != 0 && now <= L && model_.good_alignment(alignment)) {
            const bool fits = now <= one.size || now - one.size <= room_behind(one);
            expected =
                fits && model_.aligned(one.index, alignment) ? std::optional(one.index) : model_.place(now, alignment);
        }
        if (!expected) {
            return p == nullptr || wrong("reallocate succeeds");
        }
        if (p != first() + std::size_t{*expected} * B) {
            return wrong("place of a reallocation");
        }
        return settle(one, *expected, now, bytes);
    }

    /// The allocation is now here, with the contents that it had, and gets new ones.
    bool settle(Live& one, std::uint32_t index, std::size_t size, std::size_t bytes) {
        model_.give(one.index, one.size);
        one.index = index;
        one.size = static_cast<std::uint32_t>(size);
        model_.take(one.index, one.size);
        one.pointer = first() + std::size_t{index} * B;
        if (!is_filled(one.pointer, std::min(one.bytes, bytes), one.seed)) {
            return wrong("contents of a reallocation");
        }
        one.bytes = bytes;
        fill(one.pointer, bytes, one.seed);
        return true;
    }

    /// Uses that are none: nothing may change.
    bool refuse(const Live& one) {
        unsigned char* bad = one.pointer + 1 + source_(static_cast<std::uint32_t>(B) - 1);
        const std::size_t much = L - one.index + 1 + source_(1000);
        const bool refused = !heap_->deallocate_blocks(bad, 1) && !heap_->deallocate_blocks(one.pointer, much) &&
                             !heap_->deallocate_blocks(first() - B, 1) &&
                             !heap_->deallocate_blocks(first() + L * B, 1) && !heap_->deallocate(nullptr, 1, 1) &&
                             !heap_->grow_in_place(bad, 1, 2) &&
                             heap_->grow(one.pointer, much * B, 1, much * B + B, B) == nullptr;
        return refused || wrong("misuse succeeds");
    }

    bool clear() {
        heap_->clear();
        model_.clear();
        live_.clear();
        return true;
    }

    std::size_t wanted(const Live& one) { return source_(3) == 0 ? some_blocks() : one.size + source_(3); }
    std::size_t wanted_bytes(const Live& one) { return one.bytes + source_(3 * static_cast<std::uint32_t>(B)); }
    std::uint32_t room_behind(const Live& one) const { return model_.free_behind(one.index + one.size); }
    unsigned char* first() { return reinterpret_cast<unsigned char*>(heap_.get()); }

    Source& source_;
    std::unique_ptr<Heap> heap_ = std::make_unique<Heap>();
    BitmapModel model_{L, reinterpret_cast<std::uintptr_t>(heap_.get()) / B, (std::uint64_t{1} << 29) / B};
    std::vector<Live> live_;
    std::string what_;
    unsigned operations_ = 0;
};

} // namespace firstfit::test
