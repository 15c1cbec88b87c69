// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/link_label.h"

#include "ui/render/fonts.h"

#include <QEvent>

namespace firstfit {

LinkLabel::LinkLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setFocusPolicy(Qt::StrongFocus);
    setFont(Fonts::ofDesktop().text(12));
}

void LinkLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(Fonts::ofDesktop().text(12));
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        // Links take their colour when the text is set.
        const QString words = text();
        setText({});
        setText(words);
    }
}

} // namespace firstfit
