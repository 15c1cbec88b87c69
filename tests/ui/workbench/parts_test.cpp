// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording that is looked at while it is being replayed: parts that grow, a person who is left alone, a cancel,
// another heap in between.
#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace firstfit;

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t holes = 2'000;
constexpr std::uint32_t filled = 3 * holes; // operations: twice so many blocks, of which every second one is freed

/// Fills 4,000 blocks, frees every second one, and then asks for two blocks again and again. Each of these requests
/// walks past all holes and fails: operations filled + 1 and on.
QByteArray heavy(std::uint32_t requests) {
    QByteArray text = "= Start\n";
    const auto line = [&text](char kind, std::uint32_t allocation, const char* size) {
        text += "@ p:(f+0x1)[0x1] ";
        text += kind;
        text += " 0x" + QByteArray::number(0x100000 + allocation * 64, 16) + size + '\n';
    };
    for (std::uint32_t i = 0; i < 2 * holes; ++i) {
        line('+', i, " 0x10");
    }
    for (std::uint32_t i = 0; i < holes; ++i) {
        line('-', 2 * i, "");
    }
    for (std::uint32_t i = 0; i < requests; ++i) {
        line('+', 2 * holes + i, " 0x20");
    }
    return text + "= End\n";
}

constexpr std::uint32_t requests = 14'000;
constexpr std::uint32_t all = filled + requests;
constexpr HeapGeometry exact{BlockCount{2 * holes}, 16};
constexpr HeapGeometry larger{BlockCount{2 * holes + 2}, 16}; // one request fits at its end

Position after(std::uint32_t n) { return Position::after(OperationIndex{n}); }

/// What a whole replay, without any parts, says.
Timeline whole(const Workbench& bench) {
    Timeline timeline(bench.geometry(), bench.policy());
    timeline.append_all(bench.trace().operations, {});
    return timeline;
}

} // namespace

class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPartIsALookAtTheWhole();
    void theRestLeavesThePersonAlone();
    void whoDoesNothingIsTakenToTheFirstFailure();
    void growsUntilItIsThere();
    void cancelKeepsThePart();
    void anotherRecordingSettlesThePart();
    void anotherHeapStartsItAgain();
    void anotherHeapWaitsForWhereThePersonIs();
    void cancellingAnotherHeapKeepsTheWholeRun();
    void workByHandWaitsForTheWholeRun();
    void workByHandStaysUntilAllIsThere();
    void aShortRunComesInOnePiece();

private:
    /// Opens it so that parts come as early as they can.
    void open(Workbench& bench, const HeapGeometry& geometry = exact) {
        bench.setPartsEvery(0ms);
        bench.openRecording(path_, {}, geometry);
    }
    [[nodiscard]] static bool stands(const Workbench& bench, std::uint32_t n) {
        return bench.position() == bench.timeline().normalised(after(n));
    }

    QTemporaryDir folder_;
    QString path_;
};

void PartsTest::initTestCase() {
    path_ = folder_.filePath(QStringLiteral("heavy.mtrace"));
    QFile file(path_);
    const QByteArray text = heavy(requests);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

void PartsTest::aPartIsALookAtTheWhole() {
    Workbench bench;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
    QVERIFY(bench.isLoading() && !bench.isWhole() && bench.isRecording());
    QCOMPARE(finished.count(), 0);
    const std::uint32_t done = bench.timeline().size().value;
    QVERIFY2(done > 0 && done < all, qPrintable(QString::number(done)));
    QCOMPARE(bench.wholeSize(), all);
    QCOMPARE(bench.trace().operations.size(), std::size_t{all});
    QCOMPARE(bench.geometry(), exact);
    // Any moment of it is the one that the whole run has.
    const Timeline expected = whole(bench);
    for (const std::uint32_t n : {0U, 1U, done / 3, done / 2 + 1, done}) {
        bench.goTo(after(n));
        QVERIFY(stands(bench, n));
        QVERIFY(bench.snapshot() == expected.snapshot(after(n)));
        QVERIFY(bench.violations().empty());
        bench.stepMicro(-1);
        bench.stepOperation(1);
    }
    bench.goTo(after(all));
    QVERIFY2(stands(bench, done), "nothing is there behind the part");
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
}

void PartsTest::theRestLeavesThePersonAlone() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bool first = true;
    connect(&bench, &Workbench::traceChanged, &bench, [&] {
        if (std::exchange(first, false)) {
            bench.goTo({OperationIndex{7}, 2});
            bench.select(BlockIndex{3});
            bench.toggleBookmark(OperationIndex{5});
        }
    });
    QSignalSpy moved(&bench, &Workbench::positionChanged);
    int movedInParts = 0;
    connect(&bench, &Workbench::traceGrew, &bench, [&] { movedInParts = static_cast<int>(moved.count()); });
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(bench.isWhole());
    QCOMPARE(bench.timeline().size().value, all);
    QCOMPARE(bench.position(), (Position{OperationIndex{7}, 2}));
    QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{3}));
    QCOMPARE(bench.bookmarks(), std::set<std::uint32_t>{5});
    QVERIFY2(movedInParts <= 2, "by the first part and by the person");
    QCOMPARE(bench.summary().failures.size(), std::size_t{requests});
    QCOMPARE(bench.summary().operations, all);
    QVERIFY(bench.timeline().snapshot(after(all)) == whole(bench).snapshot(after(all)));
}

void PartsTest::whoDoesNothingIsTakenToTheFirstFailure() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(stands(bench, filled + 1));
}

void PartsTest::growsUntilItIsThere() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    std::vector<std::uint32_t> sizes;
    const auto note = [&] { sizes.push_back(bench.timeline().size().value); };
    connect(&bench, &Workbench::traceChanged, &bench, note);
    connect(&bench, &Workbench::traceGrew, &bench, note);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY2(sizes.size() > 2, "a first part, at least one more, and the whole");
    QVERIFY(std::ranges::is_sorted(sizes));
    QCOMPARE(sizes.back(), all);
}

void PartsTest::cancelKeepsThePart() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bool first = true;
    connect(&bench, &Workbench::traceChanged, &bench, [&] {
        if (std::exchange(first, false)) {
            bench.goTo(after(3));
            bench.cancelLoading();
        }
    });
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(bench.isWhole() && bench.isRecording());
    const std::uint32_t done = bench.timeline().size().value;
    QVERIFY(done < all);
    QCOMPARE(bench.trace().operations.size(), std::size_t{done});
    QCOMPARE(bench.trace().diagnostics.back().kind, DiagnosticKind::cancelled);
    QVERIFY(stands(bench, 3));
}

void PartsTest::anotherRecordingSettlesThePart() {
    Workbench bench;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy refused(&bench, &Workbench::loadingRefused);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
    bench.openRecording(folder_.filePath(QStringLiteral("gone.mtrace")));
    // What is there stays, as what it is.
    QVERIFY(bench.isWhole());
    const std::uint32_t done = bench.timeline().size().value;
    QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(bench.recordingPath(), path_);
    QCOMPARE(bench.timeline().size().value, done);
    QCOMPARE(bench.trace().operations.size(), std::size_t{done});
    QCOMPARE(bench.trace().diagnostics.back().kind, DiagnosticKind::cancelled);
    // And it can be gone on with by hand.
    bench.goToEnd();
    QCOMPARE(bench.allocate({}), QString());
    QCOMPARE(bench.timeline().size().value, done + 1);
    bench.undoStack()->undo();
    QCOMPARE(bench.timeline().size().value, done);
}

void PartsTest::anotherHeapStartsItAgain() {
    Workbench bench;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
    bench.goTo(after(4));
    QCOMPARE(bench.setGeometry(larger), QString());
    QVERIFY(bench.isLoading());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(bench.geometry(), larger);
    QCOMPARE(bench.timeline().size().value, all);
    QCOMPARE(bench.summary().failures.size(), std::size_t{requests - 1});
    QVERIFY(bench.isRecording() && bench.isWhole());
    QVERIFY(stands(bench, 4));
    QVERIFY2(!bench.undoStack()->canUndo(), "a part is not worth coming back to");
}

// A part in the other heap that is shorter than that would take the person back, and leave them there.
void PartsTest::anotherHeapWaitsForWhereThePersonIs() {
    constexpr std::uint32_t there = 9'000;
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    std::vector<std::uint32_t> elsewhere;
    int arrivals = 0;
    bool asked = false;
    const auto note = [&] {
        if (asked && !stands(bench, there)) {
            elsewhere.push_back(bench.position().operation.value);
        }
    };
    connect(&bench, &Workbench::traceChanged, &bench, [&] {
        arrivals += asked ? 1 : 0;
        note();
    });
    connect(&bench, &Workbench::traceGrew, &bench, [&] {
        note();
        if (!asked && bench.timeline().size().value >= there) {
            asked = true;
            bench.goTo(after(there));
            bench.setGeometry(larger);
        }
    });
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(elsewhere, std::vector<std::uint32_t>());
    QVERIFY2(arrivals == 2, "a first part that holds it, and the whole");
    QCOMPARE(bench.geometry(), larger);
    QVERIFY(stands(bench, there) && bench.isWhole());
    QCOMPARE(bench.timeline().size().value, all);
}

void PartsTest::cancellingAnotherHeapKeepsTheWholeRun() {
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    bench.goTo(after(5));
    QSignalSpy stopped(&bench, &Workbench::stopped);
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    bench.setPolicy(Policy::best_fit);
    QVERIFY(bench.isLoading());
    bench.cancelLoading();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60'000);
    QCOMPARE(bench.timeline().size().value, all);
    QCOMPARE(bench.trace().operations.size(), std::size_t{all});
    QVERIFY(bench.isWhole() && stands(bench, 5));
    QCOMPARE(bench.policy(), Policy::first_fit);
    QCOMPARE(bench.geometry(), exact);
    QVERIFY(!bench.undoStack()->canUndo());
    QCOMPARE(changed.count(), 1); // for the fields that show what was asked for
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(stopped.front().front().toString(), QStringLiteral("Cancelled: the heap is as it was"));
    // And it can be asked for again.
    QCOMPARE(bench.setGeometry(larger), QString());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, 60'000);
    QCOMPARE(bench.geometry(), larger);
    QCOMPARE(bench.timeline().size().value, all);
}

void PartsTest::workByHandWaitsForTheWholeRun() {
    Workbench bench;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
    QVERIFY(!bench.isWhole());
    QVERIFY(bench.clear().contains(QStringLiteral("still being replayed")));
    QVERIFY(!bench.allocate({}).isEmpty());
    QVERIFY(bench.isLoading() && !bench.undoStack()->canUndo());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(bench.trace().operations.size(), std::size_t{all});
    QCOMPARE(bench.timeline().size().value, all);
    bench.goToEnd();
    QCOMPARE(bench.clear(), QString());
    QCOMPARE(bench.timeline().size().value, all + 1);
}

void PartsTest::workByHandStaysUntilAllIsThere() {
    Workbench bench;
    QCOMPARE(bench.allocate({8, SizeUnit::bytes, 0, {}}), QString());
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    open(bench);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(bench.timeline().size().value, all);
    bench.undoStack()->undo();
    QCOMPARE(bench.timeline().size().value, 1U);
}

void PartsTest::aShortRunComesInOnePiece() {
    Workbench bench;
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bench.setPartsEvery(1h);
    bench.openRecording(path_, {}, exact);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(changed.count(), 1);
    QVERIFY(stands(bench, filled + 1));
}

QTEST_GUILESS_MAIN(PartsTest)
#include "parts_test.moc"
