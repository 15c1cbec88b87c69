// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel.h"

#include <utility>

namespace firstfit {

Panel::Panel(QString id, QString title, QWidget* parent)
    : QWidget(parent), id_(std::move(id)), title_(std::move(title)) {
    setObjectName(id_);
    setAccessibleName(title_);
}

void Panel::setCaption(const QString& caption) {
    if (caption != caption_) {
        caption_ = caption;
        Q_EMIT captionChanged();
    }
}

} // namespace firstfit
