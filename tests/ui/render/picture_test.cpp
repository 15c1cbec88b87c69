// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/render/heap_samples.h"
#include "ui/render/picture.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace firstfit;

namespace {

/// Is there a pixel of this colour?
bool shows(const QImage& image, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == colour.rgb()) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class PictureTest : public QObject {
    Q_OBJECT

private:
    const Fonts fonts_ = Fonts::ofDesktop();
    test::Recorder run_ = test::threeHoles();
    Timeline timeline_ = run_.timeline();

    [[nodiscard]] PicturePage page() const {
        PicturePage made = pageFor(timeline_, run_.trace(), test::rejectedAt(timeline_, 19));
        made.title = QStringLiteral("How does malloc find a hole?");
        return made;
    }

private Q_SLOTS:
    void saysWhatItShows() {
        const PicturePage made = page();
        QVERIFY(made.caption.startsWith(QStringLiteral("operation 12 of 13, micro-step ")));
        QVERIFY(made.caption.endsWith(QStringLiteral("k = malloc(30)")));
        QCOMPARE(made.geometry, QStringLiteral("32 blocks of 4 bytes · base 0x1000"));
        QCOMPARE(made.marks.noteText, QStringLiteral("Three holes. Which fits?"));
        QCOMPARE(operationLine(timeline_, run_.trace(), Position::after(OperationIndex{12})),
                 QStringLiteral("operation 12 of 13 · k = malloc(30)"));
        QCOMPARE(operationLine(Timeline(), Trace{}, Position{}), QStringLiteral("the fresh heap"));
    }

    void aPngCanStandAlone() {
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        QCOMPARE(writePng(page(), fonts_, buffer), QString());
        buffer.seek(0);
        QImageReader reader(&buffer, "png");
        QCOMPARE(reader.text(QStringLiteral("Title")), QStringLiteral("How does malloc find a hole?"));
        QCOMPARE(reader.text(QStringLiteral("Geometry")), QStringLiteral("32 blocks of 4 bytes · base 0x1000"));
        QVERIFY(reader.text(QStringLiteral("Operation")).contains(QStringLiteral("k = malloc(30)")));
        const QImage image = reader.read();
        QCOMPARE(image.size(), pictureSize(page(), fonts_));
        QVERIFY(shows(image, Palette::light().fills[0]));
        QVERIFY(shows(image, Palette::light().accent));
    }

    void sizeScaleAndTheme() {
        PicturePage made = page();
        made.size = QSize(1600, 900);
        made.scale = 2;
        made.dark = true;
        const QImage image = renderPicture(made, fonts_);
        QCOMPARE(image.size(), QSize(3200, 1800));
        QCOMPARE(image.pixelColor(2, 2), Palette::darkTheme().canvas);
        QVERIFY(shows(image, Palette::darkTheme().fills[0]));
        QVERIFY(!shows(image, Palette::light().canvas));
    }

    /// However small or large, the first block is there, and words do not run off the edge.
    void everySizeHoldsTheWholeHeap() {
        for (const QSize size : {QSize(320, 240), QSize(640, 200), QSize(300, 1200), QSize(2400, 1350)}) {
            PicturePage made = page();
            made.size = size;
            const QImage image = renderPicture(made, fonts_);
            QCOMPARE(image.size(), size);
            const QColor canvas = Palette::light().canvas;
            for (int x = 0; x < size.width(); ++x) {
                QCOMPARE(image.pixelColor(x, 0), canvas);
                QCOMPARE(image.pixelColor(x, size.height() - 1), canvas);
            }
            for (int y = 0; y < size.height(); ++y) {
                QCOMPARE(image.pixelColor(0, y), canvas);
                QCOMPARE(image.pixelColor(size.width() - 1, y), canvas);
            }
        }
    }

    void everyHeapHasAPicture() {
        for (const std::uint32_t blocks : {1U, 2U, 33U, 500U, 9000U, 65535U}) {
            PicturePage made;
            made.snapshot = test::mixedHeap(blocks, std::min(blocks, 40U));
            const QImage image = renderPicture(made, fonts_);
            QVERIFY(!image.isNull());
            QVERIFY(image.width() >= 200 && image.width() <= 1700 && image.height() <= 1100);
        }
    }

    /// SVG viewers do not clip for us: nothing may be drawn outside of the page.
    void anSvgStaysOnItsPage_data() {
        QTest::addColumn<quint32>("blocks");
        QTest::newRow("three holes") << 0U;
        QTest::newRow("names") << 400U;
        QTest::newRow("runs") << 3000U;
        QTest::newRow("cells") << 20000U;
        QTest::newRow("pixels") << 65535U;
    }
    void anSvgStaysOnItsPage() {
        QFETCH(quint32, blocks);
        PicturePage made = page();
        if (blocks > 0) {
            made.snapshot = test::mixedHeap(blocks, 30);
            made.marks = HeapMarks{};
        }
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        QCOMPARE(writeSvg(made, fonts_, buffer), QString());
        QSvgRenderer renderer(buffer.data());
        QVERIFY(renderer.isValid());
        const QSize size = pictureSize(made, fonts_);
        constexpr int margin = 60;
        renderer.setViewBox(QRectF(-margin, -margin, size.width() + 2 * margin, size.height() + 2 * margin));
        QImage image(size + QSize(2 * margin, 2 * margin), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter, QRectF(image.rect()));
        painter.end();
        const QRect inside = QRect(QPoint(margin, margin), size).adjusted(-1, -1, 1, 1);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (!inside.contains(x, y)) {
                    QCOMPARE(qAlpha(image.pixel(x, y)), 0);
                }
            }
        }
        // And the page is not empty.
        const Palette& palette = Palette::light();
        QVERIFY(shows(image, blocks < 10000 ? palette.fills[0] : palette.used));
    }

    /// The same painter: an SVG, rendered, has the colours of the PNG where blocks are.
    void svgAndPngAgree() {
        const PicturePage made = page();
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        QCOMPARE(writeSvg(made, fonts_, buffer), QString());
        QSvgRenderer renderer(buffer.data());
        const QImage png = renderPicture(made, fonts_);
        QImage svg(png.size(), QImage::Format_RGB32);
        svg.fill(Qt::white);
        QPainter painter(&svg);
        renderer.render(&painter, QRectF(svg.rect()));
        painter.end();
        int different = 0;
        for (int y = 0; y < png.height(); y += 3) {
            for (int x = 0; x < png.width(); x += 3) {
                const QColor a = png.pixelColor(x, y);
                const QColor b = svg.pixelColor(x, y);
                different += std::abs(a.lightness() - b.lightness()) > 60 ? 1 : 0;
            }
        }
        // Text and smoothed edges differ a little.
        QVERIFY2(different < png.width() * png.height() / 9 / 40, qPrintable(QString::number(different)));
    }

    void aPdfIsOnePageOfTheRightSize() {
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        QCOMPARE(writePdf(page(), fonts_, buffer), QString());
        QVERIFY(buffer.data().startsWith("%PDF-"));
        const QByteArray count = "/Count 1";
        QVERIFY(buffer.data().contains(count));
    }

    void savesByItsSuffixAndSaysWhatWentWrong() {
        QTemporaryDir folder;
        QVERIFY(folder.isValid());
        for (const char* name : {"a.png", "a.svg", "a.pdf", "B.PNG"}) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QCOMPARE(savePicture(page(), fonts_, path), QString());
            QVERIFY(QFile(path).size() > 1000);
        }
        QVERIFY(!savePicture(page(), fonts_, folder.filePath(QStringLiteral("a.txt"))).isEmpty());
        QVERIFY(!savePicture(page(), fonts_, folder.filePath(QStringLiteral("none/a.png"))).isEmpty());
    }
};

QTEST_MAIN(PictureTest)
#include "picture_test.moc"
