// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trace made ready for timing, and replayed: what is timed is what the screen's heap does.
#include "allocator/heap/heap.h"
#include "allocator/timing/message.h"
#include "allocator/timing/trace_code.h"
#include "allocator/timing/worker/owners.h"

#include <QTest>

#include <array>
#include <random>

using namespace firstfit;

namespace {

Operation operation(OperationKind kind, std::uint32_t id, std::uint64_t size = 0, SizeUnit unit = SizeUnit::bytes,
                    std::uint32_t alignment = 0) {
    Operation made;
    made.kind = kind;
    made.allocation = AllocationId{id};
    made.size = size;
    made.unit = unit;
    made.alignment = alignment;
    return made;
}

constexpr auto allocate = OperationKind::allocate;
constexpr auto deallocate = OperationKind::deallocate;
constexpr auto reallocate = OperationKind::reallocate;

Trace trace_of(std::initializer_list<Operation> operations) {
    Trace trace;
    trace.operations = operations;
    return trace;
}

/// All kinds of operations, some of them senseless, in a heap that is too small for them.
Trace random_trace(std::uint32_t seed, bool in_place) {
    std::mt19937 random(seed);
    std::array<bool, 60> made{}; // no id is allocated twice, in scripts and recordings neither
    Trace trace;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        const auto id = static_cast<std::uint32_t>(random() % 60);
        const std::uint64_t size = random() % 200;
        const std::uint32_t alignment = 1U << (random() % 7);
        const std::uint32_t kinds[] = {0, 0, 0, 1, 1, 5, 5, 2, 3, 4, 6};
        auto kind = static_cast<OperationKind>(kinds[random() % (in_place ? 11 : 7)]);
        if (kind == OperationKind::clear && random() % 20 != 0) {
            kind = reallocate;
        }
        if (kind == allocate && made[id]) {
            kind = deallocate;
        }
        if (kind == OperationKind::clear) {
            made = {};
        } else if (kind == allocate || kind == deallocate || kind == reallocate) {
            made[id] = kind != deallocate;
        }
        const SizeUnit unit = kind == OperationKind::clear || random() % 4 != 0 ? SizeUnit::bytes : SizeUnit::blocks;
        trace.operations.push_back(operation(kind, id, unit == SizeUnit::blocks ? 1 + size / 16 : size, unit,
                                             unit == SizeUnit::blocks ? alignment % 5 == 0 ? 4 : 1 : alignment));
    }
    return trace;
}

/// How many requests for memory find no room in the screen's heap, and which of the trace is the first.
std::pair<std::uint64_t, std::uint32_t> failures_on_the_screen(const Trace& trace, const HeapGeometry& geometry) {
    Heap heap(geometry);
    std::uint64_t failures = 0;
    std::uint32_t first = 0;
    std::uint32_t number = 0;
    for (const Operation& each : trace.operations) {
        const bool asks = (each.kind == allocate && !heap.alive(each.allocation)) || each.kind == reallocate;
        const Outcome outcome = heap.apply(each, OperationIndex{++number});
        if (asks && !outcome.ok()) {
            first = ++failures == 1 ? number : first;
        }
    }
    return {failures, first};
}

} // namespace

class TraceStepsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slots_are_used_again();
    void what_is_never_freed_is_freed_at_the_end();
    void senseless_requests_are_left_out();
    void blocks_become_bytes();
    void clear_empties_what_is_there();
    void the_timed_heap_does_what_the_screens_does_data();
    void the_timed_heap_does_what_the_screens_does();
    void every_step_is_timed_once();
    void lost_contents_are_noticed();
    void messages_arrive_as_they_were();
};

void TraceStepsTest::slots_are_used_again() {
    const TraceSteps made =
        steps_of(trace_of({operation(allocate, 0, 10), operation(allocate, 1, 20), operation(deallocate, 0),
                           operation(allocate, 2, 30), operation(deallocate, 1), operation(deallocate, 2)}),
                 16);
    const std::vector<TraceStep> expected{
        {10, 0, 1, 1, allocate}, {20, 1, 1, 2, allocate},  {0, 0, 1, 3, deallocate},
        {30, 0, 1, 4, allocate}, {0, 1, 1, 5, deallocate}, {0, 0, 1, 6, deallocate},
    };
    QCOMPARE(made.steps, expected);
    QCOMPARE(made.slots, 2U);
    QCOMPARE(made.operations, 6U);
    QCOMPARE(made.asked_bytes, std::uint64_t{10 + 20 + 30 + 3});
}

void TraceStepsTest::what_is_never_freed_is_freed_at_the_end() {
    const TraceSteps made = steps_of(trace_of({operation(allocate, 7, 1), operation(allocate, 3, 1)}), 16);
    QCOMPARE(made.steps.size(), std::size_t{4});
    QCOMPARE(made.steps[2], (TraceStep{0, 0, 1, 0, deallocate}));
    QCOMPARE(made.steps[3], (TraceStep{0, 1, 1, 0, deallocate}));
}

void TraceStepsTest::senseless_requests_are_left_out() {
    const TraceSteps made = steps_of(
        trace_of({operation(deallocate, 0), operation(OperationKind::grow_in_place, 0, 5), operation(reallocate, 0, 8),
                  operation(allocate, 0, 9), operation(deallocate, 0), operation(deallocate, 0)}),
        16);
    // To reallocate what is not there is to allocate it; the second allocation, and freeing twice, come to nothing.
    const std::vector<TraceStep> expected{{8, 0, 1, 3, allocate}, {0, 0, 1, 5, deallocate}};
    QCOMPARE(made.steps, expected);
    QCOMPARE(made.operations, 6U);
}

void TraceStepsTest::blocks_become_bytes() {
    const TraceSteps made = steps_of(trace_of({operation(allocate, 0, 3, SizeUnit::blocks, 2)}), 64);
    QCOMPARE(made.steps.front(), (TraceStep{192, 0, 128, 1, allocate}));
}

void TraceStepsTest::clear_empties_what_is_there() {
    const TraceSteps made =
        steps_of(trace_of({operation(allocate, 0, 1), operation(allocate, 1, 1), operation(deallocate, 0),
                           operation(OperationKind::clear, no_allocation.value), operation(allocate, 1, 1)}),
                 16);
    QCOMPARE(made.cleared, (std::vector<std::uint32_t>{1}));
    QCOMPARE(made.steps[3], (TraceStep{1, 0, 1, 4, OperationKind::clear}));
    QCOMPARE(made.steps[4].kind, allocate);
    QCOMPARE(made.steps.size(), std::size_t{6});
}

void TraceStepsTest::the_timed_heap_does_what_the_screens_does_data() {
    QTest::addColumn<std::uint32_t>("blocks");
    QTest::addColumn<bool>("in_place");
    QTest::newRow("tiny") << 5U << true;
    QTest::newRow("too small") << 90U << true;
    QTest::newRow("too small, as recordings are") << 90U << false;
    QTest::newRow("almost large enough") << 260U << true;
    QTest::newRow("large enough") << 65535U << true;
}

void TraceStepsTest::the_timed_heap_does_what_the_screens_does() {
    QFETCH(std::uint32_t, blocks);
    QFETCH(bool, in_place);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = 16;
    geometry.base_address = 0x100010; // not aligned to more than a block
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const Trace trace = random_trace(seed, in_place);
        const auto [failures, first] = failures_on_the_screen(trace, geometry);
        const TraceSteps steps = steps_of(trace, geometry.block_size);
        work::OwnHeap<work::Limited<stalloc::Stalloc<65535, 16>>> owner(geometry.base_address, blocks);
        work::Replay replay(owner.heap(), steps);
        QVERIFY(replay.start() == nullptr);
        for (int twice = 0; twice < 2; ++twice) {
            replay.run(1);
            QCOMPARE(replay.failures(), failures);
            QCOMPARE(failures == 0 ? 0 : replay.first_failure(), first);
        }
        QVERIFY(replay.stop() == nullptr);
        // Everything was given back: the whole heap is one chunk again.
        QVERIFY(owner.heap().allocate_blocks(blocks, 1) != nullptr);
        QVERIFY(owner.heap().is_oom());
    }
}

void TraceStepsTest::every_step_is_timed_once() {
    const TraceSteps steps = steps_of(random_trace(3, true), 16);
    work::Malloc heap;
    work::Replay replay(heap, steps);
    std::vector<float> times{1, 2, 3};
    QVERIFY(replay.start() == nullptr);
    replay.run_timed(times);
    QCOMPARE(times.size(), steps.steps.size());
    QVERIFY(replay.stop() == nullptr);
    QCOMPARE(replay.failures(), std::uint64_t{0});
}

namespace {

/// Hands out the same bytes again and again.
struct Forgetful {
    unsigned char room[4096]{};
    void* allocate(std::size_t, std::size_t) { return room; }
    void* grow(void*, std::size_t, std::size_t, std::size_t, std::size_t) { return room; }
    bool deallocate(void*, std::size_t, std::size_t) { return true; }
};

} // namespace

void TraceStepsTest::lost_contents_are_noticed() {
    const TraceSteps steps =
        steps_of(trace_of({operation(allocate, 0, 10), operation(allocate, 1, 10), operation(deallocate, 0)}), 16);
    Forgetful heap;
    work::Replay replay(heap, steps);
    QVERIFY(replay.start() == nullptr);
    replay.run(1);
    QVERIFY(replay.stop() != nullptr);
}

void TraceStepsTest::messages_arrive_as_they_were() {
    message::SetUp set_up;
    set_up.churn = {5, 16, 32};
    set_up.heap.blocks = BlockCount{77};
    set_up.trace = steps_of(random_trace(4, true), 16);
    const std::string bytes = message::write(set_up);
    message::Reader reader(bytes);
    QVERIFY(message::read_kind(reader) == message::Kind::set_up);
    message::SetUp back;
    QVERIFY(message::read(reader, back));
    QCOMPARE(back.churn, set_up.churn);
    QCOMPARE(back.heap, set_up.heap);
    QCOMPARE(back.trace.steps, set_up.trace.steps);
    QCOMPARE(back.trace.cleared, set_up.trace.cleared);
    QCOMPARE(back.trace.slots, set_up.trace.slots);
    // Cut short anywhere it is no message, and nothing is read behind its end.
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 3) {
        message::Reader cut(std::string_view(bytes).substr(0, size));
        static_cast<void>(message::read_kind(cut));
        message::SetUp none;
        QVERIFY(!message::read(cut, none));
    }
}

QTEST_APPLESS_MAIN(TraceStepsTest)
#include "trace_steps_test.moc"
