// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The checked mode: a heap that knows where each allocation begins, and so notices at the call
//
//   double_free       the block is free already
//   foreign_pointer   not an allocation of this heap: null, outside, inside a block, inside an allocation
//   wrong_size        fewer blocks than the allocation has
//   overlap           more blocks than the allocation has: the run reaches into what lies behind it. Also, at any
//                     operation, when a chunk does: somebody wrote into a free block, and its header makes no sense
//   wrong_thread      a guard was used by another thread than the one that locked (sync.h)
//   locked_already    a heap was used by the thread that holds its guard: it would wait for itself (sync.h)
//
// Each is reported to a handler, and then the call changes nothing and returns null or false as every failure does.
//
//   void complain(const stalloc::MisuseReport& report) noexcept { ... }
//   stalloc::CheckedStalloc<200, 16, complain> heap;
//   stalloc::SyncStalloc<200, 16, stalloc::Checked<complain>> shared;
//
// The handler is part of the type, so that it takes no memory: all that the mode costs is one bit per block, kept
// behind the heap. Handlers run inside the call, a shared heap's with the lock held: they must not use that heap.
#pragma once

#include "allocator/stalloc/stalloc.h"

namespace stalloc {

enum class Misuse : uint8_t { double_free, foreign_pointer, wrong_size, overlap, wrong_thread, locked_already };

/// What a handler is told.
struct MisuseReport {
    Misuse misuse;
    const void* heap;       ///< whose operation it was
    const void* allocation; ///< the pointer in question, or the damaged header; null if there is none
    size_t said;            ///< blocks that the caller gave as the allocation's size
    size_t actual;          ///< blocks that it really has; 0 if it is no allocation
};

using MisuseHandler = void (*)(const MisuseReport&) noexcept;

/// The default handler: nothing but the operation's null or false tells of the misuse.
inline void ignore_misuse(const MisuseReport&) noexcept {}

/// A handler that stops the program on the spot, where a debugger shows the guilty call.
[[noreturn]] inline void trap_at_misuse(const MisuseReport&) noexcept { __builtin_trap(); }

/// Stalloc<L, B> in checked mode: the same operations. All operations O(chunks + L / 8).
template <uint32_t L, uint32_t B, MisuseHandler handler = ignore_misuse>
class CheckedStalloc : public ByteOperations<CheckedStalloc<L, B, handler>, B> {
public:
    /// Constant-initialised it is all zero bytes.
    constexpr CheckedStalloc() noexcept {
        if (__builtin_is_constant_evaluated()) {
            begins_ = Bits{};
        } else {
            detail::zero_bytes(begins_.bytes, sizeof begins_.bytes);
        }
    }
    CheckedStalloc(const CheckedStalloc&) = delete;
    CheckedStalloc& operator=(const CheckedStalloc&) = delete;
    ~CheckedStalloc() = default;

    [[nodiscard]] static constexpr size_t block_count() noexcept { return L; }
    [[nodiscard]] static constexpr size_t block_size() noexcept { return B; }

    [[nodiscard]] void* allocate_blocks(size_t size, size_t alignment) noexcept {
        return is_sound(size) ? enter(heap_.allocate_blocks(size, alignment)) : nullptr;
    }
    bool deallocate_blocks(void* block, size_t size) noexcept {
        if (!is_allocation(block, size) || !heap_.deallocate_blocks(block, size)) {
            return false;
        }
        mark(index_of(block), false);
        return true;
    }
    bool shrink_in_place(void* block, size_t old, size_t now) noexcept {
        return is_allocation(block, old) && heap_.shrink_in_place(block, old, now);
    }
    [[nodiscard]] bool grow_in_place(void* block, size_t old, size_t now) noexcept {
        return is_allocation(block, old) && heap_.grow_in_place(block, old, now);
    }
    [[nodiscard]] size_t grow_up_to(void* block, size_t old, size_t now) noexcept {
        return is_allocation(block, old) ? heap_.grow_up_to(block, old, now) : old;
    }
    [[nodiscard]] void* reallocate_blocks(void* block, size_t old, size_t now, size_t alignment,
                                          size_t useful_bytes = SIZE_MAX) noexcept {
        if (!is_allocation(block, old)) {
            return nullptr;
        }
        void* const there = heap_.reallocate_blocks(block, old, now, alignment, useful_bytes);
        if (there == nullptr || there == block) {
            return there;
        }
        mark(index_of(block), false);
        return enter(there);
    }
    void clear() noexcept {
        heap_.clear();
        detail::zero_bytes(begins_.bytes, sizeof begins_.bytes);
    }
    [[nodiscard]] bool is_oom() const noexcept { return heap_.is_oom(); }
    [[nodiscard]] bool is_empty() const noexcept { return heap_.is_empty(); }
    [[nodiscard]] bool contains(const void* address) const noexcept { return heap_.contains(address); }
    size_t chunks(uint32_t from, FreeChunk* list, size_t capacity) const noexcept {
        return heap_.chunks(from, list, capacity);
    }
    [[nodiscard]] Snapshot<L, B> snapshot(const char* name = "CheckedStalloc") const noexcept {
        return heap_.snapshot(name);
    }

    /// Blocks of the allocation that begins at `block`; 0 if none begins there. O(chunks + L / 8).
    [[nodiscard]] size_t allocation_size(const void* block) const noexcept {
        const uint32_t index = index_of(block);
        if (index == L || !begins(index)) {
            return 0;
        }
        FreeChunk behind;
        const uint32_t end = heap_.chunks(index, &behind, 1) == 1 ? behind.index : L;
        return first_beginning(index + 1, end) - index;
    }

private:
    struct Bits {
        unsigned char bytes[(L + 7) / 8];
    };

    /// L if no block begins at `address`.
    [[nodiscard]] uint32_t index_of(const void* address) const noexcept {
        const uintptr_t offset = reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(&heap_);
        return heap_.contains(address) && offset % B == 0 ? static_cast<uint32_t>(offset / B) : L;
    }
    [[nodiscard]] bool begins(uint32_t index) const noexcept {
        return (unsigned{begins_.bytes[index / 8]} >> index % 8 & 1U) != 0;
    }
    void mark(uint32_t index, bool begins) noexcept {
        const unsigned bit = 1U << index % 8;
        unsigned char& byte = begins_.bytes[index / 8];
        byte = static_cast<unsigned char>(begins ? byte | bit : byte & ~bit);
    }

    /// The first block of [from, end) with which an allocation begins; `end` if there is none.
    [[nodiscard]] uint32_t first_beginning(uint32_t from, uint32_t end) const noexcept {
        for (uint32_t at = from; at < end; ++at) {
            if (begins_.bytes[at / 8] == 0) {
                at |= 7; // no allocation begins in these eight
            } else if (begins(at)) {
                return at;
            }
        }
        return end;
    }

    /// Notes a new allocation, unless `block` is null.
    void* enter(void* block) noexcept {
        const uint32_t index = index_of(block);
        if (index != L) {
            mark(index, true);
        }
        return block;
    }

    [[nodiscard]] const unsigned char* header_at(uint32_t index) const noexcept {
        return reinterpret_cast<const unsigned char*>(&heap_) + size_t{index} * B;
    }

    /// False, and a report of the header that is damaged, if the free list cannot be what the heap made: chunks in
    /// address order that do not touch, with no allocation in them. Followed, it could lead anywhere. `said` is for the
    /// report. O(chunks + L / 8).
    [[nodiscard]] bool is_sound(size_t said) const noexcept {
        if (heap_.is_oom()) {
            return true;
        }
        uint32_t from = 0; // where the next chunk may begin
        for (uint32_t at = L;;) {
            const Header link = read_header(header_at(at));
            if (at != L && link.next == 0) {
                return true;
            }
            if (link.next < from || link.next >= L || (at == L && link.length != 0)) {
                return damaged(at, said);
            }
            at = link.next;
            const uint32_t told = read_header(header_at(at)).length;
            const uint32_t length = told == 0 && at == 0 ? L : told; // 0: untouched
            if (length == 0 || length > L - at || first_beginning(at, at + length) != at + length) {
                return damaged(at, said);
            }
            from = at + length + 1;
        }
    }
    bool damaged(uint32_t index, size_t said) const noexcept {
        report(Misuse::overlap, header_at(index), said, 0);
        return false;
    }

    [[nodiscard]] bool is_allocation(const void* block, size_t size) const noexcept {
        if (!is_sound(size)) {
            return false;
        }
        const size_t actual = allocation_size(block);
        if (actual != 0 && actual == size) {
            return true;
        }
        if (actual != 0) {
            report(size < actual ? Misuse::wrong_size : Misuse::overlap, block, size, actual);
        } else {
            report(is_free(block) ? Misuse::double_free : Misuse::foreign_pointer, block, size, 0);
        }
        return false;
    }

    [[nodiscard]] bool is_free(const void* block) const noexcept {
        const uint32_t index = index_of(block);
        return index != L && heap_.snapshot().is_free(index);
    }

    void report(Misuse misuse, const void* block, size_t said, size_t actual) const noexcept {
        handler(MisuseReport{misuse, this, block, said, actual});
    }

    // The bits lie in the bytes that alignment leaves unused behind the heap, if there are enough.
    [[no_unique_address]] Stalloc<L, B> heap_;
    Bits begins_; ///< one per block: set if an allocation begins there
};

/// The mode of a heap that does not check.
struct Unchecked {
    static constexpr bool checks = false;
    template <uint32_t L, uint32_t B>
    using Heap = Stalloc<L, B>;
};

/// The mode of a heap that reports misuse to `handler`.
template <MisuseHandler handler = ignore_misuse>
struct Checked {
    static constexpr bool checks = true;
    template <uint32_t L, uint32_t B>
    using Heap = CheckedStalloc<L, B, handler>;

    /// Of a heap as a whole.
    static void report(Misuse misuse, const void* heap, const void* allocation = nullptr, size_t said = 0,
                       size_t actual = 0) noexcept {
        handler(MisuseReport{misuse, heap, allocation, said, actual});
    }
};

} // namespace stalloc
