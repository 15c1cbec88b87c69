// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Timing mode: in the real window with saved runs, and as a room with a measurer that does as it is told.
#include "tests/app/window_timing_fixture.h"
#include "ui/models/timing_results_json.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/run_table.h"
#include "ui/panels/timing_bar.h"
#include "ui/panels/timing_charts.h"
#include "ui/panels/timing_runs_panel.h"
#include "ui/panels/timing_setup_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/render/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>

using namespace firstfit;

class WindowTimingTest : public QObject, private TimingWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openAnew(); }
    void cleanup() { closeAll(); }

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
        QCOMPARE(said(), QStringLiteral("3 workloads · 2 contenders · 9 rounds · 10.0 s"));
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
            cell.summary.median_interval = Interval{cell.summary.median * 0.99, cell.summary.median * 1.01};
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
};

QTEST_MAIN(WindowTimingTest)
#include "window_timing_test.moc"
