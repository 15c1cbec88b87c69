// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline strip under real mouse and key events, on a real workbench.
#include "ui/views/timeline_strip.h"

#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace firstfit;

namespace {

void allocate(Workbench& workbench, std::uint64_t blocks) {
    HandRequest request;
    request.size = blocks;
    request.unit = SizeUnit::blocks;
    QCOMPARE(workbench.allocate(request), QString());
}

void wheel(QWidget& widget, const QPointF& at, int delta, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(at, widget.mapToGlobal(at), QPoint(), QPoint(0, delta), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class TimelineStripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void init() {
        workbench_ = std::make_unique<Workbench>();
        for (const std::uint64_t blocks : {4U, 4U, 4U, 30U, 8U, 2U}) {
            allocate(*workbench_, blocks);
        }
        strip_ = std::make_unique<TimelineStrip>(*workbench_);
        strip_->resize(800, 104);
        strip_->show();
        QVERIFY(QTest::qWaitForWindowExposed(strip_.get()));
        strip_->setFocus();
    }

    void cleanup() {
        strip_.reset();
        workbench_.reset();
    }

    void clickGoesThere() {
        QTest::mouseClick(strip_.get(), Qt::LeftButton, Qt::NoModifier, column(2));
        QCOMPARE(workbench_->position().operation.value, 2U);
        QCOMPARE(workbench_->position(), workbench_->timeline().normalised(Position::after(OperationIndex{2})));
        QTest::mouseClick(strip_.get(), Qt::LeftButton, Qt::NoModifier, QPoint(3, 50));
        QCOMPARE(workbench_->position().operation.value, 0U);
    }

    void dragScrubs() {
        QTest::mousePress(strip_.get(), Qt::LeftButton, Qt::NoModifier, column(1));
        QTest::mouseMove(strip_.get(), column(4));
        QCOMPARE(workbench_->position().operation.value, 4U);
        QTest::mouseMove(strip_.get(), column(3));
        QCOMPARE(workbench_->position().operation.value, 3U);
        QTest::mouseRelease(strip_.get(), Qt::LeftButton, Qt::NoModifier, column(3));
        QTest::mouseMove(strip_.get(), column(5));
        QCOMPARE(workbench_->position().operation.value, 3U);
    }

    void keysMove() {
        const auto key = [this](Qt::Key pressed, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(strip_.get(), pressed, modifiers);
            return workbench_->position();
        };
        const auto after = [this](std::uint32_t n) {
            return workbench_->timeline().normalised(Position::after(OperationIndex{n}));
        };
        QCOMPARE(key(Qt::Key_Home).operation.value, 0U);
        QCOMPARE(key(Qt::Key_Right), after(1));
        QCOMPARE(key(Qt::Key_Right, Qt::ShiftModifier), (Position{OperationIndex{2}, 1}));
        QCOMPARE(key(Qt::Key_Left, Qt::ShiftModifier), after(1));
        QCOMPARE(key(Qt::Key_End), after(6));
        QCOMPARE(key(Qt::Key_Left), after(5));
    }

    void spacePlaysAndGAsks() {
        QTest::keyClick(strip_.get(), Qt::Key_Home);
        QTest::keyClick(strip_.get(), Qt::Key_Space);
        QVERIFY(workbench_->isPlaying());
        QTest::keyClick(strip_.get(), Qt::Key_Space);
        QVERIFY(!workbench_->isPlaying());
        const QSignalSpy asked(strip_.get(), &TimelineStrip::goToRequested);
        QTest::keyClick(strip_.get(), Qt::Key_G);
        QCOMPARE(asked.count(), 1);
    }

    void scrubbingStopsPlay() {
        workbench_->goToStart();
        workbench_->play();
        QTest::mouseClick(strip_.get(), Qt::LeftButton, Qt::NoModifier, column(3));
        QVERIFY(!workbench_->isPlaying());
    }

    void tooltipSaysItAll() {
        const QString failed = strip_->tipAt(column(4).x());
        QVERIFY(failed.contains(QStringLiteral("operation 4")));
        QVERIFY(failed.contains(QStringLiteral("failed")));
        QVERIFY(failed.contains(QStringLiteral("12 blocks used")));
        QVERIFY(failed.contains(QStringLiteral("20 free in one chunk")));
        QVERIFY(failed.contains(QStringLiteral("scan length 1")));
        QVERIFY(!strip_->tipAt(column(3).x()).contains(QStringLiteral("failed")));
        QCOMPARE(strip_->tipAt(2), QString());
    }

    void accessibleDescriptionFollows() {
        workbench_->goTo(Position::after(OperationIndex{2}));
        QVERIFY(strip_->accessibleDescription().startsWith(QStringLiteral("operation 2 of 6: ")));
        QCOMPARE(strip_->accessibleName(), QStringLiteral("Timeline"));
    }

    void zoomKeepsWhatIsUnderThePointer() {
        for (int i = 0; i < 300; ++i) {
            allocate(*workbench_, 1);
        }
        QVERIFY(!strip_->geometryNow().hasChips());
        const QPointF at(500, 40);
        const std::uint32_t under = strip_->geometryNow().operationAt(at.x());
        for (int i = 0; i < 12; ++i) {
            wheel(*strip_, at, 120, Qt::ControlModifier);
        }
        QVERIFY(strip_->geometryNow().hasChips());
        const std::uint32_t stillUnder = strip_->geometryNow().operationAt(at.x());
        QVERIFY(stillUnder + 1 >= under && stillUnder <= under + 1);
        auto* bar = strip_->findChild<QScrollBar*>();
        QVERIFY(bar->isVisible());
        const double before = strip_->geometryNow().scroll();
        wheel(*strip_, at, -120, Qt::NoModifier);
        QVERIFY(strip_->geometryNow().scroll() > before);
        // The cursor takes the view along.
        workbench_->goToStart();
        QCOMPARE(strip_->geometryNow().scroll(), 0.0);
        workbench_->goToEnd();
        const TimelineLayout layout = strip_->geometryNow();
        QVERIFY(layout.columnLeft(layout.count() + 1) <= layout.chart().right() + 1);
        strip_->fit();
        QVERIFY(!bar->isVisible());
        QCOMPARE(strip_->geometryNow().furthestScroll(), 0.0);
    }

    void themeChangeRepaints() {
        const auto used = [this] {
            const TimelineLayout layout = strip_->geometryNow();
            return strip_->grab().toImage().pixelColor(static_cast<int>(layout.columnLeft(3)) + 30,
                                                       static_cast<int>(layout.blocks().bottom()) - 2);
        };
        QCOMPARE(used(), Palette::light().used);
        applyTheme(*qApp, ThemeChoice::dark);
        QTRY_COMPARE(used(), Palette::darkTheme().used);
        applyTheme(*qApp, ThemeChoice::light);
        QTRY_COMPARE(used(), Palette::light().used);
    }

    void positionMovesTheFuture() {
        const auto last = [this] {
            const TimelineLayout layout = strip_->geometryNow();
            return strip_->grab().toImage().pixelColor(static_cast<int>(layout.columnLeft(6)) + 30,
                                                       static_cast<int>(layout.blocks().bottom()) - 2);
        };
        QCOMPARE(last(), Palette::light().used);
        workbench_->goToStart();
        QVERIFY(last() != Palette::light().used);
    }

private:
    [[nodiscard]] QPoint column(std::uint32_t n) const {
        const TimelineLayout layout = strip_->geometryNow();
        return {static_cast<int>((layout.columnLeft(n) + layout.columnLeft(n + 1)) / 2), 50};
    }

    std::unique_ptr<Workbench> workbench_;
    std::unique_ptr<TimelineStrip> strip_;
};

QTEST_MAIN(TimelineStripTest)
#include "timeline_strip_test.moc"
