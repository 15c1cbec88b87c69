// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heaps that ours are compared with. All have the byte-level operations that the workloads use:
//
//   void* allocate(size_t bytes, size_t alignment);                    // null: no room
//   void* grow(void* p, size_t old, size_t old_alignment, size_t now, size_t alignment);
//   bool deallocate(void* p, size_t bytes, size_t alignment);
#pragma once

#include "allocator/timing/keep.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory_resource>
#include <new>

#include <dlfcn.h>
#include <link.h>

namespace firstfit::work {

/// What any malloc aligns to by itself, in bytes.
inline constexpr std::size_t natural_alignment = alignof(std::max_align_t);

/// The C library's malloc.
struct Malloc {
    void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
        if (alignment > natural_alignment) [[unlikely]] {
            return std::aligned_alloc(alignment, (bytes + alignment - 1) & ~(alignment - 1));
        }
        return std::malloc(bytes);
    }
    /// Also shrinks. glibc's realloc keeps no alignment over the natural one; then it is allocated anew. To realloc 0
    /// bytes would be to free.
    void* grow(void* allocation, std::size_t old, std::size_t, std::size_t bytes, std::size_t alignment) noexcept {
        if (alignment > natural_alignment) [[unlikely]] {
            void* const there = allocate(bytes, alignment);
            if (there != nullptr) {
                std::memcpy(there, allocation, std::min(old, bytes));
                std::free(allocation);
            }
            return there;
        }
        return std::realloc(allocation, bytes == 0 ? 1 : bytes);
    }
    bool deallocate(void* allocation, std::size_t, std::size_t) noexcept {
        std::free(allocation);
        return true;
    }
};

/// Some hundred dependent multiplications: always the same time. The result is 0.
[[gnu::always_inline]] inline std::size_t spin() noexcept {
    std::size_t value = 0;
    for (int i = 0; i < 64; ++i) {
        value = value * 3;
        keep(value);
    }
    return value;
}

/// malloc, made slower on purpose: malloc waits for the spin, and what comes next for malloc.
struct SlowMalloc {
    void* allocate(std::size_t bytes, std::size_t) noexcept { return std::malloc(bytes + spin()); }
    void* grow(void* allocation, std::size_t, std::size_t, std::size_t bytes, std::size_t) noexcept {
        return std::realloc(allocation, bytes + spin());
    }
    bool deallocate(void* allocation, std::size_t, std::size_t) noexcept {
        std::free(allocation);
        return true;
    }
};

/// The spin alone: what SlowMalloc takes longer than Malloc. One small allocation at a time.
class SpinOnly {
public:
    void* allocate(std::size_t bytes, std::size_t) noexcept {
        return bytes <= sizeof room_ ? static_cast<void*>(room_ + spin()) : nullptr;
    }
    void* grow(void*, std::size_t, std::size_t, std::size_t, std::size_t) noexcept { return nullptr; }
    bool deallocate(void*, std::size_t, std::size_t) noexcept { return true; }

private:
    alignas(natural_alignment) unsigned char room_[256]{};
};

/// malloc, realloc and free of a library that is loaded for it; the program's own stay what they are.
class Loaded {
public:
    /// What the functions are called. `aligned` takes alignment and bytes, or bytes and alignment if `bytes_first`.
    struct Functions {
        const char* allocate;
        const char* reallocate;
        const char* free;
        const char* aligned;
        bool bytes_first;
    };
    /// What file and functions may be called, in the order in which they are tried; null: no more.
    struct Names {
        std::array<const char*, 4> files;
        std::array<Functions, 2> functions;
    };

    explicit Loaded(const Names& names) noexcept {
        for (const char* const file : names.files) {
            // A library that was opened stays: what it has handed out may still be about.
            void* const handle = file == nullptr ? nullptr : dlopen(file, RTLD_NOW | RTLD_LOCAL);
            for (const Functions& functions : names.functions) {
                if (handle != nullptr && functions.allocate != nullptr && !available()) {
                    take(handle, functions);
                }
            }
        }
    }

    [[nodiscard]] bool available() const noexcept {
        return allocate_ != nullptr && reallocate_ != nullptr && free_ != nullptr && aligned_ != nullptr;
    }

    void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
        if (alignment > natural_alignment) [[unlikely]] {
            const std::size_t whole = (bytes + alignment - 1) & ~(alignment - 1);
            return bytes_first_ ? aligned_(whole, alignment) : aligned_(alignment, whole);
        }
        return allocate_(bytes);
    }
    void* grow(void* allocation, std::size_t old, std::size_t, std::size_t bytes, std::size_t alignment) noexcept {
        if (alignment > natural_alignment) [[unlikely]] {
            void* const there = allocate(bytes, alignment);
            if (there != nullptr) {
                std::memcpy(there, allocation, std::min(old, bytes));
                free_(allocation);
            }
            return there;
        }
        return reallocate_(allocation, bytes == 0 ? 1 : bytes);
    }
    bool deallocate(void* allocation, std::size_t, std::size_t) noexcept {
        free_(allocation);
        return true;
    }

private:
    using Allocate = void* (*)(std::size_t);
    using Reallocate = void* (*)(void*, std::size_t);
    using Free = void (*)(void*);
    using Aligned = void* (*)(std::size_t, std::size_t);

    void take(void* handle, const Functions& functions) noexcept {
        allocate_ = reinterpret_cast<Allocate>(own_function(handle, functions.allocate));
        reallocate_ = reinterpret_cast<Reallocate>(own_function(handle, functions.reallocate));
        free_ = reinterpret_cast<Free>(own_function(handle, functions.free));
        aligned_ = reinterpret_cast<Aligned>(own_function(handle, functions.aligned));
        bytes_first_ = functions.bytes_first;
    }

    /// Null unless the library itself has it. dlsym() also looks into what the library needs, and would find the C
    /// library's malloc for a jemalloc that calls its own je_malloc.
    static void* own_function(void* handle, const char* name) noexcept {
        void* const function = dlsym(handle, name);
        Dl_info info{};
        link_map* home = nullptr;
        link_map* library = nullptr;
        const bool own = function != nullptr && dlinfo(handle, RTLD_DI_LINKMAP, &library) == 0 &&
                         dladdr1(function, &info, reinterpret_cast<void**>(&home), RTLD_DL_LINKMAP) != 0 &&
                         home == library;
        return own ? function : nullptr;
    }

    Allocate allocate_ = nullptr;
    Reallocate reallocate_ = nullptr;
    Free free_ = nullptr;
    Aligned aligned_ = nullptr;
    bool bytes_first_ = false;
};

inline constexpr Loaded::Names mimalloc_names{{"libmimalloc.so.3", "libmimalloc.so.2", "libmimalloc.so"},
                                              {{{"mi_malloc", "mi_realloc", "mi_free", "mi_malloc_aligned", true}}}};
/// Needs room that glibc keeps beside the program's own thread-local variables:
/// GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384 in the environment when the program starts.
inline constexpr Loaded::Names jemalloc_names{{"libjemalloc.so.2", "libjemalloc.so.1", "libjemalloc.so"},
                                              {{{"malloc", "realloc", "free", "aligned_alloc", false},
                                                {"je_malloc", "je_realloc", "je_free", "je_aligned_alloc", false}}}};

/// A memory resource of the standard library. Its std::bad_alloc becomes null.
template <class Resource>
class FromResource {
public:
    template <class... Arguments>
    explicit FromResource(Arguments&&... arguments) : resource_(arguments...) {}

    void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
        try {
            return resource_.allocate(bytes, alignment);
        } catch (const std::bad_alloc&) {
            return nullptr;
        }
    }
    void* grow(void* allocation, std::size_t old, std::size_t old_alignment, std::size_t bytes,
               std::size_t alignment) noexcept {
        void* const there = allocate(bytes, alignment);
        if (there != nullptr && allocation != nullptr) {
            std::memcpy(there, allocation, std::min(old, bytes));
            resource_.deallocate(allocation, old, old_alignment);
        }
        return there;
    }
    bool deallocate(void* allocation, std::size_t bytes, std::size_t alignment) noexcept {
        if (allocation != nullptr) { // a memory_resource may not be given null back
            resource_.deallocate(allocation, bytes, alignment);
        }
        return true;
    }

protected:
    Resource& resource() noexcept { return resource_; }

private:
    Resource resource_;
};

using Pool = FromResource<std::pmr::unsynchronized_pool_resource>;

/// Never reuses anything before all is given back at once.
class Monotonic : public FromResource<std::pmr::monotonic_buffer_resource> {
public:
    Monotonic(void* buffer, std::size_t bytes) : FromResource(buffer, bytes, std::pmr::null_memory_resource()) {}

    void clear() noexcept { resource().release(); }
    /// For the workloads: when nothing is held, everything is given back.
    static constexpr bool must_be_cleared = true;
};

} // namespace firstfit::work
