// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The checked mode reports every misuse once, at the call, and right use never.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/checked.h"
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/heap_contents.h"

#include <QtTest>

#include <random>
#include <thread>
#include <vector>

using stalloc::Misuse;
using stalloc::MisuseReport;
using namespace firstfit::test;

namespace {

/// What was reported since it was last emptied. Handlers are functions, so it cannot lie in the test object.
std::vector<MisuseReport>& reports() {
    static std::vector<MisuseReport> all;
    return all;
}
void note(const MisuseReport& report) noexcept { reports().push_back(report); }

template <std::uint32_t L, std::uint32_t B>
using Heap = stalloc::CheckedStalloc<L, B, note>;
using Shared = stalloc::SyncStalloc<16, 16, stalloc::Checked<note>>;

/// The only report is this one; forgets it.
bool reported(Misuse misuse, const void* heap, const void* allocation, std::size_t said, std::size_t actual) {
    const bool good = reports().size() == 1 && reports()[0].misuse == misuse && reports()[0].heap == heap &&
                      reports()[0].allocation == allocation && reports()[0].said == said &&
                      reports()[0].actual == actual;
    reports().clear();
    return good;
}

const unsigned char* bytes_of(const void* address) { return static_cast<const unsigned char*>(address); }

constexpr std::size_t rounded(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

/// One bit per block behind the heap, and nothing else.
template <std::uint32_t L, std::uint32_t B>
constexpr bool is_small = sizeof(Heap<L, B>) == rounded(std::size_t{L} * B + 4 + (L + 7) / 8, B);
static_assert(is_small<1, 4> && is_small<8, 4> && is_small<200, 4> && is_small<64, 16> && is_small<65535, 16> &&
              is_small<3, 1024>);
static_assert(sizeof(Heap<64, 16>) == sizeof(stalloc::Stalloc<64, 16>));               // the bits lie in its padding
static_assert(std::is_same_v<stalloc::Unchecked::Heap<8, 4>, stalloc::Stalloc<8, 4>>); // off costs nothing

constinit Heap<100, 16> still;

} // namespace

class StallocCheckedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { reports().clear(); }

    void a_double_free_is_reported() {
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(2, 1);
        void* b = heap.allocate_blocks(3, 1);
        QVERIFY(heap.deallocate_blocks(a, 2));
        QVERIFY(!heap.deallocate_blocks(a, 2));
        QVERIFY(reported(Misuse::double_free, &heap, a, 2, 0));
        QVERIFY(!heap.deallocate(a, 32, 16));
        QVERIFY(reported(Misuse::double_free, &heap, a, 2, 0));
        QCOMPARE(heap.grow(a, 32, 16, 48, 16), nullptr);
        QVERIFY(reported(Misuse::double_free, &heap, a, 2, 0));
        QVERIFY(heap.deallocate_blocks(b, 3));
        QVERIFY(!heap.deallocate_blocks(b, 3)); // now inside the one large chunk
        QVERIFY(reported(Misuse::double_free, &heap, b, 3, 0));
        QVERIFY(heap.is_empty());
    }

    void a_double_free_is_reported_though_the_block_was_handed_out_again() {
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(4, 1);
        QVERIFY(heap.deallocate_blocks(a, 4));
        QCOMPARE(heap.allocate_blocks(2, 1), a);
        QVERIFY(!heap.deallocate_blocks(a, 4)); // another's allocation now, of another size
        QVERIFY(reported(Misuse::overlap, &heap, a, 4, 2));
    }

    void a_foreign_pointer_is_reported() {
        Heap<16, 16> heap;
        Heap<16, 16> other;
        auto* a = static_cast<unsigned char*>(heap.allocate_blocks(4, 1));
        int elsewhere = 0;
        void* others = other.allocate_blocks(4, 1);
        auto* base = reinterpret_cast<unsigned char*>(&heap) + 16 * 16;
        for (void* bad : {static_cast<void*>(nullptr), static_cast<void*>(&elsewhere), others,
                          static_cast<void*>(a + 1), static_cast<void*>(a + 16), static_cast<void*>(base)}) {
            QVERIFY(!heap.deallocate_blocks(bad, 1));
            QVERIFY(reported(Misuse::foreign_pointer, &heap, bad, 1, 0));
            QVERIFY(!heap.shrink_in_place(bad, 2, 1));
            QVERIFY(reported(Misuse::foreign_pointer, &heap, bad, 2, 0));
            QVERIFY(!heap.grow_in_place(bad, 1, 2));
            QVERIFY(reported(Misuse::foreign_pointer, &heap, bad, 1, 0));
            QCOMPARE(heap.grow_up_to(bad, 1, 2), std::size_t{1});
            QVERIFY(reported(Misuse::foreign_pointer, &heap, bad, 1, 0));
            QCOMPARE(heap.reallocate_blocks(bad, 1, 2, 1), nullptr);
            QVERIFY(reported(Misuse::foreign_pointer, &heap, bad, 1, 0));
        }
        QCOMPARE(free_list(heap), std::string("4: 12\n"));
    }

    void a_wrong_size_is_reported() {
        // Without the mode a size that is too small would be believed.
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(4, 1);
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
            QVERIFY(!heap.deallocate_blocks(a, size));
            QVERIFY(reported(Misuse::wrong_size, &heap, a, size, 4));
            QVERIFY(!heap.shrink_in_place(a, size, 1));
            QVERIFY(reported(Misuse::wrong_size, &heap, a, size, 4));
        }
        QVERIFY(!heap.deallocate(a, 48, 1));
        QVERIFY(reported(Misuse::wrong_size, &heap, a, 3, 4));
        QVERIFY(heap.deallocate(a, 49, 1)); // 49 bytes are four blocks
        QVERIFY(reports().empty() && heap.is_empty());
    }

    void an_overlap_is_reported() {
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(4, 1);
        void* b = heap.allocate_blocks(4, 1);
        QVERIFY(!heap.deallocate_blocks(a, 6)); // two blocks of b: without the mode they would be freed
        QVERIFY(reported(Misuse::overlap, &heap, a, 6, 4));
        QVERIFY(!heap.deallocate_blocks(a, 8)); // just a and b
        QVERIFY(reported(Misuse::overlap, &heap, a, 8, 4));
        QVERIFY(!heap.deallocate_blocks(b, 5)); // a block that is free
        QVERIFY(reported(Misuse::overlap, &heap, b, 5, 4));
        QVERIFY(!heap.deallocate_blocks(b, SIZE_MAX));
        QVERIFY(reported(Misuse::overlap, &heap, b, SIZE_MAX, 4));
        QCOMPARE(heap.reallocate_blocks(a, 6, 2, 1), nullptr);
        QVERIFY(reported(Misuse::overlap, &heap, a, 6, 4));
        QCOMPARE(free_list(heap), std::string("8: 8\n"));
    }

    void a_write_into_a_free_block_is_reported_data() {
        QTest::addColumn<int>("next");
        QTest::addColumn<int>("length");
        QTest::newRow("reaches into an allocation") << 8 << 3;
        QTest::newRow("covers an allocation") << 0 << 9;
        QTest::newRow("reaches out of the heap") << 8 << 0xE000;
        QTest::newRow("has no length") << 8 << 0;
        QTest::newRow("leads into an allocation") << 3 << 2;
        QTest::newRow("leads out of the heap") << 0xE000 << 2;
        QTest::newRow("leads backwards") << 1 << 2;
        QTest::newRow("leads to itself") << 2 << 2;
    }
    void a_write_into_a_free_block_is_reported() {
        // In use: 0..1, 4..7 and 10..15; followed, the header in block 2 would lead astray.
        QFETCH(int, next);
        QFETCH(int, length);
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(2, 1);
        void* b = heap.allocate_blocks(2, 1);
        void* c = heap.allocate_blocks(4, 1);
        void* d = heap.allocate_blocks(2, 1);
        QVERIFY(heap.allocate_blocks(6, 1) != nullptr);
        QVERIFY(heap.deallocate_blocks(b, 2) && heap.deallocate_blocks(d, 2));
        const unsigned char wrong[] = {static_cast<unsigned char>(next), static_cast<unsigned char>(next >> 8),
                                       static_cast<unsigned char>(length), static_cast<unsigned char>(length >> 8)};
        std::memcpy(b, wrong, sizeof wrong);
        // Whichever header shows it: the one that was written, or the one that it leads to.
        const auto once = [&](std::size_t said) {
            const bool good = reports().size() == 1 && reports()[0].misuse == Misuse::overlap &&
                              (reports()[0].allocation == b || reports()[0].allocation == bytes_of(b) + 16) &&
                              reports()[0].said == said;
            reports().clear();
            return good;
        };
        for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{9}, std::size_t{0xE000}}) {
            QCOMPARE(heap.allocate_blocks(size, 1), nullptr);
            QVERIFY(once(size));
        }
        QVERIFY(!heap.deallocate_blocks(c, 4));
        QVERIFY(once(4));
        QVERIFY(!heap.grow_in_place(a, 2, 3));
        QVERIFY(once(2));
        QCOMPARE(heap.reallocate_blocks(a, 2, 3, 1), nullptr);
        QVERIFY(once(2));
        heap.clear();
        QVERIFY(heap.allocate_blocks(16, 1) != nullptr);
        QVERIFY(reports().empty());
    }

    void zeros_in_the_first_block_are_no_untouched_heap() {
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(2, 1);
        QVERIFY(heap.allocate_blocks(14, 1) != nullptr);
        QVERIFY(heap.deallocate_blocks(a, 2));
        std::memset(a, 0, 32);
        QCOMPARE(heap.allocate_blocks(9, 1), nullptr);
        QVERIFY(reported(Misuse::overlap, &heap, a, 9, 0));
    }

    void a_write_behind_the_last_block_is_reported() {
        Heap<16, 16> heap;
        void* a = heap.allocate_blocks(4, 1);
        auto* base = reinterpret_cast<unsigned char*>(&heap) + 16 * 16;
        for (const unsigned wrong : {16U, 0U, 0x00010004U}) { // no block, an allocation, and no mark
            std::memcpy(base, &wrong, sizeof wrong);
            QCOMPARE(heap.allocate_blocks(1, 1), nullptr);
            QCOMPARE(reports().size(), std::size_t{1});
            QCOMPARE(reports()[0].misuse, Misuse::overlap);
            reports().clear();
            QVERIFY(!heap.deallocate_blocks(a, 4));
            QCOMPARE(reports().size(), std::size_t{1});
            reports().clear();
        }
    }

    void failures_that_are_no_misuse_are_not_reported() {
        Heap<8, 16> heap;
        void* a = heap.allocate_blocks(4, 1);
        void* b = heap.allocate_blocks(4, 1);
        QCOMPARE(heap.allocate_blocks(1, 1), nullptr);
        QCOMPARE(heap.allocate(16, 3), nullptr);
        QVERIFY(!heap.grow_in_place(a, 4, 5));
        QCOMPARE(heap.grow_up_to(a, 4, 5), std::size_t{4});
        QCOMPARE(heap.grow(a, 64, 1, 80, 1), nullptr);
        QVERIFY(heap.deallocate(nullptr, 0, 1));
        QVERIFY(heap.deallocate_blocks(b, 4));
        QVERIFY(heap.grow_in_place(a, 4, 8));
        QVERIFY(heap.shrink_in_place(a, 8, 1));
        heap.clear();
        QVERIFY(heap.allocate_blocks(8, 1) != nullptr);
        QVERIFY(reports().empty());
    }

    void random_right_use_is_never_reported() {
        static Heap<300, 4> heap;
        struct Live {
            void* pointer;
            std::size_t bytes;
        };
        std::vector<Live> live;
        std::mt19937 random(7);
        for (int i = 0; i < 20'000; ++i) {
            const std::size_t bytes = random() % 60;
            const std::size_t alignment = std::size_t{1} << random() % 7;
            if (live.empty() || random() % 3 == 0) {
                if (void* p = heap.allocate(bytes, alignment)) {
                    live.push_back({p, bytes});
                }
                continue;
            }
            Live& one = live[random() % live.size()];
            QCOMPARE(heap.allocation_size(one.pointer), heap.blocks_for(one.bytes));
            if (random() % 2 == 0) {
                if (void* p = heap.reallocate(one.pointer, one.bytes, 1, bytes, alignment)) {
                    one = {p, bytes};
                }
            } else {
                QVERIFY(heap.deallocate(one.pointer, one.bytes, alignment));
                one = live.back();
                live.pop_back();
            }
        }
        QVERIFY(reports().empty());
        for (const Live& one : live) {
            QVERIFY(heap.deallocate(one.pointer, one.bytes, 1));
        }
        QVERIFY(heap.is_empty());
    }

    void a_constant_initialised_heap_needs_no_constructor() {
        void* a = still.allocate(100, 16);
        QVERIFY(still.contains(a) && still.deallocate(a, 100, 16) && still.is_empty());
        QVERIFY(!still.deallocate(a, 100, 16));
        QVERIFY(reported(Misuse::double_free, &still, a, 7, 0));
    }

    void it_can_be_chained_and_printed() {
        Heap<2, 16> a;
        Heap<4, 16> b;
        auto both = stalloc::chain(a, b);
        void* p = both.allocate(32, 16);
        p = both.grow(p, 32, 16, 64, 16);
        QVERIFY(b.contains(p) && both.deallocate(p, 64, 16));
        QVERIFY(reports().empty());
        std::ostringstream stream;
        stream << a;
        QCOMPARE(stream.str(), std::string("CheckedStalloc<2, 16>\n0: 2\n"));
    }

    void a_shared_heap_reports_misuse() {
        Shared heap;
        void* a = heap.allocate(32, 16);
        QVERIFY(!heap.deallocate(a, 16, 16));
        QCOMPARE(reports().size(), std::size_t{1});
        QCOMPARE(reports()[0].misuse, Misuse::wrong_size);
        QVERIFY(heap.deallocate(a, 32, 16));
    }

    void defect_14_a_guard_in_another_thread_is_reported() {
        Shared heap;
        auto guard = heap.lock();
        void* mine = guard.allocate(16, 16);
        bool refused = false;
        std::thread([&] {
            // Somebody shared the guard: it does nothing here.
            refused = guard.allocate(16, 16) == nullptr && !guard.deallocate(mine, 16, 16) &&
                      guard.grow(mine, 16, 16, 32, 16) == nullptr;
        }).join();
        QVERIFY(refused);
        QCOMPARE(reports().size(), std::size_t{3});
        for (const MisuseReport& report : reports()) {
            QCOMPARE(report.misuse, Misuse::wrong_thread);
            QCOMPARE(report.heap, static_cast<const void*>(&heap));
        }
        reports().clear();
        QVERIFY(guard.deallocate(mine, 16, 16) && guard.is_empty());
        QVERIFY(reports().empty());
    }

    void locking_twice_is_reported_and_does_not_wait() {
        Shared heap;
        auto guard = heap.lock();
        QCOMPARE(heap.allocate(16, 16), nullptr); // would wait for its own guard for ever
        QVERIFY(reported(Misuse::locked_already, &heap, nullptr, 0, 0));
        {
            auto second = heap.lock();
            QVERIFY(reported(Misuse::locked_already, &heap, nullptr, 0, 0));
            QVERIFY(second.allocate(16, 16) != nullptr);
        }
        QVERIFY(guard.allocate(16, 16) != nullptr); // still locked by the first one
        QVERIFY(reports().empty());
    }
};

QTEST_APPLESS_MAIN(StallocCheckedTest)
#include "stalloc_checked_test.moc"
