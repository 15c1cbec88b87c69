// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The micro-steps: what a learner sees, worked out on paper, and the bytes at each of them.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

#include <random>

using namespace firstfit;
using namespace firstfit::test;
using Kind = OperationKind;

namespace {

const char* word(MicroKind kind) {
    constexpr const char* words[] = {"visit", "too_small",  "misaligned", "chosen",   "split",  "header", "base",
                                     "place", "merge_next", "merge_prev", "moved_on", "copied", "failed", "nothing"};
    return words[static_cast<std::size_t>(kind)];
}

/// A step in one line, with the fields that its kind uses.
std::string text(const MicroStep& step) {
    std::string line = word(step.kind);
    const auto add = [&](std::initializer_list<std::uint64_t> values) {
        for (const std::uint64_t value : values) {
            line += " " + std::to_string(value);
        }
    };
    const std::string field = step.field == stalloc::HeaderField::next ? ".next" : ".length";
    switch (step.kind) {
    case MicroKind::visit:
        add({step.prev, step.block, step.next, step.length});
        break;
    case MicroKind::too_small:
        add({step.block, step.length, step.size});
        break;
    case MicroKind::misaligned:
        add({step.block, step.length, step.front, step.size});
        break;
    case MicroKind::chosen:
        add({step.prev, step.block, step.front});
        break;
    case MicroKind::split:
        add({step.block, step.front, step.size, step.back});
        break;
    case MicroKind::header_written:
    case MicroKind::base_written:
        add({step.block});
        line += field;
        add({step.old_value, step.new_value});
        break;
    case MicroKind::found_place:
        add({step.prev, step.block, step.next});
        break;
    case MicroKind::merged_with_next:
        add({step.block, step.next, step.length});
        break;
    case MicroKind::merged_with_previous:
        add({step.prev, step.block, step.length});
        break;
    case MicroKind::moved_on:
        add({step.prev, step.block});
        break;
    case MicroKind::copied:
        add({step.next, step.block, step.bytes});
        break;
    case MicroKind::failed:
        add({static_cast<std::uint64_t>(step.failure)});
        break;
    case MicroKind::nothing_to_do:
        break;
    }
    return line;
}

/// Compares what the operation does with lines written by hand.
void expect(Heap& heap, const Operation& operation, const std::vector<std::string>& expected) {
    std::vector<MicroStep> steps;
    heap.apply(operation, OperationIndex{1}, &steps);
    std::string got;
    for (const MicroStep& step : steps) {
        got += text(step) + "\n";
    }
    std::string wanted;
    for (const std::string& line : expected) {
        wanted += line + "\n";
    }
    QCOMPARE(got, wanted);
}

} // namespace

class HeapStepsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One story in a heap of 12 blocks whose block 0 is aligned to everything.
    void allocate_and_deallocate_step_by_step() {
        Heap heap(shape(12));
        expect(heap, request(Kind::allocate, 0, 3),
               {"visit 12 0 0 12", "chosen 12 0 0", "split 0 0 3 9", "header 3.next 0 0", "header 3.length 0 9",
                "base 12.next 0 3"});
        // A front remainder: block 3 is left in front of block 4.
        expect(heap, request(Kind::allocate, 1, 2, 4),
               {"visit 12 3 0 9", "chosen 12 3 1", "split 3 1 2 6", "header 6.next 0 0", "header 6.length 0 6",
                "header 3.next 0 6", "header 3.length 9 1"});
        expect(heap, request(Kind::allocate, 2, 4, 4),
               {"visit 12 3 6 1", "too_small 3 1 4", "moved_on 3 6", "visit 3 6 0 6", "chosen 3 6 2", "split 6 2 4 0",
                "header 6.length 6 2"});
        expect(heap, request(Kind::allocate, 3, 2, 4),
               {"visit 12 3 6 1", "too_small 3 1 2", "moved_on 3 6", "visit 3 6 0 2", "misaligned 6 2 2 2",
                "failed " + std::to_string(static_cast<int>(stalloc::Failure::no_chunk_fits))});
        // Merging with both: 3:1, then 4..5, then 6:2.
        expect(heap, request(Kind::deallocate, 1),
               {"visit 12 3 6 1", "moved_on 3 6", "visit 3 6 0 2", "place 3 4 6", "merge_next 4 6 4",
                "merge_prev 3 4 5", "header 3.next 6 0", "header 3.length 1 5"});
        expect(heap, request(Kind::allocate, 4, 5),
               {"visit 12 3 0 5", "chosen 12 3 0", "split 3 0 5 0", "base 12.next 3 0", "base 12.length 0 65535"});
        expect(heap, request(Kind::allocate, 5, 1),
               {"failed " + std::to_string(static_cast<int>(stalloc::Failure::no_block_free))});
        expect(heap, request(Kind::deallocate, 0),
               {"place 12 0 0", "header 0.next 0 0", "header 0.length 12 3", "base 12.next 0 0",
                "base 12.length 65535 0"});
        expect(heap, request(Kind::deallocate, 2),
               {"visit 12 0 0 3", "place 0 8 0", "header 8.next 0 0", "header 8.length 0 4", "header 0.next 0 8"});
        expect(heap, request(Kind::grow_in_place, 4, 6),
               {"visit 12 0 8 3", "moved_on 0 8", "visit 0 8 0 4", "chosen 0 8 0", "split 8 0 1 3", "header 9.next 0 0",
                "header 9.length 0 3", "header 0.next 8 9"});
        expect(heap, request(Kind::shrink_in_place, 4, 6), {"nothing"});
        expect(heap, request(Kind::shrink_in_place, 4, 4),
               {"visit 12 0 9 3", "moved_on 0 9", "visit 0 9 0 3", "place 0 7 9", "merge_next 7 9 5",
                "header 7.next 0 0", "header 7.length 0 5", "header 0.next 9 7"});
        QCOMPARE(free_list(heap), std::string("0:3,7:5"));
    }

    void every_byte_of_every_operation_is_in_the_steps() {
        const HeapGeometry geometry = shape(40, 8, 0x100018);
        for (const Policy policy : {Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit}) {
            Heap heap(geometry, policy);
            std::mt19937 random(5);
            const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
            std::vector<unsigned char> bytes(heap.header_bytes().begin(), heap.header_bytes().end());
            for (std::uint32_t number = 1; number <= 20'000; ++number) {
                const auto kind = static_cast<Kind>(pick(100) == 0 ? 6 : pick(6));
                const Operation operation =
                    in_bytes(kind, kind == Kind::clear ? no_allocation.value : pick(12), pick(120), 1U << pick(6));
                std::vector<MicroStep> steps;
                const Outcome outcome = heap.apply(operation, OperationIndex{number}, &steps);
                QVERIFY(!steps.empty());
                for (const MicroStep& step : steps) {
                    repeat_step(step, geometry, bytes);
                    // Never a crash and never a gap, whatever the moment.
                    const Snapshot moment(geometry, bytes, {});
                    QCOMPARE(moment.runs().front().index.value, 0U);
                }
                const auto visits = std::count_if(steps.begin(), steps.end(),
                                                  [](const MicroStep& step) { return step.kind == MicroKind::visit; });
                QCOMPARE(visits, static_cast<std::ptrdiff_t>(outcome.scan_length.value));
                QVERIFY(std::equal(bytes.begin(), bytes.end(), heap.header_bytes().begin()));
            }
        }
    }
};

QTEST_APPLESS_MAIN(HeapStepsTest)
#include "heap_steps_test.moc"
