// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/minimap.h"

#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double gap = 14; ///< for the triangle
constexpr double edge = 6;
constexpr double topMargin = 12;
constexpr double captionHeight = 22;

} // namespace

Minimap::Minimap(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Overview of the heap"));
    setAccessibleDescription(tr("The whole heap, a line for each row; drag the frame to scroll the map"));
    setToolTip(tr("The whole heap. Drag to scroll the map."));
    setCursor(Qt::PointingHandCursor);
}

void Minimap::setHeap(const Snapshot& snapshot, std::uint32_t blocksPerRow) {
    snapshot_ = snapshot;
    blocksPerRow_ = std::max(blocksPerRow, 1U);
    rows_ = (snapshot.geometry().blocks.value - 1) / blocksPerRow_ + 1;
    image_ = QImage();
    update();
}

void Minimap::setView(double from, double to) {
    if (from != from_ || to != to_) {
        from_ = from;
        to_ = to;
        update();
    }
}

void Minimap::setMark(std::optional<BlockIndex> block) {
    if (mark_ != block) {
        mark_ = block;
        update();
    }
}

void Minimap::setMarks(std::optional<LengthRange> lit, const MapColouring& colouring) {
    if (lit_ != lit || colouring_ != colouring) {
        lit_ = lit;
        colouring_ = colouring;
        image_ = QImage();
        update();
    }
}

QRectF Minimap::mapRect() const {
    const double room = std::max(1.0, height() - topMargin - captionHeight);
    return QRectF(gap, topMargin, std::max(1.0, width() - gap - edge), std::min<double>(room, rows_));
}

const QImage& Minimap::image() {
    if (image_.isNull()) {
        const double ratio = devicePixelRatioF();
        const QRectF map = mapRect();
        const QSize size(static_cast<int>(map.width() * ratio), static_cast<int>(map.height() * ratio));
        const Palette& palette = paletteOf(*this);
        const QImage lines = coverageImage(snapshot_, blocksPerRow_, size, palette, {lit_, &colouring_});
        image_ = lines.size() == size ? lines : lines.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
        image_.setDevicePixelRatio(ratio);
    }
    return image_;
}

void Minimap::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), palette.canvas);
    const QRectF map = mapRect();
    painter.drawImage(map.topLeft(), image());

    painter.setRenderHint(QPainter::Antialiasing);
    const double from = map.top() + from_ * map.height();
    const double to = map.top() + to_ * map.height();
    const double shown = std::max(to - from, 7.0); // a frame is never too small to be taken hold of
    const QRectF frame(map.left() - 2, std::round((from + to - shown) / 2) - 2, map.width() + 4, std::round(shown) + 4);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent, 2));
    painter.drawRect(frame.adjusted(1, 1, -1, -1));
    if (mark_ && mark_->value < snapshot_.geometry().blocks.value) {
        const double y = map.top() + (mark_->value / blocksPerRow_ + 0.5) / rows_ * map.height();
        QPainterPath triangle(QPointF(map.left() - 5, y));
        triangle.lineTo(map.left() - 12, y - 4.5);
        triangle.lineTo(map.left() - 12, y + 4.5);
        triangle.closeSubpath();
        painter.fillPath(triangle, palette.accent);
    }
    painter.setPen(palette.ink3);
    const Fonts fonts = Fonts::ofDesktop();
    painter.setFont(fonts.text(10));
    const double perPixel = std::max(1.0, blocksPerRow_ / map.width());
    const QString caption =
        perPixel < 1.05 ? tr("a px per block") : tr("%1 blocks per px").arg(QLocale().toString(perPixel, 'g', 3));
    const QRectF below(0, map.bottom() + 4, width() - 4, captionHeight - 4);
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop,
                     QFontMetricsF(painter.font()).elidedText(caption, Qt::ElideRight, below.width()));
}

void Minimap::goTo(const QMouseEvent& event) {
    const QRectF map = mapRect();
    const double at = (event.position().y() - map.top()) / map.height();
    Q_EMIT wentTo(std::clamp(at - grip_, 0.0, 1.0));
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    const QRectF map = mapRect();
    const double at = (event->position().y() - map.top()) / map.height();
    // Taken by the frame it moves with the pointer; elsewhere it comes to the pointer.
    grip_ = at >= from_ && at <= to_ ? at - (from_ + to_) / 2 : 0;
    goTo(*event);
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        goTo(*event);
    }
}

void Minimap::wheelEvent(QWheelEvent* event) {
    const double rows = (to_ - from_) * -event->angleDelta().y() / 480.0;
    Q_EMIT wentTo(std::clamp((from_ + to_) / 2 + rows, 0.0, 1.0));
    event->accept();
}

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        image_ = QImage();
        update();
    }
    QWidget::changeEvent(event);
}

void Minimap::resizeEvent(QResizeEvent* event) {
    image_ = QImage();
    QWidget::resizeEvent(event);
}

} // namespace firstfit
