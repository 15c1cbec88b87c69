// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who is compared with our heaps: the Timing lab's contenders, and a floor.
#pragma once

#include "allocator/stalloc/memory.h"
#include "allocator/timing/contender_code.h"

#include <cstddef>

namespace contenders {

using Glibc = firstfit::work::Malloc;
using Loaded = firstfit::work::Loaded;

inline Loaded mimalloc() noexcept { return Loaded(firstfit::work::mimalloc_names); }
inline Loaded jemalloc() noexcept { return Loaded(firstfit::work::jemalloc_names); }

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

} // namespace contenders
