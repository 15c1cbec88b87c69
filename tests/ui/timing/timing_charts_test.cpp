// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The charts of measurements: what is painted lies where the numbers say, and mouse and keys reach it.
#include "tests/ui/timing/timing_painted.h"
#include "tests/ui/timing/timing_samples.h"
#include "ui/render/theme.h"
#include "ui/views/charts/box_picture.h"
#include "ui/views/charts/chart_canvas.h"
#include "ui/views/charts/line_pictures.h"
#include "ui/views/charts/ratio_picture.h"
#include "ui/views/charts/timing_page.h"

#include <QApplication>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <cmath>

using namespace firstfit;
using namespace firstfit::test;

namespace {

/// What is written in the page as SVG, each piece ended by "|".
QString wordsOf(const TimingPage& page, const QTemporaryDir& folder) {
    const QString path = folder.filePath(QStringLiteral("words.svg"));
    if (const QString problem = saveTimingPage(page, path); !problem.isEmpty()) {
        return problem;
    }
    QFile file(path);
    QString words;
    if (file.open(QIODevice::ReadOnly)) {
        for (QXmlStreamReader xml(&file); !xml.atEnd();) {
            if (xml.readNext() == QXmlStreamReader::Characters && !xml.isWhitespace()) {
                words += xml.text().toString() + u'|';
            }
        }
    }
    return words;
}

} // namespace

class TimingChartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::light);
    }

    void boxesStandWhereQtChartsDrawsThem() {
        BoxPicture picture;
        Results results = test::results();
        // Wide boxes, so that there is a fill to look at: 50 to 200.
        for (Cell& cell : results.cells) {
            cell.summary.lower_quartile = cell.summary.median / 2;
            cell.summary.upper_quartile = cell.summary.median * 2;
            cell.summary.p5 = cell.summary.median / 3;
            cell.summary.p95 = cell.summary.median * 3;
        }
        picture.setResults(shared(results), false);
        const QImage image = painted(picture);
        const Palette& palette = Palette::light();
        const QRectF box = picture.boxAt(0, 0);
        // Twice the median and half of it: equally far on a logarithmic axis.
        QVERIFY(box.height() > 20 && box.width() > 10);
        const QPoint above(qRound(box.center().x()), qRound(box.top() + box.height() / 4));
        QVERIFY(difference(image.pixelColor(above), contenderLook("stalloc", palette).fill) < 8);
        const QPoint median(qRound(box.center().x()), qRound(box.center().y()));
        QVERIFY(difference(image.pixelColor(median), palette.ink) < 60);
        // Outside of it there is no fill, and the edge lies where Qt Charts puts it.
        QVERIFY(difference(image.pixelColor(qRound(box.left() - 4), above.y()), palette.head) < 4);
        int edges = 0;
        for (int x = qRound(box.left()) - 2; x <= qRound(box.left()) + 2; ++x) {
            edges += difference(image.pixelColor(x, above.y()), contenderLook("stalloc", palette).edge) < 60 ? 1 : 0;
        }
        QVERIFY(edges > 0);
    }

    void nothingStaysOfAnEarlierSize() {
        for (const TimingChart chart : {TimingChart::perOperation, TimingChart::freeList, TimingChart::latency}) {
            auto once = makePicture(chart);
            auto again = makePicture(chart);
            setScene(*once, chart, sceneOf(test::results()));
            setScene(*again, chart, sceneOf(test::results()));
            (void)painted(*again, {700, 350});
            QCOMPARE(painted(*again), painted(*once));
        }
    }

    void theAxisIsLogarithmic() {
        BoxPicture picture;
        picture.setResults(shared(test::results()), false);
        (void)painted(picture);
        const auto middle = [&](std::size_t group, std::size_t contender) {
            const QRectF box = picture.boxAt(group, contender);
            // 0.9 to 1.1 times the median.
            return box.top() + box.height() * std::log(1.1) / std::log(1.1 / 0.9);
        };
        // 10, 20, 80, 40 ns: from each doubling to the next it is as far.
        const double doubling = middle(0, 0) - middle(0, 1);
        QVERIFY(doubling > 5);
        QVERIFY(std::abs(middle(0, 1) - middle(1, 1) - doubling) < 0.01);
        QVERIFY(std::abs(middle(1, 1) - middle(1, 0) - doubling) < 0.01);
    }

    void emptyChartsSayWhy() {
        for (const TimingChart chart : {TimingChart::perOperation, TimingChart::toMalloc, TimingChart::freeList,
                                        TimingChart::latency, TimingChart::alongTrace, TimingChart::beforeAfter}) {
            auto picture = makePicture(chart);
            setScene(*picture, chart, sceneOf({}));
            QVERIFY(!picture->emptySentence().isEmpty());
            QVERIFY(picture->marks().empty());
            (void)painted(*picture);
        }
    }

    void everyMarkHasItsExactValues() {
        auto picture = makePicture(TimingChart::freeList);
        setScene(*picture, TimingChart::freeList, sceneOf(test::results()));
        (void)painted(*picture);
        QCOMPARE(picture->marks().size(), std::size_t{8});
        QVERIFY2(picture->marks()[3].sentence.contains(QStringLiteral("1,000 free chunks")),
                 qPrintable(picture->marks()[3].sentence));
        QVERIFY(picture->marks()[3].sentence.contains(QStringLiteral("median 4.01 µs")));
        // Both axes are logarithmic: from 1 to 10, to 100, to 1,000 it is as far.
        const auto x = [&](std::size_t mark) { return picture->marks()[mark].place.center().x(); };
        QVERIFY(std::abs((x(1) - x(0)) - (x(3) - x(2))) < 0.01 && x(1) - x(0) > 20);
    }

    void latencyIsCumulative() {
        auto picture = makePicture(TimingChart::latency);
        setScene(*picture, TimingChart::latency, sceneOf(test::results()));
        (void)painted(*picture);
        QCOMPARE(picture->marks().size(), std::size_t{4});
        QVERIFY(picture->marks()[0].sentence.contains(QStringLiteral("50 % of 1,000 took at most 16.0 ns")));
        QVERIFY(picture->marks()[2].sentence.contains(QStringLiteral("99 % of 1,000 took at most 64.0 ns")));
        QVERIFY(picture->marks()[3].sentence.contains(QStringLiteral("the slowest of 1,000: 950 ns")));
    }

    void fewPointsForAMillionOperations() {
        auto picture = makePicture(TimingChart::alongTrace);
        setScene(*picture, TimingChart::alongTrace, sceneOf(test::resultsAlong(1'000'000, 654'321, "x")));
        (void)painted(*picture, {4000, 300});
        QVERIFY(picture->marks().size() <= 1200);
        const auto& marks = picture->marks();
        const auto top = std::ranges::min_element(marks, {}, [](const ChartMark& mark) { return mark.place.top(); });
        QCOMPARE(top->id, quint64{654'321});
    }

    void aSlowOperationIsAClickAway() {
        ChartCanvas canvas(makePicture(TimingChart::alongTrace));
        setScene(canvas.picture(), TimingChart::alongTrace, sceneOf(test::resultsAlong(5000, 4000, "x")));
        canvas.setActivation(QStringLiteral("go there"));
        canvas.resize(800, 300);
        canvas.refresh();
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        QSignalSpy activated(&canvas, &ChartCanvas::activated);
        const auto& marks = canvas.picture().marks();
        const auto top = std::ranges::min_element(marks, {}, [](const ChartMark& mark) { return mark.place.top(); });
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, top->place.center().toPoint());
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toULongLong(), 4000ULL);
        // With the keys: the last operation.
        canvas.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&canvas, Qt::Key_End);
        QTest::keyClick(&canvas, Qt::Key_Return);
        QCOMPARE(activated.count(), 2);
        QCOMPARE(activated.last().first().toULongLong(), marks.back().id);
        QCOMPARE(canvas.accessibleDescription(), marks.back().sentence);
        QTest::keyClick(&canvas, Qt::Key_Home);
        QCOMPARE(canvas.current(), std::optional<std::size_t>(0));
        QTest::keyClick(&canvas, Qt::Key_Right);
        QCOMPARE(canvas.current(), std::optional<std::size_t>(1));
    }

    void zoomsWithKeysWheelAndFrame() {
        ChartCanvas canvas(makePicture(TimingChart::alongTrace));
        setScene(canvas.picture(), TimingChart::alongTrace, sceneOf(test::resultsAlong(5000, 4000, "x")));
        canvas.resize(800, 300);
        canvas.refresh();
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        const QRectF plot = canvas.picture().plot();
        const auto firstShown = [&] { return canvas.picture().marks().front().id; };
        const auto lastShown = [&] { return canvas.picture().marks().back().id; };
        QVERIFY(firstShown() < 10 && lastShown() > 4990);
        // The right half, framed with the mouse.
        QTest::mousePress(&canvas, Qt::LeftButton, {}, QPoint(qRound(plot.center().x()), qRound(plot.top() + 1)));
        QTest::mouseMove(&canvas, QPoint(qRound(plot.right()), qRound(plot.bottom() - 1)));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, QPoint(qRound(plot.right()), qRound(plot.bottom() - 1)));
        QVERIFY(canvas.picture().isZoomed());
        QVERIFY(firstShown() > 2450 && firstShown() < 2550 && lastShown() > 4990);
        canvas.setFocus();
        QTest::keyClick(&canvas, Qt::Key_0);
        QVERIFY(!canvas.picture().isZoomed());
        QVERIFY(firstShown() < 10);
        QTest::keyClick(&canvas, Qt::Key_Plus);
        QVERIFY(canvas.picture().isZoomed());
        QTest::keyClick(&canvas, Qt::Key_Minus);
        QVERIFY(!canvas.picture().isZoomed());
        const auto wheel = [&](Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(plot.center(), canvas.mapToGlobal(plot.center()), {}, {0, 120}, Qt::NoButton, modifiers,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(&canvas, &event);
        };
        wheel({}); // scrolls the page
        QVERIFY(!canvas.picture().isZoomed());
        wheel(Qt::ControlModifier);
        QVERIFY(canvas.picture().isZoomed());
        QTest::mouseDClick(&canvas, Qt::LeftButton, {}, plot.center().toPoint());
        QVERIFY(!canvas.picture().isZoomed());
    }

    void saysWhenItIsZoomed() {
        ChartCanvas canvas(makePicture(TimingChart::freeList));
        setScene(canvas.picture(), TimingChart::freeList, sceneOf(test::results()));
        canvas.resize(800, 300);
        canvas.refresh();
        QSignalSpy zoomed(&canvas, &ChartCanvas::zoomChanged);
        canvas.zoomIn();
        canvas.zoomIn();
        QCOMPARE(zoomed.count(), 1);
        QVERIFY(zoomed[0][0].toBool());
        canvas.showAll();
        QCOMPARE(zoomed.count(), 2);
        QVERIFY(!zoomed[1][0].toBool());
    }

    void aPageOfMarksAtATime() {
        ChartCanvas canvas(makePicture(TimingChart::alongTrace));
        setScene(canvas.picture(), TimingChart::alongTrace, sceneOf(test::resultsAlong(30, 4, "x")));
        canvas.resize(800, 300);
        canvas.refresh();
        const auto press = [&canvas](Qt::Key key) {
            QTest::keyClick(&canvas, key);
            return canvas.current().value_or(999);
        };
        QCOMPARE(press(Qt::Key_PageUp), std::size_t{0});
        QCOMPARE(press(Qt::Key_PageDown), std::size_t{20});
        QCOMPARE(press(Qt::Key_PageDown), std::size_t{29});
        QCOMPARE(press(Qt::Key_PageUp), std::size_t{9});
    }

    void theAxisOfALongChartStaysInSight() {
        // Nothing but the words "faster than malloc" is green when nothing is faster.
        Results results = test::results();
        results.cells.clear();
        for (const char* contender : {"stalloc", "sync-stalloc", "chain", "mimalloc", "jemalloc", "monotonic"}) {
            for (const char* workload : {"vectors", "string", "chained", "pair", "churn", "trace"}) {
                results.cells.push_back(test::cellOf(workload, contender, 30));
                results.cells.back().to_malloc = Ratio{3, Interval{2.9, 3.1}, Interval{2.8, 3.2}};
            }
        }
        auto* canvas = new ChartCanvas(makePicture(TimingChart::toMalloc));
        setScene(canvas->picture(), TimingChart::toMalloc, sceneOf(results));
        canvas->refresh();
        QScrollArea area;
        area.setWidgetResizable(true);
        area.setWidget(canvas);
        area.resize(900, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QVERIFY(canvas->height() > 700);
        const auto isGreenAtTheTop = [&area] {
            const QImage image = area.viewport()->grab().toImage();
            for (int y = 0; y < 30; ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (difference(image.pixelColor(x, y), Palette::light().success) < 40) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(isGreenAtTheTop());
        area.verticalScrollBar()->setValue(250);
        QVERIFY(isGreenAtTheTop());
        QVERIFY(canvas->picture().headHeight() > 0);
        // What does not fill the chart's end with itself.
        area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum());
        QVERIFY(isGreenAtTheTop());
        QCOMPARE(makePicture(TimingChart::freeList)->headHeight(), 0.0);
    }

    void noTwoContendersLookAlike() {
        const std::vector<std::string> ids{"stalloc",  "sync-stalloc",        "chain",     "malloc",
                                           "mimalloc", "unsynchronized-pool", "monotonic", "jemalloc"};
        for (const bool dark : {false, true}) {
            for (const std::string& a : ids) {
                for (const std::string& b : ids) {
                    const ContenderLook first = contenderLook(a, Palette::of(dark));
                    const ContenderLook second = contenderLook(b, Palette::of(dark));
                    QVERIFY(a == b || (first.marker != second.marker && first.edge != second.edge));
                }
            }
        }
    }

    void picturesSayWhatTheyAreOf() {
        const QTemporaryDir folder;
        Results after = test::resultsAlong(100, 42, "run.mtrace");
        after.trace_heap = {BlockCount{1000}, 8, 0x1000};
        after.cells[0].failure = "3 requests found no room.";
        TimingPage page;
        page.scene = sceneOf(after);
        Results before = after;
        before.machine.processor = "Another processor";
        page.scene.before = shared(before);
        const QString all = wordsOf(page, folder);
        QVERIFY(all.contains(QStringLiteral("Latency of single operations: two vectors")));
        QVERIFY(all.contains(QStringLiteral("Cost along the trace: Stalloc, 1,000 × 8 bytes")));
        QVERIFY(all.contains(QStringLiteral("3 requests found no room.")));
        QVERIFY(all.contains(QStringLiteral("not the same in both runs: processor")));
        // The legend stands where it explains something, and only there.
        page.charts = {TimingChart::alongTrace};
        QVERIFY(!wordsOf(page, folder).contains(QStringLiteral("malloc|")));
        page.charts = {TimingChart::latency};
        QVERIFY(wordsOf(page, folder).contains(QStringLiteral("malloc|")));
    }

    void savesPicturesThatStandAlone() {
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("chart.png"));
        QCOMPARE(saveTimingPage(test::resultsAlong(100, 42, "run.mtrace"), png), QString());
        const QImage image(png);
        QCOMPARE(image.width(), 1200);
        QVERIFY(image.height() > 1200);
        const QString svg = folder.filePath(QStringLiteral("chart.svg"));
        QCOMPARE(saveTimingPage(test::results(), svg, true), QString());
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString words;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::Characters) {
                words += xml.text();
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(words.contains(QStringLiteral("Time per operation")));
        QVERIFY(words.contains(QStringLiteral("Test processor")));
        QVERIFY(words.contains(QStringLiteral("Noisy")));
        QVERIFY(!words.contains(QStringLiteral("Cost along the trace"))); // nothing to show
        QVERIFY(!saveTimingPage(test::results(), folder.filePath(QStringLiteral("chart.gif"))).isEmpty());
        QVERIFY(!saveTimingPage(test::results(), QStringLiteral("/nowhere/chart.png")).isEmpty());
    }
};

QTEST_MAIN(TimingChartsTest)
#include "timing_charts_test.moc"
