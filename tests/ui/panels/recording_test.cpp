// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The panels beside a recording's map: what was recorded, what failed, why, and who asked for it.
#include "allocator/replay/stop_condition.h"
#include "tests/ui/panels/recordings.h"
#include "ui/models/request_words.h"
#include "ui/models/roles.h"
#include "ui/panels/call_sites_panel.h"
#include "ui/panels/dock_title.h"
#include "ui/panels/facts_view.h"
#include "ui/panels/failure_banner.h"
#include "ui/panels/failure_cause_panel.h"
#include "ui/panels/failures_panel.h"
#include "ui/panels/recording_panel.h"
#include "ui/panels/run_table.h"
#include "ui/panels/stop_conditions_panel.h"
#include "ui/render/map_colouring.h"
#include "ui/render/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace firstfit;

namespace {

StopCondition failsIn(const char* function) {
    StopCondition condition;
    condition.kind = StopCondition::Kind::failure_at_site;
    condition.site = function;
    return condition;
}

} // namespace

class RecordingTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder;
    Workbench bench;

    static RunTable* tableOf(Panel& panel) { return panel.findChild<RunTable*>(); }
    static void show(Panel& panel, QSize size = {340, 420}) {
        panel.resize(size);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
    }
    static QString cell(RunTable* table, int row, int column) {
        return table->model()->index(row, column).data().toString();
    }
    static void click(RunTable* table, int row) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
    }
    static void doubleClick(RunTable* table, int row) {
        const QPoint at = table->visualRect(table->model()->index(row, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    }
    void goTo(std::uint32_t n) { bench.goTo(Position::after(OperationIndex{n})); }
    [[nodiscard]] std::uint32_t operation() const { return bench.position().operation.value; }
    static QString valueOf(Panel& panel, const char* facts, const char* name) {
        return panel.findChild<FactsView*>(QLatin1String(facts))->valueOf(QLatin1String(name));
    }

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(openSample(bench, folder));
        QCOMPARE(bench.timeline().size().value, 13U);
    }
    void init() {
        bench.setStopConditions({});
        bench.setColouring(Colouring::order);
        bench.select(std::nullopt);
        bench.highlightSite(std::nullopt);
        goTo(9);
    }

    void theRecordingIsSummedUp() {
        RecordingPanel panel(bench);
        show(panel);
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("recording.name"))->text(), QStringLiteral("sample.mtrace"));
        QCOMPARE(valueOf(panel, "recording.facts", "operations"), QStringLiteral("13"));
        QCOMPARE(valueOf(panel, "recording.facts", "allocations"), QStringLiteral("9"));
        QCOMPARE(valueOf(panel, "recording.facts", "frees"), QStringLiteral("4"));
        QCOMPARE(valueOf(panel, "recording.facts", "lines skipped"), QStringLiteral("1"));
        QCOMPARE(valueOf(panel, "recording.facts", "unmatched frees"), QStringLiteral("1"));
        QCOMPARE(valueOf(panel, "recording.facts", "double allocations"), QString());
        QCOMPARE(valueOf(panel, "recording.facts", "default alignment"), QStringLiteral("16 bytes"));
        // The program kept all that it asked for: 48 + 30 + 48 + 16 + 64 + 40 - 48 - 48 + 60 - 40 + 100 - 16 + 60.
        QCOMPARE(valueOf(panel, "recording.facts", "live peak"), QStringLiteral("314 bytes"));
        QVERIFY(panel.asText().contains(QStringLiteral("operations: 13\n")));
    }

    void badLinesLeadIntoTheRun() {
        RecordingPanel panel(bench);
        show(panel);
        RunTable* lines = tableOf(panel);
        QVERIFY(lines->model()->rowCount() >= 2);
        QCOMPARE(cell(lines, 0, 0), QStringLiteral("15"));
        goTo(2);
        click(lines, 0);
        QCOMPARE(operation(), 13U); // all operations come before line 15
    }

    void anotherWayOfReadingIsAskedFor() {
        RecordingPanel panel(bench);
        show(panel);
        QSignalSpy asked(&panel, &RecordingPanel::changeRequested);
        auto* change = panel.findChild<QLabel*>(QStringLiteral("recording.change"));
        change->setFocus();
        QTest::keyClick(change, Qt::Key_Tab); // to the link
        QTest::keyClick(change, Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
    }

    void linksFollowTheTheme() {
        RecordingPanel panel(bench);
        show(panel);
        auto* change = panel.findChild<QLabel*>(QStringLiteral("recording.change"));
        const auto shows = [change](const QColor& colour) {
            const QImage image = change->grab().toImage();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) == colour)
                        return true; // the line under the link
            return false;
        };
        QVERIFY(shows(Palette::light().accent));
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(shows(Palette::darkTheme().accent));
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(shows(Palette::light().accent));
    }

    void aFailureIsChosenToGoThere() {
        FailuresPanel panel(bench);
        show(panel);
        RunTable* table = tableOf(panel);
        QCOMPARE(panel.caption(), QStringLiteral("2 requests"));
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(table, 0, 0) + QLatin1Char(' ') + cell(table, 0, 1) + QLatin1Char(' ') + cell(table, 0, 2),
                 QStringLiteral("9 malloc 60"));
        QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 0);
        click(table, 1);
        QCOMPARE(operation(), 11U);
        goTo(13);
        QVERIFY(table->selectionModel()->selectedRows().isEmpty());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Up); // from the last failure before
        QCOMPARE(operation(), 9U);
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(operation(), 11U);
        QTest::keyClick(table, Qt::Key_Home);
        QCOMPARE(operation(), 9U);
        QTest::keyClick(table, Qt::Key_End);
        QCOMPARE(operation(), 11U);
        goTo(12);
        QTest::keyClick(table, Qt::Key_Return); // the one where the keys stand
        QCOMPARE(operation(), 11U);
    }

    void buttonsInTheTitleGoFromFailureToFailure() {
        PanelDock dock(new FailureCausePanel(bench));
        dock.show();
        QVERIFY(QTest::qWaitForWindowActive(&dock));
        QList<QToolButton*> buttons = dock.panel()->titleExtra()->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        QVERIFY(!buttons[0]->isEnabled());
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(operation(), 11U);
        QVERIFY(!buttons[1]->isEnabled());
        buttons[0]->setFocus();
        QTest::keyClick(buttons[0], Qt::Key_Space);
        QCOMPARE(operation(), 9U);
    }

    void aFailuresCallSiteBecomesAStop() {
        FailuresPanel panel(bench);
        show(panel);
        panel.findChild<QAction*>(QStringLiteral("failures.stop"))->trigger();
        QCOMPARE(bench.stopConditions(), std::vector{failsIn("widen")});
        panel.findChild<QAction*>(QStringLiteral("failures.stop"))->trigger();
        QCOMPARE(bench.stopConditions().size(), std::size_t{1});
    }

    void aFailureIsExplained() {
        FailureCausePanel panel(bench);
        show(panel);
        QCOMPARE(panel.caption(), QStringLiteral("operation 9"));
        QCOMPARE(panel.findChild<FailureBanner*>()->headline(), QStringLiteral("malloc(60) failed"));
        QVERIFY(!panel.findChild<FailureBanner*>()->sentence().isEmpty());
        QCOMPARE(valueOf(panel, "failure.facts", "request"), QStringLiteral("60 bytes = 4 blocks"));
        QCOMPARE(valueOf(panel, "failure.facts", "free"), QStringLiteral("6 blocks in 2 chunks, the longest 3"));
        QCOMPARE(valueOf(panel, "failure.facts", "fragmentation"), QStringLiteral("50 %"));
        // 4 here; b wastes 2, f 8, d and e nothing.
        QCOMPARE(valueOf(panel, "failure.facts", "lost by rounding up"), QStringLiteral("4 here, 14 bytes in all"));
        const auto* bars = panel.findChild<NeedsBars*>();
        QCOMPARE(bars->accessibleName(), QStringLiteral("needs 64 bytes, best chunk 48: 16 short"));
        QVERIFY(panel.asText().startsWith(QStringLiteral("malloc(60) failed\n")));
    }

    void whatWouldHaveHelpedIsShownOnTheMap() {
        FailureCausePanel panel(bench);
        show(panel);
        auto* remedies = panel.findChild<QLabel*>(QStringLiteral("failure.remedies"));
        QVERIFY(remedies->isVisible());
        QCOMPARE(remedies->text().count(QStringLiteral("href=\"")), 1);
        QVERIFY(remedies->text().contains(QStringLiteral("href=\"8\"")));
        QVERIFY(remedies->text().contains(QStringLiteral("4 more blocks")));
        remedies->setFocus();
        QTest::keyClick(remedies, Qt::Key_Tab); // to the link
        QTest::keyClick(remedies, Qt::Key_Return);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{8}));
        QCOMPARE(bench.selectedAllocation()->bytes, 16U); // d
        QVERIFY(panel.asText().contains(QStringLiteral("4 more blocks")));
    }

    void otherPoliciesAreTriedInTheBackground() {
        FailureCausePanel panel(bench);
        show(panel);
        auto* facts = panel.findChild<FactsView*>(QStringLiteral("failure.policyFacts"));
        // Nothing is reused before operation 9: no search can do better.
        QTRY_COMPARE(facts->valueOf(QStringLiteral("with best fit")), QStringLiteral("fails, too"));
        QCOMPARE(facts->valueOf(QStringLiteral("with next fit")), QStringLiteral("fails, too"));
        goTo(11);
        QTRY_COMPARE(facts->valueOf(QStringLiteral("with best fit")), QStringLiteral("fails, too; 1 fails earlier"));
        QCOMPARE(panel.caption(), QStringLiteral("operation 11"));
    }

    void whereNothingFailedOneGoesOn() {
        FailureCausePanel panel(bench);
        show(panel);
        goTo(10);
        QVERIFY(!panel.findChild<FailureBanner*>()->isVisible());
        QVERIFY(!panel.findChild<FactsView*>(QStringLiteral("failure.policyFacts"))->isVisible());
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("failure.nothing"))->text(),
                 QStringLiteral("Operation 10 did not fail. 2 requests of the run did."));
        goTo(11);
        QVERIFY(panel.findChild<FailureBanner*>()->isVisible());
        QVERIFY(!panel.findChild<QLabel*>(QStringLiteral("failure.nothing"))->isVisible());
    }

    void callSitesAreCounted() {
        CallSitesPanel panel(bench);
        show(panel);
        RunTable* table = tableOf(panel);
        // Alive after 9: e of parse (64 bytes); b, d, f of copy (86).
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(table, 0, 0), QStringLiteral("copy"));
        QCOMPARE(cell(table, 0, 1), QStringLiteral("3"));
        QCOMPARE(cell(table, 0, 2), QStringLiteral("86"));
        QCOMPARE(cell(table, 1, 2), QStringLiteral("64"));
        QCOMPARE(panel.caption(), QStringLiteral("150 bytes in 4 allocations"));
        auto* kind = panel.findChild<QComboBox*>(QStringLiteral("call-sites.kind"));
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down); // never freed: b, e, i
        QCOMPARE(panel.caption(), QStringLiteral("154 bytes in 3 allocations"));
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(panel.caption(), QStringLiteral("2 failures"));
        QCOMPARE(cell(table, 0, 0), QStringLiteral("widen"));
        QCOMPARE(cell(table, 0, 2), QStringLiteral("160"));
        doubleClick(table, 0);
        QCOMPARE(operation(), 11U);
        doubleClick(table, 0);
        QCOMPARE(operation(), 9U); // and from the start again
        panel.findChild<QAction*>(QStringLiteral("call-sites.stop"))->trigger();
        QCOMPARE(bench.stopConditions(), std::vector{failsIn("widen")});
    }

    void aCallSitesAllocationsAreShownInTurn() {
        CallSitesPanel panel(bench);
        show(panel);
        doubleClick(tableOf(panel), 0); // copy: b, d, f
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{3}));
        QTest::keyClick(tableOf(panel), Qt::Key_Return);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{8}));
        QTest::keyClick(tableOf(panel), Qt::Key_Return);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{13}));
        QTest::keyClick(tableOf(panel), Qt::Key_Return);
        QCOMPARE(bench.selectedBlock(), std::optional(BlockIndex{3}));
    }

    void coloursFollowTheMap() {
        CallSitesPanel panel(bench);
        show(panel);
        RunTable* table = tableOf(panel);
        QVERIFY(!table->model()->index(0, 0).data(ColourClassRole).isValid());
        auto* colouring = panel.findChild<QComboBox*>(QStringLiteral("call-sites.colouring"));
        colouring->setFocus();
        QTest::keyClick(colouring, Qt::Key_Down);
        QCOMPARE(bench.colouring(), Colouring::callSite);
        const QVariant first = table->model()->index(0, 0).data(ColourClassRole);
        QVERIFY(first.isValid());
        QVERIFY(first != table->model()->index(1, 0).data(ColourClassRole));
        bench.setColouring(Colouring::order);
        QCOMPARE(colouring->currentIndex(), 0);
    }

    void theSelectedCallSiteIsPointedOutOnTheMap() {
        CallSitesPanel panel(bench);
        show(panel);
        RunTable* table = tableOf(panel);
        click(table, 1);
        QVERIFY(bench.highlightedSite());
        QCOMPARE(callSiteName(bench.trace(), *bench.highlightedSite()), cell(table, 1, 0));
        const auto colour = [&](int row) { return table->model()->index(row, 0).data(ColourClassRole).toUInt(); };
        QVERIFY(colour(1) != colour(0));
        QCOMPARE(std::size_t{colour(0)}, SiteColours::coloured); // the grey of all others
        goTo(1);                                                 // where nothing of it is alive
        goTo(9);
        QCOMPARE(table->currentIndex().row(), 1); // it comes back with what it is selected for
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!bench.highlightedSite());
        QVERIFY(!table->selectionModel()->hasSelection());
        QVERIFY(!table->model()->index(0, 0).data(ColourClassRole).isValid());
    }

    void stopsAreAddedAndRemoved() {
        StopConditionsPanel panel(bench);
        show(panel);
        QCOMPARE(panel.caption(), QStringLiteral("none"));
        auto* value = panel.findChild<QLineEdit*>(QStringLiteral("stops.value"));
        auto* add = panel.findChild<QPushButton*>(QStringLiteral("stops.add"));
        QVERIFY(!add->isEnabled());
        panel.beginAdding();
        QTest::keyClicks(value, QStringLiteral("150"));
        QVERIFY(isMarkedWrong(*value));
        value->selectAll();
        QTest::keyClicks(value, QStringLiteral("40"));
        QVERIFY(!isMarkedWrong(*value));
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(bench.stopConditions().size(), std::size_t{1});
        QCOMPARE(bench.stopConditions()[0].kind, StopCondition::Kind::fragmentation_above);
        QCOMPARE(bench.stopConditions()[0].fraction, 0.4);

        auto* kind = panel.findChild<QComboBox*>(QStringLiteral("stops.kind"));
        kind->setFocus();
        QTest::keyClicks(kind, QStringLiteral("touched"));
        QTest::keyClicks(value, QStringLiteral("14"));
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(panel.caption(), QStringLiteral("2 conditions"));
        QCOMPARE(bench.stopConditions()[1].block, BlockIndex{14});

        RunTable* table = tableOf(panel);
        click(table, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(bench.stopConditions().size(), std::size_t{1});
        QCOMPARE(bench.stopConditions()[0].kind, StopCondition::Kind::block_touched);
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(bench.stopConditions().empty());
    }

    void stopsAreJumpedTo() {
        StopConditionsPanel panel(bench);
        show(panel);
        auto* next = panel.findChild<QPushButton*>(QStringLiteral("stops.next"));
        QVERIFY(!next->isEnabled());
        StopCondition touched;
        touched.kind = StopCondition::Kind::block_touched;
        touched.block = BlockIndex{14};
        bench.setStopConditions({touched}); // f: allocated by 6, freed by 10
        bench.goToStart();
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(operation(), 6U);
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(operation(), 10U);
        auto* hint = panel.findChild<QLabel*>(QStringLiteral("stops.hint"));
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(operation(), 10U);
        QCOMPARE(hint->text(), QStringLiteral("None comes true behind this operation."));
        QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("stops.previous")), Qt::LeftButton);
        QCOMPARE(operation(), 6U);
        QVERIFY(hint->text().isEmpty());
    }
};

QTEST_MAIN(RecordingTest)
#include "recording_test.moc"
