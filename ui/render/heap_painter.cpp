// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/heap_painter.h"

#include "ui/render/blocks.h"
#include "ui/render/header_block.h"
#include "ui/render/labels.h"
#include "ui/render/links.h"
#include "ui/render/marks.h"
#include "ui/render/spans.h"

#include <algorithm>

namespace firstfit {

namespace {

/// The legend ends where a flag or a reason hangs below the last row.
QRectF footerBox(const PaintContext& c) {
    QRectF box = c.layout.footer();
    if (c.layout.detail < Detail::fields) {
        return box;
    }
    const auto keepClear = [&](const std::optional<BlockIndex>& block) {
        if (block && block->value < c.baseIndex() && c.layout.rowOf(*block) + 1 == c.layout.rows &&
            c.rejectionOf(block->value) != nullptr && c.snapshot.run_at(*block).blocks.value == 1) {
            box.setRight(std::max(box.left(), std::min(box.right(), c.layout.block(*block).left() - 8)));
        }
    };
    keepClear(c.marks.scan.curr);
    keepClear(c.marks.scan.prev);
    return box;
}

} // namespace

void HeapPainter::paint(QPainter& painter, const HeapPicture& picture, const QRectF& exposed) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    PaintContext context(painter, picture, exposed, text_, textures_, stamps_);
    paintRowLabels(context);
    paintBaseHeader(context);
    paintNote(context);
    if (picture.layout.detail >= Detail::names) {
        paintRuns(context);
    } else {
        paintSpans(context);
    }
    paintFrames(context);
    paintLinks(context);
    paintFlags(context);
    const QRectF footer = footerBox(context);
    if (!footer.isEmpty() && footer.top() - 30 <= exposed.bottom()) {
        paintFooter(painter, footer, footerOf(picture), picture.palette);
    }
    paintCallout(context);
    painter.restore();
}

FooterContent HeapPainter::footerOf(const HeapPicture& picture) {
    FooterContent content;
    content.detail = picture.layout.detail;
    content.sentence = picture.marks.sentence;
    content.request = picture.marks.request;
    content.comparedWith = comparedWith(picture.snapshot, picture.marks.request);
    content.somethingFits = picture.snapshot.metrics().largest_chunk.value >= picture.marks.request;
    content.classes = footerClasses(picture.marks.colouring, picture.palette);
    return content;
}

void HeapPainter::paintFooter(QPainter& painter, const QRectF& box, const FooterContent& content,
                              const Palette& palette) {
    const double scale = painter.worldTransform().m11() * painter.device()->devicePixelRatioF();
    firstfit::paintFooter(painter, box, content, palette, text_, textures_, scale);
}

} // namespace firstfit
