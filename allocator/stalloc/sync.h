// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// SyncStalloc<L, B>: a heap that threads share. Every operation takes its lock; several under one lock are done with
// a guard:
//
//   constinit stalloc::SyncStalloc<200, 16> heap;
//   void* p = heap.allocate(100, 16);
//   {
//       auto guard = heap.lock();
//       if (!guard.is_oom()) { q = guard.allocate(100, 16); }
//   }                                           // unlocked here
//
// There is no way to the heap inside without the lock: neither heap nor guard hands out a reference, neither can be
// copied or moved. A guard belongs to the thread that made it; the checked mode (checked.h) verifies that, and that
// the thread does not lock again. Without it a second lock() in one thread waits for ever.
#pragma once

#include "allocator/stalloc/checked.h"
#include "allocator/stalloc/thread.h"

#include <atomic>

#if __STDC_HOSTED__
#include "allocator/stalloc/lock.h"
#endif

namespace stalloc {

class FutexLock; // without a system to sleep in, bring a lock of your own

namespace detail {

/// The operations of a heap that is reached through Derived::enter(self, use, otherwise), which answers `use(heap)`,
/// or `otherwise` if the heap may not be used.
template <class Derived, uint32_t L, uint32_t B>
class LockedOperations : public ByteOperations<Derived, B> {
public:
    [[nodiscard]] static constexpr size_t block_count() noexcept { return L; }
    [[nodiscard]] static constexpr size_t block_size() noexcept { return B; }

    [[nodiscard]] void* allocate_blocks(size_t size, size_t alignment) noexcept {
        return Derived::template enter<void*>(
            self(), [&](auto& heap) { return heap.allocate_blocks(size, alignment); }, nullptr);
    }
    bool deallocate_blocks(void* block, size_t size) noexcept {
        return Derived::template enter<bool>(
            self(), [&](auto& heap) { return heap.deallocate_blocks(block, size); }, false);
    }
    bool shrink_in_place(void* block, size_t old, size_t now) noexcept {
        return Derived::template enter<bool>(
            self(), [&](auto& heap) { return heap.shrink_in_place(block, old, now); }, false);
    }
    [[nodiscard]] bool grow_in_place(void* block, size_t old, size_t now) noexcept {
        return Derived::template enter<bool>(
            self(), [&](auto& heap) { return heap.grow_in_place(block, old, now); }, false);
    }
    [[nodiscard]] size_t grow_up_to(void* block, size_t old, size_t now) noexcept {
        return Derived::template enter<size_t>(
            self(), [&](auto& heap) { return heap.grow_up_to(block, old, now); }, old);
    }
    [[nodiscard]] void* reallocate_blocks(void* block, size_t old, size_t now, size_t alignment,
                                          size_t useful_bytes = SIZE_MAX) noexcept {
        return Derived::template enter<void*>(
            self(), [&](auto& heap) { return heap.reallocate_blocks(block, old, now, alignment, useful_bytes); },
            nullptr);
    }
    void clear() noexcept {
        Derived::template enter<bool>(
            self(),
            [](auto& heap) {
                heap.clear();
                return true;
            },
            false);
    }
    [[nodiscard]] bool is_oom() const noexcept {
        return Derived::template enter<bool>(
            self(), [](const auto& heap) { return heap.is_oom(); }, false);
    }
    [[nodiscard]] bool is_empty() const noexcept {
        return Derived::template enter<bool>(
            self(), [](const auto& heap) { return heap.is_empty(); }, false);
    }
    size_t chunks(uint32_t from, FreeChunk* list, size_t capacity) const noexcept {
        return Derived::template enter<size_t>(
            self(), [&](const auto& heap) { return heap.chunks(from, list, capacity); }, 0);
    }

protected:
    LockedOperations() = default;

private:
    Derived& self() noexcept { return static_cast<Derived&>(*this); }
    const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }
};

} // namespace detail

/// A Stalloc<L, B> with its lock, and with a pointer that tells which thread has a guard. `Lock` has lock() and
/// unlock(), and is constant-initialised; `Mode` is Unchecked, or Checked<handler>. Constant-initialised it is all zero
/// bytes if the lock is.
template <uint32_t L, uint32_t B, class Mode = Unchecked, class Lock = FutexLock>
class SyncStalloc : public detail::LockedOperations<SyncStalloc<L, B, Mode, Lock>, L, B> {
public:
    /// The operations of the heap, under one lock until it is destroyed. Only for the thread that made it.
    class Guard : public detail::LockedOperations<Guard, L, B> {
    public:
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard() {
            is_at_home(*this);
            if (locked_) {
                owner_.holder_.store(nullptr, std::memory_order_relaxed);
                owner_.lock_.unlock();
            }
        }

        [[nodiscard]] bool contains(const void* address) const noexcept { return owner_.contains(address); }
        [[nodiscard]] Snapshot<L, B> snapshot() const noexcept { return owner_.snapshot(); }

    private:
        friend SyncStalloc;
        friend detail::LockedOperations<Guard, L, B>;

        explicit Guard(SyncStalloc& owner) noexcept : owner_(owner), locked_(may_lock(owner)) {
            if (locked_) {
                owner.lock_.lock();
                owner.holder_.store(detail::this_thread(), std::memory_order_relaxed);
            }
        }

        /// In checked mode: false, and a report, in any other thread than the guard's.
        static bool is_at_home(const Guard& guard) noexcept {
            if constexpr (Mode::checks) {
                if (!guard.owner_.is_held_here()) {
                    Mode::report(Misuse::wrong_thread, &guard.owner_);
                    return false;
                }
            }
            return true;
        }

        template <class Result, class Self, class Use>
        static Result enter(Self& guard, Use&& use, Result otherwise) noexcept {
            return is_at_home(guard) ? use(guard.owner_.heap_) : otherwise;
        }

        SyncStalloc& owner_;
        bool locked_; ///< false only in checked mode: this thread has a guard already
    };

    constexpr SyncStalloc() noexcept = default;
    SyncStalloc(const SyncStalloc&) = delete;
    SyncStalloc& operator=(const SyncStalloc&) = delete;
    ~SyncStalloc() = default;

    /// Locks the heap until the guard is destroyed.
    [[nodiscard]] Guard lock() noexcept { return Guard(*this); }

    /// Needs no lock: where the blocks lie does not change.
    [[nodiscard]] bool contains(const void* address) const noexcept { return heap_.contains(address); }

    /// Which blocks are free at one moment. Also for the thread that holds a guard. O(L).
    [[nodiscard]] Snapshot<L, B> snapshot() const noexcept {
        if (is_held_here()) {
            return heap_.snapshot("SyncStalloc");
        }
        const Turn turn(lock_);
        return heap_.snapshot("SyncStalloc");
    }

private:
    friend detail::LockedOperations<SyncStalloc, L, B>;

    /// The lock for as long as it lives.
    class Turn {
    public:
        explicit Turn(Lock& lock) noexcept : lock_(lock) { lock_.lock(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn() { lock_.unlock(); }

    private:
        Lock& lock_;
    };

    template <class Result, class Self, class Use>
    static Result enter(Self& heap, Use&& use, Result otherwise) noexcept {
        if (!may_lock(heap)) {
            return otherwise;
        }
        const Turn turn(heap.lock_);
        return use(heap.heap_);
    }

    /// In checked mode: false, and a report, if this thread holds the guard.
    static bool may_lock(const SyncStalloc& heap) noexcept {
        if constexpr (Mode::checks) {
            if (heap.is_held_here()) {
                Mode::report(Misuse::locked_already, &heap);
                return false;
            }
        }
        return true;
    }

    /// True only if the calling thread itself stored its mark, so that no order with other threads is needed.
    [[nodiscard]] bool is_held_here() const noexcept {
        return holder_.load(std::memory_order_relaxed) == detail::this_thread();
    }

    [[no_unique_address]] typename Mode::template Heap<L, B> heap_;
    mutable Lock lock_;
    std::atomic<const void*> holder_{nullptr}; ///< the thread that has a guard
};

} // namespace stalloc
