// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// A lock of four bytes for a heap that threads share.
//
// While no other thread was ever started it costs a load, two comparisons and a store. Under contention a thread
// that just gave the lock up may take it again (so that the heap stays in that core's cache), but not for ever:
// a thread that slept and lost several times claims the lock, and then nobody else can take it before.
#pragma once

#include <atomic>
#include <stdint.h>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif !defined(__cpp_lib_atomic_wait) && !defined(_WIN32)
#include <sched.h>
#endif
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif
#if defined(_WIN32)
extern "C" __declspec(dllimport) void __stdcall Sleep(unsigned long);
#endif

namespace stalloc {

namespace detail {

/// True only if no other thread can exist. Can become false between lock() and unlock().
inline bool single_threaded() noexcept {
#if __has_include(<sys/single_threaded.h>)
    return __libc_single_threaded != 0;
#else
    return false;
#endif
}

/// Tells the processor that this is a waiting loop.
inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/// Who sleeps at a lock: threads that take what comes, and the one thread that claimed the lock.
enum class Sleeper : uint32_t { any = 1, claimant = 2 };

#if defined(__linux__)
#if defined(SYS_futex)
inline constexpr long futex_call = SYS_futex;
#else
inline constexpr long futex_call = SYS_futex_time64; // 32-bit machines that never had the other one
#endif

/// Sleeps while `word` holds `value`; may also return without a reason.
inline void sleep(std::atomic<uint32_t>& word, uint32_t value, Sleeper who) noexcept {
    syscall(futex_call, &word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, value, nullptr, nullptr,
            static_cast<uint32_t>(who));
}
/// Wakes one sleeper of that kind. `word` may be gone already: its address is all that counts.
inline void wake(std::atomic<uint32_t>& word, Sleeper who) noexcept {
    syscall(futex_call, &word, FUTEX_WAKE_BITSET | FUTEX_PRIVATE_FLAG, 1, nullptr, nullptr, static_cast<uint32_t>(who));
}
#elif defined(_WIN32)
inline void sleep(std::atomic<uint32_t>& word, uint32_t value, Sleeper) noexcept {
    // The first rounds give the rest of the time slice away; then the holder may have a lower priority.
    for (int round = 0; word.load(std::memory_order_relaxed) == value; ++round) {
        Sleep(round < 16 ? 0 : 1);
    }
}
inline void wake(std::atomic<uint32_t>&, Sleeper) noexcept {}
#elif defined(__cpp_lib_atomic_wait)
inline void sleep(std::atomic<uint32_t>& word, uint32_t value, Sleeper) noexcept {
    word.wait(value, std::memory_order_relaxed);
}
inline void wake(std::atomic<uint32_t>& word, Sleeper) noexcept { word.notify_all(); }
#else
inline void sleep(std::atomic<uint32_t>&, uint32_t, Sleeper) noexcept { sched_yield(); }
inline void wake(std::atomic<uint32_t>&, Sleeper) noexcept {}
#endif

} // namespace detail

/// Not recursive. Free when constant-initialised: all four bytes are zero. Meets the standard's Lockable, so
/// std::lock_guard and std::unique_lock take it. Threads of one process only.
class FutexLock {
public:
    constexpr FutexLock() noexcept = default;
    FutexLock(const FutexLock&) = delete;
    FutexLock& operator=(const FutexLock&) = delete;
    ~FutexLock() = default;

    /// Waits for the lock as long as need be.
    void lock() noexcept {
        if (!try_lock()) [[unlikely]] {
            wait_and_lock();
        }
    }

    /// Takes the lock if it is free and nobody has claimed it.
    [[nodiscard]] bool try_lock() noexcept {
        if (detail::single_threaded()) {
            if (word_.load(std::memory_order_relaxed) != 0) [[unlikely]] {
                return false;
            }
            word_.store(locked, std::memory_order_relaxed);
            return true;
        }
        uint32_t free = 0;
        return word_.compare_exchange_strong(free, locked, std::memory_order_acquire, std::memory_order_relaxed);
    }

    /// Gives the lock up; only its holder may. That another thread was started meanwhile does no harm: the word
    /// looks the same whichever way it was locked.
    void unlock() noexcept {
        if (detail::single_threaded()) {
            word_.store(0, std::memory_order_relaxed); // nobody can be waiting
            return;
        }
        uint32_t mine = locked;
        if (!word_.compare_exchange_strong(mine, 0, std::memory_order_release, std::memory_order_relaxed))
            [[unlikely]] {
            unlock_and_wake(mine);
        }
    }

private:
    static constexpr uint32_t locked = 1;
    static constexpr uint32_t waiters = 2; ///< somebody may be asleep
    static constexpr uint32_t claimed = 4; ///< the lock goes to the thread that set this bit
    /// So often a thread is woken and finds the lock taken again, before it claims it.
    static constexpr int patience = 4;
    /// Spins for 2^spin_rounds - 1 pauses, about as long as it takes to fall asleep and be woken.
    static constexpr int spin_rounds = 7;

    /// Spins, sleeps, and after some rounds claims the lock.
    [[gnu::noinline]] void wait_and_lock() noexcept {
        uint32_t taken = locked; // what to write into a free word
        bool claimant = false;
        for (int rounds = 0; !spin(taken, claimant); ++rounds) {
            if (rounds >= patience && !claimant) {
                claimant = (word_.fetch_or(claimed, std::memory_order_relaxed) & claimed) == 0;
            }
            uint32_t word = word_.load(std::memory_order_relaxed);
            if ((word & obstacles(claimant)) == 0) {
                continue; // free just now
            }
            if ((word & waiters) == 0 &&
                !word_.compare_exchange_strong(word, word | waiters, std::memory_order_relaxed)) {
                continue;
            }
            taken = locked | waiters; // whoever slept cannot know whether it was the only one
            detail::sleep(word_, word | waiters, claimant ? detail::Sleeper::claimant : detail::Sleeper::any);
        }
    }

    /// Tries to take the lock, looking more and more seldom: each look takes the cache line from the holder.
    bool spin(uint32_t taken, bool claimant) noexcept {
        uint32_t word = word_.load(std::memory_order_relaxed);
        for (int round = 0; round < spin_rounds;) {
            if ((word & obstacles(claimant)) != 0) {
                for (int i = 0; i < 1 << round; ++i) {
                    detail::relax();
                }
                ++round;
                word = word_.load(std::memory_order_relaxed);
                continue;
            }
            const uint32_t now = (claimant ? word & ~claimed : word) | taken;
            if (word_.compare_exchange_weak(word, now, std::memory_order_acquire, std::memory_order_relaxed)) {
                return true;
            }
        }
        return false;
    }

    static constexpr uint32_t obstacles(bool claimant) noexcept { return claimant ? locked : locked | claimed; }

    [[gnu::noinline]] void unlock_and_wake(uint32_t word) noexcept {
        for (;;) {
            const bool handed_over = (word & claimed) != 0;
            // The thread that is woken says again that there are waiters. A claim stays until its owner comes.
            const uint32_t now = handed_over ? word & ~locked : 0;
            if (word_.compare_exchange_weak(word, now, std::memory_order_release, std::memory_order_relaxed)) {
                if ((word & waiters) != 0) {
                    detail::wake(word_, handed_over ? detail::Sleeper::claimant : detail::Sleeper::any);
                }
                return;
            }
        }
    }

    std::atomic<uint32_t> word_{0};
};

static_assert(sizeof(FutexLock) == 4);

} // namespace stalloc
