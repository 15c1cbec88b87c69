// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Which chunk? First fit is the heap's own search; the others exist to be compared with it.
#pragma once

#include "allocator/stalloc/surgery.h"

namespace stalloc {

/// First fit: the first chunk in address order that holds `size` blocks behind its front remainder. O(chunks).
struct FirstFit {
    template <class Geometry, class Observer>
    Place find(const Surgery<Geometry, Observer>& heap, uint32_t size, uint32_t alignment) const noexcept {
        Observer& observer = heap.observer();
        uint32_t prev = heap.base();
        uint32_t curr = heap.header(prev).next;
        for (;;) {
            const Header chunk = heap.header(curr);
            observer.visit(prev, curr, chunk);
            const uint32_t front = heap.padding(curr, alignment);
            // 64 bits: an alignment of 2^29 bytes plus a size cannot wrap.
            if (chunk.length >= uint64_t{front} + size) {
                observer.chosen(prev, curr, front);
                return {prev, curr, front, true};
            }
            if (chunk.length < size) {
                observer.too_small(curr, chunk.length, size);
            } else {
                observer.misaligned(curr, chunk.length, front, size);
            }
            if (chunk.next == 0) {
                return {prev, curr, 0, false};
            }
            prev = curr;
            curr = chunk.next;
            observer.moved_on(prev, curr);
        }
    }
};

} // namespace stalloc
