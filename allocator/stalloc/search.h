// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Which chunk? First fit is the heap's own search; the others exist to be compared with it.
#pragma once

#include "allocator/stalloc/surgery.h"

namespace stalloc {

/// What a search learns from looking at one chunk.
template <class ChunkHeader>
struct Candidate {
    ChunkHeader chunk{};
    uint32_t front = 0; ///< blocks lost to alignment
    bool fits = false;
};

/// Looks at the chunk at `curr`, whose link stands in `prev`, and tells the observer why it is rejected, if it is.
/// O(1).
template <class Geometry, class Observer>
auto examine(const Surgery<Geometry, Observer>& heap, uint32_t prev, uint32_t curr, uint32_t size,
             uint32_t alignment) noexcept {
    using Result = Candidate<decltype(heap.header(curr))>;
    const auto chunk = heap.header(curr);
    heap.observer().visit(prev, curr, chunk);
    const uint32_t front = heap.padding(curr, alignment);
    // 64 bits: an alignment of 2^29 bytes plus a size cannot wrap.
    if (chunk.length >= uint64_t{front} + size) {
        return Result{chunk, front, true};
    }
    if (chunk.length < size) {
        heap.observer().too_small(curr, chunk.length, size);
    } else {
        heap.observer().misaligned(curr, chunk.length, front, size);
    }
    return Result{chunk, front, false};
}

/// First fit: the first chunk in address order that holds `size` blocks behind its front remainder. O(chunks).
struct FirstFit {
    template <class Geometry, class Observer>
    Place find(const Surgery<Geometry, Observer>& heap, uint32_t size, uint32_t alignment) const noexcept {
        Observer& observer = heap.observer();
        uint32_t prev = heap.base();
        uint32_t curr = heap.header(prev).next;
        for (;;) {
            const auto candidate = examine(heap, prev, curr, size, alignment);
            if (candidate.fits) {
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
