// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that happen in the background: scripts, long replays, cancelling, one run in place of another.
#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

using namespace firstfit;

namespace {

const QString file = QStringLiteral("test.lua");
const QString endless = QStringLiteral("a = malloc(8)\nwhile true do end\n");

void runToEnd(Workbench& bench, const QString& source, bool keepPosition = false) {
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    bench.runScript(source, file, keepPosition);
    QVERIFY(bench.isScriptRunning());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(!bench.isScriptRunning());
}

bool hasError(const Workbench& bench) {
    return std::ranges::any_of(bench.trace().diagnostics,
                               [](const Diagnostic& each) { return each.severity == Severity::error; });
}

HandRequest eightBytes() {
    HandRequest request;
    request.size = 8;
    return request;
}

} // namespace

class ScriptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsInTheBackground();
    void keepsThePositionIfAsked();
    void keepsThePresentRunMeanwhile();
    void cancels();
    void isGoneWhenItsOwnerIs();
    void forgetsTheRunThatWasReplaced();
    void runsAgainInAnotherHeap();
    void dropsTheChoiceWhenTheScriptSaysAnotherHeap();
    void bringsBackWorkByHand();
    void replaysLongRunsInTheBackground();
    void savesARunThatRunsAgain();
    void stopsAtTheLimitsItWasGiven();
};

void ScriptTest::runsInTheBackground() {
    Workbench bench;
    QSignalSpy started(&bench, &Workbench::scriptStarted);
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    runToEnd(bench, QStringLiteral("heap{blocks = 16, block_size = 8}\na = malloc(8)\nnote('x')\nb = malloc(8)\n"));
    QCOMPARE(started.count(), 1);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!hasError(bench));
    QCOMPARE(bench.geometry().blocks.value, 16U);
    QCOMPARE(bench.timeline().size().value, 2U);
    QCOMPARE(bench.position().operation.value, 0U);
    QVERIFY(!bench.isUntouched());
    QVERIFY(bench.source().startsWith(QStringLiteral("heap{")));
    bench.stepOperation(1);
    QCOMPARE(bench.currentLine(), 2U);
    QCOMPARE(bench.note()->text, std::string("x"));
}

void ScriptTest::keepsThePositionIfAsked() {
    Workbench bench;
    const QString source = QStringLiteral("for i = 1, 5 do malloc(4) end\n");
    runToEnd(bench, source);
    bench.goTo(Position::after(OperationIndex{3}));
    runToEnd(bench, source, true);
    QCOMPARE(bench.position().operation.value, 3U);
    runToEnd(bench, QStringLiteral("malloc(4)\n"), true);
    QCOMPARE(bench.position().operation.value, 1U);
    runToEnd(bench, source);
    QCOMPARE(bench.position().operation.value, 0U);
}

void ScriptTest::keepsThePresentRunMeanwhile() {
    Workbench bench;
    runToEnd(bench, QStringLiteral("a = malloc(8)\n"));
    bench.runScript(endless, file);
    QCOMPARE(bench.timeline().size().value, 1U);
    bench.goToEnd();
    QCOMPARE(bench.snapshot().metrics().used.value, 2U);
    bench.cancelScript();
    QTRY_VERIFY(!bench.isScriptRunning());
}

void ScriptTest::cancels() {
    Workbench bench;
    QSignalSpy progressed(&bench, &Workbench::scriptProgressed);
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    bench.runScript(endless, file);
    QTRY_VERIFY(progressed.count() > 0 && progressed.last().first().toInt() == 1);
    bench.cancelScript();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!bench.trace().diagnostics.empty());
    QCOMPARE(bench.timeline().size().value, 1U); // what was done is kept
}

void ScriptTest::isGoneWhenItsOwnerIs() {
    auto bench = std::make_unique<Workbench>();
    QSignalSpy progressed(bench.get(), &Workbench::scriptProgressed);
    bench->runScript(endless, file);
    QTRY_VERIFY(progressed.count() > 0);
    bench.reset(); // must neither hang nor crash
    QCoreApplication::processEvents();
    QVERIFY(bench == nullptr);
}

void ScriptTest::forgetsTheRunThatWasReplaced() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    bench.runScript(endless, file);
    bench.runScript(QStringLiteral("b = malloc(4)\n"), file);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(bench.timeline().size().value, 1U);
    QCOMPARE(bench.trace().name_of(AllocationId{0}), std::string("b"));
    bench.runScript(endless, file);
    bench.startFresh(HeapGeometry{});
    QVERIFY(!bench.isScriptRunning());
    QVERIFY(bench.isUntouched());
    QCOMPARE(changed.count(), 2);
}

void ScriptTest::runsAgainInAnotherHeap() {
    Workbench bench;
    // What the script does depends on where things land, so only another run can tell.
    runToEnd(bench, QStringLiteral("heap{blocks = 8, block_size = 4}\na = malloc(40)\nif a then b = malloc(4) end\n"));
    QCOMPARE(bench.timeline().size().value, 1U);
    HeapGeometry larger;
    larger.blocks = BlockCount{64};
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    QCOMPARE(bench.setGeometry(larger), QString());
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(bench.geometry().blocks.value, 64U);
    QCOMPARE(bench.timeline().size().value, 2U);
    bench.undoStack()->undo();
    QCOMPARE(bench.geometry().blocks.value, 8U);
    QCOMPARE(bench.timeline().size().value, 1U);
    bench.undoStack()->redo();
    QCOMPARE(bench.geometry().blocks.value, 64U);
}

void ScriptTest::dropsTheChoiceWhenTheScriptSaysAnotherHeap() {
    Workbench bench;
    runToEnd(bench, QStringLiteral("heap{blocks = 8}\na = malloc(4)\n"));
    HeapGeometry larger;
    larger.blocks = BlockCount{64};
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    QCOMPARE(bench.setGeometry(larger), QString());
    QTRY_COMPARE(finished.count(), 1);
    runToEnd(bench, QStringLiteral("heap{blocks = 8}\na = malloc(4)\nb = malloc(4)\n"));
    QCOMPARE(bench.geometry().blocks.value, 64U);
    runToEnd(bench, QStringLiteral("heap{blocks = 16}\na = malloc(4)\n"));
    QCOMPARE(bench.geometry().blocks.value, 16U);
}

void ScriptTest::bringsBackWorkByHand() {
    Workbench bench;
    QCOMPARE(bench.allocate(eightBytes()), QString());
    QCOMPARE(bench.allocate(eightBytes()), QString());
    runToEnd(bench, QStringLiteral("x = malloc(4)\n"));
    QCOMPARE(bench.timeline().size().value, 1U);
    bench.undoStack()->undo();
    QCOMPARE(bench.timeline().size().value, 2U);
    QCOMPARE(bench.trace().name_of(AllocationId{1}), std::string("b"));
    bench.undoStack()->undo();
    QCOMPARE(bench.timeline().size().value, 1U);
    // A script's own run can be had again at any time: nothing to undo.
    runToEnd(bench, QStringLiteral("x = malloc(4)\n"));
    bench.undoStack()->clear();
    runToEnd(bench, QStringLiteral("y = malloc(4)\n"));
    QVERIFY(!bench.undoStack()->canUndo());
}

void ScriptTest::replaysLongRunsInTheBackground() {
    Workbench bench;
    runToEnd(bench, QStringLiteral("heap{blocks = 1000}\nfor i = 1, 10000 do local p = malloc(i % 50) free(p) end\n"));
    QCOMPARE(bench.timeline().size().value, 20'000U);
    bench.goToEnd();
    QCOMPARE(bench.allocate(eightBytes()), QString()); // from now on it cannot be run again, only replayed
    HeapGeometry larger;
    larger.blocks = BlockCount{2000};
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    QCOMPARE(bench.setGeometry(larger), QString());
    QVERIFY(bench.isScriptRunning());
    QCOMPARE(bench.geometry().blocks.value, 1000U);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(bench.geometry().blocks.value, 2000U);
    QCOMPARE(bench.timeline().size().value, 20'001U);
    QCOMPARE(bench.position().operation.value, 20'001U);
    bench.undoStack()->undo();
    QCOMPARE(bench.geometry().blocks.value, 1000U);
    // Work by hand while a replay is under way wins: the replay was of a run that is no more.
    QCOMPARE(bench.setGeometry(larger), QString());
    QCOMPARE(bench.allocate(eightBytes()), QString());
    QVERIFY(!bench.isScriptRunning());
    QCOMPARE(bench.geometry().blocks.value, 1000U);
    QCOMPARE(bench.timeline().size().value, 20'002U);
}

void ScriptTest::savesARunThatRunsAgain() {
    Workbench bench;
    HandRequest aligned = eightBytes();
    aligned.alignment = 16;
    aligned.name = QStringLiteral("end"); // no name that Lua would take
    QCOMPARE(bench.allocate(eightBytes()), QString());
    QCOMPARE(bench.allocate(aligned), QString());
    QCOMPARE(bench.grow(AllocationId{1}, 5, SizeUnit::blocks, false), QString());
    QCOMPARE(bench.deallocate(AllocationId{0}), QString());
    QCOMPARE(bench.reallocate(AllocationId{1}, 60), QString());
    std::vector<Snapshot> before;
    for (std::uint32_t n = 0; n <= 5; ++n) {
        before.push_back(bench.timeline().snapshot(Position::after(OperationIndex{n})));
    }
    runToEnd(bench, bench.asScript());
    QVERIFY2(!hasError(bench), bench.trace().diagnostics.empty() ? "" : bench.trace().diagnostics[0].title.c_str());
    QCOMPARE(bench.timeline().size().value, 5U);
    for (std::uint32_t n = 0; n <= 5; ++n) {
        const Snapshot after = bench.timeline().snapshot(Position::after(OperationIndex{n}));
        QVERIFY(std::ranges::equal(after.chunks(), before[n].chunks()));
        QVERIFY(after.metrics() == before[n].metrics());
    }
}

void ScriptTest::stopsAtTheLimitsItWasGiven() {
    Workbench bench;
    ScriptLimits limits;
    limits.operations = 100;
    bench.setScriptLimits(limits);
    runToEnd(bench, QStringLiteral("while true do malloc(4) end\n"));
    QVERIFY(hasError(bench));
    QCOMPARE(bench.timeline().size().value, 100U);
}

QTEST_GUILESS_MAIN(ScriptTest)
#include "script_test.moc"
