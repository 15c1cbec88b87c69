// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Timing mode's charts and tables in the real window.
#include "tests/app/window_timing_fixture.h"
#include "ui/models/timing_results_json.h"
#include "ui/models/timing_words.h"
#include "ui/panels/run_table.h"
#include "ui/panels/timing_charts.h"
#include "ui/views/charts/chart_canvas.h"

#include <QClipboard>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QToolButton>

using namespace firstfit;

class WindowTimingChartsTest : public QObject, private TimingWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openAnew(); }
    void cleanup() { closeAll(); }

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
        section.canvas().setFocus();
        QTest::keyClick(&section.canvas(), Qt::Key_Tab);
        QVERIFY(section.table()->hasFocus());
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

    void chartsOfTheTraceAndOfTwoRunsExportTheirOwnNumbers() {
        show(test::resultsAlong(100, 42, "a.mtrace"));
        show(test::resultsAlong(100, 42, "a.mtrace"));
        room().lab().compareWith(0);
        const QString path = home_->folder.filePath(QStringLiteral("numbers.csv"));
        const auto names = [&](const QList<TimingChart>& charts) {
            QFile file(path);
            if (!room().charts().exportTo(path, charts).isEmpty() || !file.open(QIODevice::ReadOnly)) {
                return QByteArray();
            }
            QByteArray line = file.readLine();
            while (line.startsWith('#')) {
                line = file.readLine();
            }
            return line;
        };
        QCOMPARE(names({TimingChart::alongTrace}), QByteArray("operation,ns\n"));
        QVERIFY(names({TimingChart::beforeAfter}).contains(",before_ns,"));
        QVERIFY(names({TimingChart::toMalloc}).contains(",median_ns,"));
        QVERIFY(names({}).contains(",median_ns,"));
    }

    void aClickThatShowsAnotherHeapIsSaid() {
        const QString path = home_->write(QStringLiteral("run.mtrace"), someTrace());
        QVERIFY(opened_->window.openFile(path));
        QTRY_VERIFY(opened_->bench().isRecording() && !opened_->bench().isLoading());
        Results results = test::resultsAlong(8, 6, opened_->bench().trace().file);
        results.trace_heap = opened_->bench().geometry();
        show(results);
        const auto* caution = opened_->window.findChild<QLabel*>(QStringLiteral("timing-along-trace-caution"));
        QVERIFY(caution != nullptr);
        QVERIFY(!caution->text().contains(QStringLiteral("Measured in a heap of")));
        HeapGeometry other = results.trace_heap;
        other.blocks.value += 100;
        QCOMPARE(opened_->bench().setGeometry(other), QString());
        QTRY_VERIFY(caution->text().contains(QStringLiteral("Measured in a heap of")));
        QVERIFY(caution->text().contains(heapText(other)));
    }
};

QTEST_MAIN(WindowTimingChartsTest)
#include "window_timing_charts_test.moc"
