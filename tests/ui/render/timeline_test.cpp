// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline's painter: known colours at known places, and long runs of which nothing gets lost.
#include "ui/render/timeline_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace firstfit;

namespace {

struct Recorded {
    Timeline timeline;
    Trace trace;

    explicit Recorded(std::uint32_t blocks) : timeline(geometry(blocks)) {}

    static HeapGeometry geometry(std::uint32_t blocks) {
        HeapGeometry shape;
        shape.blocks = BlockCount{blocks};
        return shape;
    }

    void add(OperationKind kind, std::uint32_t id, std::uint64_t blocks = 0) {
        Operation operation;
        operation.kind = kind;
        operation.allocation = AllocationId{id};
        operation.size = blocks;
        operation.unit = SizeUnit::blocks;
        trace.operations.push_back(operation);
        timeline.append(operation);
    }
    void allocate(std::uint32_t id, std::uint64_t blocks) { add(OperationKind::allocate, id, blocks); }
    void deallocate(std::uint32_t id) { add(OperationKind::deallocate, id); }
};

/// 16 of 32 used; then a hole in front of the rest; then a request that fails.
Recorded shortRun() {
    Recorded run(32);
    run.allocate(0, 8);
    run.allocate(1, 8);
    run.deallocate(0);
    run.allocate(2, 30);
    run.allocate(3, 8);
    run.allocate(4, 4);
    return run;
}

struct Picture {
    TimelineLayout layout;
    QImage image;

    [[nodiscard]] QColor at(double x, double y) const {
        return image.pixelColor(static_cast<int>(x), static_cast<int>(y));
    }
    /// The colour in the middle of operation n's column, at a share of the blocks lane counted from below.
    [[nodiscard]] QColor block(std::uint32_t n, double share) const {
        const QRectF lane = layout.blocks();
        return at((layout.columnLeft(n) + layout.columnLeft(n + 1)) / 2 + 7, lane.bottom() - share * lane.height());
    }
};

Picture paint(const Recorded& run, Position position, std::uint32_t microCount, const Palette& palette,
              QSize size = QSize(700, 104), std::uint32_t toCome = 0) {
    const TimelineLayout layout(QSizeF(size), run.timeline.size().value + toCome, 1);
    Picture picture{layout, QImage(size, QImage::Format_ARGB32_Premultiplied)};
    picture.image.fill(Qt::magenta);
    QPainter painter(&picture.image);
    const TimelinePyramid pyramid(run.timeline);
    const QSet<std::uint32_t> breakpoints;
    const TimelineScene scene{run.timeline, run.trace, pyramid, breakpoints, position, microCount, {}};
    const Fonts fonts;
    TexturePainter textures;
    TimelinePainter(scene, layout, palette, fonts, textures).paint(painter);
    return picture;
}

bool near(const QColor& a, const QColor& b, int tolerance = 2) {
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

QColor faded(const QColor& colour, const QColor& ground) {
    const auto mix = [](int c, int g) { return static_cast<int>(std::lround(c * 0.4 + g * 0.6)); };
    return QColor(mix(colour.red(), ground.red()), mix(colour.green(), ground.green()),
                  mix(colour.blue(), ground.blue()));
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lanesStackUp_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void lanesStackUp() {
        QFETCH(bool, dark);
        const Palette& palette = Palette::of(dark);
        const Recorded run = shortRun();
        const Picture picture = paint(run, Position::after(run.timeline.size()), 1, palette);
        // After operation 2: 16 of 32 used, the rest one chunk.
        QCOMPARE(picture.block(2, 0.25), palette.used);
        QCOMPARE(picture.block(2, 0.75), palette.largestChunk);
        QCOMPARE(picture.block(2, 0.97), palette.largestChunk);
        // After operation 3: 8 used, 16 in one chunk, 8 elsewhere: hatched, so either of two colours.
        QCOMPARE(picture.block(3, 0.12), palette.used);
        QCOMPARE(picture.block(3, 0.5), palette.largestChunk);
        bool ground = false;
        bool hatch = false;
        for (int x = 2; x < 30; ++x) {
            const QColor seen = picture.at(picture.layout.columnLeft(3) + x, picture.layout.blocks().top() + 4);
            ground = ground || near(seen, palette.fragmentedGround, 8);
            hatch = hatch || near(seen, palette.fragmented, 40);
        }
        QVERIFY(ground);
        QVERIFY(hatch);
        // On top of what is used there is a line.
        const QRectF lane = picture.layout.blocks();
        bool line = false;
        for (double y = lane.center().y() - 2; y <= lane.center().y() + 2; y += 1) {
            line = line || near(picture.at(picture.layout.columnLeft(2) + 30, y), palette.ink2, 90);
        }
        QVERIFY(line);
    }

    void fragmentationHasItsOwnLane() {
        const Palette& palette = Palette::light();
        const Recorded run = shortRun();
        const Picture picture = paint(run, Position::after(run.timeline.size()), 1, palette);
        // After operation 3: 1 - 16/24 = a third.
        const QRectF lane = picture.layout.fragmentation();
        const double x = picture.layout.columnLeft(3) + 20;
        QVERIFY(near(picture.at(x, lane.bottom() - lane.height() / 3), palette.fragmentedLine, 40));
        QCOMPARE(picture.at(x, lane.bottom() - lane.height() / 6), palette.fragmentedGround);
        QCOMPARE(picture.at(x, lane.top() + 2), palette.panel);
    }

    void chipsShowWhatWasDone() {
        const Palette& palette = Palette::light();
        const Recorded run = shortRun();
        const Picture picture = paint(run, Position::after(run.timeline.size()), 1, palette);
        const auto ground = [&](std::uint32_t n) {
            return picture.at(picture.layout.columnLeft(n) + 6, picture.layout.chips().top() + 4);
        };
        QCOMPARE(ground(1), palette.fills[0]);
        QCOMPARE(ground(2), palette.fills[1]);
        QCOMPARE(ground(3), palette.panel); // freed: outlined in its colour
        QVERIFY(
            near(picture.at(picture.layout.columnLeft(3) + 30, picture.layout.chips().top()), palette.edges[0], 12));
        QCOMPARE(ground(4), palette.failureGround);
        QCOMPARE(ground(5), palette.fills[3]);
    }

    void futureIsFaded() {
        const Palette& palette = Palette::light();
        const Recorded run = shortRun();
        const Picture picture = paint(run, Position::after(OperationIndex{3}), 1, palette);
        QCOMPARE(picture.block(2, 0.25), palette.used);
        QVERIFY(near(picture.block(5, 0.12), faded(palette.used, palette.panel)));
        const QColor chip = picture.at(picture.layout.columnLeft(5) + 6, picture.layout.chips().top() + 4);
        QVERIFY(near(chip, faded(palette.fills[3], palette.panel)));
        // The cursor stands at the end of the third column, which alone is tinted.
        QVERIFY(near(picture.at(picture.layout.columnLeft(4), picture.layout.blocks().center().y()), palette.accent));
        QCOMPARE(picture.at(picture.layout.columnLeft(3) + 10, 1), palette.accentTint);
        QCOMPARE(picture.at(picture.layout.columnLeft(2) + 10, 1), palette.panel);
    }

    void unfinishedOperationsShowTheHeapAsItIs() {
        const Palette& palette = Palette::light();
        const Recorded run = shortRun();
        // Half way through operation 2: 8 used so far, not 16.
        const Picture picture = paint(run, Position{OperationIndex{2}, 5}, 10, palette);
        const QRectF lane = picture.layout.blocks();
        const double x = picture.layout.columnLeft(2) + 10;
        QCOMPARE(picture.at(x, lane.bottom() - 0.4 * lane.height()), palette.largestChunk);
        QCOMPARE(picture.at(x, lane.bottom() - 0.1 * lane.height()), palette.used);
        const double cursor = (picture.layout.columnLeft(2) + picture.layout.columnLeft(3)) / 2;
        QVERIFY(near(picture.at(cursor, lane.center().y()), palette.accent));
    }

    void columnsAndOperationsAgree() {
        for (const std::uint32_t count : {1U, 17U, 300U, 3307U, 5000U, 1000000U, 1560000U}) {
            const TimelineLayout layout(QSizeF(1024, 104), count, 1);
            for (const std::uint32_t n : {1U, count / 2 + 1, count}) {
                const double middle = (layout.columnLeft(n) + layout.columnLeft(n + 1)) / 2;
                QCOMPARE(layout.operationAt(middle), std::min(n, count));
            }
            QCOMPARE(layout.operationAt(0), 0U);
            QCOMPARE(layout.operationAt(5000), count);
            QVERIFY(layout.columnLeft(count + 1) <= layout.chart().right() + 0.5);
            QCOMPARE(layout.furthestScroll(), 0.0); // exactly: anything else has a scroll bar
        }
        QVERIFY(TimelineLayout(QSizeF(1024, 104), 38, 1).hasChips());
        QVERIFY(!TimelineLayout(QSizeF(1024, 104), 39, 1).hasChips());
    }

    void whatIsToComeStaysEmpty() {
        Recorded run(8);
        run.allocate(0, 8);
        run.allocate(1, 8); // fails
        const Palette& palette = Palette::of(false);
        const Position end = run.timeline.normalised(run.timeline.end());
        const Picture chips = paint(run, end, end.micro, palette, QSize(700, 104), 6);
        QVERIFY2(near(chips.block(1, 0.5), palette.used), "what is there is where it will be");
        QVERIFY(near(chips.block(5, 0.5), faded(palette.window, palette.panel)));
        // Columns narrower than a px, of which only the first is there.
        const Picture narrow = paint(run, end, end.micro, palette, QSize(700, 104), 100'000);
        const QRectF lane = narrow.layout.blocks();
        QVERIFY(near(narrow.at(lane.center().x(), lane.center().y()), faded(palette.window, palette.panel)));
        const QRectF failures = narrow.layout.chips();
        QVERIFY2(near(narrow.at(failures.left() + 1, failures.bottom() - 2), faded(palette.failure, palette.panel)),
                 "as any failure behind the cursor");
    }

    void pyramidEqualsTheSumOfAll() {
        Recorded run(64);
        std::mt19937 generator(7);
        const auto random = [&generator] { return static_cast<std::uint32_t>(generator()); };
        TimelinePyramid pyramid;
        for (std::uint32_t i = 0; i < 2000; ++i) {
            if (i < 20 || random() % 50 == 0) {
                pyramid.grow(run.timeline);
            }
            run.allocate(i, 1 + random() % 20);
            if (i >= 3 && random() % 3 != 0) {
                run.deallocate(i - random() % 3);
            }
        }
        pyramid.grow(run.timeline);
        QVERIFY(pyramid.whole() == TimelinePyramid(run.timeline).whole());
        const std::uint32_t count = run.timeline.size().value;
        for (int i = 0; i < 400; ++i) {
            std::uint32_t first = 1 + random() % count;
            std::uint32_t last = 1 + random() % count;
            if (first > last) {
                std::swap(first, last);
            }
            std::uint64_t used = 0;
            std::uint64_t largest = 0;
            std::uint32_t failures = 0;
            double low = 1;
            double high = 0;
            std::array<std::uint16_t, 4> least{65535, 65535, 65535, 65535};
            std::array<std::uint16_t, 4> most{};
            for (std::uint32_t n = first; n <= last; ++n) {
                const OperationMetrics metrics = run.timeline.metrics(OperationIndex{n});
                used += metrics.used;
                largest += metrics.largest_chunk;
                // Freeing what never got memory is no failure.
                const bool frees = run.timeline.operation(OperationIndex{n}).kind == OperationKind::deallocate;
                failures += frees || run.timeline.outcome(OperationIndex{n}).ok() ? 0U : 1U;
                const double free = 64.0 - metrics.used;
                const double fragmentation = free == 0 ? 0 : 1 - metrics.largest_chunk / free;
                low = std::min(low, fragmentation);
                high = std::max(high, fragmentation);
                const std::array<std::uint16_t, 4> now{metrics.used, metrics.largest_chunk, metrics.chunks,
                                                       metrics.scan_length};
                for (std::size_t k = 0; k < now.size(); ++k) {
                    least[k] = std::min(least[k], now[k]);
                    most[k] = std::max(most[k], now[k]);
                }
            }
            const StretchFigures found = pyramid.stretch(run.timeline, first, last);
            QCOMPARE(found.count, std::uint64_t{last} - first + 1);
            QCOMPARE(found.used, used);
            QCOMPARE(found.largest, largest);
            QCOMPARE(found.failures, failures);
            QVERIFY(std::abs(static_cast<double>(found.fragmentation.lowest) - low) < 1e-6);
            QVERIFY(std::abs(static_cast<double>(found.fragmentation.highest) - high) < 1e-6);
            QCOMPARE(found.usedBlocks, (Extent<std::uint16_t>{least[0], most[0]}));
            QCOMPARE(found.largestChunk, (Extent<std::uint16_t>{least[1], most[1]}));
            QCOMPARE(found.chunks, (Extent<std::uint16_t>{least[2], most[2]}));
            QCOMPARE(found.scanLength, (Extent<std::uint16_t>{least[3], most[3]}));
        }
    }

    void longRunsLoseNothing_data() {
        QTest::addColumn<std::uint32_t>("event");
        for (const std::uint32_t event : {101U, 33333U, 54320U, 99400U}) {
            QTest::addRow("%u", event) << event;
        }
    }

    /// 100,000 quiet operations with one failure and, apart from it, one moment of fragmentation.
    void longRunsLoseNothing() {
        QFETCH(std::uint32_t, event);
        Recorded run(8);
        std::uint32_t id = 0;
        while (run.timeline.size().value < 100000) {
            const std::uint32_t next = run.timeline.size().value + 1;
            if (next == event || next == event + 1) {
                // [x][y][ ......] -> [ ][y][ ......]: two of six free blocks lie apart for a moment.
                run.allocate(id, 2);
                run.allocate(id + 1, 2);
                run.deallocate(id);
                run.allocate(id + 2, 9);
                run.deallocate(id + 1);
                id += 3;
            } else {
                run.allocate(id, 1);
                run.deallocate(id++);
            }
        }
        const Palette& palette = Palette::light();
        const Picture picture = paint(run, Position::after(run.timeline.size()), 1, palette, QSize(912, 104));
        const QRectF lane = picture.layout.chips();
        int failurePixels = 0;
        int columns = 0;
        double middle = 0;
        for (int x = static_cast<int>(lane.left()); x < lane.right(); ++x) {
            int here = 0;
            for (int y = static_cast<int>(lane.top()); y < lane.bottom(); ++y) {
                here += picture.image.pixelColor(x, y) == palette.failure ? 1 : 0;
            }
            failurePixels += here;
            columns += here > 0 ? 1 : 0;
            middle += here > 0 ? x : 0;
        }
        QVERIFY2(columns >= 4, "a failed request takes at least 4 px");
        QVERIFY(failurePixels >= 4 * columns);
        middle /= columns;
        QVERIFY(std::abs(middle - picture.layout.columnLeft(event)) <= 4);
        // 2 of 6 free blocks apart: fragmentation one third, for one operation of a hundred thousand.
        const QRectF fragmentation = picture.layout.fragmentation();
        bool spike = false;
        for (int x = static_cast<int>(middle) - 4; x <= static_cast<int>(middle) + 4; ++x) {
            spike = spike || near(picture.at(x, fragmentation.bottom() - fragmentation.height() / 3),
                                  palette.fragmentedLine, 60);
        }
        QVERIFY(spike);
        QVERIFY(near(picture.at(picture.layout.chart().left() + (middle > 500 ? 40 : 700),
                                fragmentation.bottom() - fragmentation.height() / 3),
                     palette.panel));
    }
};

QTEST_MAIN(TimelineTest)
#include "timeline_test.moc"
