// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap map as a picture that can stand alone: title, operation, geometry, map, legend.
#pragma once

#include "ui/render/fonts.h"
#include "ui/render/heap_picture.h"

#include <QImage>
#include <QSize>
#include <QString>

class QIODevice;
class QPainter;

namespace firstfit {

/// What a picture of the heap shows. Needs no window and no display.
struct PicturePage {
    Snapshot snapshot;
    HeapMarks marks;
    QString title;    ///< "How does malloc find a hole?"; empty: no line
    QString caption;  ///< "operation 12 of 17 · k = malloc(30)"
    QString geometry; ///< empty: geometryLine(snapshot.geometry())
    bool dark = false;
    QSize size;                ///< in units of 1x; empty: as the heap needs
    double widest = 0;         ///< without a size: at most so wide, and as high as the heap then needs; 0: no bound
    double pixelsPerBlock = 0; ///< 0: as large as the size allows, 78 at the most
    int scale = 1;             ///< 1..4 px per unit, for images
};

/// "32 blocks of 4 bytes · base 0x1000".
[[nodiscard]] QString geometryLine(const HeapGeometry& geometry);
/// "operation 12 of 17 · k = malloc(30)"; before the first: "the fresh heap". Micro-steps are named inside one.
[[nodiscard]] QString operationLine(const Timeline& timeline, const Trace& trace, Position position);
/// Marks as the window has them at a position: scan, request, note, sentence of a failure. Nothing is selected.
[[nodiscard]] HeapMarks marksAt(const Timeline& timeline, const Trace& trace, Position position,
                                const Explanation& explanation, const Snapshot& snapshot);
/// All of the above for a position of a run; size, theme and scale are left to the caller. O(chunks).
[[nodiscard]] PicturePage pageFor(const Timeline& timeline, const Trace& trace, Position position);

/// In units of 1x: the size asked for, or what the heap needs.
[[nodiscard]] QSize pictureSize(const PicturePage& page, const Fonts& fonts);

/// The picture in `page.scale` px per unit, with title, operation and geometry as text entries. A null image when it
/// does not fit into memory.
[[nodiscard]] QImage renderPicture(const PicturePage& page, const Fonts& fonts);
/// Paints the picture, pictureSize() units large, at the painter's origin.
void paintPicture(QPainter& painter, const PicturePage& page, const Fonts& fonts);
/// Writes it; returns what went wrong, or an empty string.
[[nodiscard]] QString writePng(const PicturePage& page, const Fonts& fonts, QIODevice& device);
[[nodiscard]] QString writeSvg(const PicturePage& page, const Fonts& fonts, QIODevice& device);
[[nodiscard]] QString writePdf(const PicturePage& page, const Fonts& fonts, QIODevice& device);
/// By the suffix of `path` (.png, .svg, .pdf), through a temporary file, so that a failure leaves what was there.
[[nodiscard]] QString savePicture(const PicturePage& page, const Fonts& fonts, const QString& path);

} // namespace firstfit
