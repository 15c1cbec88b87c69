// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The histogram of free chunks and the chart of heap sizes under real mouse and key events.
#include "tests/ui/render/heap_samples.h"
#include "ui/render/theme.h"
#include "ui/views/free_histogram_view.h"
#include "ui/views/sizing_chart.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <memory>

using namespace firstfit;

namespace {

using Lengths = std::optional<std::pair<std::uint32_t, std::uint32_t>>;

QPoint barOf(const FreeHistogramView& view, std::size_t index) {
    return view.geometryNow().bar(index).center().toPoint();
}

SizingScene threeSizes() {
    SizingScene scene;
    scene.peakBytes = 1000;
    scene.bars = {{4, 1100, 10, 30, true}, {8, 1300, 20, 12, true}, {16, std::nullopt, 0, 0, true}};
    scene.recommended = 0;
    return scene;
}

} // namespace

class ChartsViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void init() {
        bench_ = std::make_unique<Workbench>();
        const test::Recorder run = test::threeHoles();
        QSignalSpy changed(bench_.get(), &Workbench::traceChanged);
        bench_->showTrace(run.trace(), *run.trace().geometry);
        QTRY_VERIFY(changed.count() > 0 && bench_->timeline().size().value == run.trace().operations.size());
        bench_->goTo(Position::after(OperationIndex{11}));
        view_ = std::make_unique<FreeHistogramView>(*bench_);
        view_->resize(358, 190);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    }

    void cleanup() {
        view_.reset();
        bench_.reset();
    }

    /// Chunks of 3, 5, 3 and 9 blocks.
    void clickLightsAndPutsOut() {
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, barOf(*view_, 1));
        QCOMPARE(bench_->highlightedChunks(), (Lengths{{2, 3}}));
        QVERIFY(view_->scene().highlighted == 1);
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, barOf(*view_, 2));
        QCOMPARE(bench_->highlightedChunks(), (Lengths{{4, 7}}));
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, barOf(*view_, 2));
        QCOMPARE(bench_->highlightedChunks(), Lengths());
        QVERIFY(!view_->scene().highlighted);
        // Where there is no bar there is nothing to light.
        bench_->highlightChunks(std::pair(2U, 3U));
        QVERIFY(view_->scene().highlighted == 1);
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, view_->geometryNow().column(5).center().toPoint());
        QCOMPARE(bench_->highlightedChunks(), Lengths());
    }

    void keysWalkAndLight() {
        view_->clearFocus();
        view_->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(view_->hasFocus());
        QVERIFY(view_->scene().focused == 0);
        QTest::keyClick(view_.get(), Qt::Key_Right);
        QVERIFY(view_->scene().focused == 1);
        QCOMPARE(view_->accessibleDescription(), QStringLiteral("2 chunks of 2 to 3 blocks, 6 blocks in all"));
        QTest::keyClick(view_.get(), Qt::Key_Space);
        QCOMPARE(bench_->highlightedChunks(), (Lengths{{2, 3}}));
        QVERIFY(view_->accessibleDescription().endsWith(QStringLiteral("lit on the map")));
        QTest::keyClick(view_.get(), Qt::Key_End);
        QVERIFY(view_->scene().focused == view_->scene().classes.size() - 1);
        QTest::keyClick(view_.get(), Qt::Key_Right);
        QVERIFY(view_->scene().focused == view_->scene().classes.size() - 1);
        QTest::keyClick(view_.get(), Qt::Key_Home);
        QTest::keyClick(view_.get(), Qt::Key_Left);
        QVERIFY(view_->scene().focused == 0);
        QTest::keyClick(view_.get(), Qt::Key_Escape);
        QCOMPARE(bench_->highlightedChunks(), Lengths());
    }

    void followsThePosition() {
        QCOMPARE(view_->scene().request, std::uint64_t{0});
        // n = malloc(400): 100 blocks, which no chunk has.
        bench_->goToEnd();
        QCOMPARE(view_->scene().request, std::uint64_t{100});
        bench_->goToStart();
        QCOMPARE(view_->scene().request, std::uint64_t{0});
        QCOMPARE(view_->scene().classes[5].chunks, 1U); // 32 blocks in one
        bench_->goTo(Position::after(OperationIndex{11}));
        QCOMPARE(view_->scene().classes[1].chunks, 2U);
        QCOMPARE(view_->scene().classes[5].chunks, 0U);
    }

    void aHiddenViewCatchesUp() {
        view_->hide();
        bench_->goToStart();
        view_->show();
        QCOMPARE(view_->scene().classes[5].chunks, 1U);
    }

    void sizesAreChosenByMouseAndKeys() {
        SizingChart chart;
        chart.resize(358, 196);
        chart.setScene(threeSizes());
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const QSignalSpy chosen(&chart, &SizingChart::selected);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.geometryNow().column(1).center().toPoint());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last().at(0).value<std::size_t>(), std::size_t{1});
        QVERIFY(chart.scene().selected == 1);
        QVERIFY(chart.accessibleDescription().startsWith(QStringLiteral("8-byte blocks: 1,300 bytes")));
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.scene().selected == 2);
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.scene().selected == 2);
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(chart.scene().selected == 1);
        // The tint of what is chosen.
        const QRectF column = chart.geometryNow().column(1);
        QCOMPARE(chart.grab().toImage().pixelColor(column.topLeft().toPoint() + QPoint(2, 2)),
                 Palette::light().accentTint);
    }

private:
    std::unique_ptr<Workbench> bench_;
    std::unique_ptr<FreeHistogramView> view_;
};

QTEST_MAIN(ChartsViewTest)
#include "charts_test.moc"
