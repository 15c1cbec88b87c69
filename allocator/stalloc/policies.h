// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The searches that first fit is compared with. They read the same headers and leave the cutting to the same surgery.
#pragma once

#include "allocator/stalloc/search.h"

namespace stalloc {

/// Next fit: like first fit, but starts where the last search ended and comes round once. O(chunks).
///
/// `rover` is the header whose link is followed first: a chunk, or the base header. It lives outside the heap, and
/// whoever owns it moves it when its chunk is cut or merged away.
struct NextFit {
    uint32_t rover;

    template <class Geometry, class Observer>
    Place find(const Surgery<Geometry, Observer>& heap, uint32_t size, uint32_t alignment) const noexcept {
        Observer& observer = heap.observer();
        uint32_t prev = rover;
        uint32_t curr = heap.header(prev).next;
        if (curr == 0 && prev != heap.base()) {
            prev = heap.base();
            curr = heap.header(prev).next;
        }
        const uint32_t start = curr;
        for (;;) {
            const auto candidate = examine(heap, prev, curr, size, alignment);
            if (candidate.fits(size)) {
                observer.chosen(prev, curr, candidate.front);
                return {prev, curr, candidate.front, true};
            }
            prev = candidate.chunk.next == 0 ? heap.base() : curr;
            curr = candidate.chunk.next == 0 ? heap.header(prev).next : candidate.chunk.next;
            if (curr == start) {
                return {};
            }
            observer.moved_on(prev, curr);
        }
    }
};

/// Looks at every chunk and takes the fitting one that `better(length, best length so far)` prefers; of equals the
/// first. O(chunks).
template <class Better>
struct FullSearch {
    template <class Geometry, class Observer>
    Place find(const Surgery<Geometry, Observer>& heap, uint32_t size, uint32_t alignment) const noexcept {
        Observer& observer = heap.observer();
        Place best{};
        uint32_t best_length = 0;
        uint32_t prev = heap.base();
        uint32_t curr = heap.header(prev).next;
        for (;;) {
            const auto candidate = examine(heap, prev, curr, size, alignment);
            if (candidate.fits(size) && (!best.found || Better::better(candidate.chunk.length, best_length))) {
                best = {prev, curr, candidate.front, true};
                best_length = candidate.chunk.length;
            }
            if (candidate.chunk.next == 0) {
                break;
            }
            prev = curr;
            curr = candidate.chunk.next;
            observer.moved_on(prev, curr);
        }
        if (best.found) {
            observer.chosen(best.prev, best.curr, best.front);
        }
        return best;
    }
};

struct Shorter {
    static constexpr bool better(uint32_t length, uint32_t best) noexcept { return length < best; }
};
struct Longer {
    static constexpr bool better(uint32_t length, uint32_t best) noexcept { return length > best; }
};

/// Best fit: the shortest chunk that fits.
using BestFit = FullSearch<Shorter>;
/// Worst fit: the longest chunk, if it fits.
using WorstFit = FullSearch<Longer>;

} // namespace stalloc
