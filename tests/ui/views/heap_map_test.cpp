// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap map driven as a person does: real mouse and key events.
#include "tests/ui/render/heap_samples.h"
#include "ui/render/picture.h"
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/views/heap_words.h"
#include "ui/views/minimap.h"
#include "ui/workbench.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <memory>

using namespace firstfit;

namespace {

/// Shows a run and waits until it is there, at its end.
void show(Workbench& bench, const test::Recorder& run) {
    QSignalSpy changed(&bench, &Workbench::traceChanged);
    bench.showTrace(run.trace(), *run.trace().geometry);
    QTRY_VERIFY(changed.count() > 0 && bench.timeline().size().value == run.trace().operations.size());
}

/// A heap of many rows, about half of it free.
test::Recorder manyAllocations(std::uint32_t blocks) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    test::Recorder run(geometry);
    std::vector<AllocationId> ids;
    for (std::uint32_t i = 0; i < blocks / 8; ++i) {
        ids.push_back(run.allocate("", 12 + i % 5 * 4));
    }
    for (std::size_t i = 0; i < ids.size(); i += 2) {
        run.release(ids[i]);
    }
    return run;
}

} // namespace

class HeapMapTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Workbench> bench_;
    std::unique_ptr<HeapView> view_;

    [[nodiscard]] HeapMap& map() { return view_->map(); }
    [[nodiscard]] QPoint centreOf(std::uint32_t block) { return map().blockRect(BlockIndex{block}).center().toPoint(); }
    void click(std::uint32_t block) { QTest::mouseClick(map().viewport(), Qt::LeftButton, {}, centreOf(block)); }
    [[nodiscard]] QAction* actionOf(QMenu& menu, const char* name) {
        return menu.findChild<QAction*>(QString::fromLatin1(name));
    }
    /// Sent to the widget itself: QTest's own goes through the desktop's pointer, which other programs move, too.
    static void moveTo(QWidget& widget, QPoint at, Qt::MouseButtons buttons = Qt::NoButton) {
        QMouseEvent event(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &event);
    }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, map().viewport()->mapToGlobal(at), {}, QPoint(0, notches * 120), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(map().viewport(), &event);
    }

private Q_SLOTS:
    void init() {
        bench_ = std::make_unique<Workbench>();
        view_ = std::make_unique<HeapView>(*bench_);
        view_->resize(728, 656);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
        show(*bench_, test::threeHoles());
        bench_->goTo(Position::after(OperationIndex{11}));
        map().setFocus();
    }
    void cleanup() {
        view_.reset();
        bench_.reset();
    }

    void clickSelectsTheRun() {
        click(13);
        QVERIFY(bench_->selectedAllocation() != nullptr);
        QCOMPARE(bench_->selectedAllocation()->name, std::string("e"));
        QCOMPARE(map().marks().selected, bench_->selectedBlock());
        click(9);
        QCOMPARE(bench_->selectedBlock(), std::optional(BlockIndex{9}));
        QTest::mouseClick(map().viewport(), Qt::LeftButton, {}, QPoint(3, map().viewport()->height() - 3));
        QCOMPARE(bench_->selectedBlock(), std::nullopt);
    }

    void theImageShowsTheSelection() {
        const QPoint edge = map().blockRect(BlockIndex{13}).topLeft().toPoint() + QPoint(40, 0);
        const QImage before = map().viewport()->grab().toImage();
        click(13);
        const QImage after = map().viewport()->grab().toImage();
        QVERIFY(before.pixelColor(edge) != paletteOf(map()).accent);
        QCOMPARE(after.pixelColor(edge), paletteOf(map()).accent);
    }

    void doubleClickFrees() {
        const std::uint32_t size = bench_->timeline().size().value;
        QTest::mouseDClick(map().viewport(), Qt::LeftButton, {}, centreOf(13));
        QCOMPARE(bench_->snapshot().find(AllocationId{4}), nullptr);
        QVERIFY(bench_->timeline().size().value != size || bench_->position().operation.value == 12);
        QCOMPARE(bench_->timeline().operation(OperationIndex{12}).kind, OperationKind::deallocate);
    }

    void deleteFreesTheSelected() {
        click(16);
        QTest::keyClick(&map(), Qt::Key_Delete);
        QCOMPARE(bench_->snapshot().find(AllocationId{5}), nullptr);
        // Nothing to free in a chunk.
        const std::uint32_t size = bench_->timeline().size().value;
        click(9);
        QTest::keyClick(&map(), Qt::Key_Delete);
        QCOMPARE(bench_->timeline().size().value, size);
    }

    void hoverFollowsThePointer() {
        moveTo(*map().viewport(), centreOf(22));
        QCOMPARE(bench_->hoveredBlock(), std::optional(BlockIndex{22}));
        QCOMPARE(map().marks().hovered, std::optional(BlockIndex{22}));
        moveTo(*map().viewport(), QPoint(2, 2));
        QCOMPARE(bench_->hoveredBlock(), std::nullopt);
    }

    void arrowsStep() {
        QTest::keyClick(&map(), Qt::Key_Left);
        QCOMPARE(bench_->position().operation.value, 10U);
        QTest::keyClick(&map(), Qt::Key_Right);
        QCOMPARE(bench_->position(), bench_->timeline().normalised(Position::after(OperationIndex{11})));
        QTest::keyClick(&map(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(bench_->position(), (Position{OperationIndex{12}, 1}));
        QTest::keyClick(&map(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(bench_->position().operation.value, 11U);
        QTest::keyClick(&map(), Qt::Key_Home);
        QCOMPARE(bench_->position().operation.value, 0U);
        QTest::keyClick(&map(), Qt::Key_End);
        QCOMPARE(bench_->position().operation.value, 13U);
        QSignalSpy asked(view_.get(), &HeapView::goToRequested);
        QTest::keyClick(&map(), Qt::Key_G);
        QCOMPARE(asked.count(), 1);
        QTest::keyClick(&map(), Qt::Key_Home);
        QTest::keyClick(&map(), Qt::Key_Space);
        QVERIFY(bench_->isPlaying());
        QTest::keyClick(&map(), Qt::Key_Space);
        QVERIFY(!bench_->isPlaying());
    }

    /// Tab goes from the base header through all runs and then on to the next widget; Shift+Tab comes back.
    void tabWalksTheRuns() {
        QLineEdit behind(view_.get());
        behind.show();
        QWidget::setTabOrder(&map(), &behind);
        std::vector<std::uint32_t> walked;
        for (int i = 0; i < 40 && map().hasFocus(); ++i) {
            QTest::keyClick(&map(), Qt::Key_Tab);
            if (map().hasFocus() && map().focusedBlock()) {
                walked.push_back(map().focusedBlock()->value);
                QCOMPARE(map().marks().focused, map().focusedBlock());
            }
        }
        QCOMPARE(walked, (std::vector<std::uint32_t>{32, 0, 2, 5, 7, 12, 15, 19, 22, 23}));
        QVERIFY(!map().hasFocus());
        map().setFocus(Qt::BacktabFocusReason);
        QCOMPARE(map().focusedBlock(), std::optional(BlockIndex{23}));
        QTest::keyClick(&map(), Qt::Key_Tab, Qt::ShiftModifier);
        QCOMPARE(map().focusedBlock(), std::optional(BlockIndex{22}));
        QVERIFY(map().accessibleName().contains(QStringLiteral("h")));
        QTest::keyClick(&map(), Qt::Key_Return);
        QCOMPARE(bench_->selectedAllocation()->name, std::string("h"));
        QTest::keyClick(&map(), Qt::Key_Delete);
        QCOMPARE(bench_->snapshot().find(AllocationId{7}), nullptr);
    }

    void zoomByKeysAndButtons() {
        QVERIFY(map().isFitting());
        QCOMPARE(map().pixelsPerBlock(), 78.0);
        QTest::keyClick(&map(), Qt::Key_Minus);
        const double smaller = map().pixelsPerBlock();
        QVERIFY(smaller < 78 && !map().isFitting());
        QTest::keyClick(&map(), Qt::Key_Plus);
        QVERIFY(map().pixelsPerBlock() > smaller);
        QTest::keyClick(&map(), Qt::Key_0);
        QVERIFY(map().isFitting());
        QCOMPARE(map().pixelsPerBlock(), 78.0);
        click(13);
        QTest::keyClick(&map(), Qt::Key_Minus);
        QCOMPARE(bench_->selectedAllocation()->name, std::string("e")); // zoom never selects
    }

    void everyZoomIsReached() {
        double before = 1000;
        for (int i = 0; i < 80 && map().pixelsPerBlock() > HeapLayout::smallestZoom; ++i) {
            view_->zoomOut();
            QVERIFY(map().pixelsPerBlock() < before);
            before = map().pixelsPerBlock();
        }
        QCOMPARE(before, HeapLayout::smallestZoom);
        for (int i = 0; i < 80 && map().pixelsPerBlock() < HeapLayout::largestZoom; ++i) {
            view_->zoomIn();
            QVERIFY(map().pixelsPerBlock() > before);
            before = map().pixelsPerBlock();
        }
        QCOMPARE(before, HeapLayout::largestZoom);
    }

    void wheelZoomsAboutThePointer() {
        show(*bench_, manyAllocations(2000));
        bench_->goToEnd();
        map().setPixelsPerBlock(30);
        map().verticalScrollBar()->setValue(map().verticalScrollBar()->maximum() / 2);
        // A block under the pointer keeps its height while blocks grow.
        std::optional<BlockIndex> under;
        QPoint pointer;
        for (int y = 100; y < 400 && !under; ++y) {
            pointer = QPoint(300, y);
            under = map().blockAt(pointer);
        }
        QVERIFY(under);
        const double before = map().pixelsPerBlock();
        wheel(pointer, 1, Qt::ControlModifier);
        QVERIFY(map().pixelsPerBlock() > before);
        const QRectF row = map().blockRect(*under);
        QVERIFY2(row.top() <= pointer.y() + 2 && row.bottom() >= pointer.y() - 2,
                 qPrintable(QStringLiteral("%1..%2 at %3").arg(row.top()).arg(row.bottom()).arg(pointer.y())));
        // Without Ctrl it scrolls.
        const int value = map().verticalScrollBar()->value();
        const double px = map().pixelsPerBlock();
        wheel(pointer, -1, Qt::NoModifier);
        QVERIFY(map().verticalScrollBar()->value() > value);
        QCOMPARE(map().pixelsPerBlock(), px);
    }

    void zoomKeepsTheFirstRowFirst() {
        show(*bench_, manyAllocations(4000));
        map().setPixelsPerBlock(20);
        map().verticalScrollBar()->setValue(map().verticalScrollBar()->maximum() / 3);
        const auto firstRow = [&] {
            const QPointF top = QPointF(map().heapLayout().left + 1, 1);
            for (int y = 0; y < 200; ++y) {
                if (const auto block = map().blockAt(top + QPointF(0, y))) {
                    return block->value;
                }
            }
            return 0U;
        };
        map().setPixelsPerBlock(30);
        const std::uint32_t first = firstRow();
        map().setPixelsPerBlock(40);
        const std::uint32_t after = firstRow();
        QVERIFY2(first / map().heapLayout().blocksPerRow == after / map().heapLayout().blocksPerRow,
                 qPrintable(QStringLiteral("%1 and %2").arg(first).arg(after)));
    }

    void middleButtonDrags() {
        show(*bench_, manyAllocations(2000));
        map().setPixelsPerBlock(40);
        QVERIFY(map().verticalScrollBar()->maximum() > 500);
        map().verticalScrollBar()->setValue(300);
        QTest::mousePress(map().viewport(), Qt::MiddleButton, {}, QPoint(200, 200));
        moveTo(*map().viewport(), QPoint(200, 120), Qt::MiddleButton);
        QCOMPARE(map().verticalScrollBar()->value(), 380);
        QTest::mouseRelease(map().viewport(), Qt::MiddleButton, {}, QPoint(200, 120));
    }

    void whatChangesComesIntoView() {
        show(*bench_, manyAllocations(2000));
        map().setPixelsPerBlock(40);
        bench_->goTo(Position::after(OperationIndex{1}));
        map().verticalScrollBar()->setValue(map().verticalScrollBar()->maximum());
        bench_->goTo(Position::after(OperationIndex{2}));
        QVERIFY(map().viewport()->rect().contains(map().blockRect(BlockIndex{3}).center().toPoint()));
        bench_->select(BlockIndex{1990});
        QVERIFY(map().viewport()->rect().contains(map().blockRect(BlockIndex{1990}).center().toPoint()));
    }

    void theMinimapAppearsWhereTheMapDoesNotFit() {
        auto* minimap = view_->findChild<Minimap*>();
        QVERIFY(minimap != nullptr && !minimap->isVisible());
        show(*bench_, manyAllocations(20000));
        map().setPixelsPerBlock(6);
        QVERIFY(minimap->isVisible());
        QCOMPARE(map().verticalScrollBar()->value(), 0);
        QTest::mousePress(minimap, Qt::LeftButton, {}, QPoint(50, 200));
        QVERIFY(map().verticalScrollBar()->value() > 0);
        const int value = map().verticalScrollBar()->value();
        moveTo(*minimap, QPoint(50, 240), Qt::LeftButton);
        QVERIFY(map().verticalScrollBar()->value() > value);
        QTest::mouseRelease(minimap, Qt::LeftButton, {}, QPoint(50, 240));
        map().fit();
        QVERIFY(!minimap->isVisible());
    }

    void theMenuDoesWhatItSays() {
        std::unique_ptr<QMenu> menu(map().menuFor(BlockIndex{13}));
        for (const char* name :
             {"free", "grow", "grow-up-to", "shrink", "reallocate", "go-to-birth", "go-to-line", "copy-address"}) {
            QVERIFY2(actionOf(*menu, name) != nullptr, name);
        }
        actionOf(*menu, "copy-address")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("0x1030"));
        QSignalSpy line(view_.get(), &HeapView::lineRequested);
        actionOf(*menu, "go-to-line")->trigger();
        QCOMPARE(line.count(), 1);
        QCOMPARE(line.front().front().toUInt(), 8U);
        actionOf(*menu, "go-to-birth")->trigger();
        QCOMPARE(bench_->position().operation.value, 5U);
        bench_->goTo(Position::after(OperationIndex{11}));

        std::unique_ptr<QMenu> ofChunk(map().menuFor(BlockIndex{8}));
        QVERIFY(actionOf(*ofChunk, "free") == nullptr);
        actionOf(*ofChunk, "follow-link")->trigger();
        QCOMPARE(bench_->selectedBlock(), std::optional(BlockIndex{19}));

        std::unique_ptr<QMenu> again(map().menuFor(BlockIndex{13}));
        actionOf(*again, "free")->trigger();
        QCOMPARE(bench_->snapshot().find(AllocationId{4}), nullptr);
    }

    void sizesAreAskedFor() {
        std::unique_ptr<QMenu> menu(map().menuFor(BlockIndex{17}));
        actionOf(*menu, "shrink")->trigger();
        auto* dialog = map().findChild<QInputDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->setDoubleValue(5);
        dialog->accept();
        QCOMPARE(bench_->snapshot().find(AllocationId{5})->blocks.value, 2U);
    }

    void wordsSayItAll() {
        const Snapshot& heap = bench_->snapshot();
        const QString c = describeBlock(heap, BlockIndex{6}, false).spoken();
        for (const char* part : {"c: allocation of 2 blocks", "blocks 5 to 6", "0x1014", "7 bytes asked for",
                                 "1 byte lost", "operation 3", "line 6"}) {
            QVERIFY2(c.contains(QString::fromLatin1(part)), qPrintable(c));
        }
        const QString chunk = describeBlock(heap, BlockIndex{9}, false).spoken();
        for (const char* part : {"chunk 7: 5 blocks free", "next 19", "length 5", "13 00 05 00"}) {
            QVERIFY2(chunk.contains(QString::fromLatin1(part)), qPrintable(chunk));
        }
        const QString base = describeBlock(heap, BlockIndex{32}, false).spoken();
        for (const char* part : {"base header", "behind block 31", "0x1080", "next 2", "02 00 00 00"}) {
            QVERIFY2(base.contains(QString::fromLatin1(part)), qPrintable(base));
        }
        BlockWords markup;
        markup.title = QStringLiteral("<b>");
        QVERIFY(!markup.html().contains(QStringLiteral("<b><b>")));
    }

    void motionEndsWhereItShould() {
        const Position before = test::rejectedAt(bench_->timeline(), 7);
        bench_->goTo(before);
        bench_->goTo(test::rejectedAt(bench_->timeline(), 19)); // a jump: nothing moves
        QVERIFY(!map().marks().currMotion);
        const QImage settled = map().viewport()->grab().toImage();
        bench_->stepMicro(1);
        bench_->stepMicro(-1);
        QTRY_VERIFY(!map().marks().currMotion && map().marks().borders.empty());
        QCOMPARE(map().viewport()->grab().toImage(), settled);
    }

    void bordersMoveFromWhereTheyWere() {
        const Timeline& timeline = bench_->timeline();
        const Snapshot before = timeline.snapshot(Position::after(OperationIndex{11}));
        const Snapshot after = timeline.snapshot(Position::after(OperationIndex{12}));
        const std::vector<BorderMotion> cut = movedBorders(before, after); // k takes 23 to 30
        QCOMPARE(cut.size(), std::size_t{1});
        QCOMPARE(cut.front().at, BlockIndex{31});
        QCOMPARE(cut.front().from, BlockIndex{23});
        const std::vector<BorderMotion> merge = movedBorders(after, before);
        QCOMPARE(merge.size(), std::size_t{1});
        QVERIFY(merge.front().vanishes);
        QVERIFY(movedBorders(before, before).empty());
    }

    void anUntouchedHeapInvites() {
        Workbench fresh;
        HeapView view(fresh);
        view.resize(700, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy lesson(&view, &HeapView::firstLessonRequested);
        QSignalSpy open(&view, &HeapView::openRequested);
        QSignalSpy byHand(&view, &HeapView::allocateByHandRequested);
        for (QPushButton* button : view.findChildren<QPushButton*>()) {
            QVERIFY(button->isVisible());
            QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(lesson.count() + open.count() + byHand.count(), 3);
        QCOMPARE(lesson.count(), 1);
        // The heap itself is there, as one chunk.
        QVERIFY(view.map().height() >= 160);
        QVERIFY(view.map().blockAt(view.map().blockRect(BlockIndex{3}).center()) == std::optional(BlockIndex{3}));
        fresh.allocate({12, SizeUnit::bytes, 0, QString()});
        for (QPushButton* button : view.findChildren<QPushButton*>()) {
            QVERIFY(!button->isVisible());
        }
    }

    void themesAreFollowed() {
        const QPoint corner(3, map().viewport()->height() - 3);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), ThemeChoice::dark);
        QCOMPARE(map().viewport()->grab().toImage().pixelColor(corner), Palette::darkTheme().canvas);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), ThemeChoice::light);
        QCOMPARE(map().viewport()->grab().toImage().pixelColor(corner), Palette::light().canvas);
    }
};

QTEST_MAIN(HeapMapTest)
#include "heap_map_test.moc"
