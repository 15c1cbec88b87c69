// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Timing mode: in the real window with saved runs, and as a room with a measurer that does as it is told.
#include "app/timing_room.h"
#include "tests/app/window_fixture.h"
#include "tests/ui/timing/timing_samples.h"
#include "ui/models/timing_results_json.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/run_table.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_charts.h"
#include "ui/panels/timing_runs_panel.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/render/theme.h"
#include "ui/views/charts/chart_canvas.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QStatusBar>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>

using namespace firstfit;

namespace {

/// Eight requests.
QByteArray someTrace() {
    QByteArray text = "= Start\n";
    for (const char* event : {"+ 0x1000 0x40", "+ 0x1040 0x40", "+ 0x1080 0x40", "- 0x1000", "- 0x1080",
                              "+ 0x2000 0x80", "- 0x1040", "- 0x2000"}) {
        text += "@ prog:(main+0x4)[0x10] ";
        text += event;
        text += '\n';
    }
    return text + "= End\n";
}

} // namespace

class WindowTimingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("FIRSTFIT_TIMING_WORKER", FIRSTFIT_WORKER);
    }

    void init() {
        home_ = std::make_unique<Home>();
        opened_ = std::make_unique<Opened>(*home_);
    }
    void cleanup() {
        opened_.reset();
        home_.reset();
    }

    void aSavedRunIsOpenedAndShown() {
        const QString path = home_->write(QStringLiteral("before.json"), timingResultsJson(test::results()));
        QVERIFY(opened_->window.openFile(path));
        QCOMPARE(mode(), QStringLiteral("timing"));
        QVERIFY(room().isVisible());
        // Run, pause and cancel stand where play stands.
        QVERIFY(room().bar().isVisible());
        QVERIFY(!opened_->window.findChild<TransportBar*>()->isVisible());
        QCOMPARE(room().runs().list()->topLevelItem(0)->text(0), QStringLiteral("before"));
        RunTable* table = room().charts().section(TimingChart::perOperation).table();
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("10.0"));
        QTest::keyClick(&opened_->window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(mode(), QStringLiteral("learn"));
        QVERIFY(!room().bar().isVisible());
    }

    void theStatusBarSpeaksOfTheMeasurement() {
        const auto said = [&] { return opened_->child<QLabel>("status-figures")->text(); };
        QTest::keyClick(&opened_->window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(said(),
                 QStringLiteral("0 of 32 blocks used · 32 free in 1 chunk, the largest 32 · fragmentation 0 %"));
        QTest::keyClick(&opened_->window, Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(mode(), QStringLiteral("timing"));
        QCOMPARE(said(), QStringLiteral("nothing measured yet"));
        QVERIFY(!opened_->child<QLabel>("status-invariants")->isVisible());
        const QByteArray run = timingResultsJson(test::results());
        QVERIFY(opened_->window.openFile(home_->write(QStringLiteral("before.json"), run)));
        QCOMPARE(said(), QStringLiteral("3 workloads · 2 contenders · 3 rounds · 10.0 s"));
        QTest::keyClick(&opened_->window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY2(said().contains(QStringLiteral("blocks used")), qPrintable(said()));
        QVERIFY(opened_->child<QLabel>("status-invariants")->isVisible());
    }

    void whatIsNoRunIsRefused() {
        const QString path = home_->write(QStringLiteral("other.json"), "{\"format\": \"something else\"}");
        QVERIFY(!opened_->window.openFile(path));
        QVERIFY(opened_->message().isVisible());
        QVERIFY(room().lab().runs().empty());
    }

    void aSavedRunIsKnownByItsContent() {
        const QString path = home_->write(QStringLiteral("results"), timingResultsJson(test::results()));
        QVERIFY(opened_->window.openAsking(path)); // as a file that is dropped
        QCOMPARE(mode(), QStringLiteral("timing"));
        QCOMPARE(room().lab().runs().size(), std::size_t{1});
        QVERIFY(opened_->window.openAsking(path));
        QCOMPARE(room().lab().runs().size(), std::size_t{1}); // the same measurement
        const QString named = home_->write(
            QStringLiteral("x.json"), timingResultsJson(test::resultsAlong(9, 2, "t"), QStringLiteral("with a name")));
        room().lab().remove(0);
        QVERIFY(opened_->window.openFile(named));
        QCOMPARE(room().lab().runs()[0].name, QStringLiteral("with a name"));
        // A Lua script that ends in .json, and a table of Lua's, are scripts.
        const QString script = home_->write(QStringLiteral("s.json"), "heap{blocks = 8}\na = malloc(4)\n");
        QVERIFY(opened_->window.openFile(script));
        QCOMPARE(mode(), QStringLiteral("learn"));
    }

    void runsAndSetUpAreThereTheNextTime() {
        show(test::results());
        QTRY_VERIFY(room().lab().runs()[0].kept);
        room().setup().contenderBox("malloc")->click();
        room().setup().workloadBox("vectors")->click();
        auto* seconds = room().findChild<QSpinBox*>(QStringLiteral("timing-seconds"));
        seconds->setValue(77);
        QVERIFY(!room().setup().contenderBox("malloc")->isChecked());
        opened_->window.close();
        opened_ = std::make_unique<Opened>(*home_);
        QVERIFY(room().lab().runs().empty()); // not before they are looked at
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        QTRY_COMPARE(room().lab().runs().size(), std::size_t{1});
        QCOMPARE(room().charts().section(TimingChart::perOperation).table()->model()->rowCount(), 4);
        QVERIFY(!room().setup().contenderBox("malloc")->isChecked());
        QVERIFY(room().setup().contenderBox("stalloc")->isChecked());
        QVERIFY(!room().setup().workloadBox("vectors")->isChecked());
        QVERIFY(room().setup().workloadBox("churn")->isChecked());
        QCOMPARE(room().findChild<QSpinBox*>(QStringLiteral("timing-seconds"))->value(), 77);
        // Nobody unchecked the trace: it was not there.
        QVERIFY(!room().setup().workloadBox("trace")->isChecked());
        QVERIFY(opened_->window.openFile(home_->write(QStringLiteral("run.mtrace"), someTrace())));
        QTRY_VERIFY(opened_->bench().isRecording() && !opened_->bench().isLoading());
        QVERIFY(room().setup().workloadBox("trace")->isChecked());
    }

    void f2InTheListRenamesTheRun() {
        show(test::results());
        QTreeWidget* list = room().runs().list();
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_F2);
        auto* editor = list->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr && editor->isVisible());
        editor->setText(QStringLiteral("quiet"));
        QTRY_VERIFY(room().lab().runs()[0].kept); // which happens in the background, and is shown in the list
        QVERIFY(editor->isVisible());
        QCOMPARE(editor->text(), QStringLiteral("quiet"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(room().lab().runs()[0].name, QStringLiteral("quiet"));
    }

    void theWheelScrollsPastFieldsWithoutFocus() {
        auto* seconds = room().findChild<QSpinBox*>(QStringLiteral("timing-seconds"));
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        const int before = seconds->value();
        const auto wheel = [seconds] {
            QWheelEvent event(QPointF(5, 5), seconds->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(seconds, &event);
        };
        room().runs().list()->setFocus();
        wheel();
        QCOMPARE(seconds->value(), before);
        seconds->setFocus();
        QTRY_VERIFY(seconds->hasFocus());
        wheel();
        QCOMPARE(seconds->value(), before - 1);
    }

    void nonsenseInTheSettingsChangesNothing() {
        TimingSetupPanel& setup = room().setup();
        const QString before = setup.remembered();
        for (const char* text : {"", "{", "[]", "{\"contenders\": 3, \"timing-seconds\": \"x\"}"}) {
            setup.restore(QString::fromLatin1(text));
            QCOMPARE(setup.remembered(), before);
        }
        setup.restore(QStringLiteral("{\"timing-seconds\": 1000000}"));
        QCOMPARE(room().findChild<QSpinBox*>(QStringLiteral("timing-seconds"))->value(), 3600);
    }

    void tablesAreSortedAndCopied() {
        show(test::results());
        RunTable* table = room().charts().section(TimingChart::perOperation).table();
        table->sortByColumn(2, Qt::DescendingOrder);
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("80.0"));
        QCOMPARE(table->model()->index(3, 2).data().toString(), QStringLiteral("10.0"));
        table->copyAll();
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QVERIFY(lines[0].startsWith(QStringLiteral("workload\tcontender\tmedian, ns")));
        QVERIFY(lines[1].startsWith(QStringLiteral("random churn\tStalloc\t80.0")));
    }

    void aSlowOperationLeadsToTheHeap() {
        const QString path = home_->write(QStringLiteral("run.mtrace"), someTrace());
        QVERIFY(opened_->window.openFile(path));
        QTRY_VERIFY(opened_->bench().isRecording() && !opened_->bench().isLoading());
        show(test::resultsAlong(8, 6, opened_->bench().trace().file));
        TimingSection& section = room().charts().section(TimingChart::alongTrace);
        room().charts().goTo(TimingChart::alongTrace);
        // The first row of the table is the slowest: operation 6.
        QTest::mouseClick(section.table()->viewport(), Qt::LeftButton, {},
                          section.table()->visualRect(section.table()->model()->index(0, 0)).center());
        QCOMPARE(mode(), QStringLiteral("analyse"));
        QCOMPARE(opened_->bench().position().operation.value, 6U);
        QVERIFY(section.table()->model()->index(0, 2).data().toString().contains(QStringLiteral("128")));
        // With the keys from row to row, which leads nowhere before Enter.
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        section.table()->sortByColumn(0, Qt::AscendingOrder);
        section.table()->setFocus();
        QTest::keyClick(section.table(), Qt::Key_Home);
        QTest::keyClick(section.table(), Qt::Key_Down);
        QCOMPARE(mode(), QStringLiteral("timing"));
        QTest::keyClick(section.table(), Qt::Key_Return);
        QCOMPARE(mode(), QStringLiteral("analyse"));
        QCOMPARE(opened_->bench().position().operation.value, 2U);
        // In the chart, with the keys: the last one.
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        section.canvas().setFocus();
        QTest::keyClick(&section.canvas(), Qt::Key_End);
        QTest::keyClick(&section.canvas(), Qt::Key_Return);
        QCOMPARE(mode(), QStringLiteral("analyse"));
        QCOMPARE(opened_->bench().position().operation.value, 8U);
    }

    void anotherTracesOperationsLeadNowhere() {
        show(test::resultsAlong(8, 6, "another.mtrace"));
        TimingSection& section = room().charts().section(TimingChart::alongTrace);
        section.canvas().setFocus();
        QTest::keyClick(&section.canvas(), Qt::Key_End);
        QTest::keyClick(&section.canvas(), Qt::Key_Return);
        QCOMPARE(mode(), QStringLiteral("timing"));
        QVERIFY(opened_->window.statusBar()->currentMessage().contains(QStringLiteral("another.mtrace")));
    }

    void tablesStandWhereNothingIsCut() {
        show(test::results());
        TimingSection& section = room().charts().section(TimingChart::perOperation);
        auto* row = section.findChild<QSplitter*>();
        for (const auto& [width, orientation] : {std::pair(1100, Qt::Vertical), std::pair(1920, Qt::Horizontal)}) {
            opened_->window.resize(width, 800);
            QCoreApplication::processEvents();
            QTRY_COMPARE(row->orientation(), orientation);
            QTRY_COMPARE(section.table()->horizontalScrollBar()->maximum(), 0);
            QVERIFY(section.canvas().width() >= 500);
            QVERIFY(!section.table()->isColumnHidden(5));
        }
        // Between the two what is spare is left out; it is still copied.
        for (int width = 1900; width > 1100 && !section.table()->isColumnHidden(5); width -= 20) {
            opened_->window.resize(width, 800);
            QCoreApplication::processEvents();
            QTRY_COMPARE(section.table()->horizontalScrollBar()->maximum(), 0);
        }
        QVERIFY(section.table()->isColumnHidden(5));
        QCOMPARE(row->orientation(), Qt::Horizontal);
        QVERIFY(!section.table()->isColumnHidden(3));
        section.table()->copyAll();
        QVERIFY(QApplication::clipboard()->text().section(u'\n', 0, 0).endsWith(QStringLiteral("rounds")));
    }

    void aLegendNamesAll() {
        show(test::results());
        for (const TimingChart chart : {TimingChart::perOperation, TimingChart::freeList, TimingChart::latency}) {
            QVERIFY(room().charts().section(chart).findChild<QWidget*>(QStringLiteral("legend"))->isVisible());
        }
    }

    void chartsAreZoomedWithButtons() {
        show(test::results());
        TimingSection& section = room().charts().section(TimingChart::freeList);
        auto* in = section.findChild<QToolButton*>(QStringLiteral("timing-free-list-zoom-in"));
        auto* all = section.findChild<QToolButton*>(QStringLiteral("timing-free-list-fit"));
        QVERIFY(!all->isEnabled());
        in->click();
        QVERIFY(section.canvas().picture().isZoomed());
        QVERIFY(all->isEnabled());
        all->click();
        QVERIFY(!section.canvas().picture().isZoomed());
        QVERIFY(!all->isEnabled());
    }

    void whatIsNotThereIsNotOffered() {
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        auto* button = room().findChild<QToolButton*>(QStringLiteral("timing-per-operation-export"));
        QAction* change = opened_->window.findChild<QAction*>(
            QStringLiteral("timing-go-%1").arg(static_cast<int>(TimingChart::beforeAfter)));
        QVERIFY(!button->isEnabled());
        QVERIFY(!change->isEnabled());
        show(test::results());
        QVERIFY(button->isEnabled());
        QVERIFY(!change->isEnabled());
        show(test::results());
        room().lab().compareWith(0);
        QVERIFY(change->isEnabled());
    }

    void twoRunsAreCompared() {
        show(test::results());
        Results after = test::results();
        for (Cell& cell : after.cells) {
            cell.summary.median *= 2;
            cell.summary.median_interval = {cell.summary.median * 0.99, cell.summary.median * 1.01};
        }
        TimingSection& section = room().charts().section(TimingChart::beforeAfter);
        QVERIFY(!section.isVisible());
        show(after);
        QVERIFY(!section.isVisible());
        QComboBox& before = *room().runs().comparison();
        QCOMPARE(before.count(), 2);
        before.setFocus();
        QTest::keyClick(&before, Qt::Key_Down);
        QVERIFY(room().lab().compared() == 0U);
        QVERIFY(section.isVisible());
        QCOMPARE(section.table()->model()->rowCount(), static_cast<int>(after.cells.size()));
        QCOMPARE(section.table()->model()->index(0, 4).data().toString(), QStringLiteral("+100 %"));
    }

    void runsAreRenamedAndRemoved() {
        show(test::results());
        show(test::results());
        QTreeWidget& list = *room().runs().list();
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Up);
        QVERIFY(room().lab().shown() == 0U);
        list.topLevelItem(0)->setText(0, QStringLiteral("with the patch"));
        QCOMPARE(room().lab().runs()[0].name, QStringLiteral("with the patch"));
        QTest::keyClick(&list, Qt::Key_Delete);
        QCOMPARE(room().lab().runs().size(), std::size_t{1});
        QCOMPARE(list.topLevelItemCount(), 1);
        QVERIFY(opened_->action("undo")->isEnabled());
        QVERIFY(opened_->action("undo")->text().contains(QStringLiteral("with the patch")));
        opened_->action("undo")->trigger();
        QCOMPARE(list.topLevelItem(0)->text(0), QStringLiteral("with the patch"));
        opened_->action("undo")->trigger();
        QCOMPARE(list.topLevelItem(0)->text(0), QStringLiteral("run"));
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("learn"));
        QVERIFY(!opened_->action("undo")->isEnabled()); // the runs are not what is undone here
    }

    void exportsInFourWays() {
        show(test::results());
        const QString folder = home_->folder.path();
        for (const char* name : {"t.png", "t.svg", "t.csv", "t.json"}) {
            const QString path = folder + u'/' + QString::fromLatin1(name);
            QCOMPARE(room().charts().exportTo(path), QString());
            QVERIFY(QFileInfo(path).size() > 100);
        }
        QFile json(folder + QStringLiteral("/t.json"));
        QVERIFY(json.open(QIODevice::ReadOnly));
        const auto read = timingResultsFromJson(json.readAll());
        QVERIFY(std::holds_alternative<Results>(read));
        QCOMPARE(std::get<Results>(read).cells.size(), test::results().cells.size());
        QVERIFY(!room().charts().exportTo(QStringLiteral("/nowhere/t.csv")).isEmpty());
        QVERIFY(!room().charts().exportTo(folder + QStringLiteral("/t.xyz")).isEmpty());
    }

    void saysWhatCannotBeMeasured() {
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        TimingSetupPanel& setup = room().setup();
        QVERIFY(room().bar().runAction()->isEnabled() || !setup.problem().isEmpty());
        QVERIFY(!setup.workloadBox("trace")->isEnabled());
        for (const ContenderInfo& info : known_contenders()) {
            setup.contenderBox(info.id)->setChecked(false);
        }
        QVERIFY(!room().bar().runAction()->isEnabled());
        QCOMPARE(room().bar().whatText(), QStringLiteral("Choose a contender."));
    }

    void measuresWhatIsChosen() {
        QSemaphore go;
        MeasureOptions asked;
        Workbench bench;
        TimingRoom room(bench,
                        [&](const MeasureOptions& options, MeasureControl& control,
                            const std::function<void(const Results&)>& partial) {
                            asked = options;
                            MeasureProgress progress;
                            progress.stage = MeasureStage::measuring;
                            progress.workload = "pair";
                            progress.rounds_done = 37;
                            progress.rounds_planned = 60;
                            progress.fraction = 0.5;
                            progress.seconds_left = 8.2;
                            control.progress(progress);
                            partial(test::results());
                            while (!control.cancel && !go.tryAcquire(1, 5)) {
                            }
                            Results all = test::results();
                            all.cancelled = control.cancel;
                            return all;
                        },
                        {});
        room.resize(1200, 800);
        room.show();
        QVERIFY(QTest::qWaitForWindowExposed(&room));
        for (const ContenderInfo& info : known_contenders()) {
            QCheckBox* box = room.setup().contenderBox(info.id);
            box->setEnabled(true); // whether the measuring process is found is not the question here
            box->setChecked(info.id == "malloc");
        }
        QTest::mouseClick(room.setup().contenderBox("stalloc"), Qt::LeftButton, {}, QPoint(8, 8));
        for (const WorkloadInfo& info : workloads()) {
            room.setup().workloadBox(info.id)->setChecked(info.id == "pair");
        }
        room.bar().runAction()->trigger();
        QVERIFY(room.lab().isMeasuring());
        QTRY_COMPARE(room.bar().whatText(), QStringLiteral("8-byte pair, round 38 of 60"));
        QCOMPARE(room.bar().timeText(), QStringLiteral("about 9 s left"));
        QCOMPARE(asked.contenders, (std::vector<std::string>{"stalloc", "malloc"}));
        QCOMPARE(asked.workloads, std::vector<std::string>{"pair"});
        QTRY_COMPARE(room.charts().section(TimingChart::perOperation).table()->model()->rowCount(), 4);
        QVERIFY(!room.bar().runAction()->isEnabled());
        QVERIFY(isMarkedPrimary(*room.bar().widgetForAction(room.bar().cancelAction())));
        QVERIFY(!isMarkedPrimary(*room.bar().widgetForAction(room.bar().runAction())));
        room.bar().pauseAction()->trigger();
        QVERIFY(room.lab().isPaused());
        QCOMPARE(room.bar().whatText(), QStringLiteral("paused"));
        room.bar().cancelAction()->trigger();
        QTRY_VERIFY(!room.lab().isMeasuring());
        QVERIFY(room.lab().results().cancelled);
        QVERIFY(isMarkedPrimary(*room.bar().widgetForAction(room.bar().runAction())));
        QVERIFY(!isMarkedPrimary(*room.bar().widgetForAction(room.bar().cancelAction())));
        QCOMPARE(room.charts().section(TimingChart::perOperation).table()->model()->rowCount(), 4);
    }

    void remembersItsLayout() {
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        PanelDock* runs = room().docks().back();
        QVERIFY(runs->isVisible());
        runs->close();
        opened_->window.close();
        opened_ = std::make_unique<Opened>(*home_);
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        QVERIFY(!room().docks().back()->isVisible());
        room().resetLayout();
        QVERIFY(room().docks().back()->isVisible());
    }

private:
    [[nodiscard]] QString mode() { return opened_->window.findChild<ModeBar*>()->mode(); }
    [[nodiscard]] TimingRoom& room() { return *opened_->window.findChild<TimingRoom*>(); }
    void show(const Results& results) {
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        room().lab().add(QStringLiteral("run"), results);
    }

    std::unique_ptr<Home> home_;
    std::unique_ptr<Opened> opened_;
};

QTEST_MAIN(WindowTimingTest)
#include "window_timing_test.moc"
