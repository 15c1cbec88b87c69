// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Replaces the program's operator new and delete, in every form, by a heap or a chain. In one source file:
//
//   static constinit stalloc::SyncStalloc<65535, 16> heap;
//   static constinit auto everything = stalloc::chain(heap, stalloc::System{});
//   STALLOC_REPLACE_GLOBAL_NEW(everything)
//
// The heap must be constant-initialised, for new is called before main(); and locked, if the program has threads. As
// delete often does not know the size, each allocation carries it in front: 16 bytes on 64-bit machines, or as many as
// its alignment. What does not fit goes to the new-handler, and is std::bad_alloc if there is none.
#pragma once

#include "allocator/stalloc/memory.h"

#include <new>

namespace stalloc::detail {

/// Bytes in front of an allocation: as many as keep it aligned and hold its size.
constexpr size_t size_room(size_t alignment) noexcept {
    return alignment < sizeof(size_t) ? sizeof(size_t) : alignment;
}

/// Null if there is no room.
template <class Heap>
void* allocate_with_size(Heap& heap, size_t bytes, size_t alignment) noexcept {
    const size_t room = size_room(alignment);
    if (bytes > SIZE_MAX - room) {
        return nullptr;
    }
    auto* const block = static_cast<unsigned char*>(heap.allocate(room + bytes, room));
    if (block == nullptr) {
        return nullptr;
    }
    unsigned char* const allocation = block + room;
    copy_bytes(allocation - sizeof bytes, &bytes, sizeof bytes);
    return allocation;
}

template <class Heap>
void deallocate_with_size(Heap& heap, void* pointer, size_t alignment) noexcept {
    if (pointer == nullptr) {
        return;
    }
    auto* const allocation = static_cast<unsigned char*>(pointer);
    const size_t room = size_room(alignment);
    size_t bytes = 0;
    copy_bytes(&bytes, allocation - sizeof bytes, sizeof bytes);
    heap.deallocate(allocation - room, room + bytes, room);
}

/// As the standard wants it: the new-handler is called until there is room, or it throws, or there is none.
template <class Heap>
void* new_or_throw(Heap& heap, size_t bytes, size_t alignment) {
    for (;;) {
        if (void* const allocation = allocate_with_size(heap, bytes, alignment)) {
            return allocation;
        }
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) {
            throw std::bad_alloc();
        }
        handler();
    }
}

template <class Heap>
void* new_or_null(Heap& heap, size_t bytes, size_t alignment) noexcept {
    try {
        return new_or_throw(heap, bytes, alignment);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

} // namespace stalloc::detail

// clang-format off
#define STALLOC_DETAIL_DEFAULT_ALIGNMENT __STDCPP_DEFAULT_NEW_ALIGNMENT__

#define STALLOC_DETAIL_NEW(heap, name) \
    void* name(std::size_t bytes) { return stalloc::detail::new_or_throw(heap, bytes, STALLOC_DETAIL_DEFAULT_ALIGNMENT); } \
    void* name(std::size_t bytes, std::align_val_t alignment) { return stalloc::detail::new_or_throw(heap, bytes, static_cast<std::size_t>(alignment)); } \
    void* name(std::size_t bytes, const std::nothrow_t&) noexcept { return stalloc::detail::new_or_null(heap, bytes, STALLOC_DETAIL_DEFAULT_ALIGNMENT); } \
    void* name(std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept { return stalloc::detail::new_or_null(heap, bytes, static_cast<std::size_t>(alignment)); }

#define STALLOC_DETAIL_DELETE(heap, name) \
    void name(void* pointer) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, STALLOC_DETAIL_DEFAULT_ALIGNMENT); } \
    void name(void* pointer, std::size_t) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, STALLOC_DETAIL_DEFAULT_ALIGNMENT); } \
    void name(void* pointer, std::align_val_t alignment) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, static_cast<std::size_t>(alignment)); } \
    void name(void* pointer, std::size_t, std::align_val_t alignment) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, static_cast<std::size_t>(alignment)); } \
    void name(void* pointer, const std::nothrow_t&) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, STALLOC_DETAIL_DEFAULT_ALIGNMENT); } \
    void name(void* pointer, std::align_val_t alignment, const std::nothrow_t&) noexcept { stalloc::detail::deallocate_with_size(heap, pointer, static_cast<std::size_t>(alignment)); }

/// Once in a program, outside any function and namespace.
#define STALLOC_REPLACE_GLOBAL_NEW(heap) \
    STALLOC_DETAIL_NEW(heap, operator new) \
    STALLOC_DETAIL_NEW(heap, operator new[]) \
    STALLOC_DETAIL_DELETE(heap, operator delete) \
    STALLOC_DETAIL_DELETE(heap, operator delete[]) \
    static_assert(true, "ends with a semicolon")
// clang-format on
