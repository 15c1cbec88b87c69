// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sizing_chart.h"

#include "ui/render/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace firstfit {

SizingChart::SizingChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("sizing-chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Bytes of the smallest heap by block size"));
}

QSize SizingChart::sizeHint() const {
    const double scale = Fonts::ofDesktop().scale;
    return {static_cast<int>(std::lround(344 * scale)), static_cast<int>(std::lround(196 * scale))};
}

QSize SizingChart::minimumSizeHint() const { return {sizeHint().width() * 2 / 3, sizeHint().height()}; }

void SizingChart::setScene(SizingScene scene) {
    scene_ = std::move(scene);
    scene_.hovered.reset();
    describe();
    update();
}

void SizingChart::setSelected(std::optional<std::size_t> bar) {
    if (scene_.selected != bar) {
        scene_.selected = bar;
        describe();
        update();
    }
}

SizingLayout SizingChart::geometryNow() const { return {QSizeF(size()), scene_, Fonts::ofDesktop().scale}; }

void SizingChart::describe() {
    QString words;
    if (scene_.selected && *scene_.selected < scene_.bars.size()) {
        words = barSentence(scene_.bars[*scene_.selected], scene_.peakBytes);
    } else {
        QStringList all;
        for (const SizingBar& bar : scene_.bars) {
            all << barSentence(bar, scene_.peakBytes);
        }
        words = all.join(QStringLiteral(". "));
    }
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void SizingChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = paletteOf(*this);
    painter.fillRect(rect(), palette.panel);
    paintSizing(painter, scene_, geometryNow(), palette, Fonts::ofDesktop(), textures_);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QPen dashes(palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
        dashes.setDashPattern({2, 1.5});
        painter.setPen(dashes);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void SizingChart::mousePressEvent(QMouseEvent* event) {
    const auto bar = geometryNow().barAt(event->position());
    if (event->button() != Qt::LeftButton || !bar) {
        event->ignore();
        return;
    }
    setSelected(bar);
    Q_EMIT selected(*bar);
}

void SizingChart::mouseMoveEvent(QMouseEvent* event) {
    const auto bar = geometryNow().barAt(event->position());
    setCursor(bar ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (bar != scene_.hovered) {
        scene_.hovered = bar;
        update();
    }
}

void SizingChart::leaveEvent(QEvent* event) {
    scene_.hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

void SizingChart::keyPressEvent(QKeyEvent* event) {
    const bool left = event->key() == Qt::Key_Left;
    if ((!left && event->key() != Qt::Key_Right) || scene_.bars.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const std::size_t last = scene_.bars.size() - 1;
    const std::size_t now = std::min(scene_.selected.value_or(scene_.recommended.value_or(0)), last);
    const std::size_t next = !scene_.selected ? now : left ? now - (now > 0 ? 1 : 0) : std::min(now + 1, last);
    setSelected(next);
    Q_EMIT selected(next);
}

void SizingChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void SizingChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void SizingChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

bool SizingChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const SizingLayout layout = geometryNow();
        const auto bar = layout.barAt(help->pos());
        if (bar) {
            QToolTip::showText(help->globalPos(), barSentence(scene_.bars[*bar], scene_.peakBytes), this,
                               layout.column(*bar).toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace firstfit
