// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Snapshots: the heap as runs and chunks, also when its bytes make no sense.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

#include <random>

using namespace firstfit;
using namespace firstfit::test;
using Kind = OperationKind;

namespace {

std::string runs_of(const Snapshot& snapshot) {
    std::string text;
    for (const Run& run : snapshot.runs()) {
        text += run.kind == Run::Kind::allocation ? snapshot.allocations()[run.allocation].name
                : run.kind == Run::Kind::chunk    ? "_"
                                                  : "?";
        text += std::to_string(run.index.value) + "+" + std::to_string(run.blocks.value) + " ";
    }
    return text;
}

std::string letter(AllocationId id) { return {static_cast<char>('a' + id.value)}; }

void set_header(std::vector<unsigned char>& bytes, std::uint32_t index, std::uint16_t next, std::uint16_t length) {
    stalloc::write_field(&bytes[index * 4], stalloc::HeaderField::next, next);
    stalloc::write_field(&bytes[index * 4], stalloc::HeaderField::length, length);
}

LiveAllocation live(std::uint32_t id, std::uint32_t index, std::uint32_t blocks) {
    LiveAllocation allocation;
    allocation.id = AllocationId{id};
    allocation.index = BlockIndex{index};
    allocation.blocks = BlockCount{blocks};
    allocation.bytes = std::uint64_t{blocks} * 4;
    allocation.name = letter(allocation.id);
    return allocation;
}

} // namespace

class HeapSnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_default_is_a_fresh_heap() {
        const Snapshot snapshot;
        QCOMPARE(runs_of(snapshot), std::string("_0+32 "));
        QVERIFY((snapshot.header(BlockIndex{0}) == stalloc::Header{0, 32}));
        QVERIFY(snapshot == Heap(HeapGeometry{}).snapshot(no_name));
        QVERIFY(check(snapshot).empty());
    }

    void runs_tell_everything_in_address_order() {
        Heap heap(shape(12));
        for (std::uint32_t id = 0; id < 4; ++id) {
            QVERIFY(heap.apply(request(Kind::allocate, id, id + 1), OperationIndex{id + 1}).ok());
        }
        QVERIFY(heap.apply(request(Kind::deallocate, 1), OperationIndex{5}).ok());
        const Snapshot snapshot = heap.snapshot(letter);
        QCOMPARE(runs_of(snapshot), std::string("a0+1 _1+2 c3+3 d6+4 _10+2 "));
        QCOMPARE(snapshot.chunks().size(), std::size_t{2});
        QVERIFY((snapshot.chunks()[0] == Chunk{BlockIndex{1}, {10, 2}}));
        QVERIFY((snapshot.base_header() == stalloc::Header{1, 0}));
        QVERIFY((snapshot.raw_bytes(BlockIndex{1}) == std::array<unsigned char, 4>{10, 0, 2, 0}));
        QVERIFY((snapshot.raw_bytes(BlockIndex{12}) == std::array<unsigned char, 4>{1, 0, 0, 0}));
        QCOMPARE(snapshot.run_at(BlockIndex{0}).index.value, 0U);
        QCOMPARE(snapshot.run_at(BlockIndex{5}).index.value, 3U);
        QCOMPARE(snapshot.run_at(BlockIndex{6}).index.value, 6U);
        QCOMPARE(snapshot.run_at(BlockIndex{11}).index.value, 10U);
        QCOMPARE(snapshot.find(AllocationId{2})->index.value, 3U);
        QVERIFY(snapshot.find(AllocationId{1}) == nullptr);
        QVERIFY(snapshot.metrics() == heap.metrics());
        QCOMPARE(snapshot.metrics().fragmentation(), 0.5);
    }

    void fragmentation_of_a_full_heap_is_none() {
        Heap heap(shape(4));
        QVERIFY(heap.apply(request(Kind::allocate, 0, 4), OperationIndex{1}).ok());
        QCOMPARE(heap.metrics().fragmentation(), 0.0);
        QVERIFY(heap.snapshot(no_name).chunks().empty());
    }

    void equal_means_bytes_and_ledger() {
        Heap heap(shape(8));
        const Snapshot before = heap.snapshot(letter);
        QVERIFY(heap.apply(request(Kind::allocate, 0, 2), OperationIndex{1}).ok());
        const Snapshot between = heap.snapshot(letter);
        QVERIFY(!(before == between));
        QVERIFY(!(between == heap.snapshot(no_name))); // another name
        QVERIFY(between == heap.snapshot(letter));
    }

    void an_untouched_heap_is_one_chunk() {
        const Snapshot untouched(shape(9), {}, {});
        QCOMPARE(runs_of(untouched), std::string("_0+9 "));
        QVERIFY(check(untouched).empty());
    }

    void in_the_middle_of_an_operation_the_ledger_is_shown() {
        std::vector<unsigned char> bytes(9 * 4);
        set_header(bytes, 2, 0, 6); // the chunk already says that it has swallowed b
        set_header(bytes, 8, 2, 0);
        const Snapshot snapshot(shape(8), bytes, {live(0, 0, 2), live(1, 4, 2)});
        QCOMPARE(runs_of(snapshot), std::string("a0+2 _2+2 b4+2 _6+2 "));
    }

    void links_that_make_no_sense_end_the_walk() {
        std::vector<unsigned char> bytes(9 * 4);
        set_header(bytes, 0, 4, 2);
        set_header(bytes, 4, 0, 2);
        set_header(bytes, 8, 0, 0);
        QCOMPARE(runs_of(Snapshot(shape(8), bytes, {})), std::string("_0+2 ?2+2 _4+2 ?6+2 "));
        set_header(bytes, 4, 4, 2); // to itself
        QCOMPARE(Snapshot(shape(8), bytes, {}).chunks().size(), std::size_t{2});
        set_header(bytes, 4, 60000, 60000);
        QCOMPARE(runs_of(Snapshot(shape(8), bytes, {})), std::string("_0+2 ?2+2 _4+4 "));
        set_header(bytes, 8, 8, 0);
        QCOMPARE(runs_of(Snapshot(shape(8), bytes, {})), std::string("?0+8 "));
    }

    void nonsense_is_survived() {
        std::mt19937 random(7);
        for (int i = 0; i < 20'000; ++i) {
            const std::uint32_t blocks = 1 + static_cast<std::uint32_t>(random() % 24);
            std::vector<unsigned char> bytes((blocks + 1) * 4);
            for (unsigned char& byte : bytes) {
                byte = static_cast<unsigned char>(random() % 4 == 0 ? random() : random() % blocks);
            }
            for (std::size_t at = 1; at < bytes.size(); at += 2) {
                bytes[at] = static_cast<unsigned char>(random() % 8 == 0 ? 0xFF : 0);
            }
            std::vector<LiveAllocation> allocations;
            for (std::uint32_t at = 0, id = 0; at < 30; at += static_cast<std::uint32_t>(random() % 9), ++id) {
                allocations.push_back(live(id, at, static_cast<std::uint32_t>(random() % 6)));
            }
            const Snapshot snapshot(shape(blocks), bytes, allocations);
            std::uint32_t at = 0;
            for (const Run& run : snapshot.runs()) {
                QCOMPARE(run.index.value, at);
                QVERIFY(run.blocks.value != 0);
                QVERIFY(snapshot.run_at(run.index) == run);
                at += run.blocks.value;
            }
            QCOMPARE(at, blocks);
            QVERIFY(!check(snapshot).empty());
        }
    }
};

QTEST_APPLESS_MAIN(HeapSnapshotTest)
#include "heap_snapshot_test.moc"
