// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording in the real window: opening with and without questions, refusals, stops, bookmarks, two heaps.
#include "allocator/replay/stop_condition.h"
#include "app/analyse_room.h"
#include "app/compare_window.h"
#include "app/recording_file.h"
#include "tests/app/window_recording.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/transport_readout.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>

using namespace firstfit;

class WindowAnalyseTest : public QObject, private RecordingWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void opensAFile();
    void asksBeforeItOpens();
    void doesNotOpenWhatMakesNoSense();
    void opensWhatIsDropped();
    void refusesADamagedFile();
    void asksAboutAScriptFirst();
    void goesBackToScripts();
    void readsItAgain();
    void goesToFailuresAndStops();
    void keepsBookmarks();
    void hasAPaceOfItsOwn();
    void comparesTwoHeaps();
    void showsTheAnswersWithoutScrolling();
    void givesTheAnswerTheRoomOfNoFailure();
    void fitsASmallScreen();
    void remembersItsLayout();
    void opensTheExamples();

private:
    [[nodiscard]] QString status() { return opened_->child<QLabel>("status-state")->text(); }
    void key(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) { QTest::keyClick(&opened_->window, key, with); }
};

void WindowAnalyseTest::opensAFile() {
    QCOMPARE(mode(), QStringLiteral("start"));
    QVERIFY(window().openFile(path_));
    QTRY_COMPARE(mode(), QStringLiteral("analyse"));
    QVERIFY(bench().isRecording());
    QVERIFY2(window().windowTitle().contains(QStringLiteral("run.mtrace")), qPrintable(window().windowTitle()));
    QVERIFY(window().findChild<AnalyseRoom*>()->isVisible());
    // Proposed from the peak, 192 bytes: it holds.
    QCOMPARE(status(), QStringLiteral("all 4 requests held"));
    QCOMPARE(home_->settings.value(Setting::recentFiles).toStringList(), QStringList{path_});
    QVERIFY(!opened_->message().isVisible());
}

void WindowAnalyseTest::asksBeforeItOpens() {
    openTight(*opened_, path_);
    QCOMPARE(bench().geometry().blocks.value, std::uint32_t{blocksOfTight});
    QCOMPARE(bench().geometry().block_size, 16U);
    QCOMPARE(status(), QStringLiteral("1 of 4 requests failed"));
    QVERIFY(stands(6));
}

void WindowAnalyseTest::doesNotOpenWhatMakesNoSense() {
    whenDialog<OpenRecordingDialog>([](OpenRecordingDialog& dialog) {
        auto& open = in<QPushButton>(dialog, "recording-open");
        auto& hint = in<QLabel>(dialog, "recording-hint");
        QVERIFY(open.isEnabled());
        QVERIFY2(!in<QComboBox>(dialog, "recording-thread").isEnabled(), "mtrace does not tell threads");
        type(in<QSpinBox>(dialog, "recording-first"), 5);
        type(in<QSpinBox>(dialog, "recording-last"), 4);
        QVERIFY(!open.isEnabled());
        QVERIFY(hint.isVisible() && !hint.text().isEmpty());
        type(in<QSpinBox>(dialog, "recording-last"), 5);
        QVERIFY(open.isEnabled());
        type(in<QSpinBox>(dialog, "recording-least"), 100);
        type(in<QSpinBox>(dialog, "recording-most"), 50);
        QVERIFY(!open.isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    QVERIFY(!window().openAsking(path_));
    QVERIFY(!bench().isRecording() && !bench().isLoading());
}

void WindowAnalyseTest::opensWhatIsDropped() {
    whenDialog<OpenRecordingDialog>([](OpenRecordingDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Return); });
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path_)});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window(), &enter);
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window(), &drop);
    QTRY_VERIFY(bench().isRecording());
}

void WindowAnalyseTest::refusesADamagedFile() {
    // The head of a gzip file, and then nothing that could be unpacked.
    const QString damaged =
        home_->write(QStringLiteral("damaged.raw.gz"),
                     QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + "rubbish rubbish");
    window().openFile(damaged);
    QTRY_VERIFY(opened_->message().isVisible());
    QVERIFY(opened_->child<QLabel>("message-title")->text().contains(QStringLiteral("damaged.raw.gz")));
    QCOMPARE(mode(), QStringLiteral("start"));
    QVERIFY(bench().isUntouched());
    QVERIFY(home_->settings.value(Setting::recentFiles).toStringList().isEmpty());
}

void WindowAnalyseTest::asksAboutAScriptFirst() {
    opened_->action("new-script")->trigger();
    opened_->editor().setFocus();
    QTest::keyClicks(opened_->editor().viewport(), QStringLiteral("a = malloc(8)"));
    QTRY_VERIFY(window().isWindowModified());
    whenDialog<QMessageBox>(
        [](QMessageBox& box) { QTest::mouseClick(box.button(QMessageBox::Cancel), Qt::LeftButton); });
    QVERIFY(!window().openFile(path_));
    QVERIFY(!bench().isLoading() && opened_->editor().text().contains(QStringLiteral("malloc")));
    whenDialog<QMessageBox>(
        [](QMessageBox& box) { QTest::mouseClick(box.button(QMessageBox::Discard), Qt::LeftButton); });
    QVERIFY(window().openFile(path_));
    QTRY_VERIFY(bench().isRecording());
    QVERIFY2(opened_->editor().text().isEmpty(), "the script is not what is shown any more");
    QVERIFY(!window().isWindowModified());
}

void WindowAnalyseTest::goesBackToScripts() {
    openTight(*opened_, path_);
    key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(mode(), QStringLiteral("learn"));
    key(Qt::Key_F5);
    QVERIFY2(bench().isRecording() && !bench().isScriptRunning(), "an empty script does not replace a recording");
    const QString script = home_->write(QStringLiteral("small.lua"), "a = malloc(8)\n");
    QVERIFY(window().openFile(script));
    QTRY_VERIFY(opened_->hasRun() && !bench().isRecording());
    QCOMPARE(mode(), QStringLiteral("learn"));
    QVERIFY(window().windowTitle().contains(QStringLiteral("small.lua")));
}

void WindowAnalyseTest::readsItAgain() {
    QVERIFY(!opened_->action("read-again")->isEnabled());
    openTight(*opened_, path_);
    whenDialog<OpenRecordingDialog>([](OpenRecordingDialog& dialog) {
        QCOMPARE(in<QSpinBox>(dialog, "recording-blocks").value(), blocksOfTight);
        type(in<QSpinBox>(dialog, "recording-last"), 5);
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    opened_->action("read-again")->trigger();
    QTRY_COMPARE(bench().timeline().size().value, 5U);
    QCOMPARE(bench().geometry().blocks.value, std::uint32_t{blocksOfTight});
}

void WindowAnalyseTest::goesToFailuresAndStops() {
    openTight(*opened_, path_);
    bench().goToStart();
    key(Qt::Key_F4);
    QVERIFY(stands(6));
    key(Qt::Key_F6);
    QVERIFY2(window().statusBar()->currentMessage().contains(QStringLiteral("Ctrl+F9")), "there is no condition yet");
    key(Qt::Key_F9, Qt::ControlModifier);
    // The panel is ready for a condition.
    auto* panel = opened_->child<QWidget>("stop-conditions");
    QVERIFY(panel != nullptr && panel->isVisible());
    QTRY_VERIFY(panel->isAncestorOf(QApplication::focusWidget()));
    bench().setStopConditions({std::get<StopCondition>(parse_stop_condition("fragmentation>0.4"))});
    key(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(stands(5));
    QVERIFY2(status().contains(QStringLiteral("fragmentation")), qPrintable(status()));
}

void WindowAnalyseTest::keepsBookmarks() {
    openTight(*opened_, path_);
    window().findChild<AnalyseRoom*>()->heap().map().setFocus();
    bench().goTo(Position::after(OperationIndex{2}));
    key(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(bench().bookmarks(), std::set<std::uint32_t>{2});
    bench().goToEnd();
    key(Qt::Key_F2, Qt::ShiftModifier);
    QVERIFY(stands(2));
    key(Qt::Key_F2);
    QVERIFY(window().statusBar()->currentMessage().contains(QStringLiteral("bookmark")));
    key(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(bench().bookmarks().empty());
}

void WindowAnalyseTest::hasAPaceOfItsOwn() {
    auto& slider = *window().findChild<SpeedSlider*>();
    bench().setSpeed(2);
    bench().setPlaysMicroSteps(true);
    QCOMPARE(slider.fastest(), 1000.0);
    openTight(*opened_, path_);
    QVERIFY2(!bench().playsMicroSteps(), "a recording is played by operation");
    QCOMPARE(slider.fastest(), 50'000.0);
    slider.slider()->setValue(slider.slider()->maximum());
    QCOMPARE(bench().speed(), 50'000.0);
    key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(bench().speed(), 2.0);
    QVERIFY(bench().playsMicroSteps());
    key(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(bench().speed(), 50'000.0);
    QVERIFY(window().close());
    QCOMPARE(home_->settings.value(Setting::speed).toDouble(), 2.0);
    QCOMPARE(home_->settings.value(Setting::analyseSpeed).toDouble(), 50'000.0);
}

void WindowAnalyseTest::comparesTwoHeaps() {
    openTight(*opened_, path_);
    key(Qt::Key_D, Qt::ControlModifier);
    auto* two = window().findChild<CompareWindow*>();
    QVERIFY(two != nullptr && two->isVisible());
    QTRY_COMPARE(two->words(), QStringLiteral("Every operation ends alike in both heaps."));
    auto& right = in<QWidget>(*two, "right");
    type(in<QSpinBox>(right, "blocks"), 64);
    QTRY_COMPARE(two->right().geometry().blocks.value, 64U);
    QTRY_COMPARE(two->words(), QStringLiteral("The two heaps part at operation 6."));
    QCOMPARE(two->left().geometry().blocks.value, std::uint32_t{blocksOfTight});
    two->left().goToStart();
    QTest::keyClick(two, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(two->left().position().operation.value, 6U);
    QCOMPARE(two->right().position().operation.value, 6U);
    QVERIFY2(two->words().startsWith(QStringLiteral("Operation 6")), qPrintable(two->words()));
    QTest::keyClick(two, Qt::Key_F4);
    QCOMPARE(two->words(), QStringLiteral("No difference behind operation 6."));
    // In lock-step, whoever leads.
    two->right().goTo(Position::after(OperationIndex{2}));
    QCOMPARE(two->left().position().operation.value, 2U);
    two->left().stepOperation(1);
    QCOMPARE(two->right().position().operation.value, 3U);
    QVERIFY2(stands(6), "the window behind it stays where it is");
}

/// Of a failure what would have helped, and of the smallest heap the line of C++: seen whole as the window opens.
void WindowAnalyseTest::showsTheAnswersWithoutScrolling() {
    openTight(*opened_, path_);
    QVERIFY(bench().goToNextStop(1) || bench().summary().failures.size() == 1);
    bench().goTo(Position::after(bench().summary().failures.front().operation));
    QTRY_VERIFY(opened_->child<QPushButton>("sizing.copy")->isVisible());
    const auto isSeenWhole = [&](QWidget* part) {
        return part->isVisible() && part->visibleRegion().boundingRect() == part->rect();
    };
    for (const char* name : {"failure.remedies", "sizing.type", "sizing.copy"})
        QTRY_VERIFY2(isSeenWhole(opened_->child<QWidget>(name)), name);
    QTest::mouseClick(opened_->child<QPushButton>("sizing.copy"), Qt::LeftButton);
    QVERIFY(window().statusBar()->currentMessage().contains(QStringLiteral("clipboard")));
    // On a small screen at least what helped; what lies lower is scrolled to, in panels that can.
    window().resize(1280, 800);
    QTRY_VERIFY(isSeenWhole(opened_->child<QWidget>("failure.remedies")));
    for (const char* name : {"sizing.copy", "recording.facts"}) {
        auto* part = opened_->child<QWidget>(name);
        QWidget* above = part;
        while (above != nullptr && qobject_cast<QScrollArea*>(above) == nullptr)
            above = above->parentWidget();
        QVERIFY2(above != nullptr, name);
        qobject_cast<QScrollArea*>(above)->ensureWidgetVisible(part);
        QTRY_VERIFY2(part->visibleRegion().boundingRect().bottom() == part->rect().bottom(), name);
    }
}

void WindowAnalyseTest::givesTheAnswerTheRoomOfNoFailure() {
    window().resize(1280, 800);
    QVERIFY(window().openFile(path_));
    QTRY_COMPARE(status(), QStringLiteral("all 4 requests held"));
    const auto isSeenWhole = [&](const char* name) {
        auto* part = opened_->child<QWidget>(name);
        return part->isVisible() && part->visibleRegion().boundingRect() == part->rect();
    };
    for (const char* name : {"sizing.type", "sizing.certainty", "sizing.caution", "failure.nothing", "recording.facts"})
        QTRY_VERIFY2(isSeenWhole(name), name);
    auto* cause = opened_->child<QWidget>("failure-cause")->parentWidget();
    const int quiet = cause->height();
    // In a heap that is too small the failure needs its room again.
    auto* room = window().findChild<AnalyseRoom*>();
    room->setAnimated(false); // heights are true once the room is laid out
    const auto replayIn = [&](int blocks, const QString& expected) {
        HeapGeometry geometry = bench().geometry();
        geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks)};
        QCOMPARE(bench().setGeometry(geometry), QString());
        QTRY_COMPARE(status(), expected);
        QCoreApplication::sendPostedEvents(room, QEvent::LayoutRequest);
    };
    const auto fail = [&] { replayIn(blocksOfTight, QStringLiteral("1 of 4 requests failed")); };
    const auto hold = [&] { replayIn(100, QStringLiteral("all 4 requests held")); };
    fail();
    bench().goTo(Position::after(bench().summary().failures.front().operation));
    QTRY_VERIFY(isSeenWhole("failure.remedies"));
    QVERIFY2(cause->height() >= 2 * quiet, qPrintable(QString::number(cause->height())));
    // And back, as often as the run changes.
    hold();
    QTRY_COMPARE(cause->height(), quiet);
    // Heights that the person chose stay.
    fail();
    const int before = cause->height();
    const QPoint edge(cause->geometry().center().x(), cause->geometry().bottom() + 2);
    QTest::mousePress(room, Qt::LeftButton, Qt::NoModifier, edge);
    QTest::mouseMove(room, edge - QPoint(0, 24));
    QTRY_VERIFY(cause->height() < before);
    QTest::mouseRelease(room, Qt::LeftButton, Qt::NoModifier, edge - QPoint(0, 24));
    const int chosen = cause->height();
    hold();
    QCOMPARE(cause->height(), chosen);
}

void WindowAnalyseTest::fitsASmallScreen() {
    window().resize(1280, 800);
    QCOMPARE(window().size(), QSize(1280, 800));
    openTight(*opened_, path_);
    QString all;
    for (const PanelDock* dock : window().findChild<AnalyseRoom*>()->docks()) {
        const QSize least = dock->minimumSizeHint();
        all += QStringLiteral("%1 %2x%3  ").arg(dock->panel()->id()).arg(least.width()).arg(least.height());
    }
    const QSize least = window().minimumSizeHint();
    QVERIFY2(least.width() <= 1280 && least.height() <= 800, qPrintable(all));
    QCOMPARE(window().size(), QSize(1280, 800));
    opened_->action("compare")->trigger();
    const QSize two = window().findChild<CompareWindow*>()->minimumSizeHint();
    QVERIFY2(two.width() <= 1280 && two.height() <= 800, qPrintable(QString::number(two.width())));
}

void WindowAnalyseTest::remembersItsLayout() {
    openTight(*opened_, path_);
    auto* dock = opened_->child<QWidget>("recording");
    QVERIFY(dock != nullptr && dock->isVisible());
    dock->parentWidget()->hide();
    QVERIFY(window().close());
    opened_.reset();
    opened_ = std::make_unique<Opened>(*home_);
    openTight(*opened_, path_);
    QVERIFY(!opened_->child<QWidget>("recording")->isVisible());
    opened_->action("reset-layout")->trigger();
    QVERIFY(opened_->child<QWidget>("recording")->isVisible());
}

void WindowAnalyseTest::opensTheExamples() {
    const std::vector<ExampleRecording> examples = exampleRecordings();
    QCOMPARE(examples.size(), std::size_t{3});
    for (const ExampleRecording& example : examples) {
        key(Qt::Key_1, Qt::ControlModifier);
        const QString name = QStringLiteral("example-") + QFileInfo(example.path).completeBaseName();
        auto* card = window().findChild<QAbstractButton*>(name);
        QVERIFY2(card != nullptr, qPrintable(name));
        QTest::mouseClick(card, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench().recordingPath(), example.path, 60'000);
        QTRY_COMPARE(mode(), QStringLiteral("analyse"));
        QVERIFY2(bench().trace().recording->skipped_lines == 0, qPrintable(name));
    }
    QVERIFY(home_->settings.value(Setting::recentFiles).toStringList().isEmpty());
}

QTEST_MAIN(WindowAnalyseTest)
#include "window_analyse_test.moc"
