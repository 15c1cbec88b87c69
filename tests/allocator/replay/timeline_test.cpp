// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state at k is the same however one got there.
#include "allocator/replay/replay.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

#include <algorithm>

using namespace firstfit;
using firstfit::tests::RandomRun;

namespace {

HeapGeometry shape(std::uint32_t blocks, std::uint32_t block_size) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = block_size;
    return geometry;
}

void fill(Timeline& timeline, RandomRun& run, std::uint32_t operations) {
    for (std::uint32_t i = 0; i < operations; ++i) {
        timeline.append(run.next(), "x" + std::to_string(i));
    }
}

/// The state after `n` operations by applying them from the start, with the search and without any memory.
Snapshot from_start(const Timeline& timeline, std::uint32_t n) {
    Heap heap(timeline.geometry(), timeline.policy());
    for (std::uint32_t i = 1; i <= n; ++i) {
        heap.apply(timeline.operation(OperationIndex{i}), OperationIndex{i});
    }
    return heap.snapshot([&](AllocationId id) { return timeline.name_of(id); });
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_empty_run_has_one_position();
    void outcomes_and_metrics_are_those_of_the_heap();
    void seek_equals_replay_from_the_start_data();
    void seek_equals_replay_from_the_start();
    void stepping_from_both_sides_meets();
    void operations_step_from_both_sides();
    void allocations_are_found_after_any_operation();
    void positions_are_normalised();
    void the_ledger_changes_with_the_last_micro_step();
    void budgets_are_kept_data();
    void budgets_are_kept();
    void a_new_future_is_exact();
    void what_was_looked_at_last_is_forgotten_with_its_future_data();
    void what_was_looked_at_last_is_forgotten_with_its_future();
    void names_of_a_forgotten_future_are_forgotten();
    void replay_shows_every_heap();
    void a_part_is_a_run_of_its_own();
};

void TimelineTest::an_empty_run_has_one_position() {
    const Timeline timeline(shape(8, 4));
    const Position fresh{OperationIndex{0}, 0};
    QCOMPARE(timeline.size().value, 0U);
    QVERIFY(timeline.normalised(timeline.end()) == fresh);
    QVERIFY(timeline.next_micro(fresh) == fresh);
    QVERIFY(timeline.next_operation(fresh) == fresh);
    QVERIFY(timeline.previous_micro(fresh) == fresh);
    QVERIFY(timeline.previous_operation(fresh) == fresh);
    QVERIFY(timeline.snapshot(fresh) == from_start(timeline, 0));
    QCOMPARE(timeline.metrics(OperationIndex{0}).largest_chunk, std::uint16_t{8});
    QCOMPARE(timeline.metrics(OperationIndex{0}).chunks, std::uint16_t{1});
}

void TimelineTest::outcomes_and_metrics_are_those_of_the_heap() {
    RandomRun run(shape(50, 8), Policy::first_fit, 7);
    Timeline timeline(shape(50, 8));
    fill(timeline, run, 300);
    Heap heap(shape(50, 8));
    std::uint32_t failures = 0;
    for (std::uint32_t i = 1; i <= 300; ++i) {
        const Outcome outcome = heap.apply(timeline.operation(OperationIndex{i}), OperationIndex{i});
        QVERIFY(timeline.outcome(OperationIndex{i}) == outcome);
        const OperationMetrics metrics = timeline.metrics(OperationIndex{i});
        QCOMPARE(std::uint32_t{metrics.used}, heap.metrics().used.value);
        QCOMPARE(std::uint32_t{metrics.largest_chunk}, heap.metrics().largest_chunk.value);
        QCOMPARE(std::uint32_t{metrics.chunks}, heap.metrics().chunks);
        QCOMPARE(std::uint32_t{metrics.scan_length}, outcome.scan_length.value);
        failures += outcome.ok() ? 0U : 1U;
    }
    QVERIFY(failures > 10);
}

void TimelineTest::seek_equals_replay_from_the_start_data() {
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("block_size");
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("operations");
    const int policies = 4;
    for (int policy = 0; policy < policies; ++policy) {
        QTest::addRow("1x4, policy %d", policy) << 1 << 4 << policy << 100;
        QTest::addRow("32x4, policy %d", policy) << 32 << 4 << policy << 1000;
        QTest::addRow("500x16, policy %d", policy) << 500 << 16 << policy << 2000;
    }
    QTest::addRow("65535x16") << 65535 << 16 << 0 << 2000;
}

void TimelineTest::seek_equals_replay_from_the_start() {
    QFETCH(int, blocks);
    QFETCH(int, block_size);
    QFETCH(int, policy);
    QFETCH(int, operations);
    const HeapGeometry geometry = shape(static_cast<std::uint32_t>(blocks), static_cast<std::uint32_t>(block_size));
    RandomRun run(geometry, static_cast<Policy>(policy), 11);
    Timeline timeline(geometry, static_cast<Policy>(policy));
    const auto count = static_cast<std::uint32_t>(operations);
    fill(timeline, run, count);
    std::mt19937 random(3);
    for (int i = 0; i < 25; ++i) {
        const std::uint32_t n = std::uniform_int_distribution<std::uint32_t>(0, count)(random);
        const Snapshot expected = from_start(timeline, n);
        QVERIFY(timeline.snapshot(Position::after(OperationIndex{n})) == expected);
        QVERIFY(check(expected).empty());
    }
}

void TimelineTest::stepping_from_both_sides_meets() {
    for (const Policy policy : {Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit}) {
        RandomRun run(shape(40, 8), policy, 21);
        Timeline timeline(shape(40, 8), policy);
        fill(timeline, run, 150);
        std::vector<Position> positions;
        std::vector<Snapshot> forwards;
        Position position{OperationIndex{0}, 0};
        for (;;) {
            positions.push_back(position);
            forwards.push_back(timeline.snapshot(position));
            const Position next = timeline.next_micro(position);
            if (next == position) {
                break;
            }
            position = next;
        }
        QVERIFY(position == timeline.normalised(timeline.end()));
        for (std::size_t i = positions.size(); i-- > 0;) {
            QVERIFY(position == positions[i]);
            QVERIFY(timeline.snapshot(position) == forwards[i]);
            position = timeline.previous_micro(position);
        }
        QCOMPARE(position.operation.value, 0U);
        std::mt19937 random(5);
        for (int i = 0; i < 300; ++i) {
            const std::size_t at = std::uniform_int_distribution<std::size_t>(0, positions.size() - 1)(random);
            QVERIFY(timeline.snapshot(positions[at]) == forwards[at]);
        }
    }
}

void TimelineTest::operations_step_from_both_sides() {
    RandomRun run(shape(64, 4), Policy::first_fit, 5);
    Timeline timeline(shape(64, 4));
    fill(timeline, run, 200);
    Position position{OperationIndex{0}, 0};
    for (std::uint32_t n = 1; n <= 200; ++n) {
        position = timeline.next_operation(position);
        QCOMPARE(position.operation.value, n);
        QCOMPARE(position.micro, static_cast<std::uint32_t>(timeline.micro_steps(OperationIndex{n}).size()));
        QVERIFY(timeline.snapshot(position) == from_start(timeline, n));
    }
    QVERIFY(timeline.next_operation(position) == position);
    for (std::uint32_t n = 200; n-- > 0;) {
        position = timeline.previous_operation(position);
        QCOMPARE(position.operation.value, n);
        QVERIFY(timeline.snapshot(position) == from_start(timeline, n));
    }
    // From inside an operation: its end, and the end of the one before.
    const Position inside{OperationIndex{9}, 1};
    QVERIFY(timeline.micro_steps(OperationIndex{9}).size() > 1);
    QVERIFY(timeline.next_operation(inside) == timeline.normalised(Position::after(OperationIndex{9})));
    QVERIFY(timeline.previous_operation(inside) == timeline.normalised(Position::after(OperationIndex{8})));
}

void TimelineTest::allocations_are_found_after_any_operation() {
    RandomRun run(shape(64, 4), Policy::first_fit, 8);
    Timeline timeline(shape(64, 4));
    fill(timeline, run, 300);
    std::mt19937 random(6);
    std::size_t found = 0;
    for (int i = 0; i < 200; ++i) {
        const OperationIndex n{std::uniform_int_distribution<std::uint32_t>(0, 300)(random)};
        const Snapshot there = from_start(timeline, n.value);
        for (std::uint32_t id = 0; id < 300; ++id) {
            const LiveAllocation* expected = there.find(AllocationId{id});
            const std::optional<LiveAllocation> here = timeline.find(n, AllocationId{id});
            QCOMPARE(here.has_value(), expected != nullptr);
            QVERIFY(!here || *here == *expected);
            found += here ? 1U : 0U;
        }
    }
    QVERIFY(found > 0);
}

void TimelineTest::positions_are_normalised() {
    RandomRun run(shape(16, 4), Policy::first_fit, 1);
    Timeline timeline(shape(16, 4));
    fill(timeline, run, 5);
    const auto last = static_cast<std::uint32_t>(timeline.micro_steps(OperationIndex{5}).size());
    const Position end{OperationIndex{5}, last};
    QVERIFY(timeline.normalised(timeline.end()) == end);
    QVERIFY(timeline.normalised({OperationIndex{5}, last + 7}) == end);
    QVERIFY(timeline.normalised({OperationIndex{6}, 1}) == end);
    QVERIFY((timeline.normalised({OperationIndex{5}, 1}) == Position{OperationIndex{5}, 1}));
    QVERIFY((timeline.normalised({OperationIndex{0}, 3}) == Position{OperationIndex{0}, 0}));
    QVERIFY(timeline.normalised({OperationIndex{5}, 0}) == timeline.normalised(Position::after(OperationIndex{4})));
    QVERIFY(timeline.snapshot({OperationIndex{77}, 2}) == timeline.snapshot(timeline.end()));
}

void TimelineTest::the_ledger_changes_with_the_last_micro_step() {
    Timeline timeline(shape(8, 4));
    Operation operation;
    operation.allocation = AllocationId{0};
    operation.size = 5;
    timeline.append(operation, "a");
    const auto count = static_cast<std::uint32_t>(timeline.micro_steps(OperationIndex{1}).size());
    QVERIFY(count > 2);
    for (std::uint32_t micro = 1; micro < count; ++micro) {
        QVERIFY(timeline.snapshot({OperationIndex{1}, micro}).allocations().empty());
    }
    const Snapshot done = timeline.snapshot({OperationIndex{1}, count});
    QCOMPARE(done.allocations().size(), std::size_t{1});
    QCOMPARE(done.allocations()[0].name, std::string("a"));
    QCOMPARE(done.allocations()[0].blocks.value, 2U);
    QCOMPARE(done.base_header().next, std::uint16_t{2});
}

void TimelineTest::budgets_are_kept_data() {
    QTest::addColumn<int>("budget");
    QTest::newRow("nothing") << 0;
    QTest::newRow("one state") << 3000;
    QTest::newRow("a few states") << 20'000;
    QTest::newRow("many states") << 300'000;
}

void TimelineTest::budgets_are_kept() {
    QFETCH(int, budget);
    TimelineOptions options;
    options.state_budget = static_cast<std::size_t>(budget);
    const HeapGeometry geometry = shape(200, 8);
    RandomRun run(geometry, Policy::first_fit, 2);
    Timeline timeline(geometry, Policy::first_fit, options);
    std::mt19937 random(4);
    std::size_t largest_state = 0;
    std::size_t most = 0;
    Heap heap(geometry);
    for (std::uint32_t n = 1; n <= 6000; ++n) {
        const Operation operation = run.next();
        timeline.append(operation);
        heap.apply(operation, OperationIndex{n});
        largest_state = std::max(largest_state, heap.footprint());
        QVERIFY(timeline.state_bytes() <= std::max(options.state_budget, largest_state * 2));
        most = std::max(most, timeline.state_bytes());
        if (n % 500 == 0) {
            const std::uint32_t k = std::uniform_int_distribution<std::uint32_t>(0, n)(random);
            QVERIFY(timeline.snapshot(Position::after(OperationIndex{k})) == from_start(timeline, k));
            QVERIFY(timeline.state_bytes() <= std::max(options.state_budget, largest_state * 2));
        }
    }
    // A budget is there to be used.
    QVERIFY(budget < 100'000 || most > options.state_budget / 4);
}

void TimelineTest::a_new_future_is_exact() {
    const HeapGeometry geometry = shape(100, 8);
    RandomRun first(geometry, Policy::next_fit, 31);
    Timeline timeline(geometry, Policy::next_fit);
    std::vector<Operation> operations;
    for (int i = 0; i < 400; ++i) {
        operations.push_back(first.next());
        timeline.append(operations.back());
    }
    std::mt19937 random(9);
    for (const std::uint32_t kept : {399U, 250U, 64U, 63U, 1U, 0U}) {
        // Look around first, so that there is something remembered to be wrong.
        for (int i = 0; i < 10; ++i) {
            const std::uint32_t n = std::uniform_int_distribution<std::uint32_t>(0, timeline.size().value)(random);
            (void)timeline.snapshot({OperationIndex{n}, 2});
        }
        timeline.truncate(OperationIndex{kept});
        operations.resize(kept);
        QCOMPARE(timeline.size().value, kept);
        QVERIFY(timeline.snapshot(timeline.end()) == from_start(timeline, kept));
        RandomRun other(geometry, Policy::next_fit, kept + 100);
        for (std::uint32_t i = 0; i < 200; ++i) {
            Operation operation = other.next();
            operations.push_back(operation);
            timeline.append(operation);
        }
        Timeline fresh(geometry, Policy::next_fit);
        for (const Operation& operation : operations) {
            fresh.append(operation);
        }
        for (std::uint32_t n = fresh.size().value; n > 7; n -= 7) {
            QVERIFY(timeline.snapshot({OperationIndex{n}, 3}) == fresh.snapshot({OperationIndex{n}, 3}));
            QVERIFY(timeline.metrics(OperationIndex{n}) == fresh.metrics(OperationIndex{n}));
        }
        QVERIFY(timeline.snapshot(timeline.end()) == fresh.snapshot(fresh.end()));
    }
}

void TimelineTest::what_was_looked_at_last_is_forgotten_with_its_future_data() {
    QTest::addColumn<unsigned>("first");
    QTest::addColumn<unsigned>("second");
    for (const unsigned first : {1U, 2U, Position::whole}) {
        for (const unsigned second : {1U, 2U, Position::whole}) {
            QTest::addRow("%u then %u", first, second) << first << second;
        }
    }
}

void TimelineTest::what_was_looked_at_last_is_forgotten_with_its_future() {
    QFETCH(unsigned, first);
    QFETCH(unsigned, second);
    const HeapGeometry geometry = shape(100, 8);
    const Position looked_at{OperationIndex{120}, first};
    const Position asked{OperationIndex{120}, second};
    RandomRun old_run(geometry, Policy::first_fit, 1);
    Timeline timeline(geometry);
    fill(timeline, old_run, 200);
    const Snapshot old = timeline.snapshot(looked_at);
    timeline.truncate(OperationIndex{0});
    RandomRun new_run(geometry, Policy::first_fit, 2);
    RandomRun same_run(geometry, Policy::first_fit, 2);
    Timeline fresh(geometry);
    fill(timeline, new_run, 200);
    fill(fresh, same_run, 200);
    QVERIFY(timeline.snapshot(asked) == fresh.snapshot(asked));
    QVERIFY(timeline.micro_steps(asked.operation) == fresh.micro_steps(asked.operation));
    QVERIFY(timeline.snapshot(asked) != old);
}

void TimelineTest::names_of_a_forgotten_future_are_forgotten() {
    Timeline timeline(shape(8, 4));
    Operation operation;
    operation.allocation = AllocationId{0};
    operation.size = 4;
    timeline.append(operation, "old");
    timeline.truncate(OperationIndex{0});
    QCOMPARE(timeline.name_of(AllocationId{0}), std::string("#1"));
    timeline.append(operation, "new");
    QCOMPARE(timeline.name_of(AllocationId{0}), std::string("new"));
    QCOMPARE(timeline.snapshot(timeline.end()).allocations()[0].name, std::string("new"));
}

void TimelineTest::replay_shows_every_heap() {
    RandomRun run(shape(30, 4), Policy::best_fit, 8);
    Timeline timeline(shape(30, 4), Policy::best_fit);
    fill(timeline, run, 120);
    std::uint32_t expected = 0;
    bool equal = true;
    timeline.replay([&](OperationIndex n, const Heap& heap) {
        equal = equal && n.value == expected;
        equal = equal &&
                heap.snapshot([&](AllocationId id) { return timeline.name_of(id); }) == from_start(timeline, n.value);
        ++expected;
        return true;
    });
    QVERIFY(equal);
    QCOMPARE(expected, 121U);
    expected = 0;
    timeline.replay([&](OperationIndex n, const Heap&) {
        expected = n.value;
        return n.value < 7;
    });
    QCOMPARE(expected, 7U);
}

// More than one piece of records, looked at and changed while the rest is made.
void TimelineTest::a_part_is_a_run_of_its_own() {
    RandomRun run(shape(30, 4), Policy::first_fit, 8);
    const Trace trace = run.trace(9'000);
    Timeline timeline(shape(30, 4));
    std::vector<Timeline> parts;
    timeline.append_all(trace.operations, trace.names, [&](std::uint32_t done) {
        if (done == 256 || done == 4'096 || done == 8'704) {
            parts.push_back(timeline.clone());
        }
        return true;
    });
    const Timeline whole = *replay(trace, shape(30, 4));
    QCOMPARE(parts.size(), std::size_t{3});
    for (Timeline& part : parts) {
        const std::uint32_t count = part.size().value;
        // Another future for the part; the whole does not hear of it, whatever they share.
        Operation clear;
        clear.kind = OperationKind::clear;
        part.append(clear);
        QCOMPARE(part.metrics(part.size()).used, std::uint16_t{0});
        QCOMPARE(part.operations().size(), std::size_t{count + 1});
        part.truncate(OperationIndex{count});
        bool equal = true;
        for (std::uint32_t n = 0; n <= count; ++n) {
            equal = equal && part.metrics(OperationIndex{n}) == whole.metrics(OperationIndex{n});
        }
        QVERIFY(equal);
        for (const std::uint32_t n : {0U, count / 2, count}) {
            QVERIFY(part.snapshot(Position::after(OperationIndex{n})) ==
                    whole.snapshot(Position::after(OperationIndex{n})));
        }
    }
    bool equal = timeline.size() == whole.size();
    for (std::uint32_t n = 0; equal && n <= whole.size().value; ++n) {
        equal = timeline.metrics(OperationIndex{n}) == whole.metrics(OperationIndex{n});
    }
    QVERIFY(equal);
    // Shortened to the end of a piece, and within one.
    for (const std::uint32_t n : {8'192U, 4'096U, 100U}) {
        timeline.truncate(OperationIndex{n});
        timeline.append(trace.operations[n]);
        QVERIFY(timeline.metrics(timeline.size()) == whole.metrics(OperationIndex{n + 1}));
    }
}

QTEST_GUILESS_MAIN(TimelineTest)
#include "timeline_test.moc"
