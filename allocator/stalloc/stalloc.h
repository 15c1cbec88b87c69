// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Stalloc<L, B>: a first-fit heap of L blocks of B bytes, in an object that you put where you like.
//
//   stalloc::Stalloc<200, 4> heap;              // 804 bytes, on the stack or static
//   void* p = heap.allocate_blocks(8, 1);       // 8 blocks = 32 bytes, or null
//   heap.grow_in_place(p, 8, 12);
//   heap.deallocate_blocks(p, 12);
//   void* q = heap.allocate(100, 16);           // the same in bytes: bytes.h
//
// Nothing here allocates, throws, aborts, locks, or needs a library: a freestanding compiler is enough.
// A request that cannot be met, and a misuse that can be seen cheaply, change nothing and say so.
#pragma once

#include "allocator/stalloc/algorithm.h"
#include "allocator/stalloc/bytes.h"
#include "allocator/stalloc/snapshot.h"

namespace stalloc {

/// Blocks whose number and size are known at compile time. The base header follows them without a gap.
template <uint32_t L, uint32_t B, class Byte = unsigned char>
class FixedGeometry {
public:
    constexpr explicit FixedGeometry(Byte* bytes) noexcept : bytes_(bytes) {}

    [[nodiscard]] static constexpr uint32_t block_count() noexcept { return L; }
    [[nodiscard]] static constexpr uint64_t max_alignment() noexcept { return max_alignment_bytes / B; }
    [[nodiscard]] uint64_t first_block_number() const noexcept { return reinterpret_cast<uintptr_t>(bytes_) / B; }
    [[nodiscard]] Byte* header_at(uint32_t index) const noexcept { return bytes_ + size_t{index} * B; }

private:
    Byte* bytes_;
};

/// A heap of L blocks (1..65535) of B bytes (a power of two, 4..2^28). Neither copied nor moved: pointers into it are
/// handed out. Not locked: one thread at a time.
///
/// Here sizes and alignments are in blocks (in bytes: ByteOperations), and the alignment is that of the real address.
/// Whoever gives blocks back says how many they are, for an allocation carries no header.
template <uint32_t L, uint32_t B>
    requires(L >= 1 && L <= max_block_count && B >= min_block_size && B <= max_block_size && (B & (B - 1)) == 0)
class alignas(B) Stalloc : public ByteOperations<Stalloc<L, B>, B> {
public:
    /// An empty heap. Constant-initialised it is all zero bytes, so that a static one takes no room in the executable;
    /// at run time only two headers are written. O(1).
    constexpr Stalloc() noexcept {
        if (__builtin_is_constant_evaluated()) {
            storage_ = Storage{};
        } else {
            clear();
        }
    }
    Stalloc(const Stalloc&) = delete;
    Stalloc& operator=(const Stalloc&) = delete;
    ~Stalloc() = default;

    [[nodiscard]] static constexpr size_t block_count() noexcept { return L; }
    /// In bytes.
    [[nodiscard]] static constexpr size_t block_size() noexcept { return B; }

    /// Hands out `size` blocks at an address that is a multiple of `alignment` blocks (a power of two, at most 2^29
    /// bytes), or null: nothing fits, size 0, a bad alignment. O(chunks).
    [[nodiscard, gnu::always_inline]] void* allocate_blocks(size_t size, size_t alignment) noexcept {
        FixedGeometry<L, B> geometry{storage_.bytes};
        SilentObserver observer;
        const Answer answer = Algorithm{geometry, observer}.allocate_from_first_chunk(size, alignment);
        return __builtin_expect(answer.ok(), 1) ? block_at(answer.index) : allocate_anywhere(size, alignment);
    }

    /// Gives back the `size` blocks at `block`. False, and nothing happens, if they are not blocks of this heap in use
    /// (null, outside, not at a block's start, freed already). O(chunks in front).
    [[gnu::always_inline]] bool deallocate_blocks(void* block, size_t size) noexcept {
        FixedGeometry<L, B> geometry{storage_.bytes};
        SilentObserver observer;
        const Answer answer = Algorithm{geometry, observer}.deallocate_in_front(index_of(block), size);
        return __builtin_expect(answer.ok(), 1) || deallocate_anywhere(block, size);
    }

    /// Keeps the first `now` of the `old` blocks at `block` and gives the rest back. False, and nothing happens, unless
    /// 0 < now <= old. O(chunks in front).
    bool shrink_in_place(void* block, size_t old, size_t now) noexcept {
        return with([&](const auto& algorithm) { return algorithm.shrink_in_place(index_of(block), old, now).ok(); });
    }

    /// Makes the `old` blocks at `block` `now` blocks long, or returns false and nothing happens: the blocks behind are
    /// in use, or too few. O(chunks in front).
    [[nodiscard]] bool grow_in_place(void* block, size_t old, size_t now) noexcept {
        return with([&](const auto& algorithm) { return algorithm.grow_in_place(index_of(block), old, now).ok(); });
    }

    /// Makes the `old` blocks at `block` as long as possible, `now` blocks at the most, and returns the new length:
    /// `old` if nothing could be had. O(chunks in front).
    [[nodiscard]] size_t grow_up_to(void* block, size_t old, size_t now) noexcept {
        return with([&](const auto& algorithm) {
            const Answer answer = algorithm.grow_up_to(index_of(block), old, now);
            return answer.ok() ? size_t{answer.size} : old;
        });
    }

    /// Makes the `old` blocks at `block` `now` blocks long and aligned to `alignment` blocks: where they lie if that is
    /// possible, else somewhere else, with the first `useful_bytes` bytes at most of their contents. Returns their
    /// address; null, and they stay as they were, if there is no room. O(chunks + bytes).
    [[nodiscard, gnu::always_inline]] void* reallocate_blocks(void* block, size_t old, size_t now, size_t alignment,
                                                              size_t useful_bytes = SIZE_MAX) noexcept {
        return alignment == 1 && now > old ? grow_or_move(block, old, now, useful_bytes)
                                           : reallocate_anyhow(block, old, now, alignment, useful_bytes);
    }

    /// All blocks become free; pointers handed out are dead, and what lay there is not destroyed. O(1).
    void clear() noexcept {
        with([](const auto& algorithm) { algorithm.clear(); });
    }

    /// True exactly when no block is free. O(1).
    [[nodiscard]] bool is_oom() const noexcept {
        return with([](const auto& algorithm) { return algorithm.is_oom(); });
    }
    /// True exactly when every block is free. O(1).
    [[nodiscard]] bool is_empty() const noexcept {
        return with([](const auto& algorithm) { return algorithm.is_empty(); });
    }
    /// Does `address` point into a block of this heap, used or not? O(1).
    [[nodiscard]] bool contains(const void* address) const noexcept { return offset_of(address) < size_t{L} * B; }

    /// Lists chunks in address order from block `from` on, at most `capacity` of them, and returns how many.
    /// Between two calls the heap may be used: ask again from behind the last chunk. O(chunks).
    size_t chunks(uint32_t from, FreeChunk* list, size_t capacity) const noexcept {
        size_t count = 0;
        each_chunk([&](FreeChunk chunk) {
            if (chunk.index >= from && count < capacity) {
                list[count++] = chunk;
            }
            return count < capacity;
        });
        return count;
    }

    /// Which blocks are free now; printed under this name. O(L).
    [[nodiscard]] Snapshot<L, B> snapshot(const char* name = "Stalloc") const noexcept {
        Snapshot<L, B> now(name);
        each_chunk([&](FreeChunk chunk) {
            now.add(chunk);
            return true;
        });
        return now;
    }

private:
    struct Storage {
        unsigned char bytes[size_t{L} * B + header_size];
    };

    [[gnu::noinline, gnu::flatten]] void* allocate_anywhere(size_t size, size_t alignment) noexcept {
        return with([&](const auto& algorithm) -> void* {
            const Answer answer = algorithm.allocate_anywhere(size, alignment);
            return answer.ok() ? block_at(answer.index) : nullptr;
        });
    }
    [[gnu::noinline, gnu::flatten]] bool deallocate_anywhere(void* block, size_t size) noexcept {
        return with([&](const auto& algorithm) { return algorithm.deallocate_anywhere(index_of(block), size).ok(); });
    }

    [[gnu::noinline]] void* grow_or_move(void* block, size_t old, size_t now, size_t useful_bytes) noexcept {
        FixedGeometry<L, B> geometry{storage_.bytes};
        SilentObserver observer;
        const auto copy = [this, old, useful_bytes](uint32_t from, uint32_t to) {
            detail::copy_bytes(block_at(to), block_at(from), detail::smaller(old * B, useful_bytes));
        };
        const Answer answer = Algorithm{geometry, observer}.grow_or_move(index_of(block), old, now, copy);
        return answer.ok() ? block_at(answer.index) : nullptr;
    }
    [[gnu::noinline]] void* reallocate_anyhow(void* block, size_t old, size_t now, size_t alignment,
                                              size_t useful_bytes) noexcept {
        return with([&](const auto& algorithm) -> void* {
            const auto copy = [&](uint32_t from, uint32_t to) {
                const size_t kept = detail::smaller(old, now) * B;
                detail::copy_bytes(block_at(to), block_at(from), detail::smaller(kept, useful_bytes));
            };
            const Answer answer = algorithm.reallocate(index_of(block), old, now, alignment, FirstFit{}, copy);
            return answer.ok() ? block_at(answer.index) : nullptr;
        });
    }

    template <class Use>
    decltype(auto) with(Use&& use) noexcept {
        FixedGeometry<L, B> geometry{storage_.bytes};
        SilentObserver observer;
        return use(Algorithm{geometry, observer});
    }
    template <class Use>
    decltype(auto) with(Use&& use) const noexcept {
        FixedGeometry<L, B, const unsigned char> geometry{storage_.bytes};
        SilentObserver observer;
        return use(Algorithm{geometry, observer});
    }

    /// Calls `visit` with each chunk in address order until it returns false.
    template <class Visit>
    void each_chunk(Visit&& visit) const noexcept {
        if (is_oom()) {
            return;
        }
        const FixedGeometry<L, B, const unsigned char> geometry{storage_.bytes};
        uint32_t index = read_header(geometry.header_at(L)).next;
        for (;;) {
            const Header header = read_header(geometry.header_at(index));
            const uint32_t length = header.length == 0 ? L : header.length; // 0: untouched
            if (!visit(FreeChunk{index, length}) || header.next == 0) {
                return;
            }
            index = header.next;
        }
    }

    [[nodiscard]] void* block_at(uint32_t index) noexcept { return storage_.bytes + size_t{index} * B; }

    /// Integers, for pointers into different objects cannot be compared. In front of the heap it wraps to something
    /// huge.
    [[nodiscard]] uintptr_t offset_of(const void* address) const noexcept {
        return reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(storage_.bytes);
    }

    /// The index of a block; one that no heap has for an address inside a block. Addresses outside give one >= L.
    [[nodiscard]] uint64_t index_of(const void* address) const noexcept {
        // Rotated, the bits that an address inside a block has too many become the highest ones.
        constexpr int shift = __builtin_ctz(B);
        const uintptr_t offset = offset_of(address);
        return offset >> shift | offset << (sizeof offset * 8 - shift);
    }

    Storage storage_;
};

} // namespace stalloc
