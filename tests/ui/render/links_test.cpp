// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/render/heap_samples.h"
#include "ui/render/links.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace firstfit;

namespace {

using Route = std::vector<QPointF>;

/// Do two axis-aligned segments share a point?
bool meet(QPointF a, QPointF b, QPointF c, QPointF d) {
    const auto span = [](double p, double q) { return std::pair(std::min(p, q), std::max(p, q)); };
    const auto [ax0, ax1] = span(a.x(), b.x());
    const auto [ay0, ay1] = span(a.y(), b.y());
    const auto [cx0, cx1] = span(c.x(), d.x());
    const auto [cy0, cy1] = span(c.y(), d.y());
    return ax0 <= cx1 && cx0 <= ax1 && ay0 <= cy1 && cy0 <= ay1;
}

bool cross(const Route& one, const Route& other) {
    for (std::size_t i = 0; i + 1 < one.size(); ++i) {
        for (std::size_t j = 0; j + 1 < other.size(); ++j) {
            if (meet(one[i], one[i + 1], other[j], other[j + 1])) {
                return true;
            }
        }
    }
    return false;
}

std::vector<Route> routesOf(const Snapshot& snapshot, const HeapLayout& layout) {
    std::vector<Route> routes;
    BlockIndex from{layout.blocks};
    for (const Chunk& chunk : snapshot.chunks()) {
        routes.push_back(linkRoute(layout, from, chunk.index));
        from = chunk.index;
    }
    return routes;
}

} // namespace

class LinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The three ways a link can run, number by number.
    void runsAsTheRulesSay() {
        const Timeline timeline = test::threeHoles().timeline();
        const HeapLayout layout = HeapLayout::make(timeline.geometry(), 78, 728);
        const double left = layout.left;

        // Base header to block 2: down into the lane below it, across, down to 62 % of the block.
        const Route first = linkRoute(layout, BlockIndex{32}, BlockIndex{2});
        QCOMPARE(first.size(), std::size_t{4});
        QCOMPARE(first.front(), QPointF(left + 70, layout.baseHeader.top() + 12));
        QCOMPARE(first[1].y(), layout.baseHeader.bottom() + 31);
        QCOMPARE(first.back(), QPointF(left + 2 * 78 + 0.62 * 78, layout.rowTop(0) - 1));

        // 2 to 7, the same row: up 20 above the row.
        const Route within = linkRoute(layout, BlockIndex{2}, BlockIndex{7});
        QCOMPARE(within.size(), std::size_t{4});
        QCOMPARE(within[1].y(), layout.rowTop(0) - 20);
        QCOMPARE(within.front(), QPointF(left + 3 * 78 - 8, layout.rowTop(0) + 12));

        // 7 to 19, two rows on: the nearer margin is the right one; in through the lane above row 2.
        const Route further = linkRoute(layout, BlockIndex{7}, BlockIndex{19});
        QCOMPARE(further.size(), std::size_t{6});
        QCOMPARE(further[1].y(), layout.rowBottom(0) + 31);
        QCOMPARE(further[2].x(), layout.blocksRight() + 24);
        QCOMPARE(further[3].y(), layout.rowBottom(1) + 31);

        // From the left end to the left end the left margin is nearer.
        const Route leftwards = linkRoute(layout, BlockIndex{0}, BlockIndex{16});
        QVERIFY(leftwards[2].x() < layout.left);
    }

    void neverCrossInASoundHeap_data() {
        QTest::addColumn<double>("px");
        QTest::addColumn<quint32>("seed");
        for (const double px : {12.0, 17.0, 23.0, 24.0, 40.0, 78.0, 100.0}) {
            for (const quint32 seed : {1U, 2U, 3U}) {
                QTest::addRow("%g px, seed %u", px, seed) << px << seed;
            }
        }
    }
    void neverCrossInASoundHeap() {
        QFETCH(double, px);
        QFETCH(quint32, seed);
        const Snapshot heap = test::mixedHeap(1200, 1 + seed * 5, seed);
        QVERIFY(check(heap).empty());
        const HeapLayout layout = HeapLayout::make(heap.geometry(), px, 900);
        const std::vector<Route> routes = routesOf(heap, layout);
        QVERIFY(routes.size() > 20);
        for (std::size_t i = 0; i < routes.size(); ++i) {
            for (std::size_t j = i + 1; j < routes.size(); ++j) {
                QVERIFY2(!cross(routes[i], routes[j]), qPrintable(QStringLiteral("links %1 and %2").arg(i).arg(j)));
            }
        }
    }

    /// A link backwards, as only a broken heap has, is drawn as it is: it crosses.
    void showABrokenHeapAsItIs() {
        const HeapLayout layout = HeapLayout::make(HeapGeometry{}, 78, 728);
        const Route on = linkRoute(layout, BlockIndex{2}, BlockIndex{20});
        const Route back = linkRoute(layout, BlockIndex{20}, BlockIndex{10});
        QVERIFY(cross(on, back) || cross(linkRoute(layout, BlockIndex{12}, BlockIndex{28}), back));
    }

    void keepClearOfTheArrowThatArrives() {
        for (double px = 12; px <= 100; px += 1) {
            const HeapLayout layout = HeapLayout::make(HeapGeometry{}, px, 1000);
            const BlockIndex block{3};
            const double arrow = layout.detail == Detail::names ? 2.5 : 4.5;
            const double room = linkStart(layout, block).x() - linkEnd(layout, block).x();
            QVERIFY2(room > arrow + 1, qPrintable(QString::number(px)));
            QVERIFY(linkEnd(layout, block).x() - arrow >= layout.block(block).left());
        }
    }
};

QTEST_MAIN(LinksTest)
#include "links_test.moc"
