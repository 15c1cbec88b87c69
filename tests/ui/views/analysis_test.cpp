// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Map and timeline where runs are analysed: lanes, bookmarks, stop conditions, colours, chunks that are lit.
#include "allocator/replay/stop_condition.h"
#include "tests/ui/render/heap_samples.h"
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <set>
#include <variant>

using namespace firstfit;

namespace {

void show(Workbench& bench, const Trace& trace, const HeapGeometry& geometry) {
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    bench.showTrace(trace, geometry);
    QTRY_VERIFY(changed.count() > 0 && bench.timeline().size().value == trace.operations.size());
}

/// The three holes, recorded: every allocation has a place it was made at.
Trace withSites(Trace trace) {
    CallSite first;
    first.function = "parse";
    CallSite second;
    second.function = "print";
    trace.call_sites = {first, second};
    for (std::size_t i = 0; i < trace.operations.size(); ++i) {
        trace.sites.push_back(CallSiteId{i < 4 ? 0U : 1U});
    }
    return trace;
}

} // namespace

class AnalysisTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void init() {
        bench_ = std::make_unique<Workbench>();
        const test::Recorder run = test::threeHoles();
        show(*bench_, withSites(run.trace()), *run.trace().geometry);
        bench_->goTo(Position::after(OperationIndex{11}));
    }

    void cleanup() {
        view_.reset();
        strip_.reset();
        bench_.reset();
    }

    void lanesAreChosenInTheMenu() {
        makeStrip();
        QVERIFY(strip_->lanes() == TimelineLanes::ofLesson());
        const int low = strip_->minimumSizeHint().height();
        const QSignalSpy changed(strip_.get(), &TimelineStrip::lanesChanged);
        const std::unique_ptr<QMenu> menu(strip_->menuAt(QPointF(300, 60)));
        auto* lanes = menu->findChild<QMenu*>(QStringLiteral("lanes"));
        QVERIFY(lanes != nullptr);
        QCOMPARE(lanes->actions(), strip_->laneActions());
        QVERIFY(strip_->geometryNow().lane(TimelineLane::chunks).isEmpty());
        strip_->laneActions()[3]->trigger();
        QVERIFY(strip_->lanes().has(TimelineLane::chunks));
        QVERIFY(!strip_->geometryNow().lane(TimelineLane::chunks).isEmpty());
        QCOMPARE(changed.count(), 1);
        QVERIFY(strip_->minimumSizeHint().height() > low);
        // All but one can go.
        for (const int index : {0, 1, 2}) {
            strip_->laneActions()[index]->trigger();
        }
        QVERIFY(!strip_->laneActions()[3]->isEnabled());
        QVERIFY(strip_->laneActions()[3]->isChecked());
        QVERIFY(strip_->geometryNow().blocks().isEmpty());
        strip_->setLanes(TimelineLanes::all());
        for (const QAction* action : strip_->laneActions()) {
            QVERIFY(action->isChecked() && action->isEnabled());
        }
    }

    void aLaneMoreIsOnThePicture() {
        makeStrip();
        strip_->setLanes(TimelineLanes::all());
        strip_->resize(800, 200);
        const TimelineLayout layout = strip_->geometryNow();
        const QRectF lane = layout.lane(TimelineLane::chunks);
        const double x = (layout.columnLeft(11) + layout.columnLeft(12)) / 2;
        QCOMPARE(strip_->grab().toImage().pixelColor(static_cast<int>(x) - 8, static_cast<int>(lane.bottom()) - 3),
                 Palette::light().line);
    }

    void bookmarksComeAndGo() {
        makeStrip();
        trigger(*strip_, 5, "bookmark");
        QVERIFY(bench_->bookmarks() == std::set<std::uint32_t>{5});
        QVERIFY(strip_->tipAt(columnOf(5).x()).contains(QStringLiteral("bookmark at operation 5")));
        QVERIFY(!strip_->tipAt(columnOf(6).x()).contains(QStringLiteral("bookmark")));
        const QRectF marks = strip_->geometryNow().marks();
        const QPoint ribbon(static_cast<int>(columnOf(5).x()), static_cast<int>(marks.top()) + 2);
        QCOMPARE(strip_->grab().toImage().pixelColor(ribbon), Palette::light().ink);
        trigger(*strip_, 5, "bookmark");
        QVERIFY(bench_->bookmarks().empty());
        QVERIFY(strip_->grab().toImage().pixelColor(ribbon) != Palette::light().ink);
    }

    void theMenuGoesThere() {
        makeStrip();
        trigger(*strip_, 7, "go-to");
        QCOMPARE(bench_->position().operation.value, 7U);
    }

    void stopsAreSetOnTheStrip() {
        makeStrip();
        trigger(*strip_, 9, "stop-failure");
        QCOMPARE(bench_->stopConditions().size(), std::size_t{1});
        QVERIFY(bench_->stopConditions().front().kind == StopCondition::Kind::any_failure);
        // Operation 13 fails: its mark is there.
        QVERIFY(strip_->tipAt(columnOf(13).x()).contains(QStringLiteral("stop condition")));
        QVERIFY(!strip_->tipAt(columnOf(12).x()).contains(QStringLiteral("stop condition")));
        trigger(*strip_, 9, "stop-largest");
        QCOMPARE(bench_->stopConditions().size(), std::size_t{2});
        QCOMPARE(bench_->stopConditions().back().blocks, 9U); // chunk 23 has 9 blocks
        trigger(*strip_, 3, "stop-site");
        QCOMPARE(bench_->stopConditions().back().site, std::string("parse"));
        // Once more takes it away again.
        trigger(*strip_, 9, "stop-failure");
        QCOMPARE(bench_->stopConditions().size(), std::size_t{2});
        trigger(*strip_, 9, "stop-nowhere");
        QVERIFY(bench_->stopConditions().empty());
        QVERIFY(!strip_->tipAt(columnOf(13).x()).contains(QStringLiteral("stop condition")));
    }

    /// Every mark is where a run would stop, one after the other, and nowhere else.
    void marksAreWhereRunsStop() {
        std::vector<StopCondition> conditions;
        for (const char* text : {"largest<24", "touches=5", "fails@print", "fragmentation>20%"}) {
            conditions.push_back(std::get<StopCondition>(parse_stop_condition(text)));
        }
        makeStrip();
        bench_->setStopConditions(conditions);
        std::set<std::uint32_t> expected;
        OperationIndex at{0};
        while (const auto stop = next_stop(bench_->timeline(), bench_->trace(), conditions, at)) {
            at = stop->operation;
            expected.insert(at.value);
        }
        QVERIFY(expected.size() >= 4);
        for (std::uint32_t n = 1; n <= bench_->timeline().size().value; ++n) {
            QCOMPARE(strip_->tipAt(columnOf(n).x()).contains(QStringLiteral("stop condition")), expected.contains(n));
        }
    }

    /// In the lane of fragmentation the height that is pointed at counts.
    void aShareIsPointedAt() {
        makeStrip();
        const QRectF lane = strip_->geometryNow().fragmentation();
        const QPointF at(columnOf(3).x(), lane.bottom() - lane.height() / 2);
        const std::unique_ptr<QMenu> menu(strip_->menuAt(at));
        menu->findChild<QAction*>(QStringLiteral("stop-fragmentation"))->trigger();
        QCOMPARE(bench_->stopConditions().size(), std::size_t{1});
        QVERIFY(std::abs(bench_->stopConditions().front().fraction - 0.5) < 0.03);
    }

    void manyOperationsTellAllFigures() {
        test::Recorder run(HeapGeometry{});
        for (int i = 0; i < 2000; ++i) {
            run.release(run.allocate("x", 4 + static_cast<std::uint64_t>(i % 3) * 40));
        }
        show(*bench_, run.trace(), HeapGeometry{});
        makeStrip();
        const QString tip = strip_->tipAt(strip_->geometryNow().chart().center().x());
        QVERIFY2(tip.contains(QStringLiteral("operations")), qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("used 0 to ")), qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("chunks 1, scan length ")), qPrintable(tip));
    }

    void theHeadingSaysWhereOneIs() {
        makeView();
        const auto head = [&] {
            for (const QWidget* child : view_->findChildren<QWidget*>()) {
                if (child->accessibleName() == QStringLiteral("Heap")) {
                    return child->accessibleDescription();
                }
            }
            return QString();
        };
        QVERIFY(head().contains(QStringLiteral("32 blocks of 4 bytes")));
        QVERIFY(head().endsWith(QStringLiteral("after operation 11")));
        bench_->goToEnd();
        QVERIFY(head().endsWith(QStringLiteral("after operation 13")));
        // The failure has a panel of its own here: no banner.
        for (const QWidget* child : view_->findChildren<QWidget*>()) {
            QVERIFY(!child->isVisible() || !child->accessibleName().contains(QStringLiteral("failed")));
        }
    }

    void aMapToLookAtFreesNothing() {
        makeView();
        const std::uint32_t size = bench_->timeline().size().value;
        const QPoint e = map().blockRect(BlockIndex{13}).center().toPoint();
        QTest::mouseClick(map().viewport(), Qt::LeftButton, {}, e);
        QTest::mouseDClick(map().viewport(), Qt::LeftButton, {}, e);
        QTest::keyClick(&map(), Qt::Key_Delete);
        QCOMPARE(bench_->timeline().size().value, size);
        const std::unique_ptr<QMenu> menu(map().menuFor(BlockIndex{13}));
        QVERIFY(menu->findChild<QAction*>(QStringLiteral("free")) == nullptr);
        QVERIFY(menu->findChild<QAction*>(QStringLiteral("go-to-birth")) != nullptr);
        map().setReadOnly(false);
        const std::unique_ptr<QMenu> other(map().menuFor(BlockIndex{13}));
        QVERIFY(other->findChild<QAction*>(QStringLiteral("free")) != nullptr);
        QVERIFY(other->findChild<QAction*>(QStringLiteral("stop-touched")) == nullptr);
    }

    void stopsAreSetOnTheMap() {
        makeView();
        const std::unique_ptr<QMenu> menu(map().menuFor(BlockIndex{13}));
        menu->findChild<QAction*>(QStringLiteral("stop-touched"))->trigger();
        menu->findChild<QAction*>(QStringLiteral("stop-site"))->trigger();
        QCOMPARE(bench_->stopConditions().size(), std::size_t{2});
        QCOMPARE(bench_->stopConditions()[0].block, BlockIndex{13});
        QCOMPARE(bench_->stopConditions()[1].site, std::string("print")); // e was operation 5
        const std::unique_ptr<QMenu> again(map().menuFor(BlockIndex{13}));
        QVERIFY(again->findChild<QAction*>(QStringLiteral("stop-touched"))->isChecked());
        again->findChild<QAction*>(QStringLiteral("stop-touched"))->trigger();
        QCOMPARE(bench_->stopConditions().size(), std::size_t{1});
    }

    void coloursAreChosenOnTheMap() {
        makeView();
        // e, operation 5, is the second most: "print" asked for more than "parse" in all.
        const auto colour = [&] {
            const QRectF block = map().blockRect(BlockIndex{13}); // the legend may have taken room
            return map().viewport()->grab().toImage().pixelColor(block.center().toPoint() + QPoint(0, 14));
        };
        QCOMPARE(colour(), Palette::light().fills[4]);
        const std::unique_ptr<QMenu> menu(map().menuFor(std::nullopt));
        menu->findChild<QAction*>(QStringLiteral("colour-site"))->trigger();
        QVERIFY(bench_->colouring() == Colouring::callSite);
        QCOMPARE(colour(), Palette::light().fills[0]);
        QCOMPARE(map().marks().colouring.classes[0].text, QStringLiteral("print"));
        bench_->setColouring(Colouring::age);
        QVERIFY(colour() != Palette::light().fills[0]);
        QCOMPARE(map().marks().colouring.scale, ColourScale::sequence);
        bench_->setColouring(Colouring::order);
        QCOMPARE(colour(), Palette::light().fills[4]);
        // A lesson's map does not care.
        map().setReadOnly(false);
        bench_->setColouring(Colouring::size);
        QCOMPARE(colour(), Palette::light().fills[4]);
    }

    void oneCallSiteStandsOut() {
        makeView();
        const auto colour = [&] {
            const QRectF block = map().blockRect(BlockIndex{13}); // e, which "print" asked for
            return map().viewport()->grab().toImage().pixelColor(block.center().toPoint() + QPoint(0, 14));
        };
        bench_->highlightSite(CallSiteId{1});
        QCOMPARE(colour(), Palette::light().fills[0]);
        bench_->highlightSite(CallSiteId{0});
        QCOMPARE(colour(), Palette::light().used);
        QTest::keyClick(&map(), Qt::Key_Escape);
        QVERIFY(!bench_->highlightedSite());
        QCOMPARE(colour(), Palette::light().fills[4]);
        // Another run has other call sites.
        bench_->highlightSite(CallSiteId{1});
        const test::Recorder run = test::threeHoles();
        show(*bench_, withSites(run.trace()), *run.trace().geometry);
        QVERIFY(!bench_->highlightedSite());
    }

    void litChunksAreFramedAndCounted() {
        makeView();
        bench_->highlightChunks(std::pair(2U, 3U));
        QCOMPARE(map().marks().lit, (std::optional(LengthRange{2, 3})));
        QCOMPARE(map().marks().sentence, QStringLiteral("2 chunks of 2 to 3 blocks are lit, 6 blocks in all."));
        const QRectF block = map().blockRect(BlockIndex{3});
        QCOMPARE(map().viewport()->grab().toImage().pixelColor(block.center().toPoint().x(),
                                                               static_cast<int>(block.top()) + 1),
                 Palette::light().accent);
        bench_->highlightChunks(std::nullopt);
        QVERIFY(!map().marks().lit);
    }

    void theChosenRunHasACallout() {
        makeView();
        bench_->select(BlockIndex{20});
        QVERIFY(map().marks().callout);
        QCOMPARE(map().marks().callout->block, BlockIndex{19});
        QCOMPARE(map().marks().callout->title, QStringLiteral("Chunk 19: 3 blocks"));
        bench_->select(BlockIndex{25});
        QCOMPARE(map().marks().callout->title, QStringLiteral("Chunk 23: 9 blocks, the longest"));
        bench_->select(BlockIndex{13});
        QCOMPARE(map().marks().callout->title, QStringLiteral("e: 10 bytes in 3 blocks"));
        QVERIFY(map().marks().callout->detail.contains(QStringLiteral("print")));
        bench_->select(std::nullopt);
        QVERIFY(!map().marks().callout);
        // A failed request's best chunk, unless another one is chosen.
        bench_->goToEnd();
        QVERIFY(map().marks().callout && map().marks().callout->title.contains(QStringLiteral("the best there is")));
    }

private:
    [[nodiscard]] HeapMap& map() { return view_->map(); }

    void makeView() {
        view_ = std::make_unique<HeapView>(*bench_);
        view_->setHeading(HeapHeading::place);
        view_->map().setReadOnly(true);
        view_->resize(728, 656);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    }

    void makeStrip() {
        strip_ = std::make_unique<TimelineStrip>(*bench_);
        strip_->resize(800, 104);
        strip_->show();
        QVERIFY(QTest::qWaitForWindowExposed(strip_.get()));
    }

    [[nodiscard]] QPointF columnOf(std::uint32_t n) const {
        const TimelineLayout layout = strip_->geometryNow();
        return {(layout.columnLeft(n) + layout.columnLeft(n + 1)) / 2, layout.blocks().center().y()};
    }

    void trigger(TimelineStrip& strip, std::uint32_t operation, const char* name) {
        const std::unique_ptr<QMenu> menu(strip.menuAt(columnOf(operation)));
        auto* action = menu->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(action != nullptr, name);
        action->trigger();
    }

    std::unique_ptr<Workbench> bench_;
    std::unique_ptr<TimelineStrip> strip_;
    std::unique_ptr<HeapView> view_;
};

QTEST_MAIN(AnalysisTest)
#include "analysis_test.moc"
