// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Allocations in classes, and chunks that are pointed out, at every level of detail.
#include "tests/ui/render/heap_samples.h"
#include "ui/render/coverage.h"
#include "ui/render/heap_painter.h"
#include "ui/render/map_colouring.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <set>

using namespace firstfit;

namespace {

/// Ten allocations from three places: "big" asks for most bytes, then "small", then "tiny".
Trace traceWithSites() {
    Trace trace;
    for (const char* name : {"tiny", "small", "big"}) {
        CallSite site;
        site.function = name;
        trace.call_sites.push_back(site);
    }
    for (std::uint32_t i = 0; i < 10; ++i) {
        Operation operation;
        operation.allocation = AllocationId{i};
        operation.size = i % 5 == 0 ? 40 : i % 5 == 1 ? 1 : 8;
        trace.operations.push_back(operation);
        trace.sites.push_back(CallSiteId{i % 5 == 0 ? 2U : i % 5 == 1 ? 0U : 1U});
    }
    return trace;
}

Snapshot heapOf(const Trace& trace, std::uint32_t blocks = 64) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    Heap heap(geometry);
    std::uint32_t number = 1;
    for (const Operation& operation : trace.operations) {
        heap.apply(operation, OperationIndex{number++});
    }
    return heap.snapshot([](AllocationId id) { return std::to_string(id.value); });
}

struct Painted {
    HeapLayout layout;
    QImage image;
};

Painted paint(const Snapshot& heap, double px, const HeapMarks& marks, const Palette& palette, double width = 900) {
    Painted painted;
    painted.layout = HeapLayout::make(heap.geometry(), px, width, false);
    const QSizeF size = painted.layout.contentSize();
    painted.image =
        QImage(QSize(static_cast<int>(width), static_cast<int>(std::ceil(size.height()))), QImage::Format_RGB32);
    painted.image.fill(palette.canvas);
    QPainter painter(&painted.image);
    HeapPainter heapPainter((Fonts()));
    heapPainter.paint(painter, HeapPicture{heap, painted.layout, palette, marks}, QRectF(painted.image.rect()));
    return painted;
}

int accentIn(const Painted& painted, const QRectF& rect, const Palette& palette) {
    int found = 0;
    const QRect area = rect.toAlignedRect() & painted.image.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            found += painted.image.pixelColor(x, y) == palette.accent ? 1 : 0;
        }
    }
    return found;
}

} // namespace

class MapColouringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sitesAreRankedByBytes() {
        const Trace trace = traceWithSites();
        const SiteColours colours(trace);
        QCOMPARE(colours.sites().size(), std::size_t{3});
        QCOMPARE(colours.sites()[0], CallSiteId{2});
        QCOMPARE(colours.sites()[1], CallSiteId{1});
        QCOMPARE(colours.sites()[2], CallSiteId{0});
        QCOMPARE(int{colours.classOf(CallSiteId{0})}, 2);
        QCOMPARE(std::size_t{colours.classOf(no_call_site)}, SiteColours::coloured);
        const Snapshot heap = heapOf(trace);
        const MapColouring colouring = colouringBySite(heap, trace, colours);
        QCOMPARE(colouring.classOf.size(), heap.allocations().size());
        QCOMPARE(colouring.classes[0].text, QStringLiteral("big"));
        QCOMPARE(colouring.classes[0].allocations, 2U);
        QCOMPARE(colouring.classes[0].blocks, std::uint64_t{20});
        QCOMPARE(colouring.classes[1].allocations, 6U);
        QCOMPARE(colouring.classes[2].allocations, 2U);
        for (std::size_t i = 0; i < colouring.classOf.size(); ++i) {
            const std::uint32_t id = heap.allocations()[i].id.value;
            QCOMPARE(int{colouring.classOf[i]}, id % 5 == 0 ? 0 : id % 5 == 1 ? 2 : 1);
        }
    }

    // The amber of an allocation would be taken for a free chunk's.
    void noSiteLooksFree() {
        MapColouring sites;
        sites.scale = ColourScale::kinds;
        for (const Palette& palette : {Palette::light(), Palette::darkTheme()}) {
            std::set<QRgb> seen;
            for (std::size_t i = 0; i < SiteColours::coloured; ++i) {
                const QColor fill = colourOfClass(sites, i, palette).fill;
                QVERIFY2(seen.insert(fill.rgb()).second, "two sites of one colour");
                for (std::size_t step = 0; step < 4; ++step) { // the fifth is blue: it fits
                    const int hues = std::abs(fill.hslHue() - palette.freeByLength[step].hslHue());
                    QVERIFY2(i > 4 || std::min(hues, 360 - hues) > 10, qPrintable(fill.name()));
                }
            }
        }
    }

    void withoutSitesAllAreUnknown() {
        Trace trace = traceWithSites();
        trace.sites.clear();
        trace.call_sites.clear();
        const MapColouring colouring = colouringBySite(heapOf(trace), trace, SiteColours(trace));
        for (const std::uint8_t one : colouring.classOf) {
            QCOMPARE(std::size_t{one}, SiteColours::coloured);
        }
        QCOMPARE(colouring.classes.back().text, QStringLiteral("unknown call sites"));
    }

    void moreSitesThanColours() {
        Trace trace;
        for (std::uint32_t i = 0; i < 12; ++i) {
            trace.call_sites.emplace_back().function = "f" + std::to_string(i);
            Operation operation;
            operation.allocation = AllocationId{i};
            operation.size = 100 - i;
            trace.operations.push_back(operation);
            trace.sites.push_back(CallSiteId{i});
        }
        const SiteColours colours(trace);
        QCOMPARE(colours.sites().size(), SiteColours::coloured);
        QCOMPARE(colours.others(), std::size_t{5});
        QCOMPARE(colouringBySite(heapOf(trace, 400), trace, colours).classes.back().text,
                 QStringLiteral("5 other call sites"));
        for (std::uint32_t i = 0; i < 12; ++i) {
            QCOMPARE(std::size_t{colours.classOf(CallSiteId{i})}, std::min<std::size_t>(i, SiteColours::coloured));
        }
    }

    void sizesFallIntoTheirClass() {
        const Snapshot heap = test::mixedHeap(2000, 90);
        const MapColouring colouring = colouringBySize(heap);
        QVERIFY(colouring.classes.size() <= 5);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> seen(colouring.classes.size(), {1'000'000, 0});
        for (std::size_t i = 0; i < colouring.classOf.size(); ++i) {
            auto& [least, most] = seen[colouring.classOf[i]];
            least = std::min(least, heap.allocations()[i].blocks.value);
            most = std::max(most, heap.allocations()[i].blocks.value);
        }
        std::uint32_t before = 0;
        std::uint32_t all = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            all += colouring.classes[i].allocations;
            if (seen[i].second == 0) {
                continue;
            }
            QVERIFY(seen[i].first > before);
            before = seen[i].second;
        }
        QCOMPARE(all, static_cast<std::uint32_t>(heap.allocations().size()));
        // The longest is in the last class: its words end with it.
        QVERIFY2(colouring.classes.back().text.contains(QString::number(before)),
                 qPrintable(colouring.classes.back().text));
    }

    void agesFallIntoTheirClass_data() {
        QTest::addColumn<std::uint32_t>("now");
        for (const std::uint32_t now : {10U, 11U, 99U, 1000U, 5'000'000U}) {
            QTest::addRow("%u", now) << now;
        }
    }

    void agesFallIntoTheirClass() {
        QFETCH(std::uint32_t, now);
        const Snapshot heap = heapOf(traceWithSites());
        const MapColouring colouring = colouringByAge(heap, OperationIndex{now});
        QVERIFY(!colouring.classes.empty() && colouring.classes.size() <= 5);
        for (std::size_t i = 1; i < colouring.classOf.size(); ++i) {
            // In address order, which here is the order of birth: never older than the one before.
            QVERIFY(colouring.classOf[i] <= colouring.classOf[i - 1]);
        }
        if (now > 100) {
            QCOMPARE(std::set<std::uint8_t>(colouring.classOf.begin(), colouring.classOf.end()).size(), std::size_t{1});
            QCOMPARE(std::size_t{colouring.classOf.front()}, colouring.classes.size() - 1);
        }
    }

    void colouredBlocks_data() {
        QTest::addColumn<double>("px");
        for (const double px : {78.0, 30.0, 14.0, 8.0, 4.0, 2.0, 0.5}) {
            QTest::addRow("%g px", px) << px;
        }
    }

    /// The first allocation, ten blocks of "big", has the first colour, whatever the zoom.
    void colouredBlocks() {
        QFETCH(double, px);
        const Trace trace = traceWithSites();
        const Snapshot heap = heapOf(trace);
        HeapMarks marks;
        marks.colouring = colouringBySite(heap, trace, SiteColours(trace));
        for (const bool dark : {false, true}) {
            const Palette& palette = Palette::of(dark);
            const Painted painted = paint(heap, px, marks, palette);
            const QPointF inside = painted.layout.block(BlockIndex{px < 1 ? 4U : 9U}).center();
            QCOMPARE(painted.image.pixelColor(inside.toPoint()), palette.fills[0]);
        }
    }

    void litChunks_data() {
        QTest::addColumn<double>("px");
        for (const double px : {96.0, 40.0, 16.0, 10.0, 6.0, 5.0, 3.0, 2.0, 1.0}) {
            QTest::addRow("%g px", px) << px;
        }
    }

    void litChunks() {
        QFETCH(double, px);
        // Chunks: 3 at 2, 5 at 7, 3 at 19, 9 at 23.
        const Timeline timeline = test::threeHoles().timeline();
        const Snapshot heap = timeline.snapshot(Position::after(OperationIndex{11}));
        for (const bool dark : {false, true}) {
            const Palette& palette = Palette::of(dark);
            HeapMarks marks;
            marks.request = 100; // nothing fits: no chunk has the colour of one that does
            const Painted plain = paint(heap, px, marks, palette);
            marks.lit = LengthRange{2, 3};
            const Painted lit = paint(heap, px, marks, palette);
            for (const std::uint32_t first : {2U, 19U}) {
                QRectF place = plain.layout.block(BlockIndex{first}) | plain.layout.block(BlockIndex{first + 2});
                QVERIFY2(accentIn(lit, place, palette) >= 3, qPrintable(QString::number(first)));
                QCOMPARE(accentIn(plain, place, palette), 0);
            }
            // Others stay as they are.
            for (const std::uint32_t other : {8U, 13U, 26U}) {
                const QRectF place = plain.layout.block(BlockIndex{other});
                const QPoint at = place.center().toPoint();
                QCOMPARE(lit.image.pixelColor(at), plain.image.pixelColor(at));
            }
        }
    }

    /// Whether or not a site has a colour of its own, pointed out it has one, and nothing else has any.
    void oneSiteIsPointedOut() {
        const Trace trace = traceWithSites();
        const Snapshot heap = heapOf(trace);
        const SiteColours colours(trace);
        for (const std::uint32_t site : {0U, 1U, 2U}) {
            const MapColouring colouring = colouringOfOneSite(heap, trace, colours, CallSiteId{site});
            const std::size_t own = classOfOneSite(colours, CallSiteId{site});
            QVERIFY(own < SiteColours::coloured);
            QCOMPARE(colouring.classes[own].text, QString::fromStdString(trace.call_sites[site].function));
            for (std::size_t i = 0; i < colouring.classOf.size(); ++i) {
                const bool is = siteOf(heap.allocations()[i], trace) == CallSiteId{site};
                QCOMPARE(std::size_t{colouring.classOf[i]}, is ? own : SiteColours::coloured);
            }
        }
        QVERIFY(classOfOneSite(colours, no_call_site) < SiteColours::coloured);
    }

    /// A line of 8 px, 8 blocks to each.
    void classesShowInSharedPixels() {
        Trace trace;
        trace.call_sites.resize(2);
        for (const auto& [size, site] : {std::pair(60U, 0U), std::pair(8U, 1U), std::pair(188U, 0U)}) {
            Operation operation;
            operation.allocation = AllocationId{static_cast<std::uint32_t>(trace.operations.size())};
            operation.size = size;
            trace.operations.push_back(operation);
            trace.sites.push_back(CallSiteId{site});
        }
        // Blocks of 4 bytes: site 0 has 0 to 14 and 17 to 63, site 1 has 15 and 16.
        const Snapshot heap = heapOf(trace, 64);
        const Palette& palette = Palette::light();
        const SiteColours colours(trace);
        const auto line = [&](const MapColouring& colouring) {
            return coverageImage(heap, 64, QSize(8, 1), palette, {std::nullopt, &colouring});
        };
        const QImage kinds = line(colouringBySite(heap, trace, colours));
        for (int x = 0; x < 8; ++x) { // site 0 is the larger part of every pixel
            QCOMPARE(kinds.pixelColor(x, 0), palette.fills[0]);
        }
        // One block of eight, twice: pointed out they show by half. The rest is grey.
        const QImage one = line(colouringOfOneSite(heap, trace, colours, CallSiteId{1}));
        const QColor fill = colourOfClass(colouringBySite(heap, trace, colours), 1, palette).fill;
        for (int x = 0; x < 8; ++x) {
            const int red = x == 1 || x == 2 ? (fill.red() + palette.used.red() + 1) / 2 : palette.used.red();
            QVERIFY(std::abs(one.pixelColor(x, 0).red() - red) <= 1);
        }
        // Of a sequence the mean: 2 blocks fall into another class than 15, and those into another than 47.
        const MapColouring sizes = colouringBySize(heap);
        const auto stepAt = [&](std::size_t at) { return colourOfClass(sizes, sizes.classOf[at], palette).fill; };
        const QImage mean = line(sizes);
        QVERIFY(stepAt(0) != stepAt(1) && stepAt(0) != stepAt(2));
        QCOMPARE(mean.pixelColor(0, 0), stepAt(0));
        QCOMPARE(mean.pixelColor(7, 0), stepAt(2));
        const double green = (7.0 * stepAt(0).green() + 1.0 * stepAt(1).green()) / 8;
        QVERIFY(std::abs(mean.pixelColor(1, 0).green() - green) <= 1);
    }

    void litChunksOnTheMinimap() {
        const Snapshot heap = test::mixedHeap(4096, 30);
        const Palette& palette = Palette::light();
        const QImage plain = coverageImage(heap, 256, QSize(64, 16), palette);
        const QImage lit = coverageImage(heap, 256, QSize(64, 16), palette, {LengthRange{8, 8}, nullptr});
        std::vector<bool> expected(64 * 16);
        for (const Run& run : heap.runs()) {
            for (std::uint32_t i = 0; run.kind == Run::Kind::chunk && run.blocks.value == 8 && i < 8; ++i) {
                const std::uint32_t block = run.index.value + i;
                expected[block / 256 * 64 + block % 256 / 4] = true;
            }
        }
        int litPixels = 0;
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 64; ++x) {
                const bool is = lit.pixel(x, y) != plain.pixel(x, y);
                QCOMPARE(is, bool{expected[static_cast<std::size_t>(y * 64 + x)]});
                litPixels += is ? 1 : 0;
            }
        }
        QVERIFY(litPixels > 0);
    }
};

QTEST_MAIN(MapColouringTest)
#include "map_colouring_test.moc"
