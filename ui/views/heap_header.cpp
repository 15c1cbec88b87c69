// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_header.h"

#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace firstfit {

namespace {

constexpr double side = 16;

int scaled(double units) { return static_cast<int>(std::lround(units * Fonts::ofDesktop().scale)); }

/// Draws elided text vertically centred from `x` and returns where it ends.
double drawText(QPainter& painter, double x, double right, double height, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    if (text.isEmpty() || right - x < metrics.averageCharWidth() * 4) {
        return x;
    }
    const QString shown = metrics.elidedText(text, Qt::ElideRight, right - x);
    painter.drawText(QRectF(x, 0, right - x, height), Qt::AlignLeft | Qt::AlignVCenter, shown);
    return x + metrics.horizontalAdvance(shown);
}

QToolButton* makeButton(QWidget* parent, const QString& text, const QString& name, const QString& tip) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("framed", true);
    return button;
}

} // namespace

HeapHeader::HeapHeader(QWidget* parent)
    : QWidget(parent),
      out_(makeButton(this, QStringLiteral("−"), tr("Zoom out"), tr("Show more, smaller blocks (−)"))),
      in_(makeButton(this, QStringLiteral("+"), tr("Zoom in"), tr("Show fewer, larger blocks (+)"))),
      fit_(makeButton(this, tr("Fit"), tr("Fit the heap"), tr("Show the whole heap (0)"))) {
    fit_->setCheckable(true);
    connect(out_, &QToolButton::clicked, this, &HeapHeader::zoomOutRequested);
    connect(in_, &QToolButton::clicked, this, &HeapHeader::zoomInRequested);
    connect(fit_, &QToolButton::clicked, this, &HeapHeader::fitRequested);
}

void HeapHeader::setRequest(const QString& call, const QString& request) {
    call_ = call;
    request_ = request;
    setAccessibleName(call);
    setAccessibleDescription(request);
    setToolTip(request.isEmpty() ? call : call + QLatin1Char('\n') + request);
    update();
}

void HeapHeader::setZoom(double pixelsPerBlock, bool fitting) {
    const QLocale locale;
    zoom_ = pixelsPerBlock >= 1 ? tr("%1 px per block").arg(locale.toString(pixelsPerBlock, 'g', 4))
                                : tr("%1 blocks per px").arg(locale.toString(1 / pixelsPerBlock, 'g', 4));
    shortZoom_ = pixelsPerBlock >= 1 ? tr("%1 px").arg(locale.toString(pixelsPerBlock, 'g', 4))
                                     : tr("1/%1 px").arg(locale.toString(1 / pixelsPerBlock, 'g', 4));
    fit_->setChecked(fitting);
    update();
}

void HeapHeader::arrange() {
    const int height = scaled(22);
    const int y = (this->height() - height) / 2;
    const int small = scaled(24);
    const int wide = scaled(40);
    int x = width() - scaled(side) - wide;
    fit_->setGeometry(x, y, wide, height);
    x -= small + scaled(6);
    in_->setGeometry(x, y, small, height);
    x -= small + scaled(2);
    out_->setGeometry(x, y, small, height);
}

void HeapHeader::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    QPainter painter(this);
    painter.fillRect(rect(), palette.panel);
    double right = out_->x() - scaled(10);
    const auto widthIn = [](const QFont& font, const QString& text) {
        return QFontMetricsF(font).horizontalAdvance(text);
    };
    // The call matters most, then the zoom, if need be in few words, then what the call means in blocks.
    const double callEnd = side * fonts.scale + widthIn(fonts.code(13, QFont::DemiBold), call_);
    const double all = callEnd + scaled(14) + widthIn(fonts.text(12), request_) + scaled(16);
    const bool roomy = all + widthIn(fonts.text(11), zoom_) <= right;
    const QString zoom = roomy ? zoom_ : shortZoom_;
    const double zoomWidth = widthIn(fonts.text(11), zoom);
    painter.setFont(fonts.code(13, QFont::DemiBold));
    painter.setPen(palette.ink);
    if (callEnd + 8 < right - zoomWidth) {
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink3);
        painter.drawText(QRectF(right - zoomWidth, 0, zoomWidth + 1, height()), Qt::AlignVCenter | Qt::AlignRight,
                         zoom);
        right -= zoomWidth + scaled(16);
        painter.setFont(fonts.code(13, QFont::DemiBold));
        painter.setPen(palette.ink);
    }
    const double x = drawText(painter, side * fonts.scale, right, height(), call_);
    painter.setFont(fonts.text(12));
    painter.setPen(palette.ink2);
    drawText(painter, x + (call_.isEmpty() ? 0 : scaled(14)), right, height(), request_);
}

void HeapHeader::resizeEvent(QResizeEvent*) { arrange(); }

void HeapHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        arrange();
    }
    QWidget::changeEvent(event);
}

HeapBanner::HeapBanner(QWidget* parent) : QWidget(parent) {}

void HeapBanner::setFailure(const QString& call, const QString& headline) {
    const bool starts = headline.startsWith(call);
    call_ = starts ? call : QString();
    rest_ = starts ? headline.mid(call.size()).trimmed() : headline;
    setAccessibleName(headline);
    setToolTip(headline);
    update();
}

void HeapBanner::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette.failureGround);
    painter.fillRect(QRectF(0, 0, width(), 3), palette.failure);
    const double middle = (height() + 3) / 2.0;
    const double half = 5 * fonts.scale;
    const QPointF centre(side * fonts.scale + half, middle);
    painter.setPen(QPen(palette.failure, 2 * fonts.scale));
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half));
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half));
    painter.setPen(palette.ink);
    const double right = width() - side;
    painter.translate(0, 1.5);
    painter.setFont(fonts.code(15));
    double x = drawText(painter, centre.x() + half + scaled(10), right, height(), call_);
    painter.setFont(fonts.text(15, QFont::DemiBold));
    x += call_.isEmpty() ? 0 : scaled(6);
    drawText(painter, x, right, height(), rest_);
}

HeapWelcome::HeapWelcome(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      sentence_(new QLabel(tr("Start a lesson, open a script or a recording, or allocate by hand."), this)),
      lesson_(new QPushButton(tr("First lesson"), this)),
      open_(new QPushButton(tr("Open…"), this)),
      byHand_(new QPushButton(tr("Allocate by hand"), this)) {
    markPrimary(*lesson_);
    title_->setAlignment(Qt::AlignHCenter);
    sentence_->setAlignment(Qt::AlignHCenter);
    sentence_->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    for (QPushButton* button : {lesson_, open_, byHand_}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addWidget(title_);
    column->addWidget(sentence_);
    column->addSpacing(4);
    column->addLayout(buttons);
    setFonts();
    connect(lesson_, &QPushButton::clicked, this, &HeapWelcome::firstLessonRequested);
    connect(open_, &QPushButton::clicked, this, &HeapWelcome::openRequested);
    connect(byHand_, &QPushButton::clicked, this, &HeapWelcome::allocateByHandRequested);
}

void HeapWelcome::setBlocks(quint32 blocks) {
    title_->setText(blocks == 1 ? tr("An empty heap: one chunk of 1 block")
                                : tr("An empty heap: one chunk of %1 blocks").arg(QLocale().toString(blocks)));
}

void HeapWelcome::setFonts() {
    const Fonts fonts = Fonts::ofDesktop();
    title_->setFont(fonts.text(15, QFont::DemiBold));
    sentence_->setFont(fonts.text(12));
}

void HeapWelcome::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), paletteOf(*this).canvas);
}

void HeapWelcome::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) {
        setFonts();
    }
    QWidget::changeEvent(event);
}

} // namespace firstfit
