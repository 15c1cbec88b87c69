// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tone_label.h"

#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QEvent>
#include <QPainter>

namespace firstfit {

ToneLabel::ToneLabel(Tone tone, double px, int weight, QWidget* parent)
    : QLabel(parent), tone_(tone), px_(px), weight_(weight) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFont(Fonts::ofDesktop().text(px_, weight_));
}

void ToneLabel::setTone(Tone tone) {
    tone_ = tone;
    update();
}

void ToneLabel::setSize(double px) {
    px_ = px;
    setFont(Fonts::ofDesktop().text(px_, weight_));
}

void ToneLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = paletteOf(*this);
    painter.setFont(font());
    painter.setPen(isEnabled() ? palette.*tone_ : palette.disabled);
    const int flags = static_cast<int>(alignment().toInt()) | Qt::TextWordWrap;
    painter.drawText(contentsRect(), flags, text());
}

void ToneLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(Fonts::ofDesktop().text(px_, weight_));
}

} // namespace firstfit
