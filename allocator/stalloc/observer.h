// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Who watches the algorithm. Every function is called at the moment it names; the default does
// nothing and compiles to nothing (tests/benchmarks counts the instructions).
#pragma once

#include "allocator/stalloc/header.h"

namespace stalloc {

/// Why an operation was a no-op.
enum class Failure : uint8_t {
    none,
    zero_size,         ///< a request for 0 blocks
    too_large,         ///< more blocks than the heap has, or a size that overflows
    bad_alignment,     ///< not a power of two, or above max_alignment_bytes
    outside,           ///< the run of blocks does not lie in the heap
    no_block_free,     ///< the base header says out of memory
    no_chunk_fits,     ///< every chunk was tried
    not_followed_free, ///< grow: no chunk starts right behind the allocation
    chunk_too_short,   ///< grow: the chunk behind is too short
    bad_size,          ///< grow to less, shrink to more
    not_in_use,        ///< a block of the run is free: freed twice, or a wrong size
};

/// An observer that sees everything and does nothing. Derive from it to watch only some events.
/// All indices and lengths are in blocks; an index equal to L is the base header.
struct SilentObserver {
    /// `curr` is now looked at; `prev` is the header whose link led there.
    constexpr void visit(uint32_t /*prev*/, uint32_t /*curr*/, Header /*header*/) noexcept {}
    /// The chunk has fewer than `size` blocks.
    constexpr void too_small(uint32_t /*curr*/, uint32_t /*length*/, uint32_t /*size*/) noexcept {}
    /// The chunk has `size` blocks, but not behind the `front` blocks lost to alignment.
    constexpr void misaligned(uint32_t /*curr*/, uint32_t /*length*/, uint32_t /*front*/, uint32_t /*size*/) noexcept {}
    /// The search took this chunk.
    constexpr void chosen(uint32_t /*prev*/, uint32_t /*curr*/, uint32_t /*front*/) noexcept {}
    /// The chunk at `curr` is cut into front remainder, allocation and back remainder.
    constexpr void split(uint32_t /*curr*/, uint32_t /*front*/, uint32_t /*size*/, uint32_t /*back*/) noexcept {}
    /// A field of the header in block `index` was written (the bytes already hold the new value).
    constexpr void header_written(uint32_t /*index*/, HeaderField, uint16_t /*old*/, uint16_t /*now*/) noexcept {}
    /// A field of the base header was written.
    constexpr void base_written(HeaderField, uint16_t /*old*/, uint16_t /*now*/) noexcept {}
    /// The blocks at `index` belong between `prev` and `next` (`next` = 0: the end of the list).
    constexpr void found_place(uint32_t /*prev*/, uint32_t /*index*/, uint32_t /*next*/) noexcept {}
    /// The blocks at `index` swallowed the chunk at `next`; together they are `length` blocks.
    constexpr void merged_with_next(uint32_t /*index*/, uint32_t /*next*/, uint32_t /*length*/) noexcept {}
    /// The chunk at `prev` swallowed the blocks at `index`; together they are `length` blocks.
    constexpr void merged_with_previous(uint32_t /*prev*/, uint32_t /*index*/, uint32_t /*length*/) noexcept {}
    /// The walk goes on: prev <- curr, curr <- next(curr).
    constexpr void moved_on(uint32_t /*prev*/, uint32_t /*curr*/) noexcept {}
    /// `bytes` bytes were copied from the allocation at `from` to the one at `to`.
    constexpr void copied(uint32_t /*from*/, uint32_t /*to*/, uint64_t /*bytes*/) noexcept {}
    /// The operation ended as a no-op.
    constexpr void failed(Failure) noexcept {}
    /// The set of chunk lengths changed: one of `before` blocks became one of `now` (0: none).
    constexpr void chunk_resized(uint32_t /*before*/, uint32_t /*now*/) noexcept {}
};

namespace detail {

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

} // namespace detail

/// Does this observer see nothing at all? Then walks that lead to the same place are made once.
template <class Observer>
inline constexpr bool is_silent = detail::same<Observer, SilentObserver>;

/// Does this observer want to know of each field that is written? If not, both are written at once.
template <class Observer>
inline constexpr bool sees_writes = !requires {
    requires detail::same<decltype(&Observer::header_written), decltype(&SilentObserver::header_written)>;
    requires detail::same<decltype(&Observer::base_written), decltype(&SilentObserver::base_written)>;
};

} // namespace stalloc
