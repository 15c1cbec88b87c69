// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work by hand, undo, and moving in time: everything of the workbench that needs no script.
#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

using namespace firstfit;

namespace {

HandRequest bytes(std::uint64_t size, const QString& name = {}) {
    HandRequest request;
    request.size = size;
    request.name = name;
    return request;
}

Operation operation(OperationKind kind, std::uint32_t id, std::uint64_t size, std::uint32_t line) {
    Operation made;
    made.kind = kind;
    made.allocation = AllocationId{id};
    made.size = size;
    made.line = line;
    return made;
}

/// a, b, c of 8 bytes; free b; one that cannot fit; notes, a pause and lines as a script has them.
Trace recording() {
    Trace trace;
    trace.kind = TraceKind::reference;
    trace.names = {"a", "b", "c", "n"};
    trace.operations = {operation(OperationKind::allocate, 0, 8, 10), operation(OperationKind::allocate, 1, 8, 20),
                        operation(OperationKind::allocate, 2, 8, 30), operation(OperationKind::deallocate, 1, 0, 40),
                        operation(OperationKind::allocate, 3, 4000, 50)};
    trace.notes = {{OperationIndex{3}, 31, "three"}, {OperationIndex{3}, 32, "in a row"}};
    return trace;
}

void show(Workbench& bench, Trace trace) {
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    bench.showTrace(std::move(trace), HeapGeometry{});
    QVERIFY(finished.wait());
}

QString names(const Workbench& bench) {
    QStringList all;
    for (const LiveAllocation& each : bench.snapshot().allocations()) {
        all << QString::fromStdString(each.name) + QLatin1Char('@') + QString::number(each.index.value);
    }
    return all.join(QLatin1Char(' '));
}

} // namespace

class HandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allocatesFreesAndUndoes();
    void namesTheNextLetter();
    void cutsTheFutureAndBringsItBack();
    void countsTheMiddleOfAnOperationAsItsEnd();
    void refusesWhatCannotBeAsked();
    void recordsWhatFails();
    void replaysInAnotherHeap();
    void refusesHeapsThatCannotBe();
    void showsNotesWhereTheyBelong();
    void findsFailures();
    void keepsTheSelectionOnItsAllocation();
    void playsToTheEnd();
    void stopsAtBreakpointsAndPauses();
    void stopsPlayingWhenSomebodySteps();
    void writesARunThatIsTheSame();
    void tellsOncePerPosition();
};

void HandTest::allocatesFreesAndUndoes() {
    Workbench bench;
    QVERIFY(bench.isUntouched());
    QCOMPARE(bench.allocate(bytes(8)), QString());
    QCOMPARE(bench.allocate(bytes(12)), QString());
    QCOMPARE(names(bench), QStringLiteral("a@0 b@2"));
    QVERIFY(!bench.isUntouched());
    QCOMPARE(bench.deallocate(AllocationId{0}), QString());
    QCOMPARE(names(bench), QStringLiteral("b@2"));
    QCOMPARE(bench.position().operation, OperationIndex{3});

    bench.undoStack()->undo();
    QCOMPARE(names(bench), QStringLiteral("a@0 b@2"));
    QCOMPARE(bench.position().operation, OperationIndex{2});
    QCOMPARE(bench.trace().operations.size(), std::size_t{2});
    bench.undoStack()->undo();
    bench.undoStack()->undo();
    QVERIFY(bench.isUntouched());
    QCOMPARE(bench.snapshot().metrics().used, BlockCount{0});
    bench.undoStack()->redo();
    bench.undoStack()->redo();
    bench.undoStack()->redo();
    QCOMPARE(names(bench), QStringLiteral("b@2"));
    QVERIFY(bench.violations().empty());
}

void HandTest::namesTheNextLetter() {
    Workbench bench;
    QCOMPARE(bench.nextName(), QStringLiteral("a"));
    for (int i = 0; i < 26; ++i) {
        QCOMPARE(bench.allocate(bytes(4)), QString());
    }
    QCOMPARE(bench.nextName(), QStringLiteral("a2"));
    QCOMPARE(QString::fromStdString(bench.snapshot().allocations().back().name), QStringLiteral("z"));
    bench.goToStart();
    QCOMPARE(bench.nextName(), QStringLiteral("a"));
}

void HandTest::cutsTheFutureAndBringsItBack() {
    Workbench bench;
    show(bench, recording());
    std::vector<Snapshot> before;
    for (std::uint32_t n = 0; n <= bench.timeline().size().value; ++n) {
        before.push_back(bench.timeline().snapshot(Position::after(OperationIndex{n})));
    }
    const Trace oldTrace = bench.trace();
    bench.goTo(Position::after(OperationIndex{2}));
    bench.stepMicro(-1);
    const Position where = bench.position();

    QCOMPARE(bench.allocate(bytes(20, QStringLiteral("x"))), QString());
    QCOMPARE(names(bench), QStringLiteral("a@0 b@2 x@4"));
    QCOMPARE(bench.timeline().size(), OperationIndex{3});
    QCOMPARE(bench.trace().names, (std::vector<std::string>{"a", "b", "x"}));
    QVERIFY(bench.trace().notes.empty());

    bench.undoStack()->undo();
    QVERIFY(bench.position() == where);
    QCOMPARE(bench.timeline().size().value, std::uint32_t(before.size() - 1));
    for (std::uint32_t n = 0; n < before.size(); ++n) {
        QVERIFY(bench.timeline().snapshot(Position::after(OperationIndex{n})) == before[n]);
    }
    QVERIFY(bench.trace().operations == oldTrace.operations);
    QCOMPARE(bench.trace().names, oldTrace.names);
    QVERIFY(bench.trace().notes == oldTrace.notes);

    bench.undoStack()->redo();
    QCOMPARE(names(bench), QStringLiteral("a@0 b@2 x@4"));
}

void HandTest::countsTheMiddleOfAnOperationAsItsEnd() {
    Workbench bench;
    show(bench, recording());
    bench.goTo({OperationIndex{4}, 1});
    QVERIFY(bench.snapshot().find(AllocationId{1}) != nullptr); // inside free(b), b is still there
    QVERIFY(!bench.deallocate(AllocationId{1}).isEmpty());      // but after it, it is not
    bench.goTo({OperationIndex{3}, 1});
    QCOMPARE(bench.deallocate(AllocationId{2}), QString()); // c is made by the operation it stands in
    QCOMPARE(names(bench), QStringLiteral("a@0 b@2"));
}

void HandTest::refusesWhatCannotBeAsked() {
    Workbench bench;
    HandRequest request = bytes(8);
    request.alignment = 12;
    QVERIFY(bench.allocate(request).contains(QStringLiteral("power of two")));
    request = bytes(0);
    request.unit = SizeUnit::blocks;
    QVERIFY(!bench.allocate(request).isEmpty());
    QVERIFY(!bench.deallocate(AllocationId{7}).isEmpty());
    QVERIFY(bench.isUntouched());

    QCOMPARE(bench.allocate(bytes(12)), QString());
    QVERIFY(bench.grow(AllocationId{0}, 2, SizeUnit::blocks, false).contains(QStringLiteral("3 block")));
    QVERIFY(!bench.shrink(AllocationId{0}, 4, SizeUnit::blocks).isEmpty());
    QVERIFY(!bench.shrink(AllocationId{0}, 0, SizeUnit::blocks).isEmpty());
    QCOMPARE(bench.timeline().size(), OperationIndex{1});

    QCOMPARE(bench.grow(AllocationId{0}, 20, SizeUnit::bytes, false), QString());
    QCOMPARE(bench.snapshot().allocations()[0].blocks, BlockCount{5});
    QCOMPARE(bench.shrink(AllocationId{0}, 1, SizeUnit::blocks), QString());
    QCOMPARE(bench.grow(AllocationId{0}, 99, SizeUnit::blocks, true), QString());
    QCOMPARE(bench.snapshot().allocations()[0].blocks, BlockCount{32});
    QCOMPARE(bench.reallocate(AllocationId{0}, 40), QString());
    QCOMPARE(bench.snapshot().allocations()[0].blocks, BlockCount{10});
    QCOMPARE(bench.clear(), QString());
    QVERIFY(bench.snapshot().allocations().empty());
}

void HandTest::recordsWhatFails() {
    Workbench bench;
    QCOMPARE(bench.allocate(bytes(4000)), QString());
    QCOMPARE(bench.timeline().size(), OperationIndex{1});
    QVERIFY(!bench.timeline().outcome(OperationIndex{1}).ok());
    QVERIFY(bench.explanation().failure.has_value());
}

void HandTest::replaysInAnotherHeap() {
    Workbench bench;
    QCOMPARE(bench.allocate(bytes(12)), QString());
    QCOMPARE(bench.allocate(bytes(5)), QString());
    bench.goTo(Position::after(OperationIndex{1}));
    HeapGeometry wide;
    wide.blocks = BlockCount{16};
    wide.block_size = 16;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QCOMPARE(bench.setGeometry(wide), QString());
    QCOMPARE(changed.count(), 1);
    QVERIFY(bench.geometry() == wide);
    QCOMPARE(bench.position().operation, OperationIndex{1});
    bench.goToEnd();
    QCOMPARE(names(bench), QStringLiteral("a@0 b@1"));
    bench.undoStack()->undo();
    QVERIFY(bench.geometry() == HeapGeometry{});
    bench.goToEnd();
    QCOMPARE(names(bench), QStringLiteral("a@0 b@3"));
    bench.undoStack()->undo();
    QCOMPARE(names(bench), QStringLiteral("a@0"));
}

void HandTest::refusesHeapsThatCannotBe() {
    Workbench bench;
    HeapGeometry bad;
    bad.block_size = 12;
    QVERIFY(!bench.setGeometry(bad).isEmpty());
    QVERIFY(bench.geometry() == HeapGeometry{});
}

void HandTest::showsNotesWhereTheyBelong() {
    Workbench bench;
    show(bench, recording());
    QVERIFY(bench.note() == nullptr);
    bench.goTo(Position::after(OperationIndex{3}));
    QVERIFY(bench.note() != nullptr);
    QCOMPARE(bench.note()->text, std::string("three\nin a row"));
    QCOMPARE(bench.note()->line, 31U);
    bench.stepMicro(1); // inside the next operation three are still done
    QVERIFY(bench.note() != nullptr);
    bench.goTo(Position::after(OperationIndex{4}));
    QVERIFY(bench.note() == nullptr);
    QCOMPARE(bench.currentLine(), 40U);
}

void HandTest::findsFailures() {
    Workbench bench;
    show(bench, recording());
    bench.goToNextFailure(1);
    QCOMPARE(bench.position().operation, OperationIndex{5});
    bench.goToNextFailure(1);
    QCOMPARE(bench.position().operation, OperationIndex{5});
    bench.goToNextFailure(-1);
    QCOMPARE(bench.position().operation, OperationIndex{5}); // there is none before it
    bench.goTo({OperationIndex{5}, 1});
    bench.goToNextFailure(1);
    QVERIFY(bench.explanation().failure.has_value());
}

void HandTest::keepsTheSelectionOnItsAllocation() {
    Workbench bench;
    QCOMPARE(bench.allocate(bytes(8)), QString());
    QCOMPARE(bench.allocate(bytes(8)), QString());
    bench.select(BlockIndex{1});
    QVERIFY(bench.selectedAllocation() != nullptr);
    QCOMPARE(bench.selectedAllocation()->id, AllocationId{0});
    QCOMPARE(bench.reallocate(AllocationId{0}, 20), QString()); // b is in the way: a moves
    QVERIFY(bench.selectedAllocation() != nullptr);
    QCOMPARE(bench.selectedAllocation()->id, AllocationId{0});
    QCOMPARE(*bench.selectedBlock(), BlockIndex{4});
    QCOMPARE(bench.deallocate(AllocationId{0}), QString());
    QVERIFY(bench.selectedAllocation() == nullptr);
    bench.stepOperation(-1);
    QVERIFY(bench.selectedAllocation() != nullptr);
    bench.select(BlockIndex{4711});
    QVERIFY(!bench.selectedBlock().has_value());
}

void HandTest::playsToTheEnd() {
    Workbench bench;
    show(bench, recording());
    bench.setSpeed(1000);
    bench.setPlaysMicroSteps(true);
    QSignalSpy stopped(&bench, &Workbench::stopped);
    bench.play();
    QVERIFY(bench.isPlaying());
    QVERIFY(stopped.wait());
    QVERIFY(!bench.isPlaying());
    QCOMPARE(bench.position().operation, bench.timeline().size());
    bench.play(); // from the end it begins again
    QVERIFY(stopped.wait());
    QCOMPARE(stopped.count(), 2);
}

void HandTest::stopsAtBreakpointsAndPauses() {
    Workbench bench;
    Trace trace = recording();
    trace.pauses = {{OperationIndex{3}, 35}};
    show(bench, std::move(trace));
    bench.setSpeed(1000);
    bench.setPlaysMicroSteps(false);
    QSignalSpy lines(&bench, &Workbench::breakpointsChanged);
    bench.setBreakpoint(20, true);
    bench.setBreakpoint(20, true);
    QCOMPARE(lines.count(), 1);
    QSignalSpy stopped(&bench, &Workbench::stopped);
    bench.play();
    QVERIFY(stopped.wait());
    QCOMPARE(bench.position().operation, OperationIndex{1}); // in front of line 20
    QVERIFY(stopped.last().first().toString().contains(QStringLiteral("20")));
    bench.play();
    QVERIFY(stopped.wait());
    QCOMPARE(bench.position().operation, OperationIndex{3});
    QVERIFY(stopped.last().first().toString().contains(QStringLiteral("35")));
    bench.play();
    QVERIFY(stopped.wait());
    QCOMPARE(bench.position().operation, OperationIndex{5});
}

void HandTest::stopsPlayingWhenSomebodySteps() {
    Workbench bench;
    show(bench, recording());
    bench.setSpeed(0.25);
    bench.play();
    QSignalSpy playing(&bench, &Workbench::playingChanged);
    bench.stepOperation(1);
    QVERIFY(!bench.isPlaying());
    QCOMPARE(playing.count(), 1);
}

void HandTest::writesARunThatIsTheSame() {
    Workbench bench;
    QCOMPARE(bench.allocate(bytes(10, QStringLiteral("buffer"))), QString());
    QCOMPARE(bench.deallocate(AllocationId{0}), QString());
    const QString script = bench.asScript();
    QVERIFY(script.contains(QStringLiteral("heap{")));
    QVERIFY(script.contains(QStringLiteral("buffer = malloc(10)")));
    QVERIFY(script.contains(QStringLiteral("free(buffer)")));
}

void HandTest::tellsOncePerPosition() {
    Workbench bench;
    show(bench, recording());
    QSignalSpy moved(&bench, &Workbench::positionChanged);
    bench.goToEnd();
    bench.goToEnd();
    QCOMPARE(moved.count(), 1);
    bench.goTo({OperationIndex{999}, 5}); // beyond the end is the end
    QCOMPARE(moved.count(), 1);
    QVERIFY(&bench.snapshot() == &bench.snapshot());
}

QTEST_GUILESS_MAIN(HandTest)
#include "hand_test.moc"
