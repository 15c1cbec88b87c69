// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who is compared with our heaps: malloc from several libraries. All have the byte-level operations
//
//   void* allocate(size_t bytes, size_t alignment);
//   void* grow(void* allocation, size_t old_bytes, size_t old_alignment, size_t new_bytes, size_t new_alignment);
//   bool deallocate(void* allocation, size_t bytes, size_t alignment);
//
// Other libraries are loaded so that the program's own malloc stays glibc's.
#pragma once

#include "allocator/stalloc/memory.h"

#include <dlfcn.h>

#include <cstdlib>

namespace contenders {

/// What no allocator can be faster than: counts upwards, and gives nothing back until it is cleared.
class Upwards {
public:
    [[gnu::noinline]] void* allocate(std::size_t bytes, std::size_t) noexcept {
        unsigned char* const allocation = room_ + used_;
        used_ += (bytes + 15) / 16 * 16;
        return allocation;
    }
    void* grow(void* allocation, std::size_t old_bytes, std::size_t, std::size_t bytes, std::size_t) noexcept {
        void* const there = allocate(bytes, 1);
        stalloc::detail::copy_bytes(there, allocation, old_bytes);
        return there;
    }
    bool deallocate(void*, std::size_t, std::size_t) noexcept { return true; }
    void clear() noexcept { used_ = 0; }

private:
    alignas(16) unsigned char room_[4096] = {};
    std::size_t used_ = 0;
};

/// The program's own malloc.
struct Glibc {
    void* allocate(std::size_t bytes, std::size_t) noexcept { return std::malloc(bytes); }
    void* grow(void* allocation, std::size_t, std::size_t, std::size_t bytes, std::size_t) noexcept {
        return std::realloc(allocation, bytes);
    }
    bool deallocate(void* allocation, std::size_t, std::size_t) noexcept {
        std::free(allocation);
        return true;
    }
};

/// malloc and free of a library that is loaded for it. Not there: available() is false.
class Loaded {
public:
    Loaded(const char* library, const char* allocate, const char* reallocate, const char* free) noexcept {
        if (void* const handle = dlopen(library, RTLD_NOW | RTLD_LOCAL)) {
            allocate_ = reinterpret_cast<Allocate>(dlsym(handle, allocate));
            reallocate_ = reinterpret_cast<Reallocate>(dlsym(handle, reallocate));
            free_ = reinterpret_cast<Free>(dlsym(handle, free));
        }
    }

    [[nodiscard]] bool available() const noexcept {
        return allocate_ != nullptr && reallocate_ != nullptr && free_ != nullptr;
    }

    void* allocate(std::size_t bytes, std::size_t) noexcept { return allocate_(bytes); }
    void* grow(void* allocation, std::size_t, std::size_t, std::size_t bytes, std::size_t) noexcept {
        return reallocate_(allocation, bytes);
    }
    bool deallocate(void* allocation, std::size_t, std::size_t) noexcept {
        free_(allocation);
        return true;
    }

private:
    using Allocate = void* (*)(std::size_t);
    using Reallocate = void* (*)(void*, std::size_t);
    using Free = void (*)(void*);
    Allocate allocate_ = nullptr;
    Reallocate reallocate_ = nullptr;
    Free free_ = nullptr;
};

inline Loaded mimalloc() noexcept { return {"libmimalloc.so.2", "mi_malloc", "mi_realloc", "mi_free"}; }
/// Needs room that glibc keeps for it: GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384.
inline Loaded jemalloc() noexcept { return {"libjemalloc.so.2", "malloc", "realloc", "free"}; }

} // namespace contenders
