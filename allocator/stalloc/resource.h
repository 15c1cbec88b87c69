// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// A heap as a polymorphic memory resource:
//
//   stalloc::Stalloc<1000, 16> heap;
//   stalloc::StallocResource resource{heap};
//   std::pmr::vector<int> numbers{&resource};
#pragma once

#include "allocator/stalloc/memory.h"

#include <memory>
#include <memory_resource>
#include <new>

namespace stalloc {

/// Takes its memory from `heap`, anything with the byte-level operations, which must outlive it. As safe among threads
/// as the heap is.
template <class Heap>
class StallocResource final : public std::pmr::memory_resource {
public:
    explicit StallocResource(Heap& heap) noexcept : heap_(std::addressof(heap)) {}

    [[nodiscard]] Heap& heap() const noexcept { return *heap_; }

private:
    /// Throws std::bad_alloc if there is no room.
    void* do_allocate(size_t bytes, size_t alignment) override {
        void* const room = heap_->allocate(bytes, alignment);
        if (room == nullptr) {
            throw std::bad_alloc();
        }
        return room;
    }

    void do_deallocate(void* room, size_t bytes, size_t alignment) override {
        heap_->deallocate(room, bytes, alignment);
    }

    /// Equal if they have the same heap, as far as that can be told without run-time types.
    [[nodiscard]] bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
#if defined(__cpp_rtti)
        const auto* same_type = dynamic_cast<const StallocResource*>(&other);
        return same_type != nullptr && same_type->heap_ == heap_;
#else
        return this == &other;
#endif
    }

    Heap* heap_;
};

} // namespace stalloc
