// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/bench.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/explanation_parts.h"
#include "ui/render/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

using namespace firstfit;

class ExplanationTest : public QObject {
    Q_OBJECT

    Workbench bench;

    template <class Widget = QWidget>
    static Widget* part(ExplanationPanel& panel, const char* name) {
        return panel.findChild<Widget*>(QStringLiteral("explanation.") + QLatin1String(name));
    }

    static void show(ExplanationPanel& panel, QSize size = {330, 480}) {
        panel.resize(size);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
    }

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(run(bench, lessonScript()));
    }

    void init() { bench.goToStart(); }

    void theFreshHeapIsOneSentence() {
        ExplanationPanel panel(bench);
        show(panel);
        QVERIFY(!part<QLabel>(panel, "sentence")->text().isEmpty());
        for (const char* name : {"bars", "facts", "pseudocode", "variables"})
            QVERIFY(!part(panel, name)->isVisible());
        QVERIFY(panel.caption().isEmpty());
    }

    void aStepShowsAllParts() {
        ExplanationPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 12, [](const Explanation& now) { return now.scan.rejected.size() == 3; }));
        const Explanation& now = bench.explanation();
        QCOMPARE(part<QLabel>(panel, "sentence")->text(), QString::fromStdString(now.sentence));
        QCOMPARE(panel.accessibleDescription(), QString::fromStdString(now.sentence));
        for (const char* name : {"bars", "pseudocode", "variables"})
            QVERIFY(part(panel, name)->isVisible());
        QVERIFY(!part(panel, "facts")->isVisible());
        QCOMPARE(panel.caption(), QStringLiteral("micro-step %1 of %2").arg(now.micro).arg(now.micro_count));
        QVERIFY(part(panel, "bars")->accessibleName().contains(QStringLiteral("8 blocks")));
        QVERIFY(part(panel, "variables")->accessibleDescription().contains(QStringLiteral("size is 8")));
    }

    void theRunningLineIsMarked() {
        ExplanationPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 12, [](const Explanation& now) { return now.scan.rejected.size() == 3; }));
        auto* code = part<PseudocodeView>(panel, "pseudocode");
        const QRect line = code->runningLineRect();
        QCOMPARE(line.height(), qRound(20 * Fonts::ofDesktop().scale));
        const QImage image = code->grab().toImage();
        const int y = line.center().y();
        QCOMPARE(image.pixelColor(1, y), Palette::light().accent);
        QCOMPARE(image.pixelColor(line.right() - 2, y), Palette::light().accentTint);
        QVERIFY(code->accessibleDescription().startsWith(QStringLiteral("running: ")));
    }

    void theRunningLineIsInSightAndTheTopWherePossible() {
        ExplanationPanel panel(bench);
        show(panel, {330, 260});
        auto* scroll = panel.findChild<QScrollArea*>();
        auto* code = part<PseudocodeView>(panel, "pseudocode");
        int moved = 0;
        int atTop = 0;
        bench.goTo(Position{OperationIndex{12}, 1});
        while (bench.position().operation == OperationIndex{12}) {
            QCoreApplication::processEvents();
            const QRect line = code->runningLineRect();
            const int top = code->mapTo(scroll->viewport(), line.topLeft()).y();
            QVERIFY(top >= 0 && top + line.height() <= scroll->viewport()->height());
            const int value = scroll->verticalScrollBar()->value();
            const bool fits = top + value + 2 * line.height() <= scroll->viewport()->height();
            QCOMPARE(value == 0, fits);
            ++(fits ? atTop : moved);
            const Position before = bench.position();
            bench.stepMicro(1);
            if (bench.position() == before)
                break;
        }
        QVERIFY2(atTop > 0 && moved > 0, "the panel is meant to be too low for some lines only");
    }

    void aFailureIsShownAsOne() {
        ExplanationPanel panel(bench);
        show(panel);
        bench.goTo(Position::after(OperationIndex{15}));
        QVERIFY(bench.explanation().failure.has_value());
        auto* code = part<PseudocodeView>(panel, "pseudocode");
        const QRect line = code->runningLineRect();
        QCOMPARE(code->grab().toImage().pixelColor(1, line.center().y()), Palette::light().failure);
        const QString facts = part<QLabel>(panel, "facts")->text();
        QVERIFY(part(panel, "facts")->isVisible());
        QCOMPARE(facts, QStringLiteral("Asked: 40 bytes = 10 blocks\nFree: 11 blocks in 3 chunks, the largest 7"));
    }

    void theBarsHaveOneScale() {
        ExplanationPanel panel(bench);
        show(panel);
        auto* bars = part<NeedsBars>(panel, "bars");
        const auto accentColumns = [&](std::uint32_t needs, std::uint32_t has) {
            bars->setValues(NeedsAndHas{"chunk 1", needs, has, "n", "h"});
            bars->adjustSize();
            bars->resize(300, bars->height());
            const QImage image = bars->grab().toImage();
            int columns = 0; // accent columns along the upper edge of the second bar
            for (int x = 0; x < image.width(); ++x) {
                bool found = false;
                for (int y = image.height() / 2; y < image.height() && !found; ++y)
                    found = image.pixelColor(x, y) == Palette::light().accent;
                columns += found ? 1 : 0;
            }
            return columns;
        };
        const int whole = accentColumns(8, 8);
        QVERIFY(whole > 100);
        QVERIFY(qAbs(accentColumns(8, 4) * 2 - whole) <= 2);
        QVERIFY(qAbs(accentColumns(8, 2) * 4 - whole) <= 4);
        QVERIFY(qAbs(accentColumns(4, 8) - whole) <= 2);
        QCOMPARE(accentColumns(8, 0), 0);
    }

    void everythingCanBeCopied() {
        ExplanationPanel panel(bench);
        QVERIFY(stepInto(bench, 12, [](const Explanation& now) { return now.scan.rejected.size() == 3; }));
        panel.copySentence();
        QCOMPARE(QApplication::clipboard()->text(), QString::fromStdString(bench.explanation().sentence));
        panel.copyAll();
        const QString all = QApplication::clipboard()->text();
        QVERIFY(all.startsWith(QStringLiteral("k = malloc(30)\n")));
        QVERIFY(all.contains(QStringLiteral("\n→ ")));
        QCOMPARE(all.count(QStringLiteral("→ ")), 1);
        QVERIFY(all.contains(QStringLiteral("\nsize = 8\n")));
    }

    void aLowDockScrollsToTheRunningLine() {
        ExplanationPanel panel(bench);
        show(panel, {330, 150});
        bench.goTo(Position::after(OperationIndex{15}));
        auto* area = panel.findChild<QScrollArea*>();
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        bench.goTo(Position{OperationIndex{15}, 1});
        bench.goTo(Position::after(OperationIndex{15}));
        auto* code = part<PseudocodeView>(panel, "pseudocode");
        const QPoint at = code->mapTo(area->viewport(), code->runningLineRect().center());
        QVERIFY2(area->viewport()->rect().contains(QPoint(10, at.y())), qPrintable(QString::number(at.y())));
        QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    }

    void itFollowsTheTheme() {
        ExplanationPanel panel(bench);
        show(panel);
        QVERIFY(stepInto(bench, 12, [](const Explanation& now) { return now.scan.rejected.size() == 3; }));
        auto* code = part<PseudocodeView>(panel, "pseudocode");
        applyTheme(*qApp, ThemeChoice::dark);
        const int y = code->runningLineRect().center().y();
        QTRY_COMPARE(code->grab().toImage().pixelColor(1, y), Palette::darkTheme().accent);
        applyTheme(*qApp, ThemeChoice::light);
        QTRY_COMPARE(code->grab().toImage().pixelColor(1, y), Palette::light().accent);
    }
};

QTEST_MAIN(ExplanationTest)
#include "explanation_test.moc"
