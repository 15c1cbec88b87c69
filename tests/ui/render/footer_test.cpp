// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend of the map tells every colour that the map may have, at every width of a window.
#include "ui/render/footer.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace firstfit;

namespace {

/// The legend in the height that it asks for, over nothing.
QImage painted(const FooterContent& content, int width, const Palette& palette) {
    TextCache text{Fonts()};
    TexturePainter textures;
    const int further = footerLines(content.detail, width, text) - 1;
    QImage image(width, static_cast<int>(40 + further * footerLine), QImage::Format_RGB32);
    image.fill(palette.canvas);
    QPainter painter(&image);
    paintFooter(painter, QRectF(image.rect()), content, palette, text, textures, 1);
    return image;
}

int rowsWith(const QImage& image, const QColor& colour) {
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) {
        bool has = false;
        for (int x = 0; x < image.width(); ++x) {
            has = has || image.pixelColor(x, y) == colour;
        }
        rows += has ? 1 : 0;
    }
    return rows;
}

} // namespace

class FooterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLengthHasItsColourInTheLegend_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<std::uint64_t>("request");
        for (const int width : {460, 560, 640, 700, 820, 1000, 1400}) {
            for (const std::uint64_t request : {std::uint64_t{2'608}, std::uint64_t{40'000}, std::uint64_t{65'535}}) {
                QTest::addRow("%d %d", width, static_cast<int>(request)) << width << request;
            }
        }
    }

    void everyLengthHasItsColourInTheLegend() {
        QFETCH(const int, width);
        QFETCH(const std::uint64_t, request);
        for (const bool dark : {false, true}) {
            const Palette& palette = Palette::of(dark);
            FooterContent content;
            content.detail = Detail::pixels;
            content.request = request;
            content.comparedWith = request;
            const QImage image = painted(content, width, palette);
            for (const QColor& colour : palette.freeByLength) {
                QVERIFY2(rowsWith(image, colour) >= 4, qPrintable(colour.name()));
            }
        }
    }

    void theSentenceStandsBelowTheLegend() {
        const Palette& palette = Palette::light();
        FooterContent content;
        content.detail = Detail::pixels;
        content.request = content.comparedWith = 40'000;
        const QImage image = painted(content, 560, palette);
        // Ink of the sentence's own, which the legend does not have, and none of it beside the colours.
        int firstInk = image.height();
        int lastColour = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor here = image.pixelColor(x, y);
                firstInk = here == palette.ink ? std::min(firstInk, y) : firstInk;
                lastColour = here == palette.freeByLength[4] ? y : lastColour;
            }
        }
        QVERIFY(firstInk < image.height());
        QVERIFY2(firstInk > lastColour, qPrintable(QStringLiteral("%1 %2").arg(firstInk).arg(lastColour)));
    }
};

QTEST_MAIN(FooterTest)
#include "footer_test.moc"
