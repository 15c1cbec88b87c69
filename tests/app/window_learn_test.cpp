// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning in the real window: lessons, stepping, work by hand, with mouse and keyboard.
#include "window_fixture.h"

#include "app/start_page.h"
#include "app/status_line.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QUndoStack>

using namespace firstfit;

class WindowLearnTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void beginsWithTheStartPage();
    void walksTheLessonsWithArrowKeys();
    void stepsThroughALessonAndBack();
    void stepsWithTheToolbar();
    void stepsWithWindowShortcuts();
    void playsAndPauses();
    void allocatesAndFreesByHand();
    void freesOnTheMap();
    void startsANewFutureAndUndoesIt();
    void drawsBlocksWhereTheyAre();
    void showsMistakesOfAScript();
    void runsWhatIsTyped();
    void stopsAtBreakpoints();
    void goesToAnOperation();
    void changesTheHeap();
    void staysAtAnOperationsEnd();
    void beginsAFreshHeap();
    void tellsHowTheHeapIs();
    void saysWhenTheHeapIsBroken();
    void cancelsAScript();
    void routesUndo();
    void opensEveryLesson();
};

void WindowLearnTest::beginsWithTheStartPage() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.child<StartPage>("start-page")->isVisible());
    auto* card = opened.child<QAbstractButton>("lesson-1");
    QVERIFY(card != nullptr);
    QTest::mouseClick(card, Qt::LeftButton);
    QTRY_VERIFY(opened.hasRun());
    QVERIFY(!opened.child<StartPage>("start-page")->isVisible());
    QVERIFY(opened.map().isVisible());
    QCOMPARE(opened.bench().position().operation.value, 0U);
    QVERIFY(opened.window.windowTitle().contains(QStringLiteral("01-first-fit.lua")));
}

void WindowLearnTest::walksTheLessonsWithArrowKeys() {
    Home home;
    Opened opened(home);
    const auto focused = [&](const char* name) { return opened.window.focusWidget() == opened.child<QWidget>(name); };
    QVERIFY(focused("lesson-1"));
    QVERIFY(!opened.action("save")->isEnabled());
    QTRY_VERIFY(opened.child<QWidget>("lesson-1")->hasFocus());
    QTest::keyClick(opened.window.focusWidget(), Qt::Key_Right);
    QVERIFY(focused("lesson-2"));
    QTest::keyClick(opened.window.focusWidget(), Qt::Key_Left);
    QVERIFY(focused("lesson-1"));
    QTest::keyClick(opened.window.focusWidget(), Qt::Key_Down);
    QVERIFY(!focused("lesson-1") && !focused("lesson-2"));
    QTest::keyClick(opened.window.focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(opened.hasRun());
    QVERIFY(opened.action("save")->isEnabled());
}

void WindowLearnTest::stepsThroughALessonAndBack() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    const std::uint32_t last = opened.bench().timeline().size().value;
    std::vector<Snapshot> seen{opened.bench().snapshot()};
    for (std::uint32_t n = 1; n <= last; ++n) {
        QTest::keyClick(&opened.map(), Qt::Key_Right);
        QCOMPARE(opened.bench().position().operation.value, n);
        seen.push_back(opened.bench().snapshot());
    }
    QTest::keyClick(&opened.map(), Qt::Key_Right);
    QCOMPARE(opened.bench().position().operation.value, last);
    while (opened.bench().position().operation.value > 0) {
        const std::uint32_t before = opened.bench().position().operation.value;
        QTest::keyClick(&opened.map(), Qt::Key_Left);
        QCOMPARE(opened.bench().position().operation.value, before - 1);
        QVERIFY(opened.bench().snapshot() == seen[before - 1]);
    }
    QTest::keyClick(&opened.map(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(opened.bench().position().operation.value, 1U);
    QCOMPARE(opened.bench().position().micro, 1U);
    QTest::keyClick(&opened.map(), Qt::Key_End);
    QCOMPARE(opened.bench().position().operation.value, last);
    QTest::keyClick(&opened.map(), Qt::Key_Home);
    QCOMPARE(opened.bench().position().operation.value, 0U);
}

void WindowLearnTest::stepsWithTheToolbar() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    const auto press = [&](const char* name) { QTest::mouseClick(opened.button(name), Qt::LeftButton); };
    press("operation-forward");
    QCOMPARE(opened.bench().position().operation.value, 1U);
    press("step-forward");
    QCOMPARE(opened.bench().position().operation.value, 2U);
    QCOMPARE(opened.bench().position().micro, 1U);
    press("step-back");
    QCOMPARE(opened.bench().position().operation.value, 1U);
    press("end");
    QCOMPARE(opened.bench().position().operation, opened.bench().timeline().size());
    press("operation-back");
    QCOMPARE(opened.bench().position().operation.value, opened.bench().timeline().size().value - 1);
    press("start");
    QCOMPARE(opened.bench().position().operation.value, 0U);
}

void WindowLearnTest::stepsWithWindowShortcuts() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    QTest::keyClick(&opened.window, Qt::Key_F8);
    QTest::keyClick(&opened.window, Qt::Key_F8);
    QCOMPARE(opened.bench().position().operation.value, 2U);
    QTest::keyClick(&opened.window, Qt::Key_F7);
    QCOMPARE(opened.bench().position().operation.value, 3U);
    QTest::keyClick(&opened.window, Qt::Key_F7, Qt::ShiftModifier);
    QTest::keyClick(&opened.window, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(opened.bench().position().operation.value, 1U);
    QTest::keyClick(&opened.window, Qt::Key_F4);
    QVERIFY(opened.bench().explanation().failure.has_value());
}

void WindowLearnTest::playsAndPauses() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/02-splitting.lua")));
    QTRY_VERIFY(opened.hasRun());
    opened.bench().setSpeed(0.25);
    QTest::keyClick(&opened.map(), Qt::Key_Space);
    QVERIFY(opened.bench().isPlaying());
    QCOMPARE(opened.child<QLabel>("status-state")->text(), QStringLiteral("playing"));
    QTest::keyClick(&opened.map(), Qt::Key_Space);
    QVERIFY(!opened.bench().isPlaying());
    QSignalSpy stopped(&opened.bench(), &Workbench::stopped);
    opened.bench().setSpeed(1000);
    QTest::mouseClick(opened.button("play"), Qt::LeftButton);
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(!opened.bench().isPlaying());
}

void WindowLearnTest::allocatesAndFreesByHand() {
    Home home;
    Opened opened(home);
    QTest::mouseClick(opened.child<QPushButton>("start-by-hand"), Qt::LeftButton);
    auto* size = opened.child<QSpinBox>("allocation.size");
    QVERIFY(size != nullptr && size->isVisible());
    const auto allocate = [&](const char* bytes, const char* name) {
        size->setFocus();
        size->selectAll();
        QTest::keyClicks(size, QString::fromLatin1(bytes));
        auto* field = opened.child<QLineEdit>("allocation.name");
        field->clear();
        QTest::keyClicks(field, QString::fromLatin1(name));
        QTest::mouseClick(opened.child<QPushButton>("allocation.allocate"), Qt::LeftButton);
    };
    allocate("8", "left");
    allocate("12", "middle");
    allocate("4", "right");
    QCOMPARE(opened.live(), QStringLiteral("left@0 middle@2 right@5"));
    QTest::mouseClick(opened.map().viewport(), Qt::LeftButton, {}, opened.centreOf(3));
    QVERIFY(opened.bench().selectedAllocation() != nullptr);
    // On the word of the split button, away from its arrow.
    QTest::mouseClick(opened.child<QPushButton>("allocation.free"), Qt::LeftButton, {}, QPoint(12, 12));
    QCOMPARE(opened.live(), QStringLiteral("left@0 right@5"));
    QTest::keyClick(&opened.map(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(opened.live(), QStringLiteral("left@0 middle@2 right@5"));
    QTest::keyClick(&opened.map(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(opened.live(), QStringLiteral("left@0 right@5"));
}

void WindowLearnTest::freesOnTheMap() {
    Home home;
    Opened opened(home);
    QTest::mouseClick(opened.child<QPushButton>("start-by-hand"), Qt::LeftButton);
    HandRequest request;
    request.size = 8;
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(opened.bench().allocate(request), QString());
    }
    QTest::mouseClick(opened.map().viewport(), Qt::LeftButton, {}, opened.centreOf(2));
    QTest::keyClick(&opened.map(), Qt::Key_Delete);
    QCOMPARE(opened.live(), QStringLiteral("a@0 c@4"));
    QTest::mouseDClick(opened.map().viewport(), Qt::LeftButton, {}, opened.centreOf(5));
    QCOMPARE(opened.live(), QStringLiteral("a@0"));
}

void WindowLearnTest::startsANewFutureAndUndoesIt() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    const std::uint32_t last = opened.bench().timeline().size().value;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(&opened.map(), Qt::Key_Right);
    }
    const Position before = opened.bench().position();
    QTest::mouseDClick(opened.map().viewport(), Qt::LeftButton, {}, opened.centreOf(0));
    QCOMPARE(opened.bench().timeline().size().value, 4U);
    QTest::keyClick(&opened.map(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(opened.bench().timeline().size().value, last);
    QVERIFY(opened.bench().position() == before);
}

void WindowLearnTest::drawsBlocksWhereTheyAre() {
    Home home;
    Opened opened(home);
    QTest::mouseClick(opened.child<QPushButton>("start-by-hand"), Qt::LeftButton);
    HandRequest request;
    request.size = 8;
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(opened.bench().allocate(request), QString());
    }
    QCOMPARE(opened.bench().deallocate(AllocationId{1}), QString());
    const Palette& palette = Palette::light();
    const auto colourAt = [&](std::uint32_t block) {
        const QRectF box = opened.map().blockRect(BlockIndex{block});
        return opened.map().viewport()->grab().toImage().pixelColor(
            QPointF(box.center().x(), box.bottom() - 8).toPoint());
    };
    // Motion after the last step lasts at most 200 ms; the end state is what counts.
    QTRY_COMPARE(colourAt(3), palette.freeBlock);
    QTRY_COMPARE(colourAt(1), palette.fills[0]);
    QTRY_COMPARE(colourAt(5), palette.fills[2]);
    QTRY_COMPARE(colourAt(20), palette.freeBlock);
}

void WindowLearnTest::showsMistakesOfAScript() {
    Home home;
    Opened opened(home);
    const QString path = home.write(QStringLiteral("twice.lua"), "a = malloc(8)\nfree(a)\nfree(a)\n");
    QVERIFY(opened.window.openFile(path));
    QTRY_VERIFY(opened.hasRun());
    QTRY_VERIFY(opened.child<QWidget>("script.diagnostic")->isVisible());
    QVERIFY(opened.child<QLabel>("script.diagnostic.title")->text().contains(QStringLiteral("twice")));
    QCOMPARE(opened.bench().timeline().size().value, 2U); // what ran before is kept
}

void WindowLearnTest::runsWhatIsTyped() {
    Home home;
    Opened opened(home);
    QTest::mouseClick(opened.child<QPushButton>("start-new"), Qt::LeftButton);
    QTest::keyClicks(&opened.editor(), QStringLiteral("x = malloc(9)"));
    QCOMPARE(opened.editor().text(), QStringLiteral("x = malloc(9)"));
    QVERIFY(opened.window.isWindowModified());
    QTest::keyClick(&opened.editor(), Qt::Key_F5);
    QTRY_VERIFY(opened.hasRun());
    opened.bench().goToEnd();
    QCOMPARE(opened.live(), QStringLiteral("x@0"));
    opened.editor().setModified(false);
}

void WindowLearnTest::stopsAtBreakpoints() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(
        home.write(QStringLiteral("stop.lua"), "a = malloc(8)\nb = malloc(8)\nc = malloc(8)\n")));
    QTRY_VERIFY(opened.hasRun());
    opened.editor().setFocus();
    opened.editor().setCursorPosition(2, 0);
    QTest::keyClick(&opened.editor(), Qt::Key_F9);
    QVERIFY(opened.bench().breakpoints().contains(3));
    opened.bench().setSpeed(1000);
    QSignalSpy stopped(&opened.bench(), &Workbench::stopped);
    opened.action("play")->trigger();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(opened.bench().position().operation.value, 2U);
    QCOMPARE(opened.child<QLabel>("status-state")->text(), QStringLiteral("paused on line 3"));
}

void WindowLearnTest::goesToAnOperation() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    whenDialog<QDialog>([](QDialog& dialog) {
        auto* field = dialog.findChild<QLineEdit*>(QStringLiteral("go-to-field"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("12.3"));
        QTest::keyClick(field, Qt::Key_Return);
    });
    QTest::keyClick(&opened.map(), Qt::Key_G);
    QCOMPARE(opened.bench().position().operation.value, 12U);
    QCOMPARE(opened.bench().position().micro, 3U);
}

void WindowLearnTest::changesTheHeap() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(
        home.write(QStringLiteral("heap.lua"), "heap{blocks = 16, block_size = 8}\na = malloc(30)\n")));
    QTRY_VERIFY(opened.hasRun());
    QCOMPARE(opened.bench().geometry().blocks.value, 16U);
    auto* blocks = opened.child<QSpinBox>("blocks");
    blocks->setFocus();
    blocks->selectAll();
    QTest::keyClicks(blocks, QStringLiteral("64"));
    QTest::keyClick(blocks, Qt::Key_Return);
    QTRY_COMPARE(opened.bench().geometry().blocks.value, 64U);
    QTest::keyClick(&opened.window, Qt::Key_F5); // the choice outlives another run
    QTRY_VERIFY(!opened.bench().isScriptRunning());
    QCOMPARE(opened.bench().geometry().blocks.value, 64U);
    opened.editor().setText(QStringLiteral("heap{blocks = 8, block_size = 8}\na = malloc(30)\n"));
    QTest::keyClick(&opened.window, Qt::Key_F5); // but not a new heap{}
    QTRY_VERIFY(!opened.bench().isScriptRunning());
    QCOMPARE(opened.bench().geometry().blocks.value, 8U);
    opened.editor().setModified(false);
}

void WindowLearnTest::staysAtAnOperationsEnd() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    opened.bench().goTo(Position::after(OperationIndex{12}));
    for (const Policy policy : {Policy::best_fit, Policy::worst_fit, Policy::first_fit}) {
        opened.bench().setPolicy(policy);
        QTRY_VERIFY(opened.hasRun());
        QCOMPARE(opened.bench().timeline().policy(), policy);
        QVERIFY(opened.bench().position() == opened.bench().timeline().normalised(Position::after(OperationIndex{12})));
    }
}

void WindowLearnTest::beginsAFreshHeap() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    whenDialog<QDialog>([](QDialog& dialog) {
        dialog.findChild<QSpinBox*>(QStringLiteral("heap-blocks"))->setValue(100);
        dialog.accept();
    });
    opened.action("fresh-heap")->trigger();
    QVERIFY(opened.bench().isUntouched());
    QCOMPARE(opened.bench().geometry().blocks.value, 100U);
    QVERIFY(opened.editor().text().isEmpty());
}

void WindowLearnTest::tellsHowTheHeapIs() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/01-first-fit.lua")));
    QTRY_VERIFY(opened.hasRun());
    opened.bench().goTo(Position::after(OperationIndex{11}));
    QVERIFY(opened.child<QLabel>("status-invariants")->text().contains(QStringLiteral("every invariant holds")));
    QCOMPARE(opened.child<QLabel>("status-figures")->text(),
             QStringLiteral("12 of 32 blocks used · 20 free in 4 chunks, the largest 9 · fragmentation 55 %"));
    opened.action("next-failure")->trigger();
    QCOMPARE(opened.child<QLabel>("status-state")->text(), QStringLiteral("1 request failed"));
}

void WindowLearnTest::saysWhenTheHeapIsBroken() {
    Home home;
    Opened opened(home);
    auto* status = opened.child<StatusLine>("status");
    status->showViolations({{BlockIndex{3}, "in no chunk and in no allocation: lost"}});
    const QString text = opened.child<QLabel>("status-invariants")->text();
    QVERIFY(text.contains(QStringLiteral("1 invariant broken")));
    QVERIFY(text.contains(QStringLiteral("block 3: in no chunk and in no allocation: lost")));
    QVERIFY(text.contains(Palette::light().failure.name()));
    status->showViolations({});
    QVERIFY(opened.child<QLabel>("status-invariants")->text().contains(QStringLiteral("every invariant holds")));
}

void WindowLearnTest::cancelsAScript() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("endless.lua"), "a = malloc(8)\nwhile true do end\n")));
    QVERIFY(opened.bench().isScriptRunning());
    QCOMPARE(opened.child<QLabel>("status-state")->text(), QStringLiteral("running the script"));
    QTRY_VERIFY(opened.button("cancel")->isVisible()); // what is over at once needs no button
    QTest::keyClick(&opened.window, Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(!opened.bench().isScriptRunning());
    QVERIFY(!opened.bench().trace().diagnostics.empty());
    QTRY_VERIFY(opened.child<QWidget>("script.diagnostic")->isVisible());
}

void WindowLearnTest::routesUndo() {
    Home home;
    Opened opened(home);
    QTest::mouseClick(opened.child<QPushButton>("start-new"), Qt::LeftButton);
    QTest::keyClicks(&opened.editor(), QStringLiteral("abc"));
    HandRequest request;
    request.size = 8;
    QCOMPARE(opened.bench().allocate(request), QString());
    opened.editor().setFocus();
    QTRY_VERIFY(opened.editor().hasFocus());
    opened.action("undo")->trigger();
    QCOMPARE(opened.live(), QStringLiteral("a@0"));
    QVERIFY(opened.editor().text() != QStringLiteral("abc"));
    opened.map().setFocus();
    QTRY_VERIFY(opened.map().hasFocus());
    QVERIFY(opened.action("undo")->text().contains(QStringLiteral("allocating a")));
    opened.action("undo")->trigger();
    QCOMPARE(opened.live(), QString());
    opened.editor().setModified(false);
}

void WindowLearnTest::opensEveryLesson() {
    Home home;
    Opened opened(home);
    for (int n = 1; QAction* lesson = opened.action(qPrintable(QStringLiteral("open-lesson-%1").arg(n))); ++n) {
        QSignalSpy finished(&opened.bench(), &Workbench::scriptFinished);
        lesson->trigger();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY2(opened.bench().trace().diagnostics.empty(), qPrintable(lesson->text()));
        QVERIFY(!opened.bench().trace().title.empty());
        QVERIFY(!opened.bench().trace().goal.empty());
        QVERIFY(!opened.bench().trace().notes.empty());
        QVERIFY(n < 100);
    }
    QVERIFY(opened.action("open-lesson-8") != nullptr);
}

QTEST_MAIN(WindowLearnTest)
#include "window_learn_test.moc"
