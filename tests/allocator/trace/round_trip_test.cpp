// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run saved as a script and run again is the same run.
#include "allocator/replay/timeline.h"
#include "allocator/script/script.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

using namespace firstfit;
using firstfit::tests::RandomRun;

namespace {

Timeline replayed(const Trace& trace, const HeapGeometry& geometry, Policy policy) {
    Timeline timeline(geometry, policy);
    for (const Operation& operation : trace.operations) {
        const bool makes = operation.kind == OperationKind::allocate;
        timeline.append(operation, makes ? trace.name_of(operation.allocation) : std::string());
    }
    return timeline;
}

/// Everything but the line, which is the script's own.
bool same_request(Operation a, Operation b) {
    a.line = 0;
    b.line = 0;
    return a == b;
}

bool same_state(const Snapshot& a, const Snapshot& b) {
    const auto without_lines = [](const Snapshot& snapshot) {
        std::vector<LiveAllocation> list(snapshot.allocations().begin(), snapshot.allocations().end());
        for (LiveAllocation& allocation : list) {
            allocation.line = 0;
        }
        return list;
    };
    for (std::uint32_t i = 0; i <= a.geometry().blocks.value; ++i) {
        if (a.raw_bytes(BlockIndex{i}) != b.raw_bytes(BlockIndex{i})) {
            return false;
        }
    }
    return a.geometry() == b.geometry() && without_lines(a) == without_lines(b);
}

} // namespace

class RoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_saved_run_runs_again_data();
    void a_saved_run_runs_again();
    void notes_pauses_and_predictions_come_back();
};

void RoundTripTest::a_saved_run_runs_again_data() {
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("block_size");
    QTest::addColumn<int>("operations");
    for (int policy = 0; policy < 4; ++policy) {
        QTest::addRow("50x8, policy %d", policy) << policy << 50 << 8 << 600;
    }
    QTest::newRow("1x4") << 0 << 1 << 4 << 100;
    QTest::newRow("5000x64") << 0 << 5000 << 64 << 3000;
}

void RoundTripTest::a_saved_run_runs_again() {
    QFETCH(int, policy);
    QFETCH(int, blocks);
    QFETCH(int, block_size);
    QFETCH(int, operations);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks)};
    geometry.block_size = static_cast<std::uint32_t>(block_size);
    geometry.base_address = std::uint64_t{0x7000} * geometry.block_size;
    RandomRun run(geometry, static_cast<Policy>(policy), 23);
    run.keep_to_the_script_language();
    Trace trace = run.trace(static_cast<std::uint32_t>(operations));
    for (std::size_t i = 0; i < trace.operations.size(); i += 7) {
        trace.operations.edit()[i].to_be_predicted = true;
    }
    ScriptOptions options;
    options.policy = static_cast<Policy>(policy);
    const Trace again = run_script(to_script(trace, geometry), "saved.lua", options);
    for (const Diagnostic& diagnostic : again.diagnostics) {
        QVERIFY2(diagnostic.severity == Severity::warning, to_string(diagnostic, "saved.lua").c_str());
    }
    QVERIFY(again.geometry == geometry);
    QCOMPARE(again.operations.size(), trace.operations.size());
    for (std::size_t i = 0; i < trace.operations.size(); ++i) {
        QVERIFY2(same_request(again.operations[i], trace.operations[i]), describe(trace.operations[i], trace).c_str());
    }
    const Timeline before = replayed(trace, geometry, static_cast<Policy>(policy));
    const Timeline after = replayed(again, geometry, static_cast<Policy>(policy));
    for (std::uint32_t n = 1; n <= before.size().value; ++n) {
        QVERIFY(before.outcome(OperationIndex{n}) == after.outcome(OperationIndex{n}));
        if (n % 20 == 0 || n == before.size().value) {
            const Position position = Position::after(OperationIndex{n});
            QVERIFY(same_state(before.snapshot(position), after.snapshot(position)));
        }
    }
    for (std::uint32_t id = 0; id < trace.names.size(); ++id) {
        QCOMPARE(QString::fromStdString(again.name_of(AllocationId{id})),
                 QString::fromStdString(trace.name_of(AllocationId{id})));
    }
    // Saved once more it is the same text.
    QCOMPARE(QString::fromStdString(to_script(again, geometry)), QString::fromStdString(to_script(trace, geometry)));
}

void RoundTripTest::notes_pauses_and_predictions_come_back() {
    Trace trace;
    trace.title = "Round trip";
    trace.goal = "Nothing is lost.";
    trace.names = {"a", "end", "t[3]"};
    for (std::uint32_t id = 0; id < 3; ++id) {
        Operation operation;
        operation.allocation = AllocationId{id};
        operation.size = 4;
        trace.operations.push_back(operation);
    }
    trace.operations.edit()[1].to_be_predicted = true;
    trace.notes = {{OperationIndex{0}, 2, "before \"all\" \\"}, {OperationIndex{3}, 8, "höhe · end"}};
    trace.pauses = {{OperationIndex{1}, 5}, {OperationIndex{3}, 9}};
    const HeapGeometry geometry;
    const Trace again = run_script(to_script(trace, geometry), "saved.lua", {});
    QVERIFY(again.diagnostics.empty());
    QCOMPARE(QString::fromStdString(again.title), QStringLiteral("Round trip"));
    QCOMPARE(QString::fromStdString(again.goal), QStringLiteral("Nothing is lost."));
    QVERIFY(again.names == trace.names);
    QCOMPARE(again.notes.size(), std::size_t{2});
    QCOMPARE(again.notes[0].after.value, 0U);
    QCOMPARE(QString::fromStdString(again.notes[0].text), QStringLiteral("before \"all\" \\"));
    QCOMPARE(again.notes[1].after.value, 3U);
    QCOMPARE(QString::fromStdString(again.notes[1].text), QStringLiteral("höhe · end"));
    QCOMPARE(again.pauses.size(), std::size_t{2});
    QCOMPARE(again.pauses[0].after.value, 1U);
    QCOMPARE(again.pauses[1].after.value, 3U);
    QVERIFY(again.operations[1].to_be_predicted);
    QVERIFY(!again.operations[2].to_be_predicted);
}

QTEST_GUILESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
