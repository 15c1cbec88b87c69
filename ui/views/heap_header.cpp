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
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
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

/// Without the last of its clauses, as far as that is needed to fit.
QString withoutClauses(const QFont& font, QString text, double room) {
    const QFontMetricsF metrics(font);
    for (const QString& between : {QStringLiteral(" · "), QStringLiteral(", ")}) {
        for (auto at = text.lastIndexOf(between); at > 0 && metrics.horizontalAdvance(text) > room;
             at = text.lastIndexOf(between)) {
            text.truncate(at);
        }
    }
    return text;
}

/// Breaks a layout's text into at most two lines and returns how many characters have found room.
qsizetype layOut(QTextLayout& layout, double width) {
    qsizetype end = 0;
    double y = 0;
    layout.beginLayout();
    for (int i = 0; i < 2; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        line.setPosition(QPointF(0, y));
        y += line.height();
        end = line.textStart() + line.textLength();
    }
    layout.endLayout();
    return end;
}

/// A failure's headline with its call in the fixed font: in one line if there is room, else smaller and in two.
void drawHeadline(QPainter& painter, const QRectF& box, const QString& call, const QString& rest) {
    const Fonts fonts = Fonts::ofDesktop();
    if (box.width() < 4 * QFontMetricsF(fonts.text(12)).averageCharWidth()) {
        return;
    }
    const QString text = call.isEmpty() ? rest : call + QLatin1Char(' ') + rest;
    const int callLength = static_cast<int>(call.size());
    for (const int size : {15, 13, 12}) {
        const bool last = size == 12;
        QTextLayout layout(text, fonts.text(size, QFont::DemiBold));
        QTextLayout::FormatRange fixed;
        fixed.start = 0;
        fixed.length = callLength;
        fixed.format.setFont(fonts.code(size));
        layout.setFormats({fixed});
        const qsizetype end = layOut(layout, box.width());
        const bool fits = end >= text.size() && (layout.lineCount() == 1 || size < 15);
        if (!fits && !last) {
            continue;
        }
        const int second = layout.lineCount() > 1 ? layout.lineAt(1).textStart() : 0;
        if (!fits && second >= callLength) {
            const QFontMetricsF metrics(layout.font());
            layout.setText(text.left(second) + metrics.elidedText(text.mid(second), Qt::ElideRight, box.width()));
            layout.setFormats({fixed});
            layOut(layout, box.width());
        }
        const double height = layout.boundingRect().height();
        layout.draw(&painter, QPointF(box.left(), box.top() + std::max(0.0, (box.height() - height) / 2)));
        return;
    }
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
    isPlace_ = false;
    setAccessibleName(call);
    setAccessibleDescription(request);
    setToolTip(request.isEmpty() ? call : call + QLatin1Char('\n') + request);
    update();
}

void HeapHeader::setPlace(const QString& title, const QString& words) {
    setRequest(title, words);
    isPlace_ = true;
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

void HeapHeader::setOnBanner(bool on) {
    onBanner_ = on;
    update();
}

double HeapHeader::zoomLeft() const {
    const double words = QFontMetricsF(Fonts::ofDesktop().text(11)).horizontalAdvance(shortZoom_);
    // From the width and not from the buttons: they follow a new width only once the header is shown.
    const int buttons = scaled(side) + scaled(40) + 2 * scaled(24) + scaled(6) + scaled(2);
    return width() - buttons - scaled(10) - words - scaled(16);
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
    if (onBanner_) {
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink2);
        const QRectF box(0, 0, out_->x() - scaled(10), height());
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, shortZoom_);
        return;
    }
    painter.fillRect(rect(), palette.panel);
    double right = out_->x() - scaled(10);
    const QFont callFont = isPlace_ ? fonts.text(13, QFont::DemiBold) : fonts.code(13, QFont::DemiBold);
    const auto widthIn = [](const QFont& font, const QString& text) {
        return QFontMetricsF(font).horizontalAdvance(text);
    };
    // The call matters most, then the zoom, if need be in few words, then what the call means in blocks.
    const double callEnd = side * fonts.scale + widthIn(callFont, call_);
    const double all = callEnd + scaled(14) + widthIn(fonts.text(12), request_) + scaled(16);
    const bool roomy = all + widthIn(fonts.text(11), zoom_) <= right;
    const QString zoom = roomy ? zoom_ : shortZoom_;
    const double zoomWidth = widthIn(fonts.text(11), zoom);
    painter.setFont(callFont);
    painter.setPen(palette.ink);
    if (callEnd + 8 < right - zoomWidth) {
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink3);
        painter.drawText(QRectF(right - zoomWidth, 0, zoomWidth + 1, height()), Qt::AlignVCenter | Qt::AlignRight,
                         zoom);
        right -= zoomWidth + scaled(16);
        painter.setFont(callFont);
        painter.setPen(palette.ink);
    }
    const double x = drawText(painter, side * fonts.scale, right, height(), call_);
    painter.setFont(fonts.text(12));
    painter.setPen(palette.ink2);
    const double requestX = x + (call_.isEmpty() ? 0 : scaled(14));
    drawText(painter, requestX, right, height(), withoutClauses(painter.font(), request_, right - requestX));
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

void HeapBanner::setTextEnd(double x) {
    textEnd_ = x;
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
    const double left = centre.x() + half + scaled(10);
    drawHeadline(painter, QRectF(left, 3, textEnd_ - left, height() - 3), call_, rest_);
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
