// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/render/heap_samples.h"
#include "ui/render/blocks.h"
#include "ui/render/coverage.h"
#include "ui/render/hatching.h"
#include "ui/render/heap_painter.h"
#include "ui/render/marks.h"
#include "ui/render/picture.h"
#include "ui/render/spans.h"

#include <QImage>
#include <QTest>

#include <cmath>

using namespace firstfit;

namespace {

struct Painted {
    HeapLayout layout;
    QImage image;

    [[nodiscard]] QColor at(QPointF point) const { return image.pixelColor(point.toPoint()); }
    /// How many px of a colour there are in a rectangle.
    [[nodiscard]] int count(const QRectF& rect, const QColor& colour) const {
        int found = 0;
        const QRect pixels = rect.toRect();
        for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
            for (int x = pixels.left(); x <= pixels.right(); ++x) {
                found += image.pixelColor(x, y).rgb() == colour.rgb() ? 1 : 0;
            }
        }
        return found;
    }
};

Painted paint(const Snapshot& snapshot, double px, double width, const HeapMarks& marks = {},
              const Palette& palette = Palette::light()) {
    Painted painted;
    painted.layout = HeapLayout::make(snapshot.geometry(), px, width);
    painted.image = QImage(painted.layout.contentSize().toSize(), QImage::Format_RGB32);
    painted.image.fill(palette.canvas);
    QPainter painter(&painted.image);
    HeapPainter heap(Fonts::ofDesktop());
    heap.paint(painter, HeapPicture{snapshot, painted.layout, palette, marks}, painted.image.rect());
    return painted;
}

} // namespace

class HeapPaintingTest : public QObject {
    Q_OBJECT

private:
    test::Recorder run_ = test::threeHoles();
    Timeline timeline_ = run_.timeline();

    [[nodiscard]] HeapMarks marks(Position position) const {
        const Snapshot snapshot = timeline_.snapshot(position);
        return marksAt(timeline_, run_.trace(), position, explain(timeline_, run_.trace(), position), snapshot);
    }

private Q_SLOTS:
    void blocksHaveTheirColours_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("px");
        for (const bool dark : {false, true}) {
            for (const double px : {18.0, 32.0, 48.0, 78.0, 96.0}) {
                QTest::addRow("%s %g", dark ? "dark" : "light", px) << dark << px;
            }
        }
    }
    void blocksHaveTheirColours() {
        QFETCH(bool, dark);
        QFETCH(double, px);
        const Palette& palette = Palette::of(dark);
        const Snapshot heap = timeline_.snapshot(Position::after(OperationIndex{11}));
        const Painted painted = paint(heap, px, 900, {}, palette);
        // Blocks that are neither the first of their run, where the label is, nor its last, where waste is.
        const auto centre = [&](std::uint32_t block) {
            return painted.at(painted.layout.block(BlockIndex{block}).center());
        };
        QCOMPARE(centre(1), palette.fills[0]);
        QCOMPARE(centre(13), palette.fills[4]);
        QCOMPARE(centre(17), palette.fills[5]);
        QCOMPARE(centre(4), palette.freeBlock);
        QCOMPARE(centre(28), palette.freeBlock);
        // The first block of a chunk is tinted.
        for (const std::uint32_t chunk : {2U, 7U, 19U, 23U}) {
            const QRectF block = painted.layout.block(BlockIndex{chunk});
            QCOMPARE(painted.at(block.bottomLeft() + QPointF(3, -3)), palette.headerBlock);
        }
    }

    /// c asked for 7 of its 8 bytes: the last eighth is hatched, and nothing in front of it.
    void wasteIsHatchedToTheByte() {
        const Snapshot heap = timeline_.snapshot(Position::after(OperationIndex{11}));
        const Painted painted = paint(heap, 78, 728);
        const QRectF first = painted.layout.block(BlockIndex{5});
        const double whole = 2 * 78;
        const double from = std::round(first.left() + whole * 7 / 8);
        const QColor fill = Palette::light().fills[2];
        // Between the label's lines and the ticks, at half height.
        const QRectF used(from - 40, first.top() + 12, 38, 30);
        QCOMPARE(painted.count(used, fill), used.toRect().width() * used.toRect().height());
        const QRectF waste(from + 1, first.top() + 4, whole / 8 - 4, 46);
        const int area = waste.toRect().width() * waste.toRect().height();
        const int plain = painted.count(waste, fill);
        QVERIFY(plain > area / 3 && plain < area * 9 / 10);
    }

    void wasteOfAPieceIsExact() {
        const Snapshot heap = timeline_.snapshot(Position::after(OperationIndex{11}));
        const HeapLayout layout = HeapLayout::make(heap.geometry(), 78, 728);
        const LiveAllocation* e = heap.find(AllocationId{4}); // 10 of 12 bytes in blocks 12 to 14
        QVERIFY(e != nullptr);
        const Piece piece = layout.pieces(e->index, e->blocks, layout.allRows()).front();
        const QRectF waste = wasteOf(heap.geometry(), *e, piece);
        QCOMPARE(waste.left(), piece.rect.left() + piece.rect.width() * 10 / 12);
        QCOMPARE(waste.right(), piece.rect.right());
        const LiveAllocation* a = heap.find(AllocationId{0}); // 8 of 8
        QVERIFY(wasteOf(heap.geometry(), *a, layout.pieces(a->index, a->blocks, layout.allRows()).front()).isEmpty());
    }

    void theScanIsMarked() {
        const Position position = test::rejectedAt(timeline_, 19);
        QVERIFY(position.operation.value == 12);
        const HeapMarks marked = marks(position);
        const Painted painted = paint(timeline_.snapshot(position), 78, 728, marked);
        const Palette& palette = Palette::light();
        // curr: the tag is filled with the accent, the header tinted, the chunk framed.
        const QRectF curr = flagRect(painted.layout, BlockIndex{19});
        QVERIFY(painted.count(curr, palette.accent) > curr.width() * curr.height() / 2);
        const QRectF header = painted.layout.block(BlockIndex{19});
        QCOMPARE(painted.at(header.bottomLeft() + QPointF(4, -4)), palette.accentTint);
        QCOMPARE(painted.at(QPointF(header.left() + 1, header.center().y())), palette.accent);
        // prev: outlined, not filled.
        const QRectF prev = flagRect(painted.layout, BlockIndex{7});
        QVERIFY(painted.count(prev, palette.panel) > prev.width() * prev.height() / 3);
        QCOMPARE(painted.count(prev, palette.accent), 0);
        QVERIFY(painted.count(prev.adjusted(-1, -1, 1, 1), palette.ink2) > 20);
        // Rejected: hatched, with a tag in the second block; never red.
        const QRectF second = painted.layout.block(BlockIndex{3});
        QVERIFY(painted.count(second, palette.ink) > 20);
        const QRectF third = painted.layout.block(BlockIndex{4});
        const int hatch = painted.count(third, palette.freeBlock);
        QVERIFY(hatch > 0 && hatch < third.width() * third.height() * 0.95);
        QCOMPARE(painted.count(painted.image.rect(), palette.failure), 0);
        // Links: the three that were followed in the accent.
        const HeapMarks none;
        const Painted plain = paint(timeline_.snapshot(position), 78, 728, none);
        const QRectF lane(painted.layout.left + 100, painted.layout.laneBelow(1) - 2, 400, 4);
        QVERIFY(painted.count(lane, palette.accent) > 200);
        QCOMPARE(plain.count(lane, palette.accent), 0);
        QVERIFY(plain.count(lane, palette.ink2) > 200);
    }

    void failureShowsEveryChunksReason() {
        const HeapMarks marked = marks(Position::after(OperationIndex{13}));
        QVERIFY(!marked.sentence.isEmpty());
        QCOMPARE(marked.request, std::uint64_t{100});
    }

    void theSelectedTheFocusedAndTheHoveredAreFramed() {
        const Snapshot heap = timeline_.snapshot(Position::after(OperationIndex{11}));
        const Palette& palette = Palette::light();
        HeapMarks marked;
        marked.selected = BlockIndex{6};
        marked.hovered = BlockIndex{22};
        marked.focused = BlockIndex{13};
        const Painted painted = paint(heap, 78, 728, marked);
        const auto middle = [&](std::uint32_t block, double dy) {
            return painted.layout.block(BlockIndex{block}).topLeft() + QPointF(30, dy);
        };
        QCOMPARE(painted.at(middle(6, -0.5)), palette.accent);
        QCOMPARE(painted.at(middle(5, -0.5)), palette.accent); // the whole run
        QVERIFY(painted.at(middle(22, -1)).lightness() < 120);
        const QRectF above(painted.layout.block(BlockIndex{12}).topLeft() + QPointF(0, -6), QSizeF(200, 4));
        const int dashes = painted.count(above, palette.accent);
        QVERIFY(dashes > 100 && dashes < 500);
    }

    void closeRowsKeepTheColours() {
        const Snapshot heap = test::mixedHeap(2000, 12);
        const Palette& palette = Palette::light();
        const Painted painted = paint(heap, 8, 700);
        int seen = 0;
        for (const Run& run : heap.runs()) {
            if (run.blocks.value < 3 || painted.layout.columnOf(run.index) + 2 >= painted.layout.blocksPerRow) {
                continue;
            }
            // The second block, near its upper edge: below the line, above the name.
            const QPointF point = painted.layout.block(run.index + BlockCount{1}).topLeft() + QPointF(4, 2);
            const bool isFree = run.kind == Run::Kind::chunk;
            const QColor expected =
                isFree ? palette.freeBlock : palette.fills[heap.allocations()[run.allocation].id.value % 8];
            QCOMPARE(painted.at(point), expected);
            if (isFree) {
                const QRectF header = painted.layout.block(run.index);
                QVERIFY(painted.count(header, palette.ink2) >= 6);
            }
            ++seen;
        }
        QVERIFY(seen > 100);
    }

    void smallBlocksAreShadedByLength_data() {
        QTest::addColumn<double>("px");
        QTest::addColumn<bool>("halved");
        QTest::newRow("cells") << 4.0 << true;
        QTest::newRow("pixels") << 2.0 << false;
        QTest::newRow("one pixel") << 1.0 << false;
    }
    void smallBlocksAreShadedByLength() {
        QFETCH(double, px);
        QFETCH(bool, halved);
        const Snapshot heap = test::mixedHeap(3000, 20);
        const Palette& palette = Palette::light();
        HeapMarks marked;
        marked.request = 15;
        const Painted painted = paint(heap, px, 700, marked);
        for (const Run& run : heap.runs()) {
            const QRectF block = painted.layout.block(run.index);
            const QPointF low(block.left(), block.bottom() - 1);
            if (run.kind == Run::Kind::allocation) {
                const QColor expected = run.allocation % 2 == 0 ? palette.used : palette.usedInTurn;
                QCOMPARE(painted.at(low), expected);
                QCOMPARE(painted.at(block.topLeft()), expected);
                continue;
            }
            QCOMPARE(painted.at(low), palette.freeByLength[lengthClass(run.blocks.value, 15)]);
            if (halved) {
                QCOMPARE(painted.at(block.topLeft()), palette.canvas);
            }
        }
    }

    void lengthClassesFollowTheRules() {
        QCOMPARE(lengthClass(1, 93), std::size_t{0});
        QCOMPARE(lengthClass(2, 93), std::size_t{1});
        QCOMPARE(lengthClass(9, 93), std::size_t{1});
        QCOMPARE(lengthClass(10, 93), std::size_t{2});
        QCOMPARE(lengthClass(41, 93), std::size_t{2});
        QCOMPARE(lengthClass(42, 93), std::size_t{3});
        QCOMPARE(lengthClass(92, 93), std::size_t{3});
        QCOMPARE(lengthClass(93, 93), std::size_t{4});
        QCOMPARE(lengthClass(1, 1), std::size_t{4});
    }

    void aPixelMixesByShareAndShowsAnyFreeBlock() {
        const Palette& palette = Palette::light();
        QCOMPARE(QColor(coverageColour(palette, 0)), palette.used);
        QCOMPARE(QColor(coverageColour(palette, 1)), palette.fragmented);
        QCOMPARE(coverageColour(palette, 0.001), coverageColour(palette, 0.125));
        QVERIFY(coverageColour(palette, 0.2) != coverageColour(palette, 0.125));

        // Every second block is free: each pixel of two blocks is half free.
        const Snapshot half = test::alternatingHeap(4096);
        const QImage image = coverageImage(half, 256, QSize(128, 16), palette);
        QCOMPARE(image.size(), QSize(128, 16));
        for (const QPoint at : {QPoint(0, 0), QPoint(77, 9), QPoint(127, 15)}) {
            const QColor mixed = image.pixelColor(at);
            QVERIFY(std::abs(mixed.red() - (palette.used.red() + palette.fragmented.red()) / 2) <= 2);
            QVERIFY(std::abs(mixed.blue() - (palette.used.blue() + palette.fragmented.blue()) / 2) <= 2);
        }
    }

    /// What the shares of all pixels add up to is what is free, however rows and pixels are divided.
    void coverageLosesNothing() {
        const Snapshot heap = test::mixedHeap(5000, 30);
        for (const double perPart : {1.0, 2.0, 3.7, 16.0, 250.0}) {
            std::vector<float> shares(static_cast<std::size_t>(std::ceil(5000 / perPart)));
            addFreeShares(heap, 0, 5000, perPart, shares);
            double sum = 0;
            for (const float share : shares) {
                sum += share * perPart;
                QVERIFY(share >= -0.001F && share <= 1.001F);
            }
            QVERIFY2(std::abs(sum - heap.metrics().free.value) < 0.5, qPrintable(QString::number(perPart)));
        }
    }

    /// SVG does not clip: hatches, stripes and dots must end by themselves.
    void texturesEndAtTheirEdge() {
        for (const Texture texture : {Texture::freeHatch, Texture::wasteHatch, Texture::stripes, Texture::dots}) {
            for (const QRectF rect : {QRectF(0, 0, 40, 56), QRectF(13.5, -7, 200, 28), QRectF(101, 55, 9, 54)}) {
                const QPainterPath path = texturePath(texture, rect);
                QVERIFY(!path.isEmpty());
                QVERIFY(rect.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(path.boundingRect()));
                // About as much is marked as the rules' widths and distances give.
                double area = 0;
                for (const QPolygonF& polygon : path.toFillPolygons()) {
                    double twice = 0;
                    for (qsizetype i = 0; i + 1 < polygon.size(); ++i) {
                        twice += polygon[i].x() * polygon[i + 1].y() - polygon[i + 1].x() * polygon[i].y();
                    }
                    area += std::abs(twice) / 2;
                }
                const double share = area / (rect.width() * rect.height());
                QVERIFY2(share > 0.04 && share < 0.4, qPrintable(QString::number(share)));
            }
        }
    }

    /// The exposed part alone gives the same pixels as the whole picture.
    void aPartIsPaintedLikeTheWhole_data() {
        QTest::addColumn<double>("px");
        for (const double px : {0.5, 2.0, 4.0, 8.0, 16.0, 32.0, 78.0}) {
            QTest::addRow("%g", px) << px;
        }
    }
    void aPartIsPaintedLikeTheWhole() {
        QFETCH(double, px);
        const Snapshot heap = test::mixedHeap(600, 9);
        const Painted whole = paint(heap, px, 700);
        const QRect part(0, whole.image.height() / 3, whole.image.width(), std::min(150, whole.image.height() / 3));
        QImage image(whole.image.size(), QImage::Format_RGB32);
        image.fill(Palette::light().canvas);
        QPainter painter(&image);
        painter.setClipRect(part);
        const HeapMarks none;
        HeapPainter(Fonts::ofDesktop()).paint(painter, HeapPicture{heap, whole.layout, Palette::light(), none}, part);
        painter.end();
        QCOMPARE(image.copy(part), whole.image.copy(part));
    }

    void aBrokenHeapIsDrawnAsItIs() {
        // Two chunks whose links form a circle, and blocks that belong to nobody.
        HeapGeometry geometry;
        geometry.blocks = BlockCount{16};
        std::vector<unsigned char> bytes(17 * 4);
        const auto write = [&bytes](std::uint32_t block, std::uint16_t next, std::uint16_t length) {
            stalloc::write_field(&bytes[block * 4], stalloc::HeaderField::next, next);
            stalloc::write_field(&bytes[block * 4], stalloc::HeaderField::length, length);
        };
        write(16, 8, 0);
        write(8, 3, 2);
        write(3, 8, 2);
        const Snapshot heap(geometry, bytes, {});
        const Painted painted = paint(heap, 78, 1500);
        const QRectF lost = painted.layout.block(BlockIndex{13});
        QCOMPARE(heap.run_at(BlockIndex{13}).kind, Run::Kind::lost);
        const int plain = painted.count(lost, Palette::light().canvas);
        QVERIFY(plain > 0 && plain < lost.width() * lost.height());
    }
};

QTEST_MAIN(HeapPaintingTest)
#include "heap_painting_test.moc"
