// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heaps of the contenders and what they lie in. Each owner has heap(), a reference.
#pragma once

#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"
#include "allocator/timing/contender_code.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace firstfit::work {

/// Zeroed pages of its own, at a multiple of 2 MiB plus `offset`. Those that nobody touches take no memory.
class Region {
public:
    explicit Region(std::size_t bytes, std::size_t offset = 0) noexcept : bytes_(bytes + step + offset % step) {
        void* const pages =
            mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (pages != MAP_FAILED) {
            pages_ = pages;
            const auto address = reinterpret_cast<std::uintptr_t>(pages);
            start_ =
                static_cast<unsigned char*>(pages) + ((address + step - 1) / step * step - address) + offset % step;
        }
    }
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;
    ~Region() {
        if (pages_ != nullptr) {
            munmap(pages_, bytes_);
        }
    }

    /// Null: the system has no such amount of address space.
    [[nodiscard]] void* start() const noexcept { return start_; }

private:
    static constexpr std::size_t step = std::size_t{1} << 21U;
    std::size_t bytes_;
    void* pages_ = nullptr;
    unsigned char* start_ = nullptr;
};

/// A heap in pages of its own, constructed with `arguments`. `offset` is as for Region.
template <class Heap>
class OwnHeap {
public:
    template <class... Arguments>
    explicit OwnHeap(std::size_t offset = 0, Arguments... arguments) : region_(sizeof(Heap), offset) {
        if (region_.start() == nullptr) {
            throw std::bad_alloc();
        }
        heap_ = new (region_.start()) Heap(arguments...);
    }
    [[nodiscard]] Heap& heap() noexcept { return *heap_; }

private:
    Region region_;
    Heap* heap_ = nullptr;
};

/// A heap of which the blocks behind the first so many are in use for ever, also when it was cleared. So one type can
/// play all lengths: blocks in use are neither looked at nor passed.
template <class Heap>
class Limited : public Heap {
public:
    explicit Limited(std::uint32_t blocks) : blocks_(blocks) { reserve(); }
    void clear() noexcept {
        Heap::clear();
        reserve();
    }

private:
    void reserve() noexcept {
        if (blocks_ != Heap::block_count()) {
            void* const all = Heap::allocate_blocks(Heap::block_count(), 1);
            Heap::deallocate_blocks(all, blocks_);
        }
    }
    std::uint32_t blocks_;
};

/// The same in front of the system's malloc.
template <class First>
class OwnChain {
public:
    using Heap = stalloc::Chain<First&, stalloc::System>;

    template <class... Arguments>
    explicit OwnChain(std::size_t offset = 0, Arguments... arguments)
        : first_(offset, arguments...), chain_(first_.heap(), stalloc::System{}) {}
    [[nodiscard]] Heap& heap() noexcept { return chain_; }

private:
    OwnHeap<First> first_;
    Heap chain_;
};

/// Any contender that is an object.
template <class Heap>
class Own {
public:
    template <class... Arguments>
    explicit Own(Arguments&&... arguments) : heap_(arguments...) {}
    [[nodiscard]] Heap& heap() noexcept { return heap_; }

private:
    Heap heap_;
};

/// Monotonic, with its buffer.
class OwnMonotonic {
public:
    explicit OwnMonotonic(std::size_t bytes) : region_(bytes), heap_(region_.start(), region_.start() ? bytes : 0) {}
    [[nodiscard]] Monotonic& heap() noexcept { return heap_; }

private:
    Region region_;
    Monotonic heap_;
};

} // namespace firstfit::work
