// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Standard containers whose elements lie in a heap:
//
//   stalloc::Stalloc<1000, 16> heap;
//   std::vector<int, stalloc::StallocAllocator<int, decltype(heap)>> numbers{heap};
#pragma once

#include "allocator/stalloc/memory.h"

#include <memory>
#include <new>
#include <type_traits>

namespace stalloc {

/// An allocator for standard containers that takes its memory from `heap`, anything with the byte-level operations. The
/// heap must outlive the containers. Two are equal if they have the same heap; they move and swap with the contents.
template <class T, class Heap>
class StallocAllocator {
public:
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;

    /// Not explicit: a container is made from the heap itself.
    StallocAllocator(Heap& heap) noexcept : heap_(std::addressof(heap)) {}
    template <class Other>
    StallocAllocator(const StallocAllocator<Other, Heap>& other) noexcept : heap_(std::addressof(other.heap())) {}

    /// Room for `count` objects; throws std::bad_alloc if there is none.
    [[nodiscard]] T* allocate(size_t count) {
        if (count > SIZE_MAX / sizeof(T)) {
            throw std::bad_array_new_length();
        }
        void* const room = heap_->allocate(count * sizeof(T), alignof(T));
        if (room == nullptr) {
            throw std::bad_alloc();
        }
        return static_cast<T*>(room);
    }

    void deallocate(T* room, size_t count) noexcept { heap_->deallocate(room, count * sizeof(T), alignof(T)); }

    [[nodiscard]] Heap& heap() const noexcept { return *heap_; }

    template <class Other>
    friend bool operator==(const StallocAllocator& a, const StallocAllocator<Other, Heap>& b) noexcept {
        return std::addressof(a.heap()) == std::addressof(b.heap());
    }

private:
    Heap* heap_;
};

} // namespace stalloc
