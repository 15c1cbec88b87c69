// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The four-byte lock. Qt Test starts a thread of its own, so what a process with one thread does is done before main().
#include "allocator/stalloc/lock.h"

#include <QtTest>

#include <cstring>
#include <latch>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

using stalloc::FutexLock;

static_assert(sizeof(FutexLock) == 4 && alignof(FutexLock) == 4);
static_assert(!std::is_copy_constructible_v<FutexLock> && !std::is_move_constructible_v<FutexLock>);
static_assert(!std::is_copy_assignable_v<FutexLock> && !std::is_move_assignable_v<FutexLock>);

namespace {

constinit FutexLock fresh;
constinit FutexLock taken_alone;

/// What the lock did while the process had one thread (a sanitizer may have started one, then it is not known).
struct Alone {
    bool known = stalloc::detail::single_threaded();
    bool taken = taken_alone.try_lock();
    bool taken_twice = taken_alone.try_lock();
};
const Alone alone;

unsigned word_of(const FutexLock& lock) {
    unsigned word = 0;
    std::memcpy(&word, static_cast<const void*>(&lock), sizeof word);
    return word;
}

/// `threads` threads add `each` times to a plain integer, starting together; what it is in the end.
long count_with(FutexLock& lock, int threads, long each) {
    long sum = 0;
    std::latch start(threads);
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&] {
            start.arrive_and_wait();
            for (long n = 0; n < each; ++n) {
                const std::scoped_lock guard(lock);
                ++sum;
            }
        });
    }
    running.clear();
    return sum;
}

bool try_in_another_thread(FutexLock& lock) {
    bool got = false;
    std::jthread([&] {
        got = lock.try_lock();
        if (got) {
            lock.unlock();
        }
    }).join();
    return got;
}

} // namespace

class LockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_fresh_lock_is_zero_and_free() {
        QCOMPARE(word_of(fresh), 0U);
        QVERIFY(fresh.try_lock());
        QVERIFY(word_of(fresh) != 0U);
        QVERIFY(!fresh.try_lock());
        fresh.unlock();
        QCOMPARE(word_of(fresh), 0U);
    }

    void a_lock_taken_before_the_first_thread_keeps_that_thread_out() {
        QVERIFY(alone.taken);
        QVERIFY(!alone.taken_twice);
        bool inside = false;
        std::latch about_to_lock(1);
        std::jthread other([&] {
            about_to_lock.count_down();
            const std::scoped_lock guard(taken_alone);
            inside = true;
        });
        about_to_lock.wait();
        QVERIFY(!try_in_another_thread(taken_alone));
        QVERIFY(!inside); // reads it under the lock
        taken_alone.unlock();
        other.join();
        QVERIFY(inside);
        QCOMPARE(word_of(taken_alone), 0U);
    }

    void the_process_was_known_to_have_one_thread() {
#if defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
        QSKIP("nothing says how many threads there are");
#else
        QVERIFY(alone.known);
        QVERIFY(!stalloc::detail::single_threaded());
#endif
    }

    void a_held_lock_is_not_to_be_had_elsewhere() {
        FutexLock lock;
        QVERIFY(try_in_another_thread(lock));
        lock.lock();
        QVERIFY(!try_in_another_thread(lock));
        lock.unlock();
        QVERIFY(try_in_another_thread(lock));
    }

    void one_thread_at_a_time_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("each");
        QTest::newRow("one thread") << 1 << 50000;
        QTest::newRow("two threads") << 2 << 50000;
        QTest::newRow("eight threads on fewer cores") << 8 << 10000;
        QTest::newRow("sixty threads") << 60 << 500;
    }
    void one_thread_at_a_time() {
        QFETCH(int, threads);
        QFETCH(int, each);
        FutexLock lock;
        QCOMPARE(count_with(lock, threads, each), long{threads} * each);
        QCOMPARE(word_of(lock), 0U);
    }

    void sleepers_are_woken_one_after_the_other() {
        // The holder sleeps while holding, so that the others sleep, lose the lock again and again, and claim it.
        FutexLock lock;
        int entered = 0;
        constexpr int threads = 6;
        constexpr int each = 20;
        std::vector<std::jthread> running;
        for (int i = 0; i < threads; ++i) {
            running.emplace_back([&] {
                for (int n = 0; n < each; ++n) {
                    const std::scoped_lock guard(lock);
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
                    ++entered;
                }
            });
        }
        running.clear();
        QCOMPARE(entered, threads * each);
        QCOMPARE(word_of(lock), 0U);
    }
};

QTEST_GUILESS_MAIN(LockTest)
#include "lock_test.moc"
