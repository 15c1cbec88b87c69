// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a heap: on the screen, into a picture, as SVG or PDF. It never clips, so it may paint anywhere.
#pragma once

#include "ui/render/footer.h"
#include "ui/render/hatching.h"
#include "ui/render/heap_picture.h"
#include "ui/render/link_stamps.h"
#include "ui/render/text_cache.h"

namespace firstfit {

class HeapPainter {
public:
    explicit HeapPainter(const Fonts& fonts) : text_(fonts) {}

    /// Paints the rows that touch `exposed` (in the layout's units; the painter may be scaled). Nothing that is
    /// smaller than a pixel is painted one by one. O(visible runs + chunks).
    void paint(QPainter& painter, const HeapPicture& picture, const QRectF& exposed);

    /// What the legend below this picture says.
    [[nodiscard]] static FooterContent footerOf(const HeapPicture& picture);
    /// The legend alone, for a strip of its own.
    void paintFooter(QPainter& painter, const QRectF& box, const FooterContent& content, const Palette& palette);
    [[nodiscard]] TextCache& text() { return text_; }

private:
    TextCache text_;
    TexturePainter textures_;
    LinkStamps stamps_;
};

} // namespace firstfit
