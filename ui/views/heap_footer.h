// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend below the heap map, or the sentence in its place.
#pragma once

#include "ui/render/heap_painter.h"

#include <QWidget>

namespace firstfit {

class HeapFooter : public QWidget {
    Q_OBJECT

public:
    explicit HeapFooter(QWidget* parent = nullptr);

    /// What it says, and where its left edge is (px), so that it lines up with the blocks.
    void setContent(const FooterContent& content, double left);
    /// Height in px for a level of detail, where the words have so many units of width; `scale` is in px per unit.
    /// `withClasses`: with a line for the classes of a colouring.
    [[nodiscard]] int heightFor(Detail detail, double width, double scale, bool withClasses);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    FooterContent content_;
    double left_ = 0;
    HeapPainter painter_;
    double scale_ = 1;
};

} // namespace firstfit
