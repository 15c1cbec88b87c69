// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings in the workbench: opened in the background, refused, cancelled, stopped in, marked, compared.
#include "allocator/replay/stop_condition.h"
#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <sys/stat.h>

using namespace firstfit;

namespace {

const QString call = QStringLiteral("@ prog:(main+0x4)[0x10] ");

QByteArray mtrace(const QStringList& events) {
    QString text = QStringLiteral("= Start\n");
    for (const QString& event : events) {
        text += call + event + QLatin1Char('\n');
    }
    return (text + QStringLiteral("= End\n")).toLatin1();
}

/// Three neighbours of 64 bytes; the outer two are freed; 128 bytes then fit nowhere in 192.
QByteArray fragmented() {
    return mtrace({QStringLiteral("+ 0x1000 0x40"), QStringLiteral("+ 0x1040 0x40"), QStringLiteral("+ 0x1080 0x40"),
                   QStringLiteral("- 0x1000"), QStringLiteral("- 0x1080"), QStringLiteral("+ 0x2000 0x80"),
                   QStringLiteral("- 0x1040")});
}

constexpr HeapGeometry tight{BlockCount{12}, 16};

StopCondition condition(const char* words) { return std::get<StopCondition>(parse_stop_condition(words)); }

Position after(std::uint32_t n) { return Position::after(OperationIndex{n}); }

} // namespace

class RecordingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensInTheBackground();
    void proposesAHeapThatHolds();
    void readsAPart();
    void refusesAnotherKind();
    void refusesAFileThatIsGone();
    void cancelsWhileReading();
    void keepsWhatWasReadBeforeACancel();
    void isGoneWhenItsOwnerIs();
    void takesTheLatestOfTwo();
    void isReplayedInAnotherHeap();
    void bookmarksAreOfOneRecording();
    void goesToStops();
    void playStopsAtAStop();
    void playsFast();
    void playLeavesAnOperationFirst();
    void marksAreToldOnce();
    void showsTheRunOfAnother();
    void figuresFollowWorkByHand();

private:
    QString write(const QString& name, const QByteArray& bytes);
    void open(Workbench& bench, std::optional<HeapGeometry> geometry, const ReadOptions& options = {});
    [[nodiscard]] bool stands(const Workbench& bench, std::uint32_t n) const {
        return bench.position() == bench.timeline().normalised(after(n));
    }

    QTemporaryDir folder_;
    QString path_;
};

void RecordingTest::init() { path_ = write(QStringLiteral("run.mtrace"), fragmented()); }

QString RecordingTest::write(const QString& name, const QByteArray& bytes) {
    QFile file(folder_.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void RecordingTest::open(Workbench& bench, std::optional<HeapGeometry> geometry, const ReadOptions& options) {
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bench.openRecording(path_, options, geometry);
    QVERIFY(bench.isLoading());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(!bench.isLoading());
}

void RecordingTest::opensInTheBackground() {
    Workbench bench;
    QVERIFY(!bench.isRecording());
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    QSignalSpy scripts(&bench, &Workbench::scriptStarted);
    open(bench, tight);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(scripts.count(), 0);
    QVERIFY(bench.isRecording());
    QCOMPARE(bench.recordingPath(), path_);
    QCOMPARE(bench.geometry(), tight);
    QCOMPARE(bench.timeline().size().value, 7U);
    // What the six lines above say, by hand.
    const RunSummary& run = bench.summary();
    QCOMPARE(run.allocations, 4U);
    QCOMPARE(run.peak_bytes, 192U);
    QCOMPARE(run.failures.size(), 1U);
    QCOMPARE(run.failures[0].operation.value, 6U);
    QCOMPARE(run.failures[0].free_blocks, 8U);
    QCOMPARE(run.failures[0].largest_chunk, 4U);
    QVERIFY2(stands(bench, 6), "it opens at the first failure");
}

void RecordingTest::proposesAHeapThatHolds() {
    Workbench bench;
    open(bench, std::nullopt);
    QVERIFY(bench.summary().failures.empty());
    QVERIFY(bench.geometry().capacity_bytes() >= 192);
    QVERIFY2(stands(bench, 3), "without a failure it opens where the most is in use");
}

void RecordingTest::readsAPart() {
    Workbench bench;
    ReadOptions options;
    options.last = 3;
    options.alignment = 32;
    open(bench, tight, options);
    QCOMPARE(bench.timeline().size().value, 3U);
    QCOMPARE(bench.readOptions().last, 3U);
    QCOMPARE(bench.timeline().operation(OperationIndex{1}).alignment, 32U);
}

void RecordingTest::refusesAnotherKind() {
    Workbench bench;
    HandRequest request;
    request.size = 8;
    QCOMPARE(bench.allocate(request), QString());
    path_ = write(QStringLiteral("picture.mtrace"), QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    QSignalSpy refused(&bench, &Workbench::loadingRefused);
    open(bench, std::nullopt);
    QCOMPARE(refused.count(), 1);
    QVERIFY2(refused[0][0].toString().contains(QStringLiteral("picture.mtrace")), qPrintable(refused[0][0].toString()));
    QVERIFY2(refused[0][2].toString().startsWith(path_), qPrintable(refused[0][2].toString()));
    QCOMPARE(bench.timeline().size().value, 1U);
    QVERIFY(!bench.isRecording());
}

void RecordingTest::refusesAFileThatIsGone() {
    Workbench bench;
    path_ = folder_.filePath(QStringLiteral("nowhere.mtrace"));
    QSignalSpy refused(&bench, &Workbench::loadingRefused);
    open(bench, std::nullopt);
    QCOMPARE(refused.count(), 1);
    QVERIFY(bench.isUntouched());
}

void RecordingTest::cancelsWhileReading() {
    QStringList events;
    for (int i = 0; i < 200'000; ++i) {
        events << QStringLiteral("+ 0x%1 0x10").arg(0x10000 + i * 16, 0, 16);
    }
    path_ = write(QStringLiteral("long.mtrace"), mtrace(events));
    Workbench bench;
    QSignalSpy refused(&bench, &Workbench::loadingRefused);
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bench.openRecording(path_);
    bench.cancelLoading();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(refused.count(), 0);
    QVERIFY(bench.isUntouched());
}

// From a pipe that stays open: reading it has no end but the cancel.
void RecordingTest::keepsWhatWasReadBeforeACancel() {
    path_ = folder_.filePath(QStringLiteral("endless"));
    QCOMPARE(::mkfifo(QFile::encodeName(path_).constData(), 0600), 0);
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    std::uint64_t operations = 0;
    connect(&bench, &Workbench::loadingProgressed, &bench,
            [&](const LoadProgress& progress) { operations = progress.operations; });
    bench.openRecording(path_);
    QFile pipe(path_);
    QVERIFY(pipe.open(QIODevice::WriteOnly | QIODevice::Unbuffered)); // waits for the reader
    QByteArray text = "= Start\n";                                    // more than the reader looks at to tell the kind
    for (int i = 0; i < 1500; ++i) {
        text += "@ a:[0x1] + 0x" + QByteArray::number(0x1000 + i * 16, 16) + " 0x10\n";
    }
    text += "@ a:[0x1] + 0x";
    QCOMPARE(pipe.write(text), text.size());
    QTRY_COMPARE_WITH_TIMEOUT(operations, std::uint64_t{1500}, 60'000);
    bench.cancelLoading();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(bench.isRecording());
    QCOMPARE(bench.trace().operations.size(), std::size_t{1500});
    QCOMPARE(bench.timeline().size().value, 1500U);
    QVERIFY(bench.trace().recording->cut_off);
    QVERIFY(bench.trace().diagnostics.back().kind == DiagnosticKind::cancelled);
    QCOMPARE(bench.summary().operations, 1500U);
}

void RecordingTest::isGoneWhenItsOwnerIs() {
    auto bench = std::make_unique<Workbench>();
    bench->openRecording(path_);
    bench.reset();
}

void RecordingTest::takesTheLatestOfTwo() {
    const QString other = write(QStringLiteral("other.mtrace"), mtrace({QStringLiteral("+ 0x10 0x8")}));
    Workbench bench;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    bench.openRecording(path_);
    bench.openRecording(other);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(bench.recordingPath(), other);
}

void RecordingTest::isReplayedInAnotherHeap() {
    Workbench bench;
    open(bench, tight);
    bench.goTo(after(5));
    QCOMPARE(bench.setGeometry(HeapGeometry{BlockCount{64}, 16}), QString());
    QTRY_COMPARE(bench.geometry().blocks.value, 64U);
    QVERIFY(bench.isRecording());
    QVERIFY(bench.summary().failures.empty());
    QVERIFY(stands(bench, 5));
    bench.undoStack()->undo();
    QCOMPARE(bench.geometry(), tight);
    QCOMPARE(bench.summary().failures.size(), 1U);
}

void RecordingTest::bookmarksAreOfOneRecording() {
    Workbench bench;
    open(bench, tight);
    QSignalSpy changed(&bench, &Workbench::bookmarksChanged);
    for (const std::uint32_t n : {2U, 5U, 8U}) {
        bench.toggleBookmark(OperationIndex{n}); // there is no operation 8
    }
    QCOMPARE(bench.bookmarks(), (std::set<std::uint32_t>{2, 5}));
    QCOMPARE(changed.count(), 2);
    bench.goToStart();
    QVERIFY(bench.goToNextBookmark(1));
    QVERIFY(stands(bench, 2));
    QVERIFY(bench.goToNextBookmark(1));
    QVERIFY(stands(bench, 5));
    QVERIFY(!bench.goToNextBookmark(1));
    QVERIFY(bench.goToNextBookmark(-1));
    QVERIFY(stands(bench, 2));
    QVERIFY(!bench.goToNextBookmark(-1));
    // From inside an operation its end lies ahead.
    bench.goTo(Position{OperationIndex{5}, 1});
    QVERIFY(bench.goToNextBookmark(1));
    QVERIFY(stands(bench, 5));
    QCOMPARE(bench.setGeometry(HeapGeometry{BlockCount{64}, 16}), QString());
    QCOMPARE(bench.bookmarks().size(), 2U);
    open(bench, tight);
    QVERIFY(bench.bookmarks().empty());
}

void RecordingTest::goesToStops() {
    Workbench bench;
    open(bench, tight);
    bench.goToStart();
    QVERIFY2(!bench.goToNextStop(1), "without a condition there is nowhere to stop");
    QSignalSpy changed(&bench, &Workbench::stopConditionsChanged);
    QSignalSpy stopped(&bench, &Workbench::stopped);
    bench.setStopConditions({condition("fails"), condition("fragmentation>0.4")});
    QCOMPARE(changed.count(), 1);
    // Two chunks of four blocks: 1 - 4/8 after operation 5.
    QVERIFY(bench.goToNextStop(1));
    QVERIFY(stands(bench, 5));
    QCOMPARE(stopped.count(), 1);
    QVERIFY2(stopped[0][0].toString().contains(QStringLiteral("fragmentation")), qPrintable(stopped[0][0].toString()));
    QVERIFY(bench.goToNextStop(1));
    QVERIFY(stands(bench, 6));
    QVERIFY(!bench.goToNextStop(1));
    QVERIFY(bench.goToNextStop(-1));
    QVERIFY(stands(bench, 5));
}

void RecordingTest::playStopsAtAStop() {
    Workbench bench;
    open(bench, tight);
    bench.setStopConditions({condition("fragmentation>0.4")});
    bench.setSpeed(1000);
    for (const bool micro : {false, true}) {
        bench.setPlaysMicroSteps(micro);
        bench.goToStart();
        QSignalSpy stopped(&bench, &Workbench::stopped);
        bench.play();
        QTRY_COMPARE(stopped.count(), 1);
        QVERIFY(stopped[0][0].toString().contains(QStringLiteral("fragmentation")));
        QVERIFY(stands(bench, 5));
        bench.play(); // goes on from there
        QTRY_COMPARE(stopped.count(), 2);
        QVERIFY(stands(bench, 7));
    }
}

void RecordingTest::playsFast() {
    QStringList events;
    for (int i = 0; i < 20'000; ++i) {
        events << QStringLiteral("+ 0x1000 0x40") << QStringLiteral("- 0x1000");
    }
    path_ = write(QStringLiteral("many.mtrace"), mtrace(events));
    Workbench bench;
    open(bench, tight);
    bench.setPlaysMicroSteps(false);
    bench.setSpeed(50'000);
    QCOMPARE(bench.speed(), 50'000.0);
    bench.goToStart();
    QSignalSpy moved(&bench, &Workbench::positionChanged);
    QSignalSpy stopped(&bench, &Workbench::stopped);
    bench.play();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, 60'000);
    QVERIFY(stands(bench, 40'000));
    QVERIFY2(moved.count() < 4'000, "a picture for many operations, not one for each");
}

void RecordingTest::playLeavesAnOperationFirst() {
    Workbench bench;
    open(bench, tight);
    bench.setPlaysMicroSteps(false);
    bench.setStopConditions({condition("touches=0")});
    bench.goTo(Position{OperationIndex{1}, 1});
    QVERIFY(bench.timeline().normalised(after(1)).micro > 1);
    bench.setSpeed(1000);
    QSignalSpy stopped(&bench, &Workbench::stopped);
    bench.play();
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY2(stands(bench, 1), "the end of operation 1, which hands block 0 out, lay ahead");
}

void RecordingTest::marksAreToldOnce() {
    Workbench bench;
    QSignalSpy highlight(&bench, &Workbench::highlightChanged);
    QSignalSpy colours(&bench, &Workbench::colouringChanged);
    for (int i = 0; i < 2; ++i) {
        bench.highlightChunks(std::pair{4U, 7U});
        bench.setColouring(Colouring::age);
    }
    QCOMPARE(highlight.count(), 1);
    QCOMPARE(colours.count(), 1);
    QCOMPARE(bench.highlightedChunks(), (std::optional{std::pair{4U, 7U}}));
    QCOMPARE(bench.colouring(), Colouring::age);
}

void RecordingTest::showsTheRunOfAnother() {
    Workbench second;
    {
        Workbench first;
        open(first, tight);
        second.showRunOf(first, HeapGeometry{BlockCount{64}, 16}, Policy::best_fit);
    }
    QTRY_VERIFY(second.isRecording());
    QCOMPARE(second.timeline().size().value, 7U);
    QCOMPARE(second.geometry().blocks.value, 64U);
    QCOMPARE(second.policy(), Policy::best_fit);
    QVERIFY(second.summary().failures.empty());
}

void RecordingTest::figuresFollowWorkByHand() {
    Workbench bench;
    open(bench, tight);
    bench.goToEnd();
    HandRequest tooMuch;
    tooMuch.size = 4096;
    QCOMPARE(bench.allocate(tooMuch), QString());
    QCOMPARE(bench.summary().operations, 8U);
    QCOMPARE(bench.summary().failures.size(), 2U);
    bench.undoStack()->undo();
    QCOMPARE(bench.summary().operations, 7U);
    QCOMPARE(bench.summary().failures.size(), 1U);
}

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_test.moc"
