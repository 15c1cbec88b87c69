// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/heap_layout.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace firstfit;

namespace {

HeapGeometry heapOf(std::uint32_t blocks) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.base_address = 0x1000;
    return geometry;
}

} // namespace

class HeapLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The numbers of the visual rules, at the zoom and width that they are drawn for.
    void followsTheRulesAt78() {
        const HeapLayout layout = HeapLayout::make(heapOf(32), 78, 728);
        QCOMPARE(layout.blocksPerRow, 8U);
        QCOMPARE(layout.rows, 4U);
        QCOMPARE(layout.blockHeight, 56.0);
        QCOMPARE(layout.pitch(), 122.0);
        QCOMPARE(layout.left, 56.0);
        QCOMPARE(layout.baseHeader, QRectF(56, 14, 78, 56));
        QCOMPARE(layout.rowTop(0), layout.baseHeader.bottom() + 66);
        QCOMPARE(layout.laneBelow(0), layout.rowBottom(0) + 31);
        QCOMPARE(layout.laneBelow(-1), layout.baseHeader.bottom() + 31);
        QCOMPARE(layout.bracketY(1), layout.rowTop(1) - 20);
        QCOMPARE(layout.contentSize(), QSizeF(728, layout.rowTop(0) + 3 * 122 + 56 + layout.footerHeight));
        QVERIFY(layout.contentSize().height() <= 620); // the dock of a window of 1440 x 900
    }

    void levelsOfDetailBeginWhereTheRulesSay() {
        const struct {
            double px;
            Detail detail;
        } cases[] = {{0.99, Detail::coverage}, {1, Detail::pixels},  {2.9, Detail::pixels},  {3, Detail::cells},
                     {5.9, Detail::cells},     {6, Detail::runs},    {11.9, Detail::runs},   {12, Detail::names},
                     {23.9, Detail::names},    {24, Detail::fields}, {71.9, Detail::fields}, {72, Detail::bytes},
                     {128, Detail::bytes}};
        for (const auto& [px, detail] : cases) {
            QCOMPARE(detailFor(px), detail);
        }
    }

    void everyBlockIsFoundWhereItIs_data() {
        QTest::addColumn<quint32>("blocks");
        for (const quint32 blocks : {1U, 2U, 7U, 8U, 9U, 31U, 32U, 100U, 1000U, 4097U, 65535U}) {
            QTest::addRow("%u", blocks) << blocks;
        }
    }
    void everyBlockIsFoundWhereItIs() {
        QFETCH(quint32, blocks);
        for (const double px :
             {0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.7, 6.0, 9.3, 12.0, 18.0, 24.0, 33.3, 72.0, 78.0, 97.5}) {
            const HeapLayout layout = HeapLayout::make(heapOf(blocks), px, 1400);
            QVERIFY(std::has_single_bit(layout.blocksPerRow));
            for (std::uint32_t i = 0; i < blocks; ++i) {
                const QRectF rect = layout.block(BlockIndex{i});
                const auto found = layout.blockAt(rect.center());
                QVERIFY2(found && found->value == i, qPrintable(QStringLiteral("block %1 at %2 px").arg(i).arg(px)));
            }
        }
    }

    void blocksOfARowTouchAndRowsDoNot() {
        for (const double px : {3.3, 12.0, 31.7, 78.0}) {
            const HeapLayout layout = HeapLayout::make(heapOf(300), px, 1000);
            for (std::uint32_t i = 1; i < 300; ++i) {
                const QRectF before = layout.block(BlockIndex{i - 1});
                const QRectF rect = layout.block(BlockIndex{i});
                if (layout.columnOf(BlockIndex{i}) != 0) {
                    QCOMPARE(rect.left(), before.right());
                    QCOMPARE(rect.top(), before.top());
                } else {
                    QCOMPARE(rect.left(), layout.left);
                    QVERIFY(rect.top() >= before.bottom());
                }
            }
        }
    }

    void marginsAndGuttersHoldNoBlock() {
        const HeapLayout layout = HeapLayout::make(heapOf(30), 78, 728);
        QCOMPARE(layout.blockAt({layout.left - 1, layout.rowTop(0) + 5}), std::nullopt);
        QCOMPARE(layout.blockAt({layout.left + 5, layout.rowBottom(0) + 1}), std::nullopt);
        QCOMPARE(layout.blockAt({layout.blocksRight() + 1, layout.rowTop(0) + 5}), std::nullopt);
        QCOMPARE(layout.blockAt({layout.left + 5, layout.rowBottom(3) + 200}), std::nullopt);
        // The last row has six blocks only.
        QCOMPARE(layout.blockAt({layout.columnX(5) + 5, layout.rowTop(3) + 5}), std::optional(BlockIndex{29}));
        QCOMPARE(layout.blockAt({layout.columnX(6) + 5, layout.rowTop(3) + 5}), std::nullopt);
        QCOMPARE(layout.blockAt(layout.baseHeader.center()), std::optional(BlockIndex{30}));
    }

    void rowsFitTheWidth() {
        for (double width = 150; width < 2000; width += 37) {
            for (const double px : {0.5, 2.0, 8.0, 20.0, 50.0, 78.0}) {
                const HeapLayout layout = HeapLayout::make(heapOf(65535), px, width);
                const bool one = layout.blocksPerRow == 1;
                QVERIFY(one || layout.blocksRight() + layout.right <= width + 1);
                // Twice as many would not fit.
                const double room = width - layout.left - layout.right;
                QVERIFY(2 * layout.blocksPerRow * px > room - 1);
            }
        }
    }

    void aHeapThatFitsIntoOneRowIsOneRow() {
        const HeapLayout layout = HeapLayout::make(heapOf(11), 40, 1000);
        QCOMPARE(layout.rows, 1U);
        QCOMPARE(layout.blocksInRow(0), 11U);
        QCOMPARE(layout.blocksRight(), layout.left + 11 * 40);
    }

    void fitShowsTheWholeHeapAsLargeAsItCan() {
        for (const std::uint32_t blocks : {1U, 8U, 32U, 100U, 1000U, 10000U, 65535U}) {
            for (const QSizeF room : {QSizeF(728, 620), QSizeF(1100, 760), QSizeF(600, 420)}) {
                const double px = HeapLayout::fit(heapOf(blocks), room);
                QVERIFY(px <= HeapLayout::largestFit);
                const QSizeF size = HeapLayout::make(heapOf(blocks), px, room.width()).contentSize();
                QVERIFY2(size.width() <= room.width() && size.height() <= room.height(),
                         qPrintable(QStringLiteral("%1 blocks at %2 px").arg(blocks).arg(px)));
                if (px >= 1 && px < HeapLayout::largestFit) {
                    const QSizeF larger = HeapLayout::make(heapOf(blocks), px + 1, room.width()).contentSize();
                    QVERIFY(larger.width() > room.width() || larger.height() > room.height());
                }
            }
        }
        QCOMPARE(HeapLayout::fit(heapOf(32), QSizeF(728, 620)), 78.0);
    }

    void thinRowsFillTheHeight() {
        const QSizeF room(728, 620);
        for (const std::uint32_t blocks : {10000U, 20000U, 40000U, 65535U}) {
            for (const double px : {4.0, 2.0, 1.0, 0.5}) {
                HeapLayout layout = HeapLayout::make(heapOf(blocks), px, room.width(), false);
                const double before = layout.blockHeight;
                const double least = layout.contentSize().height();
                layout.fillHeight(room.height());
                const double height = layout.contentSize().height();
                if (px >= 3 || least > room.height()) {
                    QCOMPARE(layout.blockHeight, before); // blocks are seen, or there is no room to fill
                    continue;
                }
                QVERIFY(height <= room.height());
                QVERIFY(layout.blockHeight == 6 || height + layout.rows > room.height());
                // A point in the last row is still that row's.
                const BlockIndex last{blocks - 1};
                QCOMPARE(layout.blockAt(layout.block(last).center()), std::optional(last));
            }
        }
    }

    void piecesCoverARunOnceAndOnly() {
        const HeapLayout layout = HeapLayout::make(heapOf(64), 78, 728);
        const std::vector<Piece> pieces = layout.pieces(BlockIndex{6}, BlockCount{13}, layout.allRows());
        QCOMPARE(pieces.size(), std::size_t{3});
        QCOMPARE(pieces[0].first, 6U);
        QCOMPARE(pieces[0].count, 2U);
        QVERIFY(!pieces[0].continuesBefore && pieces[0].continuesAfter);
        QCOMPARE(pieces[1].count, 8U);
        QVERIFY(pieces[1].continuesBefore && pieces[1].continuesAfter);
        QCOMPARE(pieces[2].first, 16U);
        QCOMPARE(pieces[2].count, 3U);
        QVERIFY(pieces[2].continuesBefore && !pieces[2].continuesAfter);
        QCOMPARE(pieces[2].rect, QRectF(layout.left, layout.rowTop(2), 3 * 78, 56));
        // Only the rows asked for.
        QCOMPARE(layout.pieces(BlockIndex{6}, BlockCount{13}, {1, 1}).size(), std::size_t{1});
        QVERIFY(layout.pieces(BlockIndex{6}, BlockCount{0}, layout.allRows()).empty());
    }

    void labelsHaveRoomWhateverTheAddress() {
        HeapGeometry geometry = heapOf(65535);
        geometry.base_address = 0x7fff12340000;
        const HeapLayout layout = HeapLayout::make(geometry, 78, 1400);
        QVERIFY(layout.left >= 16 + 12 * 6.0); // twelve digits of 10 px, and the way of a link
        QVERIFY(layout.leftLaneX() > 0);
        QVERIFY(layout.rightLaneX() < layout.contentSize().width());
    }
};

QTEST_MAIN(HeapLayoutTest)
#include "heap_layout_test.moc"
