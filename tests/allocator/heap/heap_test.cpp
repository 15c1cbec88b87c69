// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap of the screen: geometry, bytes and blocks, ledger, failures, copies.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

using namespace firstfit;
using namespace firstfit::test;
using Kind = OperationKind;
using stalloc::Failure;

class HeapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void geometry_says_what_is_wrong_with_it() {
        QVERIFY(!shape(1).problem());
        QVERIFY(!shape(65535, 1U << 28, 1U << 28).problem());
        QVERIFY(shape(0).problem());
        QVERIFY(shape(65536).problem());
        for (const std::uint32_t block_size : {0U, 2U, 3U, 12U, 1U << 29}) {
            QVERIFY(shape(8, block_size, 0).problem());
        }
        QVERIFY(shape(8, 16, 0x100008).problem());
        QVERIFY(shape(8, 16, UINT64_MAX - 127).problem()); // no room for the base header
        QCOMPARE(shape(200).size_of(), 804ULL);
        QCOMPARE(shape(1, 1024).size_of(), 2048ULL);
        QCOMPARE(shape(65535, 16).size_of(), 1048576ULL);
    }

    void policies_have_names() {
        for (const Policy policy : {Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit}) {
            QVERIFY(policy_from(to_string(policy)) == policy);
        }
        QCOMPARE(to_string(Policy::best_fit), "best-fit");
        QVERIFY(!policy_from("quick-fit"));
    }

    void bytes_are_rounded_up_to_blocks() {
        const HeapGeometry geometry = shape(32, 4);
        QCOMPARE(geometry.blocks_for(0), 1ULL);
        QCOMPARE(geometry.blocks_for(1), 1ULL);
        QCOMPARE(geometry.blocks_for(4), 1ULL);
        QCOMPARE(geometry.blocks_for(5), 2ULL);
        QCOMPARE(geometry.blocks_for(30), 8ULL);
        QCOMPARE(geometry.blocks_for(UINT64_MAX), UINT64_MAX / 4 + 1);
    }

    void a_request_in_bytes_takes_whole_blocks_and_wastes_the_rest() {
        Heap heap(shape(32, 4));
        const Outcome outcome = heap.apply(in_bytes(Kind::allocate, 0, 30), OperationIndex{1});
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.index.value, 0U);
        QCOMPARE(outcome.blocks.value, 8U);
        QCOMPARE(outcome.scan_length.value, 1U);
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 1, 0), OperationIndex{2}).ok());
        const Metrics metrics = heap.metrics();
        QCOMPARE(metrics.used.value, 9U);
        QCOMPARE(metrics.free.value, 23U);
        QCOMPARE(metrics.largest_chunk.value, 23U);
        QCOMPARE(metrics.chunks, 1U);
        QCOMPARE(metrics.live_bytes, 30ULL);
        QCOMPARE(metrics.rounding_waste, 6ULL);
    }

    void alignment_in_bytes_counts_from_the_virtual_base() {
        Heap heap(shape(32, 8, 0x100008));
        // 0x100008 is 8 past a multiple of 16: one block stays free in front.
        const Outcome outcome = heap.apply(in_bytes(Kind::allocate, 0, 8, 16), OperationIndex{1});
        QCOMPARE(outcome.index.value, 1U);
        // Less than a block is a block.
        QCOMPARE(heap.apply(in_bytes(Kind::allocate, 1, 8, 2), OperationIndex{2}).index.value, 0U);
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 2, 8, 3), OperationIndex{3}).failure == Failure::bad_alignment);
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 2, 8, 24), OperationIndex{3}).failure == Failure::bad_alignment);
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 2, 8, 1U << 30), OperationIndex{3}).failure ==
                Failure::bad_alignment);
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 2, 8, 1U << 29), OperationIndex{3}).failure ==
                Failure::no_chunk_fits);
    }

    void huge_sizes_are_too_large() {
        for (const std::uint32_t block_size : {4U, 1U << 28}) {
            Heap heap(shape(8, block_size, 1U << 28));
            QVERIFY(heap.apply(request(Kind::allocate, 0, 1), OperationIndex{1}).ok());
            for (const std::uint64_t size : {UINT64_MAX, UINT64_MAX - 1, std::uint64_t{1} << 63}) {
                for (const SizeUnit unit : {SizeUnit::bytes, SizeUnit::blocks}) {
                    for (const std::uint32_t alignment : {0U, block_size}) {
                        const auto failure = [&](Kind kind, std::uint32_t id) {
                            return heap.apply(request(kind, id, size, alignment, unit), OperationIndex{2}).failure;
                        };
                        QVERIFY(failure(Kind::allocate, 1) == Failure::too_large);
                        QVERIFY(failure(Kind::grow_in_place, 0) == Failure::too_large);
                        QVERIFY(failure(Kind::reallocate, 0) == Failure::too_large);
                        QVERIFY(failure(Kind::shrink_in_place, 0) == Failure::bad_size);
                    }
                }
            }
            QCOMPARE(free_list(heap), std::string("1:7"));
            QCOMPARE(heap.apply(in_bytes(Kind::grow_up_to, 0, UINT64_MAX), OperationIndex{3}).blocks.value, 8U);
            QCOMPARE(heap.metrics().live_bytes, heap.geometry().capacity_bytes());
        }
    }

    void failures_say_why_and_change_nothing() {
        Heap heap(shape(8));
        const auto failure = [&](const Operation& operation) {
            return heap.apply(operation, OperationIndex{9}).failure;
        };
        QVERIFY(failure(request(Kind::deallocate, 0)) == Failure::outside);
        QVERIFY(failure(request(Kind::allocate, no_allocation.value, 1)) == Failure::outside);
        QVERIFY(failure(request(Kind::allocate, 0, 3)) == Failure::none);
        QVERIFY(failure(request(Kind::allocate, 0, 1)) == Failure::outside); // is alive
        QVERIFY(failure(request(Kind::allocate, 1, 0)) == Failure::zero_size);
        QVERIFY(failure(request(Kind::allocate, 1, 6)) == Failure::no_chunk_fits);
        QVERIFY(failure(request(Kind::allocate, 1, 1)) == Failure::none);
        QVERIFY(failure(request(Kind::grow_in_place, 0, 4)) == Failure::not_followed_free);
        QVERIFY(failure(request(Kind::grow_in_place, 1, 6)) == Failure::chunk_too_short);
        QVERIFY(failure(request(Kind::grow_in_place, 0, 2)) == Failure::bad_size);
        QVERIFY(failure(request(Kind::grow_up_to, 0, 2)) == Failure::bad_size);
        QVERIFY(failure(request(Kind::shrink_in_place, 0, 4)) == Failure::bad_size);
        QVERIFY(failure(request(Kind::shrink_in_place, 0, 0)) == Failure::zero_size);
        QVERIFY(failure(request(Kind::reallocate, 0, 0)) == Failure::zero_size);
        QCOMPARE(free_list(heap), std::string("4:4"));
        QVERIFY(failure(request(Kind::allocate, 2, 4)) == Failure::none);
        QVERIFY(failure(request(Kind::allocate, 3, 1)) == Failure::no_block_free);
        QVERIFY(heap.is_oom());
        // What is still alive is reported where it still lies.
        const Outcome outcome = heap.apply(request(Kind::grow_in_place, 1, 2), OperationIndex{10});
        QCOMPARE(outcome.index.value, 3U);
        QCOMPARE(outcome.blocks.value, 1U);
    }

    void the_ledger_knows_who_lives_where() {
        Heap heap(shape(32, 4));
        Operation allocate = in_bytes(Kind::allocate, 7, 10, 8);
        allocate.line = 12;
        QVERIFY(heap.apply(allocate, OperationIndex{3}).ok());
        QVERIFY(heap.alive(AllocationId{7}));
        const std::optional<LiveAllocation> found = heap.find(AllocationId{7});
        QVERIFY(found.has_value());
        const LiveAllocation expected{.id = AllocationId{7},
                                      .index = BlockIndex{0},
                                      .blocks = BlockCount{3},
                                      .bytes = 10,
                                      .alignment = 8,
                                      .born = OperationIndex{3},
                                      .line = 12,
                                      .name = {}};
        QVERIFY(*found == expected);
        Operation grow = in_bytes(Kind::reallocate, 7, 17);
        grow.line = 20;
        QVERIFY(heap.apply(grow, OperationIndex{4}).ok());
        const LiveAllocation grown = heap.find(AllocationId{7}).value();
        QCOMPARE(grown.blocks.value, 5U);
        QCOMPARE(grown.bytes, 17ULL);
        QCOMPARE(grown.born.value, 3U); // still the same allocation
        QCOMPARE(grown.line, 12U);
        QVERIFY(heap.apply(request(Kind::deallocate, 7), OperationIndex{5}).ok());
        QVERIFY(!heap.alive(AllocationId{7}));
        QVERIFY(heap.apply(request(Kind::deallocate, 7), OperationIndex{6}).failure == Failure::outside);
    }

    void clear_forgets_everybody() {
        Heap heap(shape(8));
        for (std::uint32_t id = 0; id < 8; ++id) {
            QVERIFY(heap.apply(request(Kind::allocate, id, 1), OperationIndex{id + 1}).ok());
        }
        QVERIFY(heap.is_oom());
        QVERIFY(heap.apply(request(Kind::clear, no_allocation.value), OperationIndex{9}).ok());
        QVERIFY(heap.is_empty());
        QVERIFY(!heap.alive(AllocationId{3}));
        QCOMPARE(heap.metrics(), Heap(shape(8)).metrics());
        QVERIFY(heap.apply(request(Kind::allocate, 3, 8), OperationIndex{10}).ok());
    }

    void growing_up_to_keeps_the_bytes_that_fit() {
        Heap heap(shape(8, 4));
        QVERIFY(heap.apply(in_bytes(Kind::allocate, 0, 5), OperationIndex{1}).ok());
        QVERIFY(heap.apply(in_bytes(Kind::grow_up_to, 0, 11), OperationIndex{2}).ok());
        QCOMPARE(heap.metrics().live_bytes, 11ULL);
        QCOMPARE(heap.metrics().rounding_waste, 1ULL);
        QVERIFY(heap.apply(in_bytes(Kind::grow_up_to, 0, 100), OperationIndex{3}).ok());
        QCOMPARE(heap.metrics().live_bytes, 32ULL);
        QCOMPARE(heap.metrics().rounding_waste, 0ULL);
        // Nothing to be had is no failure.
        const Outcome outcome = heap.apply(in_bytes(Kind::grow_up_to, 0, 100), OperationIndex{4});
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.blocks.value, 8U);
    }

    void a_copy_is_another_heap() {
        Heap heap(shape(8));
        QVERIFY(heap.apply(request(Kind::allocate, 0, 2), OperationIndex{1}).ok());
        Heap copy = heap;
        QVERIFY(copy.apply(request(Kind::deallocate, 0), OperationIndex{2}).ok());
        QVERIFY(copy.is_empty());
        QVERIFY(heap.alive(AllocationId{0}));
        QCOMPARE(free_list(heap), std::string("2:6"));
        QVERIFY(heap.snapshot(no_name) == Heap(heap).snapshot(no_name));
    }

    void a_huge_heap_takes_little_memory() {
        const Heap heap(shape(65535, 1U << 28, 1U << 28));
        QVERIFY(heap.footprint() < (std::size_t{1} << 20));
        QCOMPARE(heap.header_bytes().size(), std::size_t{65536 * 4});
    }
};

QTEST_APPLESS_MAIN(HeapTest)
#include "heap_test.moc"
