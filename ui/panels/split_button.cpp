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

void SplitButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const Palette& palette = paletteOf(*this);
    const QColor ink = isEnabled() ? palette.ink : palette.disabled;
    const int arrow = arrowWidth();
    painter.setPen(ink);
    painter.drawText(QRect(arrow / 4, 0, width() - arrow, height()), Qt::AlignCenter, text());
    const QRectF place(width() - arrow, 0, arrow, height());
    ControlPainter(painter, palette, Fonts::ofDesktop().scale).chevron(place.center() + QPointF(-1, 0.5), false, ink);
    if (!menuOnly_)
        painter.fillRect(QRectF(place.left() - 1, 6, 1, height() - 12), palette.line);
}

} // namespace firstfit
