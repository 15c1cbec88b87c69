// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/bench.h"
#include "ui/models/roles.h"
#include "ui/panels/free_list_panel.h"
#include "ui/panels/live_allocations_panel.h"
#include "ui/panels/run_table.h"
#include "ui/render/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>

using namespace firstfit;

class TablesTest : public QObject {
    Q_OBJECT

    Workbench bench;

    static RunTable* tableOf(Panel& panel) { return panel.findChild<RunTable*>(); }

    static void show(Panel& panel, QSize size = {330, 200}) {
        panel.resize(size);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
    }

    static QPoint centreOf(RunTable* table, int row, int column = 1) {
        return table->visualRect(table->model()->index(row, column)).center();
    }

    static QColor pixel(RunTable* table, QPoint at) { return table->viewport()->grab().toImage().pixelColor(at); }

    static bool atChunk19(const Explanation& now) {
        return now.scan.curr == BlockIndex{19} && now.scan.rejected.size() == 3;
    }

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(run(bench, lessonScript()));
        QCOMPARE(bench.timeline().size().value, 16U);
    }

    void init() {
        bench.select(std::nullopt);
        bench.hover(std::nullopt);
        bench.goToStart();
    }

    void captionsSayHowMuch() {
        FreeListPanel chunks(bench);
        LiveAllocationsPanel live(bench);
        QCOMPARE(chunks.caption(), QStringLiteral("32 blocks in 1 chunk"));
        QCOMPARE(live.caption(), QStringLiteral("none"));
        bench.goTo(Position::after(OperationIndex{11}));
        QCOMPARE(chunks.caption(), QStringLiteral("20 blocks in 4 chunks"));
        QCOMPARE(live.caption(), QStringLiteral("5 in 12 blocks · 3 wasted"));
    }

    void theFreeListFollowsTheScan() {
        FreeListPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 12, atChunk19));
        const auto* model = tableOf(panel)->model();
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(model->index(3, 0).data().toString(), QStringLiteral("19"));
        QCOMPARE(model->index(3, 0).data(FlagRole).toInt(), static_cast<int>(ScanFlag::curr));
        QCOMPARE(model->index(2, 0).data(FlagRole).toInt(), static_cast<int>(ScanFlag::prev));
        QCOMPARE(model->index(3, 5).data().toString(), QStringLiteral("3 < 8"));
        const QColor tint = Palette::light().accentTint;
        const QPoint left(4, centreOf(tableOf(panel), 3).y());
        QCOMPARE(pixel(tableOf(panel), left), tint); // the current row is tinted
        QVERIFY(pixel(tableOf(panel), QPoint(4, centreOf(tableOf(panel), 1).y())) != tint);
    }

    void theTagOfCurrIsFilledAndThatOfPrevIsNot() {
        FreeListPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 12, atChunk19));
        RunTable* table = tableOf(panel);
        const QImage image = table->viewport()->grab().toImage();
        const auto accents = [&](int row) {
            const QRect cell = table->visualRect(table->model()->index(row, 1));
            int count = 0;
            for (int y = cell.top(); y <= cell.bottom(); ++y)
                for (int x = cell.left(); x <= cell.right(); ++x)
                    count += image.pixelColor(x, y) == Palette::light().accent ? 1 : 0;
            return count;
        };
        QVERIFY(accents(3) > 200);
        QCOMPARE(accents(2), 0);
        QCOMPARE(accents(1), 0);
    }

    void selectionGoesBothWays() {
        bench.goTo(Position::after(OperationIndex{11}));
        FreeListPanel chunks(bench);
        LiveAllocationsPanel live(bench);
        show(chunks);
        show(live);
        QTest::mouseClick(tableOf(live)->viewport(), Qt::LeftButton, {}, centreOf(tableOf(live), 2));
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{12})); // e
        QCOMPARE(pixel(tableOf(live), QPoint(1, centreOf(tableOf(live), 2).y())), Palette::light().accent);
        QTest::mouseClick(tableOf(chunks)->viewport(), Qt::LeftButton, {}, centreOf(tableOf(chunks), 2));
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{7}));
        QVERIFY(tableOf(live)->selectionModel()->selectedRows().isEmpty());
        bench.select(BlockIndex{21}); // inside chunk 19
        QCOMPARE(tableOf(chunks)->selectionModel()->selectedRows().value(0).row(), 3);
        bench.select(BlockIndex{16}); // inside f
        QVERIFY(tableOf(chunks)->selectionModel()->selectedRows().isEmpty());
        QCOMPARE(tableOf(live)->selectionModel()->selectedRows().value(0).row(), 3);
    }

    void steppingSelectsNothing() {
        LiveAllocationsPanel live(bench);
        FreeListPanel chunks(bench);
        show(chunks);
        show(live);
        bench.goTo(Position::after(OperationIndex{11}));
        for (Panel* panel : {static_cast<Panel*>(&live), static_cast<Panel*>(&chunks)}) {
            tableOf(*panel)->setFocus();
            bench.goToStart();
            bench.goToEnd();
        }
        QVERIFY(!bench.selectedBlock());
    }

    void arrowKeysWalkTheRuns() {
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        bench.select(BlockIndex{0});
        tableOf(live)->setFocus();
        QTest::keyClick(tableOf(live), Qt::Key_Down);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{5}));
        QTest::keyClick(tableOf(live), Qt::Key_Up);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{0}));
        // The dashes of the focus: some, but not all, of the upper edge.
        const auto accents = [&] {
            const QImage image = tableOf(live)->viewport()->grab().toImage();
            int count = 0;
            for (int x = 20; x < 120; ++x)
                count += image.pixelColor(x, 0) == Palette::light().accent ? 1 : 0;
            return count;
        };
        QVERIFY2(accents() > 30 && accents() < 80, qPrintable(QString::number(accents())));
        QTest::mouseClick(tableOf(live)->viewport(), Qt::LeftButton, {}, centreOf(tableOf(live), 0));
        QCOMPARE(accents(), 0);
    }

    void hoverGoesBothWays() {
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        RunTable* table = tableOf(live);
        QTest::mouseMove(table->viewport(), centreOf(table, 1));
        QTRY_COMPARE(bench.hoveredBlock(), std::optional(BlockIndex{5}));
        QCOMPARE(table->hoveredRow(), 1);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(table->viewport(), &leave);
        QApplication::sendEvent(table, &leave);
        QVERIFY(!bench.hoveredBlock());
        bench.hover(BlockIndex{17});
        QCOMPARE(table->hoveredRow(), 3);
        QCOMPARE(pixel(table, QPoint(2, centreOf(table, 3).y())), Palette::light().head);
        bench.hover(BlockIndex{2}); // a chunk
        QCOMPARE(table->hoveredRow(), -1);
    }

    void deleteFreesTheSelectedOne() {
        QVERIFY(run(bench, lessonScript()));
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        bench.select(BlockIndex{5});
        tableOf(live)->setFocus();
        QTest::keyClick(tableOf(live), Qt::Key_Delete);
        QCOMPARE(bench.timeline().size().value, 12U); // a new future
        QCOMPARE(bench.snapshot().find(AllocationId{2}), nullptr);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{12})); // the next row
        QVERIFY(run(bench, lessonScript()));
    }

    void doubleClickAndReturnLeadToTheLine() {
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        QSignalSpy lines(&live, &LiveAllocationsPanel::lineActivated);
        RunTable* table = tableOf(live);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centreOf(table, 2));
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, centreOf(table, 2));
        QCOMPARE(lines.count(), 1);
        QCOMPARE(lines[0][0].toUInt(), 8U);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(lines.count(), 2);
    }

    void copyGivesTheSelectedRow() {
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        bench.select(BlockIndex{12});
        tableOf(live)->setFocus();
        QTest::keyClick(tableOf(live), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("name\tblock\tblocks\tbytes\twaste\tline\ne\t12\t3\t10\t2\t8\n"));
    }

    void aClickOnAHeadSorts() {
        bench.goTo(Position::after(OperationIndex{11}));
        LiveAllocationsPanel live(bench);
        show(live);
        RunTable* table = tableOf(live);
        const QHeaderView* heads = table->horizontalHeader();
        const QPoint bytes(heads->sectionViewportPosition(3) + heads->sectionSize(3) / 2, heads->height() / 2);
        QTest::mouseClick(heads->viewport(), Qt::LeftButton, {}, bytes);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("h"));
        QCOMPARE(table->model()->index(4, 0).data().toString(), QStringLiteral("f"));
        bench.select(BlockIndex{22}); // h, now on top
        QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 0);
    }

    void columnsFitTheNarrowDock_data() {
        QTest::addColumn<quint32>("blocks");
        QTest::newRow("32") << 32U;
        QTest::newRow("4096") << 4096U;
        QTest::newRow("65535") << 65535U;
    }

    void columnsFitTheNarrowDock() {
        QFETCH(quint32, blocks);
        Workbench fresh;
        fresh.startFresh(HeapGeometry{BlockCount{blocks}, 16, 0x1000});
        FreeListPanel chunks(fresh);
        LiveAllocationsPanel live(fresh);
        for (Panel* panel : {static_cast<Panel*>(&chunks), static_cast<Panel*>(&live)}) {
            show(*panel);
            RunTable* table = tableOf(*panel);
            int width = 0;
            for (int column = 0; column < table->model()->columnCount(); ++column)
                width += table->columnWidth(column);
            QVERIFY2(width <= table->viewport()->width(), qPrintable(QString::number(width)));
            const int number = QFontMetrics(table->fonts().code(12)).horizontalAdvance(QString::number(blocks));
            QVERIFY(table->columnWidth(2) > number);
        }
    }

    void rowsAreAsHighAsTheRulesSay() {
        LiveAllocationsPanel live(bench);
        bench.goTo(Position::after(OperationIndex{11}));
        show(live);
        QCOMPARE(tableOf(live)->rowHeight(0), qRound(24 * Fonts::ofDesktop().scale));
    }

    void theCurrentChunkIsScrolledIntoView() {
        QVERIFY(run(bench, QStringLiteral("heap{blocks = 400, block_size = 4}\n"
                                          "t = {}\n"
                                          "for i = 1, 200 do t[i] = blocks(2) end\n"
                                          "for i = 1, 200, 2 do free(t[i]) end\n"
                                          "x = blocks(5)\n")));
        FreeListPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 301, [](const Explanation& now) { return now.scan.curr == BlockIndex{360}; }));
        RunTable* table = tableOf(panel);
        const QRect row = table->visualRect(table->model()->index(91, 0));
        QVERIFY(table->viewport()->rect().contains(row.center()));
        QVERIFY(run(bench, lessonScript()));
    }
};

QTEST_MAIN(TablesTest)
#include "tables_test.moc"
