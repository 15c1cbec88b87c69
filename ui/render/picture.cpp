// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/picture.h"

#include "ui/render/footer.h"
#include "ui/render/heap_painter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImageWriter>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

constexpr double side = 16; ///< left and right of the words
constexpr double titleHeight = 26;
constexpr double lineHeight = 19;
constexpr double above = 14;

/// What a heap that says nothing about the size may take, in units.
constexpr QSizeF defaultBox(1640, 1000);
/// Where only the width is bounded, the height is in proportion.
constexpr double heightOfWidest = 0.8;
constexpr double mostEnlarged = 4;
/// So that the legend and the sentences of a tiny heap can be read, where no size is asked for.
constexpr double leastWidth = 640;

/// The layout chosen for a page, and how much it is enlarged.
struct Composition {
    HeapLayout layout;
    QSizeF size; ///< of words and map together, in units
    double scale = 1;
};

double headHeight(const PicturePage& page) {
    return above + (page.title.isEmpty() ? 0 : titleHeight) + (page.caption.isEmpty() ? 0 : lineHeight) + lineHeight +
           6;
}

double wordsWidth(const PicturePage& page, TextCache& text) {
    return 2 * side +
           std::max({text.width(TextStyle::title, page.title), text.width(TextStyle::code12Bold, page.caption),
                     text.width(TextStyle::caption, page.geometry)});
}

/// The best row length at a zoom: the one that fills the box most.
Composition compose(const PicturePage& page, QSizeF box, double px, double words, TextCache& text) {
    Composition best;
    best.scale = 0;
    const HeapGeometry& geometry = page.snapshot.geometry();
    for (std::uint32_t perRow = 1; perRow / 2 < geometry.blocks.value; perRow *= 2) {
        Composition made;
        const double wide = 2 * defaultBox.width() + perRow * px;
        made.layout = HeapLayout::make(geometry, px, wide, true, perRow);
        // The footer and the note end where this layout's rows end.
        made.layout.width = std::max(made.layout.blocksRight() + made.layout.right, std::min(words, 728.0));
        if (page.size.isEmpty()) {
            made.layout.width = std::max(made.layout.width, leastWidth);
        }
        made.layout.footerHeight +=
            (footerLines(made.layout.detail, made.layout.footer().width(), text) - 1) * footerLine;
        const QSizeF map = made.layout.contentSize();
        made.size = QSizeF(std::max({map.width(), made.layout.width, words}), headHeight(page) + map.height());
        made.scale = std::min(box.width() / made.size.width(), box.height() / made.size.height());
        if (made.scale > best.scale) {
            best = made;
        }
    }
    return best;
}

/// The most detail for which the box has room; in a small box rather smaller words than less detail, within reason.
Composition mostDetailed(const PicturePage& page, QSizeF box, double words, TextCache& text) {
    Composition largest;
    largest.scale = 0;
    for (const double atLeast : {1.0, 0.7, 0.5}) {
        for (const double px : {78., 64., 48., 40., 32., 24., 18., 12., 8., 6., 4., 3., 2., 1., 0.5, 0.25, 0.125}) {
            const Composition made = compose(page, box, px, words, text);
            if (made.scale >= atLeast) {
                return made;
            }
            if (made.scale > largest.scale) {
                largest = made;
            }
        }
    }
    return largest;
}

/// What the picture may take, in units.
QSizeF boxOf(const PicturePage& page) {
    if (!page.size.isEmpty()) {
        return page.size;
    }
    return page.widest > 0 ? QSizeF(page.widest, page.widest * heightOfWidest) : defaultBox;
}

/// The layout for a page, and its enlargement.
Composition compose(const PicturePage& page, TextCache& text) {
    const QSizeF box = boxOf(page);
    const double words = wordsWidth(page, text);
    Composition made;
    if (page.pixelsPerBlock > 0) {
        made = compose(page, box, page.pixelsPerBlock, words, text);
    } else {
        made = mostDetailed(page, box, words, text);
    }
    const double most = page.size.isEmpty() ? 1 : mostEnlarged;
    made.scale = page.size.isEmpty() && page.widest == 0 ? 1 : std::min(made.scale, most);
    return made;
}

PicturePage completed(PicturePage page) {
    if (page.geometry.isEmpty()) {
        page.geometry = geometryLine(page.snapshot.geometry());
    }
    return page;
}

QSizeF sizeOf(const PicturePage& page, const Composition& made) {
    const QSizeF needed = made.size * made.scale;
    return page.size.isEmpty() ? QSizeF(std::ceil(needed.width()), std::ceil(needed.height())) : QSizeF(page.size);
}

void paintHead(QPainter& painter, const PicturePage& page, const Palette& palette, TextCache& text) {
    double y = above;
    if (!page.title.isEmpty()) {
        painter.setPen(palette.ink);
        text.draw(painter, TextStyle::title, QPointF(side, y + 18), page.title);
        y += titleHeight;
    }
    if (!page.caption.isEmpty()) {
        painter.setPen(palette.ink);
        text.draw(painter, TextStyle::code12Bold, QPointF(side, y + 13), page.caption);
        y += lineHeight;
    }
    painter.setPen(palette.ink3);
    text.draw(painter, TextStyle::caption, QPointF(side, y + 13), page.geometry);
}

/// Paints the page into a device of `size` units; the painter is scaled so that one unit is one unit of the page.
void paintPage(QPainter& painter, const PicturePage& page, HeapPainter& heap, const Composition& made) {
    const Palette& palette = Palette::of(page.dark);
    const QSizeF size = sizeOf(page, made);
    painter.fillRect(QRectF(QPointF(0, 0), size), palette.canvas);
    const QSizeF used = made.size * made.scale;
    painter.translate(std::floor((size.width() - used.width()) / 2), std::floor((size.height() - used.height()) / 2));
    painter.scale(made.scale, made.scale);
    paintHead(painter, page, palette, heap.text());
    painter.translate(0, headHeight(page));
    const QSizeF map = made.layout.contentSize();
    heap.paint(painter, HeapPicture{page.snapshot, made.layout, palette, page.marks}, QRectF(QPointF(0, 0), map));
}

QString cannotWrite(const QIODevice& device) {
    return Words::tr("The picture cannot be written: %1").arg(device.errorString());
}

} // namespace

QString geometryLine(const HeapGeometry& geometry) {
    const QLocale locale;
    const QString blocks = geometry.blocks.value == 1
                               ? Words::tr("1 block")
                               : Words::tr("%1 blocks").arg(locale.toString(geometry.blocks.value));
    return Words::tr("%1 of %2 bytes · base 0x%3")
        .arg(blocks, locale.toString(geometry.block_size), QString::number(geometry.base_address, 16));
}

QSize pictureSize(const PicturePage& page, const Fonts& fonts) {
    TextCache text(fonts);
    const PicturePage whole = completed(page);
    return sizeOf(whole, compose(whole, text)).toSize();
}

QImage renderPicture(const PicturePage& wanted, const Fonts& fonts) {
    const PicturePage page = completed(wanted);
    HeapPainter heap(fonts);
    const Composition made = compose(page, heap.text());
    const int scale = std::clamp(page.scale, 1, 4);
    QImage image(sizeOf(page, made).toSize() * scale, QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintPage(painter, page, heap, made);
    painter.end();
    const int dotsPerMeter = static_cast<int>(std::lround(96 * scale / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.setText(QStringLiteral("Title"), page.title);
    image.setText(QStringLiteral("Description"), page.caption);
    image.setText(QStringLiteral("Operation"), page.caption);
    image.setText(QStringLiteral("Geometry"), page.geometry);
    image.setText(QStringLiteral("Software"), QStringLiteral("Firstfit"));
    return image;
}

void paintPicture(QPainter& painter, const PicturePage& wanted, const Fonts& fonts) {
    const PicturePage page = completed(wanted);
    HeapPainter heap(fonts);
    const Composition made = compose(page, heap.text());
    painter.save();
    paintPage(painter, page, heap, made);
    painter.restore();
}

QString writePng(const PicturePage& page, const Fonts& fonts, QIODevice& device) {
    const QImage image = renderPicture(page, fonts);
    if (image.isNull()) {
        return Words::tr("The picture is too large for this machine's memory.");
    }
    QImageWriter writer(&device, "png");
    return writer.write(image) ? QString() : Words::tr("The picture cannot be written: %1").arg(writer.errorString());
}

QString writeSvg(const PicturePage& wanted, const Fonts& fonts, QIODevice& device) {
    const PicturePage page = completed(wanted);
    HeapPainter heap(fonts);
    const Composition made = compose(page, heap.text());
    const QSize size = sizeOf(page, made).toSize();
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(96);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(page.title.isEmpty() ? QStringLiteral("Firstfit") : page.title);
    generator.setDescription(page.caption.isEmpty() ? page.geometry
                                                    : page.caption + QStringLiteral(" · ") + page.geometry);
    QPainter painter;
    if (!painter.begin(&generator)) {
        return cannotWrite(device);
    }
    paintPage(painter, page, heap, made);
    return painter.end() ? QString() : cannotWrite(device);
}

QString writePdf(const PicturePage& wanted, const Fonts& fonts, QIODevice& device) {
    const PicturePage page = completed(wanted);
    HeapPainter heap(fonts);
    const Composition made = compose(page, heap.text());
    QPdfWriter writer(&device);
    writer.setResolution(96);
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setPageSize(QPageSize(sizeOf(page, made) * (72.0 / 96), QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setTitle(page.title.isEmpty() ? page.caption : page.title);
    writer.setCreator(QStringLiteral("Firstfit"));
    QPainter painter;
    if (!painter.begin(&writer)) {
        return cannotWrite(device);
    }
    paintPage(painter, page, heap, made);
    return painter.end() ? QString() : cannotWrite(device);
}

QString savePicture(const PicturePage& page, const Fonts& fonts, const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool known =
        suffix == QLatin1String("png") || suffix == QLatin1String("svg") || suffix == QLatin1String("pdf");
    if (!known) {
        return Words::tr("%1: pictures are .png, .svg or .pdf").arg(path);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return Words::tr("%1 cannot be written: %2").arg(path, file.errorString());
    }
    const QString problem = suffix == QLatin1String("png")   ? writePng(page, fonts, file)
                            : suffix == QLatin1String("svg") ? writeSvg(page, fonts, file)
                                                             : writePdf(page, fonts, file);
    if (!problem.isEmpty()) {
        file.cancelWriting();
        return problem;
    }
    return file.commit() ? QString() : Words::tr("%1 cannot be written: %2").arg(path, file.errorString());
}

} // namespace firstfit
