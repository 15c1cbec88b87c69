// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done by hand can be saved as a script that, run again, gives the same states.
#include "allocator/heap/heap.h"
#include "tests/allocator/script/running.h"

#include <QTest>

#include <random>

using namespace firstfit;
using namespace firstfit::test;

class ScriptSavedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void work_by_hand_runs_again_data();
    void work_by_hand_runs_again();
    void notes_and_pauses_come_back();
    void strange_names_come_back();
};

namespace {

/// What somebody might do in the allocation panel: everything, in any order, failures included.
Trace work_by_hand(const HeapGeometry& geometry, unsigned seed, std::size_t count) {
    std::mt19937 chance(seed);
    const auto upto = [&](std::uint32_t most) { return static_cast<std::uint32_t>(chance() % (most + 1)); };
    Trace trace;
    Heap heap(geometry);
    std::vector<AllocationId> alive;
    const auto names = std::to_array<const char*>({"a", "b", "p", "t[3]", "end", "malloc", "", "two words", "x"});
    for (std::size_t i = 0; i < count; ++i) {
        Operation operation;
        operation.unit = upto(2) == 0 ? SizeUnit::blocks : SizeUnit::bytes;
        operation.size = upto(operation.unit == SizeUnit::blocks ? 9 : 40) + (upto(50) == 0 ? 100'000 : 0);
        const std::uint32_t choice = upto(199);
        if (choice == 0) {
            operation = {};
            operation.kind = OperationKind::clear;
        } else if (choice < 90 || alive.empty()) {
            operation.kind = OperationKind::allocate;
            operation.allocation = AllocationId{static_cast<std::uint32_t>(trace.names.size())};
            operation.alignment = upto(3) == 0 ? 1U << upto(5) : 0;
            trace.names.emplace_back(names[upto(names.size() - 1)]);
        } else {
            operation.allocation = alive[upto(static_cast<std::uint32_t>(alive.size() - 1))];
            operation.kind = choice < 140   ? OperationKind::deallocate
                             : choice < 154 ? OperationKind::grow_in_place
                             : choice < 168 ? OperationKind::grow_up_to
                             : choice < 182 ? OperationKind::shrink_in_place
                                            : OperationKind::reallocate;
        }
        if (operation.kind == OperationKind::deallocate) {
            operation.size = 0;
            operation.unit = SizeUnit::bytes;
        }
        const Outcome outcome = heap.apply(operation, OperationIndex{static_cast<std::uint32_t>(i + 1)});
        if (operation.kind == OperationKind::clear) {
            alive.clear();
        } else if (outcome.ok() && operation.kind == OperationKind::allocate) {
            alive.push_back(operation.allocation);
        } else if (outcome.ok() && operation.kind == OperationKind::deallocate) {
            std::erase(alive, operation.allocation);
        }
        trace.operations.push_back(operation);
    }
    return trace;
}

} // namespace

void ScriptSavedTest::work_by_hand_runs_again_data() {
    QTest::addColumn<std::uint32_t>("blocks");
    QTest::addColumn<std::uint32_t>("block_size");
    QTest::newRow("1x4") << 1U << 4U;
    QTest::newRow("32x4") << 32U << 4U;
    QTest::newRow("200x16") << 200U << 16U;
    QTest::newRow("1000x8") << 1000U << 8U;
}

void ScriptSavedTest::work_by_hand_runs_again() {
    QFETCH(const std::uint32_t, blocks);
    QFETCH(const std::uint32_t, block_size);
    const HeapGeometry geometry{BlockCount{blocks}, block_size, 0x4000};
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Trace saved = work_by_hand(geometry, seed, 400);
        const std::string script = to_script(saved, geometry);
        const Trace again = run(script);
        QVERIFY2(
            std::ranges::none_of(again.diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; }),
            qPrintable(diagnostics(again)));
        QVERIFY(again.geometry == geometry);
        QCOMPARE(again.operations.size(), saved.operations.size());
        Heap first(geometry);
        Heap second(geometry);
        const auto by_id = [](AllocationId id) { return std::to_string(id.value); };
        for (std::size_t i = 0; i < saved.operations.size(); ++i) {
            Operation was = saved.operations[i];
            Operation is = again.operations[i];
            const OperationIndex number{static_cast<std::uint32_t>(i + 1)};
            is.line = was.line = 0;
            QVERIFY2(is == was,
                     qPrintable(text(describe(was, saved)) + QStringLiteral(" became ") + text(describe(is, again))));
            QVERIFY(first.apply(was, number) == second.apply(is, number));
        }
        QVERIFY(first.snapshot(by_id) == second.snapshot(by_id));
        for (std::uint32_t id = 0; id < saved.names.size(); ++id) {
            QCOMPARE(text(again.name_of(AllocationId{id})), text(saved.name_of(AllocationId{id})));
        }
    }
}

void ScriptSavedTest::notes_and_pauses_come_back() {
    const Trace first = run("-- title: A lesson\n-- goal: Two\n--   lines\nnote('zero')\na = malloc(5)\n"
                            "note('one\\n\"quoted\" ]] \\\\')\npause()\npredict(function() free(a) end) note('two')");
    const Trace again = run(to_script(first, first.geometry.value_or(HeapGeometry{})));
    QCOMPARE(diagnostics(again), QString());
    QCOMPARE(notes(again), notes(first));
    QCOMPARE(again.pauses.size(), first.pauses.size());
    QVERIFY(again.pauses[0].after == first.pauses[0].after);
    QVERIFY(again.operations[1].to_be_predicted);
    QCOMPARE(text(again.title), QStringLiteral("A lesson"));
    QCOMPARE(text(again.goal), QStringLiteral("Two lines"));
}

void ScriptSavedTest::strange_names_come_back() {
    const Trace first =
        run(R"(a = malloc(1, "while") b = malloc(1, 'say "so"') c = malloc(1, "\") d = malloc(1, "ä"))");
    const Trace again = run(to_script(first, first.geometry.value_or(HeapGeometry{})));
    QCOMPARE(diagnostics(again), QString());
    QCOMPARE(names(again), names(first));
}

QTEST_APPLESS_MAIN(ScriptSavedTest)
#include "script_saved_test.moc"
