// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The defects of the Rust crate that a block-level heap can have, by number, and every misuse that can be seen cheaply.
#include "allocator/stalloc/print.h"
#include "allocator/stalloc/stalloc.h"

#include <QtTest>

#include <memory>
#include <sstream>

using stalloc::Stalloc;

namespace {

template <class Heap>
std::string free_list(const Heap& heap) {
    std::ostringstream stream;
    stream << heap;
    return stream.str().substr(stream.str().find('\n') + 1);
}

/// Every misuse of `heap` returns failure and leaves it as it is.
template <class Heap>
void misuse(Heap& heap, const std::string& expected) {
    constexpr std::size_t huge = SIZE_MAX;
    auto* first = reinterpret_cast<unsigned char*>(&heap);
    unsigned char elsewhere[64] = {};
    const auto same = [&] { QCOMPARE(free_list(heap), expected); };
    for (const std::size_t size : {std::size_t{0}, std::size_t{9}, std::size_t{65536}, huge - 1, huge}) {
        QCOMPARE(heap.allocate_blocks(size, 1), nullptr);
    }
    for (const std::size_t alignment : {std::size_t{0}, std::size_t{3}, std::size_t{6}, std::size_t{1} << 28,
                                        std::size_t{1} << 31, std::size_t{1} << 63, huge}) {
        QCOMPARE(heap.allocate_blocks(1, alignment), nullptr);
    }
    same();
    for (void* bad : {static_cast<void*>(nullptr), static_cast<void*>(elsewhere), static_cast<void*>(first + 1),
                      static_cast<void*>(first + 32), static_cast<void*>(first - 4),
                      reinterpret_cast<void*>(std::uintptr_t{4}), reinterpret_cast<void*>(~std::uintptr_t{3})}) {
        QVERIFY(!heap.deallocate_blocks(bad, 1));
        QVERIFY(!heap.shrink_in_place(bad, 2, 1));
        QVERIFY(!heap.grow_in_place(bad, 1, 2));
        QCOMPARE(heap.grow_up_to(bad, 1, 2), std::size_t{1});
    }
    same();
    for (const std::size_t size : {std::size_t{0}, std::size_t{9}, huge}) {
        QVERIFY(!heap.deallocate_blocks(first, size));
        QVERIFY(!heap.shrink_in_place(first, size, 1));
        QVERIFY(!heap.grow_in_place(first, size, huge));
        QCOMPARE(heap.grow_up_to(first, size, huge), size);
    }
    QVERIFY(!heap.deallocate_blocks(first + 16, huge)); // index + size wraps
    same();
}

} // namespace

class StallocMisuseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defect_01_is_empty_when_block_0_is_free() {
        Stalloc<8, 4> heap;
        void* a = heap.allocate_blocks(2, 1);
        void* b = heap.allocate_blocks(2, 1);
        QVERIFY(heap.deallocate_blocks(a, 2));
        QVERIFY(!heap.is_empty());
        QCOMPARE(heap.allocate_blocks(8, 1), nullptr);
        QVERIFY(heap.deallocate_blocks(b, 2));
        QVERIFY(heap.is_empty());
    }

    void defect_02_front_remainder_without_back_remainder() {
        // Of a heap aligned to 4 blocks the last two are [2, 4): block 1 stays free in front.
        struct alignas(16) Aligned {
            Stalloc<4, 4> heap;
        } aligned;
        auto& heap = aligned.heap;
        QVERIFY(heap.allocate_blocks(1, 1) != nullptr);
        void* b = heap.allocate_blocks(2, 2);
        QCOMPARE(b, static_cast<void*>(reinterpret_cast<unsigned char*>(&heap) + 8));
        QCOMPARE(free_list(heap), std::string("1: 1\n"));
        QVERIFY(!heap.is_oom());
        void* c = heap.allocate_blocks(1, 1);
        QCOMPARE(c, static_cast<void*>(reinterpret_cast<unsigned char*>(&heap) + 4));
        QVERIFY(heap.is_oom());
    }

    void defect_02_loses_no_block_of_eight() {
        struct alignas(32) Aligned {
            Stalloc<8, 4> heap;
        } aligned;
        auto& heap = aligned.heap;
        QVERIFY(heap.allocate_blocks(1, 1) != nullptr);
        QVERIFY(heap.allocate_blocks(1, 2) != nullptr); // block 2
        QVERIFY(heap.allocate_blocks(4, 4) != nullptr); // blocks 4..7
        QCOMPARE(free_list(heap), std::string("1: 1\n3: 1\n"));
    }

    void defect_03_exact_fit_of_the_last_chunk() {
        Stalloc<8, 4> heap;
        void* a = heap.allocate_blocks(2, 1);
        QVERIFY(heap.allocate_blocks(2, 1) != nullptr);
        QVERIFY(heap.deallocate_blocks(a, 2));
        void* c = heap.allocate_blocks(4, 1);
        QVERIFY(c != nullptr);
        QVERIFY(!heap.is_oom());
        QCOMPARE(free_list(heap), std::string("0: 2\n"));
        QVERIFY(heap.deallocate_blocks(c, 4));
        QCOMPARE(free_list(heap), std::string("0: 2\n4: 4\n"));
    }

    void defect_11_huge_sizes_do_not_wrap() {
        Stalloc<8, 4> heap;
        void* a = heap.allocate_blocks(1, 1);
        for (std::size_t below = 0; below < 16; ++below) {
            QCOMPARE(heap.allocate_blocks(SIZE_MAX - below, 4), nullptr);
            QVERIFY(!heap.grow_in_place(a, 1, SIZE_MAX - below));
        }
        QCOMPARE(free_list(heap), std::string("1: 7\n"));
        QCOMPARE(heap.grow_up_to(a, 1, SIZE_MAX), std::size_t{8});
    }

    void defect_12_huge_alignment_and_zero_size() {
        Stalloc<8, 4> heap;
        QCOMPARE(heap.allocate_blocks(1, std::size_t{1} << 30), nullptr);
        QCOMPARE(heap.allocate_blocks(1, std::size_t{1} << 28), nullptr); // 2^30 bytes
        QCOMPARE(heap.allocate_blocks(0, 1), nullptr);
        QVERIFY(heap.is_empty());
        void* a = heap.allocate_blocks(2, 1);
        QVERIFY(!heap.shrink_in_place(a, 2, 0));
        QVERIFY(!heap.deallocate_blocks(a, 0));
        QCOMPARE(free_list(heap), std::string("2: 6\n"));
    }

    void the_largest_alignment_is_allowed() {
        // 2^29 bytes are two blocks of the largest size; inclusive, as a bound in the crate was not at first.
        auto heap = std::make_unique<Stalloc<4, 4096>>();
        constexpr std::size_t most = (std::size_t{1} << 29) / 4096;
        void* p = heap->allocate_blocks(1, most);
        QVERIFY(p == nullptr || reinterpret_cast<std::uintptr_t>(p) % (std::size_t{1} << 29) == 0);
        QCOMPARE(heap->allocate_blocks(1, 2 * most), nullptr);
    }

    void misuse_of_a_fresh_heap() {
        Stalloc<8, 4> heap;
        misuse(heap, "0: 8\n");
        QVERIFY(heap.is_empty());
    }

    void misuse_of_an_untouched_heap() {
        static constinit Stalloc<8, 4> heap;
        misuse(heap, "0: 8\n");
        void* first = &heap;
        QVERIFY(!heap.deallocate_blocks(first, 1));
        QVERIFY(!heap.deallocate_blocks(static_cast<unsigned char*>(first) + 12, 2));
        QVERIFY(!heap.shrink_in_place(first, 4, 2));
        QVERIFY(!heap.grow_in_place(first, 2, 4));
        QVERIFY(heap.is_empty());
    }

    void misuse_of_a_heap_in_use() {
        Stalloc<8, 4> heap;
        QVERIFY(heap.allocate_blocks(3, 1) != nullptr);
        misuse(heap, "3: 5\n");
    }

    void misuse_of_a_full_heap() {
        Stalloc<8, 4> heap;
        QVERIFY(heap.allocate_blocks(8, 1) != nullptr);
        misuse(heap, "");
        QVERIFY(heap.is_oom());
    }

    void freeing_what_is_free_is_refused() {
        Stalloc<12, 4> heap;
        void* a = heap.allocate_blocks(3, 1);
        void* b = heap.allocate_blocks(3, 1);
        QVERIFY(heap.allocate_blocks(3, 1) != nullptr);
        QVERIFY(heap.deallocate_blocks(b, 3));
        const std::string before = "3: 3\n9: 3\n";
        QVERIFY(!heap.deallocate_blocks(b, 3));                                  // twice
        QVERIFY(!heap.deallocate_blocks(a, 4));                                  // reaches into a chunk
        QVERIFY(!heap.deallocate_blocks(a, 7));                                  // covers a chunk
        QVERIFY(!heap.deallocate_blocks(static_cast<unsigned char*>(b) + 4, 1)); // inside a chunk
        QVERIFY(!heap.deallocate_blocks(static_cast<unsigned char*>(b) + 8, 3)); // begins in a chunk
        QVERIFY(!heap.shrink_in_place(a, 5, 1));
        QVERIFY(!heap.grow_in_place(b, 3, 5));
        QCOMPARE(heap.grow_up_to(a, 5, 9), std::size_t{5});
        QCOMPARE(free_list(heap), before);
        QVERIFY(heap.deallocate_blocks(a, 3));
        QCOMPARE(free_list(heap), std::string("0: 6\n9: 3\n"));
    }

    void shrinking_a_full_heap_frees_its_tail() {
        Stalloc<4, 4> heap;
        void* a = heap.allocate_blocks(4, 1);
        QVERIFY(heap.shrink_in_place(a, 4, 3));
        QVERIFY(!heap.is_oom());
        QCOMPARE(free_list(heap), std::string("3: 1\n"));
        QVERIFY(heap.shrink_in_place(a, 3, 1));
        QCOMPARE(free_list(heap), std::string("1: 3\n"));
    }
};

QTEST_APPLESS_MAIN(StallocMisuseTest)
#include "stalloc_misuse_test.moc"
