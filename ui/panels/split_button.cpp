// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/split_button.h"

#include "ui/render/control_painter.h"
#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>

#include <cmath>

namespace firstfit {

SplitButton::SplitButton(const QString& text, QMenu* menu, QWidget* parent) : QPushButton(text, parent), menu_(menu) {
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this, [this] {
        if (menuOnly_)
            showMenu();
    });
}

int SplitButton::arrowWidth() const { return static_cast<int>(std::lround(24 * Fonts::ofDesktop().scale)); }

QSize SplitButton::sizeHint() const { return QPushButton::sizeHint() + QSize(arrowWidth() / 2, 0); }

void SplitButton::setMenuOnly(bool menuOnly) {
    menuOnly_ = menuOnly;
    update();
}

void SplitButton::showMenu() {
    setDown(true);
    menu_->exec(mapToGlobal(QPoint(0, height() + 2)));
    setDown(false);
}

void SplitButton::initStyleOption(QStyleOptionButton* option) const {
    QPushButton::initStyleOption(option);
    option->features.setFlag(QStyleOptionButton::HasMenu);
}

void SplitButton::mousePressEvent(QMouseEvent* event) {
    const bool onArrow = event->position().x() >= width() - arrowWidth();
    if (event->button() == Qt::LeftButton && (onArrow || menuOnly_))
        showMenu();
    else
        QPushButton::mousePressEvent(event);
}

void SplitButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_F4)
        showMenu();
    else
        QPushButton::keyPressEvent(event);
}

void SplitButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    if (menuOnly_)
        return;
    QPainter painter(this);
    painter.fillRect(QRectF(width() - arrowWidth() - 1, height() / 4.0, 1, height() / 2.0), paletteOf(*this).line);
}

} // namespace firstfit
