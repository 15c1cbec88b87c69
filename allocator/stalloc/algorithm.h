// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The operations of a Stalloc heap in blocks: checks, search, surgery. There is no other copy of them.
#pragma once

#include "allocator/stalloc/survey.h"

namespace stalloc {

/// What an operation in blocks answers: `index` and `size` of the allocation afterwards, or why nothing happened.
struct Answer {
    uint32_t index = 0;
    uint32_t size = 0;
    Failure failure = Failure::none;

    [[nodiscard]] constexpr bool ok() const noexcept { return failure == Failure::none; }
};

template <class Geometry, class Observer = SilentObserver>
class Algorithm {
public:
    constexpr Algorithm(Geometry& geometry, Observer& observer) noexcept
        : geometry_(geometry), observer_(observer), surgery_(geometry, observer) {}

    [[nodiscard]] bool is_oom() const noexcept { return surgery_.is_oom(); }

    /// True exactly when every block is free. O(1).
    [[nodiscard]] bool is_empty() const noexcept {
        const auto base = surgery_.header(surgery_.base());
        if (base.next != 0 || base.length != 0) {
            return false;
        }
        const uint32_t length = surgery_.header(0).length;
        return length == 0 || length == surgery_.base();
    }

    /// Hands out `size` blocks whose first address is a multiple of `alignment` blocks. O(chunks).
    template <class Search = FirstFit>
    Answer allocate(uint64_t size, uint64_t alignment, Search&& search = Search{}) const noexcept {
        if constexpr (requires { search.is_first_fit; }) {
            if (const Answer answer = allocate_from_first_chunk(size, alignment); answer.ok()) {
                return answer;
            }
        }
        return allocate_anywhere(size, alignment, search);
    }

    /// allocate() by first fit for a request that the first chunk meets, as it meets most: that takes no search. Any
    /// other answer than success says nothing, and nobody was told anything. O(1).
    [[gnu::always_inline]] Answer allocate_from_first_chunk(uint64_t size, uint64_t alignment) const noexcept {
        const uint32_t first = surgery_.first_chunk();
        if (__builtin_expect(first <= max_block_count && is_alignment(alignment), 1)) {
            const auto chunk = surgery_.packed(first);
            const uint32_t front = surgery_.padding(first, static_cast<uint32_t>(alignment));
            if (__builtin_expect(size != 0 && front < chunk.length() && size <= chunk.length() - front, 1)) {
                const auto blocks = static_cast<uint32_t>(size);
                observer_.visit(surgery_.base(), first, chunk.unpacked());
                observer_.chosen(surgery_.base(), first, front);
                return {surgery_.cut({surgery_.base(), first, front, true}, chunk, blocks), blocks, Failure::none};
            }
        }
        return {0, 0, Failure::no_chunk_fits};
    }

    /// allocate() for every other request. O(chunks).
    template <class Search = FirstFit>
    Answer allocate_anywhere(uint64_t size, uint64_t alignment, Search&& search = Search{}) const noexcept {
        if (const Failure bad = check_request(size, alignment); bad != Failure::none) {
            return fail(bad);
        }
        if (is_oom()) {
            return fail(Failure::no_block_free);
        }
        const auto blocks = static_cast<uint32_t>(size);
        const auto aligned = static_cast<uint32_t>(alignment);
        Place place = search.find(surgery_, blocks, aligned);
        // Only a failed search can have met the implied header, so a hit pays nothing for it.
        if (!place.found && surgery_.write_out_untouched()) {
            place = search.find(surgery_, blocks, aligned);
        }
        if (!place.found) {
            return fail(Failure::no_chunk_fits);
        }
        return {surgery_.cut(place, blocks), blocks, Failure::none};
    }

    /// Gives back `size` blocks at `index`, which must be in use. O(chunks in front).
    Answer deallocate(uint64_t index, uint64_t size) const noexcept {
        const Answer answer = deallocate_in_front(index, size);
        return answer.ok() ? answer : deallocate_anywhere(index, size);
    }

    /// deallocate() for blocks in front of the first chunk, where all are in use: that takes no search. Any other
    /// answer than success says nothing, and nobody was told anything. O(1).
    [[gnu::always_inline]] Answer deallocate_in_front(uint64_t index, uint64_t size) const noexcept {
        const uint32_t next = surgery_.first_chunk();
        if (__builtin_expect(next <= max_block_count && index < next && size - 1 < next - index, 1)) {
            const auto first = static_cast<uint32_t>(index);
            observer_.visit(surgery_.base(), next, surgery_.header(next));
            surgery_.join({surgery_.base(), next, true}, first, static_cast<uint32_t>(size));
            return {first, 0, Failure::none};
        }
        return {0, 0, Failure::not_in_use};
    }

    /// deallocate() for all other blocks. O(chunks in front).
    Answer deallocate_anywhere(uint64_t index, uint64_t size) const noexcept {
        if (const Failure bad = check_run(index, size); bad != Failure::none) {
            return fail(bad);
        }
        const auto first = static_cast<uint32_t>(index);
        const auto blocks = static_cast<uint32_t>(size);
        const Gap gap = surgery_.find_gap(first);
        if (!surgery_.in_use(gap, first, blocks)) {
            return fail(Failure::not_in_use);
        }
        surgery_.join(gap, first, blocks);
        return {first, 0, Failure::none};
    }

    /// The allocation keeps its first `now` blocks and gives the rest back. O(chunks in front).
    Answer shrink_in_place(uint64_t index, uint64_t old, uint64_t now) const noexcept {
        if (const Failure bad = check_run(index, old); bad != Failure::none) {
            return fail(bad);
        }
        if (now == 0 || now > old) {
            return fail(now == 0 ? Failure::zero_size : Failure::bad_size);
        }
        const auto first = static_cast<uint32_t>(index);
        const auto kept = static_cast<uint32_t>(now);
        const auto size = static_cast<uint32_t>(old);
        if (now != old) {
            const Gap gap =
                surgery_.find_gap(first); // no chunk begins inside the allocation: it is the tail's gap, too
            if (!surgery_.in_use(gap, first, size)) {
                return fail(Failure::not_in_use);
            }
            surgery_.join(gap, first + kept, size - kept);
        }
        return {first, kept, Failure::none};
    }

    /// The allocation becomes `now` blocks long without moving, or nothing happens. O(chunks in front).
    Answer grow_in_place(uint64_t index, uint64_t old, uint64_t now) const noexcept {
        const Answer answer = try_grow(index, old, now, Partly::no);
        return answer.ok() ? answer : fail(answer.failure);
    }

    /// The allocation becomes as long as it can, `now` blocks at the most. Answers the new size; a heap that
    /// has nothing to give answers the old one. O(chunks in front).
    Answer grow_up_to(uint64_t index, uint64_t old, uint64_t now) const noexcept {
        const Answer answer = try_grow(index, old, now, Partly::yes);
        if (answer.failure == Failure::not_followed_free) {
            observer_.failed(answer.failure);
            return {static_cast<uint32_t>(index), static_cast<uint32_t>(old), Failure::none};
        }
        return answer.ok() ? answer : fail(answer.failure);
    }

    /// The allocation becomes `now` blocks long and aligned to `alignment` blocks: where it lies if that is possible,
    /// else somewhere else; then `copy(from, to)` is called before the old blocks are given back. If neither is
    /// possible the allocation stays as it was. O(chunks).
    template <class Search, class Copy>
    Answer reallocate(uint64_t index, uint64_t old, uint64_t now, uint64_t alignment, Search&& search,
                      Copy&& copy) const noexcept {
        if (const Failure bad = check_run(index, old); bad != Failure::none) {
            return fail(bad);
        }
        if (const Failure bad = check_request(now, alignment); bad != Failure::none) {
            return fail(bad);
        }
        const auto first = static_cast<uint32_t>(index);
        if (surgery_.padding(first, static_cast<uint32_t>(alignment)) == 0) {
            if (now <= old) {
                return shrink_in_place(index, old, now);
            }
            const Answer grown = try_grow(index, old, now, Partly::no);
            if (grown.ok()) {
                return grown;
            }
            if (grown.failure == Failure::not_in_use) {
                return fail(grown.failure);
            }
        } else if (!surgery_.in_use(surgery_.find_gap(first), first, static_cast<uint32_t>(old))) {
            return fail(Failure::not_in_use); // before anything moves: the new place might overlap the old one
        }
        const Answer moved = allocate(now, alignment, search);
        if (moved.ok()) {
            copy(first, moved.index);
            deallocate(index, old);
        }
        return moved;
    }

    /// reallocate() by first fit to more blocks, of any alignment: in one walk, for who does not watch. O(chunks).
    template <class Copy>
    [[gnu::always_inline]] Answer grow_or_move(uint64_t index, uint64_t old, uint64_t now, Copy copy) const noexcept {
        static_assert(is_silent<Observer>);
        if (const Failure bad = check_run(index, old); bad != Failure::none) {
            return {0, 0, bad};
        }
        if (now <= old || now > geometry_.block_count()) {
            return {0, 0, now <= old ? Failure::bad_size : Failure::too_large};
        }
        const auto first = static_cast<uint32_t>(index);
        const auto size = static_cast<uint32_t>(old);
        const auto wanted = static_cast<uint32_t>(now);
        Survey survey(surgery_, first, size, wanted);
        if (!survey.in_use()) {
            return {0, 0, Failure::not_in_use};
        }
        if (survey.grow(first + size, wanted - size)) {
            return {first, wanted, Failure::none};
        }
        if (!survey.find_place()) {
            return {0, 0, Failure::no_chunk_fits};
        }
        const uint32_t taken = survey.take();
        copy(first, taken);
        survey.give(first, size);
        return {taken, wanted, Failure::none};
    }

    /// All blocks become free. O(1).
    void clear() const noexcept { surgery_.clear(); }

private:
    Answer fail(Failure why) const noexcept {
        observer_.failed(why);
        return {0, 0, why};
    }

    [[nodiscard]] Failure check_run(uint64_t index, uint64_t size) const noexcept {
        const uint64_t blocks = geometry_.block_count();
        if (size == 0) {
            return Failure::zero_size;
        }
        return index >= blocks || size > blocks - index ? Failure::outside : Failure::none;
    }

    [[nodiscard]] Failure check_request(uint64_t size, uint64_t alignment) const noexcept {
        if (size == 0) {
            return Failure::zero_size;
        }
        if (size > geometry_.block_count()) {
            return Failure::too_large;
        }
        return is_alignment(alignment) ? Failure::none : Failure::bad_alignment;
    }

    [[nodiscard]] bool is_alignment(uint64_t alignment) const noexcept {
        return alignment != 0 && (alignment & (alignment - 1)) == 0 && alignment <= geometry_.max_alignment();
    }

    enum class Partly : bool { no, yes };

    /// Grows, but leaves it to the caller to report a failure.
    Answer try_grow(uint64_t index, uint64_t old, uint64_t now, Partly partly) const noexcept {
        if (const Failure bad = check_run(index, old); bad != Failure::none) {
            return {0, 0, bad};
        }
        if (now < old) {
            return {0, 0, Failure::bad_size};
        }
        const auto first = static_cast<uint32_t>(index);
        const auto size = static_cast<uint32_t>(old);
        if (now == old) {
            return {first, size, Failure::none};
        }
        if (partly == Partly::no && now > geometry_.block_count()) {
            return {0, 0, Failure::too_large};
        }
        const uint32_t end = first + size;
        const Gap gap = surgery_.find_gap(first);
        if (!surgery_.in_use(gap, first, size)) {
            return {0, 0, Failure::not_in_use};
        }
        if (!gap.has_next || gap.next != end) {
            return {0, 0, Failure::not_followed_free};
        }
        const uint32_t length = surgery_.header(end).length;
        const uint64_t wanted = now - old;
        if (wanted > length && partly == Partly::no) {
            observer_.too_small(end, length, static_cast<uint32_t>(wanted));
            return {0, 0, Failure::chunk_too_short};
        }
        const uint32_t taken = wanted < length ? static_cast<uint32_t>(wanted) : length;
        observer_.chosen(gap.prev, end, 0);
        surgery_.take_front(gap.prev, end, taken);
        return {first, size + taken, Failure::none};
    }

    Geometry& geometry_;
    Observer& observer_;
    Surgery<Geometry, Observer> surgery_;
};

} // namespace stalloc
