// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lanes of the timeline: where they lie, what they show, and that no moment of a long run gets lost in them.
#include "ui/render/timeline_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <set>
#include <vector>

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

    void add(OperationKind kind, std::uint32_t id, std::uint64_t blocks) {
        Operation operation;
        operation.kind = kind;
        operation.allocation = AllocationId{id};
        operation.size = blocks;
        operation.unit = SizeUnit::blocks;
        trace.operations.push_back(operation);
        timeline.append(operation);
    }
    void allocate(std::uint32_t id, std::uint64_t blocks) { add(OperationKind::allocate, id, blocks); }
    void deallocate(std::uint32_t id) { add(OperationKind::deallocate, id, 0); }
};

struct Marks {
    std::set<std::uint32_t> bookmarks;
    std::vector<std::uint32_t> stops;
    std::vector<double> limits;
    std::optional<std::uint32_t> hovered;
};

struct Picture {
    TimelineLayout layout;
    QImage image;

    [[nodiscard]] QColor at(double x, double y) const {
        return image.pixelColor(static_cast<int>(x), static_cast<int>(y));
    }
    [[nodiscard]] double middle(std::uint32_t n) const { return (layout.columnLeft(n) + layout.columnLeft(n + 1)) / 2; }
};

Picture paint(const Recorded& run, const Palette& palette, TimelineLanes lanes = TimelineLanes::all(),
              const Marks& marks = {}, QSize size = QSize(712, 244)) {
    const TimelineLayout layout(QSizeF(size), run.timeline.size().value, 1, 0, 0, lanes);
    Picture picture{layout, QImage(size, QImage::Format_ARGB32_Premultiplied)};
    picture.image.fill(Qt::magenta);
    QPainter painter(&picture.image);
    const TimelinePyramid pyramid(run.timeline);
    const QSet<std::uint32_t> breakpoints;
    const Position end = run.timeline.normalised(Position::after(run.timeline.size()));
    const TimelineScene scene{run.timeline, run.trace,     pyramid,          breakpoints, end,
                              end.micro,    marks.hovered, &marks.bookmarks, marks.stops, marks.limits};
    const Fonts fonts;
    TexturePainter textures;
    TimelinePainter(scene, layout, palette, fonts, textures).paint(painter);
    return picture;
}

/// Six allocations of 4 blocks; then every second one goes: 1, 1, ... and at the end 4 chunks.
Recorded holes() {
    Recorded run(64);
    for (std::uint32_t id = 0; id < 6; ++id) {
        run.allocate(id, 4);
    }
    for (const std::uint32_t id : {0U, 2U, 4U}) {
        run.deallocate(id);
    }
    return run;
}

/// 60,000 quiet operations; `event` (odd) and the next ones make a moment with many chunks and long scans.
Recorded quietBut(std::uint32_t event) {
    Recorded run(64);
    std::uint32_t id = 0;
    while (run.timeline.size().value < 60000) {
        if (run.timeline.size().value + 1 == event) {
            for (std::uint32_t i = 0; i < 32; ++i) {
                run.allocate(id + i, 1);
            }
            for (std::uint32_t i = 0; i < 32; i += 2) {
                run.deallocate(id + i);
            }
            run.allocate(id + 32, 5); // passes 16 holes of one block, and the one behind the end
            run.deallocate(id + 32);
            for (std::uint32_t i = 1; i < 32; i += 2) {
                run.deallocate(id + i);
            }
            id += 33;
        }
        run.allocate(id, 1);
        run.deallocate(id++);
    }
    return run;
}

} // namespace

class TimelineLanesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsOfLanes() {
        QVERIFY(TimelineLanes() == TimelineLanes::ofLesson());
        QVERIFY(!TimelineLanes::ofLesson().has(TimelineLane::chunks));
        for (const TimelineLane lane : allTimelineLanes) {
            QVERIFY(TimelineLanes::all().has(lane));
            const TimelineLanes without = TimelineLanes::all().with(lane, false);
            QVERIFY(!without.has(lane));
            QVERIFY(without.with(lane, true) == TimelineLanes::all());
            QVERIFY(TimelineLanes::fromBits(without.bits()) == without);
        }
        QVERIFY(TimelineLanes::fromBits(0) == TimelineLanes::ofLesson());
        QVERIFY(TimelineLanes::fromBits(0xFFFFFFE0U) == TimelineLanes::ofLesson());
    }

    /// The rules' figures for a lesson: 6 above, 20 of chips, 7 of marks, 5 between the lanes, which share 0.616 to
    /// rest.
    void aLessonLooksAsItDid_data() {
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("scale");
        QTest::addColumn<std::uint32_t>("count");
        QTest::newRow("chips") << 104.0 << 1.0 << 12U;
        QTest::newRow("large fonts") << 140.0 << 1.25 << 12U;
        QTest::newRow("long") << 104.0 << 1.0 << 4000U;
        QTest::newRow("axis") << 150.0 << 1.0 << 4000U;
    }

    void aLessonLooksAsItDid() {
        QFETCH(double, height);
        QFETCH(double, scale);
        QFETCH(std::uint32_t, count);
        const TimelineLayout layout(QSizeF(900, height), count, scale);
        const double top = std::round(6 * scale) + std::round(20 * scale) + std::round(7 * scale);
        const bool axis = count > 100 && height >= 128 * scale;
        const double below = (axis ? 20 : 6) * scale;
        const double blocks = std::round((height - top - below - 5 * scale) * 0.616);
        QCOMPARE(layout.blocks().top(), top);
        QCOMPARE(layout.blocks().height(), blocks);
        QCOMPARE(layout.fragmentation().top(), top + blocks + std::round(5 * scale));
        QCOMPARE(layout.fragmentation().bottom(), height - std::round(below));
        QVERIFY(layout.lane(TimelineLane::chunks).isEmpty());
        QVERIFY(layout.lane(TimelineLane::scanLength).isEmpty());
    }

    void lanesFollowOneAnother() {
        for (std::uint32_t bits = 1; bits <= TimelineLanes::all().bits(); ++bits) {
            const TimelineLanes lanes = TimelineLanes::fromBits(bits);
            const TimelineLayout layout(QSizeF(900, 172), 100000, 1, 0, 0, lanes);
            double bottom = 0;
            bool figures = false;
            for (const TimelineLane lane : allTimelineLanes) {
                const QRectF place = layout.lane(lane);
                QCOMPARE(place.isEmpty(), !lanes.has(lane));
                if (!lanes.has(lane)) {
                    continue;
                }
                QVERIFY(place.top() >= bottom);
                bottom = place.bottom();
                QVERIFY(layout.laneAt(place.center().y()) == lane);
                if (lane != TimelineLane::operations) {
                    figures = true;
                    QVERIFY(place.top() >= layout.marks().bottom());
                    QVERIFY(place.height() >= 10);
                }
            }
            if (figures) {
                QCOMPARE(bottom, 172.0 - 20);
                QCOMPARE(layout.figures().bottom(), bottom);
            }
        }
    }

    void countsReachAsHighAsTheyAre_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void countsReachAsHighAsTheyAre() {
        QFETCH(bool, dark);
        const Palette& palette = Palette::of(dark);
        const Recorded run = holes();
        const Picture picture = paint(run, palette);
        const QRectF lane = picture.layout.lane(TimelineLane::chunks);
        // After operations 6, 7, 8, 9 there are 1, 2, 3, 4 chunks; 4 is the most.
        for (const std::uint32_t n : {6U, 7U, 8U, 9U}) {
            const double share = (n - 5) / 4.0;
            const double x = picture.middle(n);
            QCOMPARE(picture.at(x, lane.bottom() - (share - 0.12) * lane.height()), palette.line);
            if (share < 1) {
                const QColor above = picture.at(x, lane.bottom() - (share + 0.12) * lane.height());
                QVERIFY2(above == palette.panel || above == palette.accentTint, qPrintable(above.name()));
            }
        }
        // Operations 1 to 6 visit one chunk each, frees none or some: never more than there are.
        const QRectF scans = picture.layout.lane(TimelineLane::scanLength);
        std::uint16_t most = 0;
        for (std::uint32_t n = 1; n <= 9; ++n) {
            most = std::max(most, run.timeline.metrics(OperationIndex{n}).scan_length);
        }
        QVERIFY(most > 0);
        const double height = scans.height() * run.timeline.metrics(OperationIndex{3}).scan_length / most;
        QCOMPARE(picture.at(picture.middle(3), scans.bottom() - height + 3), palette.line);
    }

    void hiddenLanesAreNotPainted() {
        const Palette& palette = Palette::light();
        const Recorded run = holes();
        const TimelineLanes only = TimelineLanes::fromBits(
            TimelineLanes().with(TimelineLane::blocks, false).with(TimelineLane::operations, false).bits());
        const Picture picture = paint(run, palette, only);
        int used = 0;
        int chip = 0;
        for (int y = 0; y < picture.image.height(); ++y) {
            for (int x = 0; x < picture.image.width(); ++x) {
                used += picture.image.pixelColor(x, y) == palette.used ? 1 : 0;
                chip += picture.image.pixelColor(x, y) == palette.fills[1] ? 1 : 0;
            }
        }
        QCOMPARE(used, 0);
        QCOMPARE(chip, 0);
        // After operation 9, 12 of 52 free blocks lie apart from the largest chunk: 23 %.
        const QRectF lane = picture.layout.fragmentation();
        QCOMPARE(picture.at(picture.middle(9), lane.bottom() - lane.height() * 0.15), palette.fragmentedGround);
    }

    void noMomentGetsLost_data() {
        QTest::addColumn<std::uint32_t>("event");
        for (const std::uint32_t event : {77U, 20001U, 43211U, 59901U}) {
            QTest::addRow("%u", event) << event;
        }
    }

    void noMomentGetsLost() {
        QFETCH(std::uint32_t, event);
        const Palette& palette = Palette::light();
        const Recorded run = quietBut(event);
        const Picture picture = paint(run, palette, TimelineLanes::all(), {}, QSize(912, 172));
        const double x = picture.layout.columnLeft(event + 40);
        for (const TimelineLane which : {TimelineLane::chunks, TimelineLane::scanLength}) {
            const QRectF lane = picture.layout.lane(which);
            const auto reaches = [&](double from, double to) {
                for (double column = from; column <= to; column += 1) {
                    if (picture.at(column, lane.top() + 2) != palette.panel) {
                        return true;
                    }
                }
                return false;
            };
            QVERIFY(reaches(x - 3, x + 3));
            QVERIFY(!reaches(picture.layout.chart().left() + 8, x - 8));
            QVERIFY(!reaches(x + 8, picture.layout.chart().right() - 8));
        }
        // Used blocks: 32 of 64 for a moment, 1 at most otherwise.
        const QRectF blocks = picture.layout.blocks();
        bool used = false;
        for (double column = x - 3; column <= x + 3; column += 1) {
            used = used || picture.at(column, blocks.bottom() - 0.4 * blocks.height()) != palette.largestChunk;
        }
        QVERIFY(used);
        const double elsewhere = event > 30000 ? x - 300 : x + 300;
        QCOMPARE(picture.at(elsewhere, blocks.bottom() - 0.4 * blocks.height()), palette.largestChunk);
    }

    void bookmarksStopsAndLimitsShow() {
        const Palette& palette = Palette::light();
        const Recorded run = quietBut(30001);
        Marks marks;
        marks.bookmarks = {15000, 45000};
        marks.stops = {30010, 30011, 30012};
        marks.limits = {0.75};
        const Picture picture = paint(run, palette, TimelineLanes::all(), marks, QSize(912, 172));
        const QRectF lane = picture.layout.marks();
        for (const std::uint32_t mark : marks.bookmarks) {
            const double x = std::round(picture.middle(mark));
            QCOMPARE(picture.at(x, lane.top() + 2), palette.ink);
        }
        QVERIFY(picture.at(picture.middle(30011), lane.center().y()) == palette.ink2);
        QCOMPARE(picture.at(picture.middle(22000), lane.center().y()), palette.panel);
        // Dashes at three quarters of the height of fragmentation.
        const QRectF fragmentation = picture.layout.fragmentation();
        const double y = std::floor(fragmentation.bottom() - 0.75 * fragmentation.height());
        int dashes = 0;
        for (double x = fragmentation.left() + 20; x < fragmentation.left() + 120; x += 1) {
            dashes += picture.at(x, y) == palette.ink2 ? 1 : 0;
        }
        QVERIFY2(dashes > 40 && dashes < 80, qPrintable(QString::number(dashes)));
    }

    void hoverDrawsALine() {
        const Palette& palette = Palette::light();
        const Recorded run = quietBut(30001);
        Marks marks;
        const Picture without = paint(run, palette, TimelineLanes::all(), marks, QSize(912, 172));
        marks.hovered = 10000;
        const Picture with = paint(run, palette, TimelineLanes::all(), marks, QSize(912, 172));
        const double x = std::floor(with.middle(10000));
        const double y = with.layout.blocks().center().y();
        QVERIFY(with.at(x, y) != without.at(x, y));
        QCOMPARE(with.at(x + 3, y), without.at(x + 3, y));
    }
};

QTEST_MAIN(TimelineLanesTest)
#include "timeline_lanes_test.moc"
