// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/recordings.h"
#include "ui/panels/run_table.h"
#include "ui/panels/sizing_panel.h"
#include "ui/render/theme.h"
#include "ui/views/sizing_chart.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

using namespace firstfit;

class SizingTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder;

    static constexpr int row16 = 2; ///< of the block sizes 4, 8, 16 ...

    static void show(SizingPanel& panel) {
        panel.resize(340, 640);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
    }
    static QPushButton* button(SizingPanel& panel, const char* name) {
        return panel.findChild<QPushButton*>(QLatin1String(name));
    }
    static QString cell(SizingPanel& panel, int row, int column) {
        return panel.findChild<RunTable*>()->model()->index(row, column).data().toString();
    }
    static void choose(SizingPanel& panel, int row) {
        auto* table = panel.findChild<RunTable*>();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
    }

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::light);
    }

    void aShortRunIsSizedAtOnce() {
        Workbench bench;
        QVERIFY(openSample(bench, folder));
        SizingPanel panel(bench);
        show(panel);
        QTRY_VERIFY(panel.report().has_value());
        // g and h find no room in front and lie behind block 15: 4 blocks from 16 on, 7 from 20 on.
        QCOMPARE(cell(panel, row16, 1), QStringLiteral("27"));
        QCOMPARE(cell(panel, row16, 2), QStringLiteral("448"));
        QCOMPARE(cell(panel, row16, 3), QStringLiteral("+42.7 %")); // over 314 bytes
        choose(panel, row16);
        QCOMPARE(button(panel, "sizing.use")->text(), QStringLiteral("Use 27 × 16"));
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("sizing.certainty"))->text(),
                 QStringLiteral("Proved smallest: with 26 blocks a request fails."));
        QCOMPARE(panel.findChild<SizingChart*>()->scene().selected, std::optional<std::size_t>(row16));
    }

    void theHeapIsUsedAndHoldsTheRun() {
        Workbench bench;
        QVERIFY(openSample(bench, folder));
        SizingPanel panel(bench);
        show(panel);
        QTRY_VERIFY(panel.report().has_value());
        QCOMPARE(bench.summary().failures.size(), std::size_t{2});
        choose(panel, row16);
        QTest::mouseClick(button(panel, "sizing.use"), Qt::LeftButton);
        QTRY_COMPARE(bench.geometry().blocks.value, 27U);
        QVERIFY(bench.summary().failures.empty());
        QVERIFY(panel.report().has_value()); // another heap asks for nothing else
        QVERIFY(bench.setGeometry(HeapGeometry{BlockCount{26}, 16, 0x100000}).isEmpty());
        QTRY_COMPARE(bench.summary().failures.size(), std::size_t{1});
    }

    void theTypeIsCopiedAndTheComparisonAskedFor() {
        Workbench bench;
        QVERIFY(openSample(bench, folder));
        SizingPanel panel(bench);
        show(panel);
        QTRY_VERIFY(panel.report().has_value());
        choose(panel, row16);
        QTest::mouseClick(button(panel, "sizing.copy"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("stalloc::Stalloc<27, 16>")));
        std::optional<HeapGeometry> asked;
        connect(&panel, &SizingPanel::compareRequested, this, [&](const HeapGeometry& geometry) { asked = geometry; });
        QTest::mouseClick(button(panel, "sizing.compare"), Qt::LeftButton);
        QVERIFY(asked.has_value());
        QCOMPARE(asked->blocks.value, 27U);
        QCOMPARE(asked->block_size, 16U);
        QCOMPARE(bench.geometry().blocks.value, 16U);
    }

    void headroomComesOnTop() {
        Workbench bench;
        QVERIFY(openSample(bench, folder));
        SizingPanel panel(bench);
        show(panel);
        QTRY_VERIFY(panel.report().has_value());
        choose(panel, row16);
        auto* headroom = panel.findChild<QSpinBox*>();
        headroom->setFocus();
        headroom->selectAll();
        QTest::keyClicks(headroom, QStringLiteral("50"));
        QTest::keyClick(headroom, Qt::Key_Return);
        QTRY_COMPARE(cell(panel, row16, 1), QStringLiteral("41")); // 27 and half of it, 40.5, rounded up
        QCOMPARE(button(panel, "sizing.use")->text(), QStringLiteral("Use 41 × 16")); // still chosen
    }

    void anotherRunHasAnotherAnswer() {
        Workbench bench;
        QVERIFY(openSample(bench, folder));
        SizingPanel panel(bench);
        show(panel);
        QTRY_VERIFY(panel.report().has_value());
        QSignalSpy changed(&panel, &SizingPanel::reportChanged);
        QVERIFY(openSample(bench, folder, "= Start\n@ a:[0x1] + 0x10 0x40\n= End\n"));
        QTRY_VERIFY(panel.report().has_value() && panel.report()->peak_bytes == 64);
        QCOMPARE(cell(panel, row16, 1), QStringLiteral("4"));
        QCOMPARE(changed.count(), 2); // none, then the new one
    }

    void aLongRunIsSizedWhenAskedAndCanBeCancelled() {
        Workbench bench;
        QByteArray text = "= Start\n";
        for (int i = 0; i < 60'000; ++i)
            text += "@ a:[0x1] + 0x" + QByteArray::number(0x10000 + i * 64, 16) + " 0x20\n";
        QVERIFY(openSample(bench, folder, text + "= End\n"));
        SizingPanel panel(bench);
        show(panel);
        QVERIFY(!panel.findChild<QProgressBar*>()->isVisible());
        QVERIFY(button(panel, "sizing.find")->isEnabled());
        QSignalSpy changed(&panel, &SizingPanel::reportChanged);
        QTest::mouseClick(button(panel, "sizing.find"), Qt::LeftButton);
        QVERIFY(panel.findChild<QProgressBar*>()->isVisible());
        QTest::mouseClick(button(panel, "progress.cancel"), Qt::LeftButton);
        QVERIFY(!panel.findChild<QProgressBar*>()->isVisible());
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("sizing.state"))->text(), QStringLiteral("Cancelled."));
        QCOMPARE(changed.count(), 0);
        QVERIFY(button(panel, "sizing.find")->isEnabled());
    }
};

QTEST_MAIN(SizingTest)
#include "sizing_test.moc"
