// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ratio chart and that of changes: what their colours claim.
#include "tests/ui/timing/timing_painted.h"
#include "tests/ui/timing/timing_samples.h"
#include "ui/render/theme.h"
#include "ui/views/charts/ratio_picture.h"

#include <QApplication>
#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class TimingRatioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::light);
    }

    void ratioBarsStartAtOne() {
        RatioPicture picture;
        picture.setBars(ratioBars(test::results()), QStringLiteral("faster"), QStringLiteral("slower"), {});
        const QImage image = painted(picture, {900, picture.preferredHeight(900, 1)});
        const QRectF faster = picture.barAt(0);
        const QRectF slower = picture.barAt(1);
        QCOMPARE(faster.right(), slower.left());
        QVERIFY(std::abs(faster.width() - slower.width()) < 0.01); // half and twice
        const Palette& palette = Palette::light();
        const auto colourIn = [&](const QRectF& bar) {
            return image.pixelColor(qRound(bar.center().x()), qRound(bar.top() + 2));
        };
        QVERIFY(difference(colourIn(faster), palette.success) < 8);
        QVERIFY(difference(colourIn(slower), palette.used) < 8);
    }

    void whatIsNotSureHasNoColour() {
        Results results = test::results();
        const Palette& palette = Palette::light();
        const auto colours = [&](const Results& shown) {
            RatioPicture picture;
            picture.setBars(ratioBars(shown), QStringLiteral("faster"), QStringLiteral("slower"), {});
            const QImage image = painted(picture, {900, picture.preferredHeight(900, 1)});
            QList<QColor> found;
            for (std::size_t bar = 0; bar < 2; ++bar) {
                const QRectF box = picture.barAt(bar);
                found << image.pixelColor(qRound(box.center().x()), qRound(box.top() + 2));
            }
            return found;
        };
        const auto isGrey = [&](const QColor& colour) { return difference(colour, palette.line) < 8; };
        QVERIFY(!isGrey(colours(results)[0]) && !isGrey(colours(results)[1]));
        results.cells[0].to_malloc->interval95.reset(); // too few rounds
        results.cells[2].to_malloc->interval95 = Interval{0.9, 2.5};
        QVERIFY(isGrey(colours(results)[0]) && isGrey(colours(results)[1]));
    }

    void whatFailedHasNoColourAndAMark() {
        Results results = test::results();
        const auto reds = [](const Results& shown) {
            RatioPicture picture;
            picture.setBars(ratioBars(shown), QStringLiteral("faster"), QStringLiteral("slower"), {});
            const QImage image = painted(picture, {900, picture.preferredHeight(900, 1)});
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    count += difference(image.pixelColor(x, y), Palette::light().failure) < 8 ? 1 : 0;
                }
            }
            const QRectF box = picture.barAt(0);
            const QColor bar = image.pixelColor(qRound(box.center().x()), qRound(box.top() + 2));
            return std::pair(count, bar);
        };
        const auto [before, green] = reds(results);
        results.cells[0].failure = "3 requests found no room.";
        const auto [after, grey] = reds(results);
        QVERIFY(difference(green, Palette::light().success) < 8);
        QVERIFY(difference(grey, Palette::light().line) < 8);
        QVERIFY2(after > before + 20, qPrintable(QStringLiteral("%1, %2").arg(before).arg(after)));
        QVERIFY(ratioBars(results)[0].sentence.contains(QStringLiteral("3 requests found no room.")));
    }

    void changesAreBarsToo() {
        Results after = test::results();
        for (Cell& cell : after.cells) {
            cell.summary.median *= 2;
            cell.summary.median_interval = Interval{cell.summary.median * 0.99, cell.summary.median * 1.01};
        }
        const auto bars = changeBars(test::results(), after);
        QCOMPARE(bars.size(), std::size_t{4});
        QCOMPARE(bars[0].value, 2.0);
    }

    void runsOfOtherWorkAreNotCompared() {
        Results before = test::results();
        before.churn.live = 7;
        std::erase_if(before.cells, [](const Cell& cell) { return cell.workload != "churn"; });
        auto picture = makePicture(TimingChart::beforeAfter);
        TimingScene scene = sceneOf(test::results());
        setScene(*picture, TimingChart::beforeAfter, scene);
        const QString nothingChosen = picture->emptySentence();
        scene.before = shared(before);
        setScene(*picture, TimingChart::beforeAfter, scene);
        QVERIFY(!picture->emptySentence().isEmpty() && picture->emptySentence() != nothingChosen);
        before.churn.live = test::results().churn.live;
        scene.before = shared(before);
        setScene(*picture, TimingChart::beforeAfter, scene);
        QCOMPARE(picture->emptySentence(), QString());
    }
};

QTEST_MAIN(TimingRatioTest)
#include "timing_ratio_test.moc"
