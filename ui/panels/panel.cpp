// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel.h"

#include "ui/panels/wheel_focus.h"

#include <QScrollArea>
#include <QVBoxLayout>

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

QScrollArea* addScrolled(QWidget& panel, QWidget* content) {
    auto* scroll = new QScrollArea(&panel);
    scroll->setWidget(content);
    letWheelScroll(*content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    content->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    return scroll;
}

} // namespace firstfit
