// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The histogram of free chunks and the chart of heap sizes: bars where arithmetic puts them, colours that mean
// something, words that are right.
#include "tests/ui/render/heap_samples.h"
#include "ui/render/free_histogram_painter.h"
#include "ui/render/sizing_painter.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace firstfit;

namespace {

constexpr QSize size(358, 190);

FreeHistogramScene sceneOf(std::vector<std::pair<std::uint32_t, std::uint32_t>> chunksByLength, std::uint64_t request) {
    FreeHistogramScene scene;
    scene.request = request;
    std::uint32_t lowest = 1;
    for (const auto& [chunks, length] : chunksByLength) {
        scene.classes.push_back({lowest, 2 * lowest - 1, chunks, std::uint64_t{chunks} * length});
        lowest *= 2;
    }
    return scene;
}

/// The heap of the mock-up: 2,868 chunks of one block, 623 of 2 or 3, ...
FreeHistogramScene mockUp() {
    return sceneOf({{2868, 1}, {623, 2}, {294, 5}, {133, 10}, {36, 20}, {7, 38}, {0, 64}}, 93);
}

QImage painted(const FreeHistogramScene& scene, const Palette& palette) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(palette.panel);
    QPainter painter(&image);
    paintFreeHistogram(painter, scene, FreeHistogramLayout(QSizeF(size), scene, Fonts()), palette, Fonts());
    return image;
}

SizingScene fiveSizes() {
    SizingScene scene;
    scene.peakBytes = 473798;
    scene.bars = {{4, std::nullopt, 0, 0, true},
                  {8, std::nullopt, 0, 0, true},
                  {16, 531472, 12000, 272.7, true},
                  {32, 560672, 30000, 5.1, true},
                  {64, 654272, 90000, 1.4, false}};
    scene.recommended = 2;
    return scene;
}

QImage painted(const SizingScene& scene, const Palette& palette, QSize wanted = QSize(358, 196)) {
    QImage image(wanted, QImage::Format_RGB32);
    image.fill(palette.panel);
    QPainter painter(&image);
    TexturePainter textures;
    paintSizing(painter, scene, SizingLayout(QSizeF(wanted), scene, 1), palette, Fonts(), textures);
    return image;
}

int count(const QImage& image, const QRect& within, const QColor& colour) {
    int found = 0;
    const QRect area = within & image.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            found += image.pixelColor(x, y) == colour ? 1 : 0;
        }
    }
    return found;
}

} // namespace

class ChartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theClassesOfAHeap() {
        // Chunks of 3, 5, 3 and 9 blocks.
        const Timeline timeline = test::threeHoles().timeline();
        const Snapshot heap = timeline.snapshot(Position::after(OperationIndex{11}));
        const FreeHistogramScene scene = freeHistogramScene(heap, 0);
        QCOMPARE(scene.classes.size(), std::size_t{7});
        const std::vector<std::uint32_t> chunks{0, 2, 1, 1, 0, 0, 0};
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            QCOMPARE(scene.classes[i].chunks, chunks[i]);
        }
        // A request beyond them has its class shown, too; no more than there are.
        QCOMPARE(freeHistogramScene(heap, 300).classes.size(), std::size_t{9});
        QCOMPARE(freeHistogramScene(heap, 1'000'000).classes.size(), std::size_t{16});
    }

    void barsAreLogarithmic() {
        const FreeHistogramScene scene = mockUp();
        const FreeHistogramLayout layout(QSizeF(size), scene, Fonts());
        QCOMPARE(layout.top(), 10000U);
        const QRectF chart = layout.chart();
        for (std::size_t i = 0; i < scene.classes.size(); ++i) {
            if (scene.classes[i].chunks == 0) {
                QVERIFY(layout.bar(i).isEmpty());
                continue;
            }
            const double expected = std::log10(scene.classes[i].chunks) / 4 * chart.height();
            QVERIFY(std::abs(layout.bar(i).height() - expected) <= 1);
            QCOMPARE(layout.bar(i).bottom(), chart.bottom());
        }
        // One chunk is no less than visible, and ten reach the next line.
        const FreeHistogramScene few = sceneOf({{1, 1}, {10, 2}}, 0);
        const FreeHistogramLayout small(QSizeF(size), few, Fonts());
        QCOMPARE(small.top(), 10U);
        QCOMPARE(small.bar(0).height(), 3.0);
        QCOMPARE(small.bar(1).top(), small.chart().top());
    }

    void countsCoverNothing_data() {
        QTest::addColumn<int>("width");
        for (const int width : {200, 260, 358, 600, 1200}) {
            QTest::addRow("%d", width) << width;
        }
    }

    void countsCoverNothing() {
        QFETCH(const int, width);
        // As many chunks as a heap can have, nearly as many beside them, and the request among them.
        FreeHistogramScene scene = sceneOf({{325270, 1},
                                            {325269, 2},
                                            {10176, 5},
                                            {10100, 10},
                                            {9000, 20},
                                            {1, 38},
                                            {0, 64},
                                            {3, 128},
                                            {0, 256},
                                            {0, 512},
                                            {0, 1024},
                                            {1, 2048}},
                                           93);
        const FreeHistogramLayout layout(QSizeF(width, 190), scene, Fonts());
        const double longest = QFontMetricsF(Fonts().text(11)).horizontalAdvance(QLocale().toString(1'000'000));
        QVERIFY(layout.chart().left() >= longest + 8);
        const std::vector<HistogramCount> counts = histogramCounts(scene, layout, Fonts());
        QVERIFY(counts.size() >= 3);
        QCOMPARE(counts.front().text, QLocale().toString(325270));
        for (std::size_t i = 0; i < counts.size(); ++i) {
            QVERIFY2(counts[i].box.left() > layout.chart().left(), qPrintable(counts[i].text));
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY2(!counts[i].box.intersects(counts[j].box),
                         qPrintable(counts[i].text + QLatin1Char(' ') + counts[j].text));
            }
        }
        // What the person points at is told, wherever it stands.
        for (std::size_t i = 0; i < scene.classes.size(); ++i) {
            if (scene.classes[i].chunks == 0) {
                continue;
            }
            scene.hovered = i;
            QCOMPARE(histogramCounts(scene, layout, Fonts()).front().index, i);
        }
    }

    void theRequestStandsInItsClass() {
        const FreeHistogramScene scene = mockUp();
        const FreeHistogramLayout layout(QSizeF(size), scene, Fonts());
        const QRectF last = layout.column(6); // 64 to 127
        QVERIFY(std::abs(layout.xOf(64) - last.left()) < 0.01);
        QVERIFY(std::abs(layout.xOf(93) - (last.left() + std::log2(93.0 / 64) * last.width())) < 0.01);
        QVERIFY(std::abs(layout.xOf(1) - layout.column(0).center().x()) < 0.01);
        QCOMPARE(layout.xOf(5'000'000), last.right());
        const FreeHistogramScene none = sceneOf({{1, 1}, {10, 2}}, 0);
        const Palette& palette = Palette::light();
        QCOMPARE(count(painted(none, palette), QRect(QPoint(0, 0), size), palette.accent), 0);
        const int x = static_cast<int>(std::round(layout.xOf(93)));
        const QRect line(x - 1, static_cast<int>(layout.chart().top()) + 4, 2, 80);
        QVERIFY(count(painted(scene, palette), line, palette.accent) > 60);
    }

    void everyPointBelongsToOneClass() {
        const FreeHistogramScene scene = mockUp();
        const FreeHistogramLayout layout(QSizeF(size), scene, Fonts());
        for (std::size_t i = 0; i < scene.classes.size(); ++i) {
            QVERIFY(layout.classAt(layout.column(i).center()) == i);
            QVERIFY(layout.classAt(QPointF(layout.column(i).left(), 80)) == i);
        }
        QVERIFY(!layout.classAt(QPointF(3, 80)));
        QVERIFY(!layout.classAt(QPointF(layout.chart().right() + 1, 80)));
    }

    void barsHaveTheColourOfFragments_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void barsHaveTheColourOfFragments() {
        QFETCH(bool, dark);
        const Palette& palette = Palette::of(dark);
        FreeHistogramScene scene = mockUp();
        const FreeHistogramLayout layout(QSizeF(size), scene, Fonts());
        const QImage plain = painted(scene, palette);
        for (std::size_t i = 0; i < 6; ++i) {
            QCOMPARE(plain.pixelColor(layout.bar(i).center().toPoint()), palette.fragmented);
            const QPointF above(layout.bar(i).left() + 2, layout.bar(i).top() - 30);
            QVERIFY(plain.pixelColor(above.toPoint()) != palette.fragmented);
        }
        scene.highlighted = 2;
        const QImage lit = painted(scene, palette);
        const QRect around = layout.bar(2).toRect().adjusted(-2, -2, 2, 0);
        QVERIFY(count(lit, around, palette.accent) > 2 * layout.bar(2).height());
        QCOMPARE(count(plain, around, palette.accent), 0);
        const QPoint ground(static_cast<int>(layout.column(2).left()) + 1, static_cast<int>(layout.chart().top()) + 20);
        QCOMPARE(lit.pixelColor(ground), palette.accentTint);
    }

    void wordsOfClasses() {
        QCOMPARE(classText({1, 1, 5, 5}), QStringLiteral("1"));
        QCOMPARE(classText({64, 127, 0, 0}), QStringLiteral("64–127"));
        QCOMPARE(classSentence({1, 1, 1, 1}), QStringLiteral("1 chunk of 1 block, 1 block in all"));
        QCOMPARE(classSentence({4, 7, 294, 1502}), QStringLiteral("294 chunks of 4 to 7 blocks, 1,502 blocks in all"));
        QCOMPARE(classSentence({4, 7, 0, 0}), QStringLiteral("no chunk of 4 to 7 blocks"));
    }

    void sizesStandOnTheirBytes() {
        const SizingScene scene = fiveSizes();
        const SizingLayout layout(QSizeF(358, 196), scene, 1);
        QVERIFY(layout.top() >= 654272);
        for (const std::size_t i : {2U, 3U, 4U}) {
            const double expected = static_cast<double>(*scene.bars[i].bytes) / layout.top() * layout.chart().height();
            QVERIFY(std::abs(layout.bar(i).height() - expected) <= 1);
        }
        QVERIFY(layout.bar(0).isEmpty());
        QVERIFY(layout.bar(1).isEmpty());
        // Scans: logarithmic, the most at the top, 1 at the bottom.
        QCOMPARE(layout.scanY(272.7), layout.scans().top());
        QCOMPARE(layout.scanY(0.3), layout.scans().bottom());
        const double half = std::sqrt(272.7);
        QVERIFY(std::abs(layout.scanY(half) - layout.scans().center().y()) < 0.01);
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(layout.barAt(layout.column(i).center()) == i);
        }
        QVERIFY(!layout.barAt(QPointF(5, 60)));
    }

    void sizesShowFloorAndWaste() {
        const Palette& palette = Palette::light();
        const SizingScene scene = fiveSizes();
        const SizingLayout layout(QSizeF(358, 196), scene, 1);
        const QImage image = painted(scene, palette);
        const QRectF bar = layout.bar(4);
        const double floor = layout.yOf(473798);
        QCOMPARE(image.pixelColor(static_cast<int>(bar.center().x()), static_cast<int>(floor) + 6), palette.used);
        const QRect over(static_cast<int>(bar.left()) + 2, static_cast<int>(bar.top()) + 2,
                         static_cast<int>(bar.width()) - 4, static_cast<int>(floor - bar.top()) - 4);
        QVERIFY(over.height() > 8);
        QCOMPARE(count(image, over, palette.used), 0);
        QVERIFY(count(image, over, palette.fragmentedGround) > over.width());
        // What nothing holds has a cross, in failure; the others have none.
        QVERIFY(count(image, layout.column(0).toRect(), palette.failure) > 8);
        QCOMPARE(count(image, layout.column(3).toRect(), palette.failure), 0);
        // Only the recommended one is framed in accent.
        QVERIFY(count(image, layout.column(2).toRect(), palette.accent) > 20);
        QCOMPARE(count(image, layout.column(3).toRect(), palette.accent), 0);
    }

    void sizesInWords() {
        const SizingScene scene = fiveSizes();
        QCOMPARE(barSentence(scene.bars[0], scene.peakBytes),
                 QStringLiteral("4-byte blocks: more than 65,535 would be needed"));
        QCOMPARE(barSentence(scene.bars[2], scene.peakBytes),
                 QStringLiteral("16-byte blocks: 531,472 bytes, 12.2 % over the peak of live bytes; 12,000 bytes of "
                                "rounding waste, mean scan length 272.7"));
        QVERIFY(barSentence(scene.bars[4], scene.peakBytes).endsWith(QStringLiteral("; holds, not proved smallest")));
    }

    void nothingToShowIsNoTrouble() {
        const SizingScene none;
        QVERIFY(!painted(none, Palette::light()).isNull());
        const FreeHistogramScene empty = freeHistogramScene(Snapshot(), 0);
        QVERIFY(!painted(empty, Palette::light()).isNull());
        const SizingScene scene = fiveSizes();
        QVERIFY(!painted(scene, Palette::light(), QSize(20, 20)).isNull());
    }
};

QTEST_MAIN(ChartsTest)
#include "charts_test.moc"
