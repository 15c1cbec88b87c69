// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Cutting chunks and joining them: everything that writes headers. Which chunk is cut is the
// search's business (search.h), so that every placement policy shares this one copy.
//
// A Geometry says where the blocks are:
//   uint32_t block_count() const            L
//   uint64_t first_block_number() const     address of block 0 divided by B
//   uint64_t max_alignment() const          max_alignment_bytes divided by B
//   unsigned char* header_at(uint32_t i)    the 4 bytes of block i's header; i == L: the base header
//
// A Geometry may keep headers of another width: then header_at() returns a pointer to a type of its own, in whose
// namespace lie read_header(), read_packed(), write_header() and write_field() for it, as in header.h.
#pragma once

#include "allocator/stalloc/observer.h"

namespace stalloc {

namespace detail {

/// For decltype only, as std::declval, which a freestanding compiler need not have.
template <class T>
T any() noexcept;

} // namespace detail

/// Where a search ended: cut the chunk at `curr`, whose link stands in `prev`, `front` blocks in.
struct Place {
    uint32_t prev = 0;
    uint32_t curr = 0;
    uint32_t front = 0;
    bool found = false;
};

/// Where a run of blocks belongs in the list: behind `prev`; `next` is valid only if `has_next`.
struct Gap {
    uint32_t prev = 0;
    uint32_t next = 0;
    bool has_next = false;
};

template <class Geometry, class Observer = SilentObserver>
class Surgery {
public:
    /// A header as a value that is read and written at once.
    using Packed = decltype(read_packed(detail::any<Geometry&>().header_at(0)));

    constexpr Surgery(Geometry& geometry, Observer& observer) noexcept : geometry_(geometry), observer_(observer) {}

    [[nodiscard]] uint32_t base() const noexcept { return geometry_.block_count(); }
    [[nodiscard]] auto header(uint32_t index) const noexcept { return read_header(geometry_.header_at(index)); }
    /// For a header that was probably written a moment ago.
    [[nodiscard]] Packed packed(uint32_t index) const noexcept {
        return read_packed(detail::in_one_register(geometry_.header_at(index)));
    }
    /// The base header as a number: the index of the first chunk, or one above max_block_count if no block is free.
    [[nodiscard]] uint32_t first_chunk() const noexcept {
        return read_packed(geometry_.header_at(base())).first_chunk();
    }
    [[nodiscard]] bool is_oom() const noexcept { return header(base()).length == out_of_memory_mark; }
    [[nodiscard]] Observer& observer() const noexcept { return observer_; }

    /// Blocks to skip at `index` so that the address is a multiple of `alignment` blocks (a power of two). O(1).
    [[nodiscard]] uint32_t padding(uint32_t index, uint32_t alignment) const noexcept {
        const uint64_t number = geometry_.first_block_number() + index;
        return static_cast<uint32_t>((uint64_t{0} - number) & (alignment - 1));
    }

    /// Writes out the header that an untouched all-zero heap only implies (length 0 in block 0 means L).
    /// Returns false if the heap is not untouched. O(1).
    bool write_out_untouched() const noexcept {
        // The base header comes first: unless it leads to block 0, that may hold what another thread is writing.
        using Fields = decltype(header(0));
        if (header(base()) != Fields{} || header(0) != Fields{}) {
            return false;
        }
        set_length(0, base());
        observer_.chunk_resized(0, base());
        return true;
    }

    /// All blocks become one chunk; whatever was allocated is forgotten. Does not report chunk_resized. O(1).
    void clear() const noexcept {
        set_header(0, Packed{0, base()});
        set_header(base(), Packed{0, 0});
    }

    /// Takes `size` blocks out of the chunk at place.curr, place.front blocks in; what is left in front and
    /// behind stays in the list. `chunk` is its header; it must be long enough. O(1). Returns the index of the
    /// allocation.
    [[gnu::always_inline]] uint32_t cut(const Place& place, Packed chunk, uint32_t size) const noexcept {
        const uint32_t taken = place.curr + place.front;
        const Packed rest = chunk.shorter(place.front + size);
        const uint32_t back = rest.length();
        observer_.split(place.curr, place.front, size, back);
        if (back != 0) [[likely]] {
            // The new header comes first: the list is whole at every moment.
            set_header(taken + size, rest);
            link(place.front != 0 ? place.curr : place.prev, taken + size);
        } else if (place.front == 0) {
            unlink(place.prev, chunk.next());
        }
        if (place.front != 0) {
            set_length(place.curr, place.front);
        }
        observer_.chunk_resized(chunk.length(), place.front);
        observer_.chunk_resized(0, back);
        return taken;
    }

    /// The same for who has not read the chunk's header. O(1).
    [[gnu::always_inline]] uint32_t cut(const Place& place, uint32_t size) const noexcept {
        return cut(place, packed(place.curr), size);
    }

    /// Walks to where the run at `index` belongs (no block of it may be free). O(chunks in front of it).
    [[nodiscard]] Gap find_gap(uint32_t index) const noexcept {
        Gap gap{base(), 0, false};
        if (is_oom()) {
            return gap;
        }
        uint32_t curr = header(base()).next;
        for (;;) {
            const auto chunk = header(curr);
            observer_.visit(gap.prev, curr, chunk);
            if (curr > index) {
                return {gap.prev, curr, true};
            }
            gap.prev = curr;
            if (chunk.next == 0) {
                return gap;
            }
            curr = chunk.next;
            observer_.moved_on(gap.prev, curr);
        }
    }

    /// The gap behind the header `prev` (a chunk, or the base header), for who already knows where to look. O(1).
    [[nodiscard]] Gap gap_behind(uint32_t prev) const noexcept {
        const auto header_of_prev = header(prev);
        const bool has_next = prev == base() ? header_of_prev.length != out_of_memory_mark : header_of_prev.next != 0;
        return {prev, header_of_prev.next, has_next};
    }

    /// No block of the run is free, given the gap that find_gap(index) found. O(1).
    [[nodiscard]] bool in_use(const Gap& gap, uint32_t index, uint32_t size) const noexcept {
        if (gap.has_next && index + size > gap.next) {
            return false;
        }
        // Length - 1, so that the length 0 of an untouched heap counts as more than L.
        using Length = decltype(header(0).length);
        return gap.prev == base() || index - gap.prev > static_cast<Length>(header(gap.prev).length - 1);
    }

    /// Gives `size` blocks at `index` back, merging with the chunks that touch them. O(1).
    [[gnu::always_inline]] void join(const Gap& gap, uint32_t index, uint32_t size) const noexcept {
        const uint32_t next = gap.has_next ? gap.next : 0;
        Packed freed{next, size};
        observer_.found_place(gap.prev, index, next);
        const bool swallows_next = gap.has_next && index + size == gap.next;
        if (swallows_next) [[likely]] {
            const Packed behind = packed(gap.next);
            freed = behind.longer(size);
            observer_.merged_with_next(index, gap.next, freed.length());
            observer_.chunk_resized(behind.length(), 0);
        }
        if (gap.prev != base()) {
            const Packed front = packed(gap.prev);
            if (gap.prev + front.length() == index) {
                observer_.merged_with_previous(gap.prev, index, freed.length() + front.length());
                if (swallows_next) {
                    set_next(gap.prev, freed.next());
                }
                set_length(gap.prev, freed.length() + front.length());
                observer_.chunk_resized(front.length(), freed.length() + front.length());
                return;
            }
        }
        set_header(index, freed);
        link(gap.prev, index);
        observer_.chunk_resized(0, freed.length());
    }

    /// Takes the first `count` blocks of the chunk at `index`, whose link stands in `prev`. O(1).
    void take_front(uint32_t prev, uint32_t index, uint32_t count) const noexcept {
        cut(Place{prev, index, 0, true}, count);
    }

private:
    [[gnu::always_inline]] void unlink(uint32_t prev, uint32_t next) const noexcept {
        if constexpr (!sees_writes<Observer>) {
            if (prev == base()) {
                const uint32_t mark = next == 0 ? out_of_memory_mark : 0;
                write_header(geometry_.header_at(prev), Packed{next, mark});
                return;
            }
        }
        set_next(prev, next);
        if (prev == base() && next == 0) {
            // It was the only chunk, for chunk 0 is never behind another one.
            set_length(base(), out_of_memory_mark);
        }
    }

    /// Makes `prev` point to a chunk. That some block is free is what the base header then says, too.
    [[gnu::always_inline]] void link(uint32_t prev, uint32_t index) const noexcept {
        if constexpr (!sees_writes<Observer>) {
            if (prev == base()) {
                write_header(geometry_.header_at(prev), Packed{index, 0});
                return;
            }
        }
        set_next(prev, index);
        if (prev == base() && is_oom()) {
            set_length(prev, 0);
        }
    }

    /// Whoever watches sees one field after the other.
    [[gnu::always_inline]] void set_header(uint32_t index, Packed now) const noexcept {
        if constexpr (sees_writes<Observer>) {
            set_next(index, now.next());
            set_length(index, now.length());
        } else {
            write_header(detail::in_one_register(geometry_.header_at(index)), now);
        }
    }

    void set_next(uint32_t index, uint32_t value) const noexcept { set(index, HeaderField::next, value); }
    void set_length(uint32_t index, uint32_t value) const noexcept { set(index, HeaderField::length, value); }

    void set(uint32_t index, HeaderField field, uint32_t value) const noexcept {
        auto* const bytes = detail::in_one_register(geometry_.header_at(index));
        const auto old_header = read_header(bytes);
        using Value = decltype(old_header.next);
        const auto now = static_cast<Value>(value);
        const Value old = field == HeaderField::next ? old_header.next : old_header.length;
        write_field(bytes, field, now);
        if (index == base()) {
            observer_.base_written(field, old, now);
        } else {
            observer_.header_written(index, field, old, now);
        }
    }

    Geometry& geometry_;
    Observer& observer_;
};

} // namespace stalloc
