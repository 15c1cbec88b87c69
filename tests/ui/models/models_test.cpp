// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/sample.h"
#include "ui/models/free_list_model.h"
#include "ui/models/live_allocations_model.h"
#include "ui/models/table_text.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace firstfit;

namespace {

QStringList column(const QAbstractItemModel& model, int column, int role = Qt::DisplayRole) {
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        cells << model.index(row, column).data(role).toString();
    return cells;
}

/// A heap of 64 blocks with allocations of one or two blocks strewn over it.
Snapshot strewn(std::mt19937& random) {
    std::vector<sample::ChunkSpec> headers;
    std::vector<LiveAllocation> allocations;
    for (std::uint32_t at = 0; at < 64;) {
        const auto length = std::min<std::uint32_t>(1 + random() % 4, 64 - at);
        const bool touches = !headers.empty() && headers.back().index + headers.back().length == at;
        if (random() % 2 == 0 && !touches) {
            if (!headers.empty())
                headers.back().next = static_cast<std::uint16_t>(at);
            headers.push_back({at, 0, static_cast<std::uint16_t>(length)});
        } else {
            allocations.push_back(sample::live(at, "x", at, length, length * 4, at % 5));
        }
        at += length;
    }
    const std::uint32_t first = headers.empty() ? 0 : headers.front().index;
    headers.push_back(
        {64, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(headers.empty() ? 0xFFFF : 0)});
    return Snapshot(HeapGeometry{BlockCount{64}, 4, 0x1000}, sample::bytesOf(64, headers), allocations);
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void freeListReadsAsThePicture() {
        FreeListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sample::fourChunks(), sample::atChunk19());
        QCOMPARE(tableText(model), QStringLiteral("chunk\tflag\tlength\tnext\traw bytes\tscan\n"
                                                  "base\t\t0\t2\t02 00 00 00\t\n"
                                                  "2\t\t3\t7\t07 00 03 00\t3 < 8\n"
                                                  "7\tprev\t5\t19\t13 00 05 00\t5 < 8\n"
                                                  "19\tcurr\t3\t23\t17 00 03 00\t3 < 8\n"
                                                  "23\t\t9\t0\t00 00 09 00\t\n"));
    }

    void freeListTellsDelegates() {
        FreeListModel model;
        Scan scan = sample::atChunk19();
        scan.changed = {BlockIndex{7}};
        scan.rejected[0].front = 3;
        model.setSnapshot(sample::fourChunks(), scan);
        const auto at = [&](int row, int role, int column = FreeListModel::ScanColumn) {
            return model.index(row, column).data(role);
        };
        QCOMPARE(at(0, BlockRole).toUInt(), 32U);
        QCOMPARE(at(3, BlockRole).toUInt(), 19U);
        QCOMPARE(at(2, FlagRole).toInt(), static_cast<int>(ScanFlag::prev));
        QCOMPARE(at(3, FlagRole).toInt(), static_cast<int>(ScanFlag::curr));
        QCOMPARE(at(4, FlagRole).toInt(), static_cast<int>(ScanFlag::none));
        QVERIFY(at(1, RejectedRole).toBool());
        QVERIFY(!at(4, RejectedRole).toBool());
        QVERIFY(at(2, ChangedRole).toBool());
        QVERIFY(!at(3, ChangedRole).toBool());
        QCOMPARE(at(1, ShortTextRole).toString(), QStringLiteral("3 in front"));
        QVERIFY(at(1, Qt::ToolTipRole).toString().contains(QStringLiteral("3 of its 3 blocks")));
        QVERIFY(at(0, Qt::ToolTipRole, FreeListModel::ChunkColumn).toString().contains(QStringLiteral("base header")));
    }

    void freeListShowsABaseThatIsOutOfMemory() {
        FreeListModel model;
        model.setSnapshot(Snapshot(HeapGeometry{BlockCount{2}, 4, 0}, sample::bytesOf(2, {{2, 0, 0xFFFF}}),
                                   {sample::live(0, "a", 0, 2, 8, 1)}));
        QCOMPARE(tableText(model), QStringLiteral("chunk\tflag\tlength\tnext\traw bytes\tscan\n"
                                                  "base\t\tFFFF\t0\t00 00 FF FF\t\n"));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("no block is free")));
    }

    void freeListKeepsRowsThatStay() {
        FreeListModel model;
        model.setSnapshot(sample::fourChunks());
        const QPersistentModelIndex chunk19(model.index(3, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy insertions(&model, &QAbstractItemModel::rowsInserted);
        model.setSnapshot(sample::afterK());
        QCOMPARE(resets.count(), 0);
        QCOMPARE(removals.count(), 1);
        QCOMPARE(insertions.count(), 1);
        QVERIFY(chunk19.isValid());
        QCOMPARE(chunk19.data(BlockRole).toUInt(), 19U);
        QCOMPARE(column(model, FreeListModel::ChunkColumn),
                 (QStringList{QStringLiteral("base"), QStringLiteral("2"), QStringLiteral("7"), QStringLiteral("19"),
                              QStringLiteral("31")}));
        QCOMPARE(model.index(3, FreeListModel::NextColumn).data().toString(), QStringLiteral("31"));
        QCOMPARE(model.rowOf(BlockIndex{31}), 4);
        QCOMPARE(model.rowOf(BlockIndex{23}), -1);
        QCOMPARE(model.blockAt(0), BlockIndex{32});
    }

    void liveAllocationsReadAsThePicture() {
        LiveAllocationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sample::fourChunks());
        QCOMPARE(tableText(model), QStringLiteral("name\tblock\tblocks\tbytes\twaste\tline\n"
                                                  "a\t0\t2\t8\t0\t4\n"
                                                  "c\t5\t2\t7\t1\t6\n"
                                                  "e\t12\t3\t10\t2\t8\n"
                                                  "f\t15\t4\t16\t0\t9\n"
                                                  "h\t22\t1\t4\t0\t11\n"));
        QCOMPARE(tableText(model, {model.index(2, 3), model.index(1, 0), model.index(1, 1)}),
                 QStringLiteral("name\tblock\tblocks\tbytes\twaste\tline\nc\t5\t2\t7\t1\t6\ne\t12\t3\t10\t2\t8\n"));
        QCOMPARE(model.index(1, 0).data(AllocationRole).toUInt(), 2U);
        QCOMPARE(model.rowOf(BlockIndex{15}), 3);
        QCOMPARE(model.rowOf(BlockIndex{16}), -1);
        QCOMPARE(model.largest(LiveAllocationsModel::BytesColumn), 16U);
        const QString tip = model.index(1, 0).data(Qt::ToolTipRole).toString();
        QCOMPARE(tip, QStringLiteral("c: blocks 5 to 6 at 0x1014\n7 bytes asked in 2 blocks, 1 wasted\n"
                                     "allocated by operation 3, line 6"));
    }

    void whatHasGrownStaysInItsRow() {
        LiveAllocationsModel model;
        const HeapGeometry geometry{BlockCount{8}, 4, 0};
        const auto bytes = sample::bytesOf(8, {{8, 3, 0}, {3, 0, 5}});
        model.setSnapshot(
            Snapshot(geometry, bytes, {sample::live(0, "a", 0, 1, 4, 1), sample::live(1, "b", 1, 1, 4, 2)}));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        model.setSnapshot(
            Snapshot(geometry, bytes, {sample::live(0, "a", 0, 1, 4, 1), sample::live(1, "b", 1, 2, 7, 2)}));
        QCOMPARE(removals.count(), 0);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.index(1, LiveAllocationsModel::WasteColumn).data().toString(), QStringLiteral("1"));
    }

    void linesOfHandWorkAreBlank() {
        LiveAllocationsModel model;
        model.setSnapshot(Snapshot(HeapGeometry{BlockCount{1234}, 4, 0}, sample::bytesOf(1234, {}),
                                   {sample::live(0, "big", 1000, 234, 936, 0)}));
        QCOMPARE(column(model, LiveAllocationsModel::LineColumn), QStringList{QString()});
        QCOMPARE(column(model, LiveAllocationsModel::BlockColumn), QStringList{QStringLiteral("1,000")});
    }

    void sortsFiguresAsNumbersAndNamesAsPeopleDo() {
        LiveAllocationsModel model;
        LiveAllocationsSorter sorter;
        sorter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&sorter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(Snapshot(HeapGeometry{BlockCount{32}, 4, 0}, sample::bytesOf(32, {}),
                                   {sample::live(0, "#10", 0, 5, 20, 3), sample::live(1, "#9", 5, 10, 38, 1),
                                    sample::live(2, "t[2]", 15, 2, 8, 2)}));
        sorter.sort(LiveAllocationsModel::NameColumn, Qt::AscendingOrder);
        QCOMPARE(column(sorter, 0), (QStringList{QStringLiteral("#9"), QStringLiteral("#10"), QStringLiteral("t[2]")}));
        sorter.sort(LiveAllocationsModel::BlocksColumn, Qt::DescendingOrder);
        QCOMPARE(column(sorter, 2), (QStringList{QStringLiteral("10"), QStringLiteral("5"), QStringLiteral("2")}));
        sorter.sort(-1);
        QCOMPARE(column(sorter, 1), (QStringList{QStringLiteral("0"), QStringLiteral("5"), QStringLiteral("15")}));
    }

    void naturalOrder_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("less");
        const auto row = [](const char* a, const char* b, bool less) {
            QTest::addRow("%s %s", a, b) << QString::fromLatin1(a) << QString::fromLatin1(b) << less;
        };
        row("a", "b", true), row("b", "a", false), row("a", "a", false);
        row("t[2]", "t[10]", true), row("t[10]", "t[2]", false), row("a", "a1", true);
        row("x07", "x7", false), row("x7", "x07", false), row("x007b", "x7c", true), row("x0", "x00a", true);
    }

    void naturalOrder() {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, less);
        QCOMPARE(naturallyLess(a, b), less);
    }

    void keepTheirPromisesOnARandomWalk() {
        FreeListModel chunks;
        LiveAllocationsModel allocations;
        LiveAllocationsSorter sorter;
        sorter.setSourceModel(&allocations);
        sorter.sort(LiveAllocationsModel::LineColumn);
        const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
        const QAbstractItemModelTester first(&chunks, mode);
        const QAbstractItemModelTester second(&allocations, mode);
        const QAbstractItemModelTester third(&sorter, mode);
        std::mt19937 random(7);
        for (int step = 0; step < 200; ++step) {
            const Snapshot snapshot = strewn(random);
            chunks.setSnapshot(snapshot);
            allocations.setSnapshot(snapshot);
            QCOMPARE(chunks.rowCount(), static_cast<int>(snapshot.chunks().size()) + 1);
            for (const Chunk& chunk : snapshot.chunks())
                QVERIFY(chunks.rowOf(chunk.index) > 0);
            QCOMPARE(sorter.rowCount(), static_cast<int>(snapshot.allocations().size()));
            for (int row = 0; row < allocations.rowCount(); ++row)
                QCOMPARE(allocations.allocationAt(row), snapshot.allocations()[static_cast<std::size_t>(row)]);
        }
    }

    void holdTheLargestHeap() {
        FreeListModel chunks;
        LiveAllocationsModel allocations;
        const Snapshot snapshot = sample::everySecondFree(65534);
        chunks.setSnapshot(snapshot);
        allocations.setSnapshot(snapshot);
        QCOMPARE(chunks.rowCount(), 32768);
        QCOMPARE(allocations.rowCount(), 32767);
        QCOMPARE(chunks.index(32767, FreeListModel::ChunkColumn).data().toString(), QStringLiteral("65,533"));
        QCOMPARE(allocations.index(32766, 0).data().toString(), QStringLiteral("#32767"));
    }

    void benchmarkAStepOfTheLargestHeap() {
        FreeListModel chunks;
        LiveAllocationsModel allocations;
        const Snapshot snapshot = sample::everySecondFree(65534);
        Scan scan;
        QBENCHMARK {
            scan.curr = BlockIndex{scan.curr.value_or(BlockIndex{1}).value + 2};
            chunks.setSnapshot(snapshot, scan);
            allocations.setSnapshot(snapshot);
        }
        QCOMPARE(chunks.rowCount(), 32768);
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
