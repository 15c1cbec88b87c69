// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Which chunk? First fit is the heap's own search; the others exist to be compared with it.
#pragma once

#include "allocator/stalloc/surgery.h"

namespace stalloc {

/// What a search learns from looking at one chunk.
template <class Fields>
struct Candidate {
    Fields chunk{};
    uint32_t front = 0; ///< blocks lost to alignment

    /// The length is compared first, for most chunks that do not fit are too short.
    [[nodiscard]] constexpr bool fits(uint32_t size) const noexcept {
        return chunk.length >= size && chunk.length - size >= front;
    }
};

/// Looks at the chunk at `curr`, whose link stands in `prev`, and tells the observer why it is rejected, if it is.
/// O(1).
template <class Geometry, class Observer>
auto examine(const Surgery<Geometry, Observer>& heap, uint32_t prev, uint32_t curr, uint32_t size,
             uint32_t alignment) noexcept {
    const Candidate<decltype(heap.header(curr))> candidate{heap.header(curr), heap.padding(curr, alignment)};
    heap.observer().visit(prev, curr, candidate.chunk);
    if (candidate.chunk.length < size) {
        heap.observer().too_small(curr, candidate.chunk.length, size);
    } else if (!candidate.fits(size)) {
        heap.observer().misaligned(curr, candidate.chunk.length, candidate.front, size);
    }
    return candidate;
}

/// First fit: the first chunk in address order that holds `size` blocks behind its front remainder. O(chunks).
struct FirstFit {
    /// So its answer may also be found on a walk that serves another purpose, or without one.
    static constexpr bool is_first_fit = true;

    template <class Geometry, class Observer>
    Place find(const Surgery<Geometry, Observer>& heap, uint32_t size, uint32_t alignment) const noexcept {
        Observer& observer = heap.observer();
        uint32_t prev = heap.base();
        uint32_t curr = heap.header(prev).next;
        for (;;) {
            const auto candidate = examine(heap, prev, curr, size, alignment);
            if (candidate.fits(size)) {
                observer.chosen(prev, curr, candidate.front);
                return {prev, curr, candidate.front, true};
            }
            if (candidate.chunk.next == 0) {
                return {};
            }
            prev = curr;
            curr = candidate.chunk.next;
            observer.moved_on(prev, curr);
        }
    }
};

} // namespace stalloc
