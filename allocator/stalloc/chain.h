// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// A chain of heaps that acts as one: what does not fit into the first is asked of the next.
//
//   stalloc::Stalloc<100, 16> small;
//   stalloc::SyncStalloc<1000, 64> large;
//   auto heap = stalloc::chain(small, large, stalloc::System{});   // system.h
//   void* p = heap.allocate(100, 16);
//   p = heap.grow(p, 100, 16, 5000, 16);        // moves to `large` if `small` has no room
//   heap.deallocate(p, 5000, 16);               // goes back to where it came from
//
// A link is anything with the byte-level operations; each but the last tells its own addresses by contains(). Named
// links are referred to and must outlive the chain, temporary ones live in it. A chain is itself a link.
#pragma once

#include "allocator/stalloc/memory.h"

namespace stalloc {

/// Knows its own addresses.
template <class Heap>
concept Bounded = requires(const Heap& heap, const void* address) {
    { heap.contains(address) } noexcept;
};

/// Two links; chain() makes longer chains out of pairs. A link is `Heap&`, or `Heap` if it lives here. As safe among
/// threads as its links are.
template <class First, class Second>
class Chain {
    static_assert(Bounded<First>, "only the last link of a chain may be without contains()");

public:
    constexpr Chain(First&& first, Second&& second) noexcept
        : first_(static_cast<First&&>(first)), second_(static_cast<Second&&>(second)) {}

    /// `bytes` bytes from the first link that has them, or null.
    [[nodiscard, gnu::always_inline]] void* allocate(size_t bytes, size_t alignment) noexcept {
        void* const allocation = first_.allocate(bytes, alignment);
        return allocation != nullptr ? allocation : second_.allocate(bytes, alignment);
    }

    [[nodiscard]] void* allocate_zeroed(size_t bytes, size_t alignment) noexcept {
        void* const allocation = first_.allocate_zeroed(bytes, alignment);
        return allocation != nullptr ? allocation : second_.allocate_zeroed(bytes, alignment);
    }

    /// Gives an allocation back to the link that its address belongs to.
    [[gnu::always_inline]] bool deallocate(void* allocation, size_t bytes, size_t alignment) noexcept {
        return first_.contains(allocation) ? first_.deallocate(allocation, bytes, alignment)
                                           : second_.deallocate(allocation, bytes, alignment);
    }

    /// Grows an allocation in its own link if that has room, else moves it to one that has. Null, and it stays as it
    /// was, if none has.
    [[nodiscard]] void* grow(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                             size_t new_alignment) noexcept {
        return new_bytes < old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    /// Shrinks an allocation in its own link; moves it only if that cannot give it a stricter alignment.
    [[nodiscard]] void* shrink(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                               size_t new_alignment) noexcept {
        return new_bytes > old_bytes ? nullptr
                                     : reallocate(allocation, old_bytes, old_alignment, new_bytes, new_alignment);
    }

    /// grow() or shrink(), whichever it is.
    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes,
                                   size_t new_alignment) noexcept {
        if (allocation == nullptr && old_bytes == 0) {
            return allocate(new_bytes, new_alignment);
        }
        const Move move{allocation, old_bytes, old_alignment, new_bytes, new_alignment};
        return first_.contains(allocation) ? resize(first_, second_, move) : resize(second_, first_, move);
    }

    /// grow() or shrink() without a change of alignment.
    [[nodiscard]] void* reallocate(void* allocation, size_t old_bytes, size_t alignment, size_t new_bytes) noexcept {
        return reallocate(allocation, old_bytes, alignment, new_bytes, alignment);
    }

    /// Does `address` belong to a link? Only if every link can tell.
    [[nodiscard]] bool contains(const void* address) const noexcept
        requires Bounded<Second>
    {
        return first_.contains(address) || second_.contains(address);
    }

private:
    struct Move {
        void* allocation;
        size_t old_bytes;
        size_t old_alignment;
        size_t new_bytes;
        size_t new_alignment;
    };

    /// In `owner` if it can, else from there to `other`.
    template <class Owner, class Other>
    static void* resize(Owner& owner, Other& other, const Move& move) noexcept {
        void* const here =
            owner.reallocate(move.allocation, move.old_bytes, move.old_alignment, move.new_bytes, move.new_alignment);
        if (here != nullptr || !is_whole(owner, move)) {
            return here;
        }
        void* const there = other.allocate(move.new_bytes, move.new_alignment);
        if (there == nullptr) {
            return nullptr;
        }
        detail::copy_bytes(there, move.allocation, detail::smaller(move.old_bytes, move.new_bytes));
        if (!owner.deallocate(move.allocation, move.old_bytes, move.old_alignment)) {
            // It was no allocation of that size.
            other.deallocate(there, move.new_bytes, move.new_alignment);
            return nullptr;
        }
        return there;
    }

    /// False if the allocation cannot lie in `owner`, so that nothing outside is read.
    template <class Owner>
    static bool is_whole(const Owner& owner, const Move& move) noexcept {
        if constexpr (Bounded<Owner>) {
            // As integers: a pointer must not even point far outside.
            const auto first = reinterpret_cast<uintptr_t>(move.allocation);
            const size_t more = move.old_bytes == 0 ? 0 : move.old_bytes - 1;
            return more <= UINTPTR_MAX - first && owner.contains(move.allocation) &&
                   owner.contains(reinterpret_cast<const void*>(first + more));
        } else {
            return move.allocation != nullptr;
        }
    }

    [[no_unique_address]] First first_;
    [[no_unique_address]] Second second_;
};

/// Chains links, the first asked first. Named ones are referred to, temporary ones kept.
template <class First, class Second>
[[nodiscard]] constexpr auto chain(First&& first, Second&& second) noexcept {
    return Chain<First, Second>(static_cast<First&&>(first), static_cast<Second&&>(second));
}

template <class First, class Second, class... Rest>
[[nodiscard]] constexpr auto chain(First&& first, Second&& second, Rest&&... rest) noexcept {
    return stalloc::chain(static_cast<First&&>(first),
                          stalloc::chain(static_cast<Second&&>(second), static_cast<Rest&&>(rest)...));
}

} // namespace stalloc
