// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_picture.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace firstfit {

namespace {

/// A picture of less than this share of the whole shows nothing new.
constexpr double deepest = 1e-4;

/// `span` moved into `full`, and made no longer than it, nor much shorter.
Span within(Span span, const Span& full) {
    const double length = std::clamp(span.length(), full.length() * deepest, full.length());
    const double middle = (span.low + span.high) / 2;
    const double low = std::clamp(middle - length / 2, full.low, std::max(full.low, full.high - length));
    return {low, low + length};
}

} // namespace

void ChartPicture::setPlace(QSizeF size, const Palette& palette, const Fonts& fonts) {
    size_ = size;
    palette_ = &palette;
    fonts_ = fonts;
    changed();
}

double ChartPicture::preferredHeight(double, double scale) const { return 320 * scale; }

void ChartPicture::ensureBuilt() {
    if (!built_) {
        built_ = true;
        marks_.clear();
        build();
    }
}

void ChartPicture::paint(QPainter& painter) {
    ensureBuilt();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (const QString why = emptySentence(); why.isEmpty()) {
        draw(painter);
    } else {
        painter.setFont(fonts_.text(13));
        painter.setPen(palette().ink2);
        painter.drawText(QRectF(QPointF(), size_).adjusted(px(24), 0, -px(24), 0),
                         static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, why);
    }
    painter.restore();
}

void ChartPicture::paintHead(QPainter& painter) {
    ensureBuilt();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(0, 0, size_.width(), headHeight()), palette().panel);
    drawHead(painter);
    painter.setPen(QPen(palette().line, 1));
    painter.drawLine(QPointF(0, headHeight() - 0.5), QPointF(size_.width(), headHeight() - 0.5));
    painter.restore();
}

const std::vector<ChartMark>& ChartPicture::marks() {
    ensureBuilt();
    return marks_;
}

QRectF ChartPicture::plot() {
    ensureBuilt();
    return plot_;
}

void ChartPicture::setFull(Span x, Span y) {
    if (x == fullX_ && y == fullY_) {
        return;
    }
    fullX_ = x;
    fullY_ = y;
    // While a measurement grows, what was zoomed to stays in view.
    x_ = zoomed_ && zoomsX() ? within(x_, x) : x;
    y_ = zoomed_ && zoomsY() ? within(y_, y) : y;
    zoomed_ = zoomed_ && (x_ != fullX_ || y_ != fullY_);
}

double ChartPicture::xOf(double value) const { return plot_.left() + (value - x_.low) / x_.length() * plot_.width(); }

double ChartPicture::yOf(double value) const {
    return plot_.bottom() - (value - y_.low) / y_.length() * plot_.height();
}

void ChartPicture::show(Span x, Span y) {
    x_ = zoomsX() ? within(x, fullX_) : fullX_;
    y_ = zoomsY() ? within(y, fullY_) : fullY_;
    zoomed_ = x_ != fullX_ || y_ != fullY_;
    changed();
}

void ChartPicture::zoomTo(const QRectF& part) {
    ensureBuilt();
    const auto x = [this](double at) { return x_.low + (at - plot_.left()) / plot_.width() * x_.length(); };
    const auto y = [this](double at) { return y_.low + (plot_.bottom() - at) / plot_.height() * y_.length(); };
    show({x(part.left()), x(part.right())}, {y(part.bottom()), y(part.top())});
}

void ChartPicture::zoomBy(double factor, const QPointF& about) {
    ensureBuilt();
    const QRectF now = plot_;
    const QPointF fixed(std::clamp(about.x(), now.left(), now.right()), std::clamp(about.y(), now.top(), now.bottom()));
    zoomTo(QRectF(fixed.x() - (fixed.x() - now.left()) / factor, fixed.y() - (fixed.y() - now.top()) / factor,
                  now.width() / factor, now.height() / factor));
}

void ChartPicture::panBy(const QPointF& distance) { zoomTo(plot().translated(-distance)); }

void ChartPicture::zoomOut() { show(fullX_, fullY_); }

void drawWords(QPainter& painter, const QPointF& at, Qt::Alignment alignment, const QString& words, double room) {
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(words, Qt::ElideRight, room);
    const double width = metrics.horizontalAdvance(shown);
    const double x = alignment.testFlag(Qt::AlignRight)     ? at.x() - width
                     : alignment.testFlag(Qt::AlignHCenter) ? at.x() - width / 2
                                                            : at.x();
    const double y = alignment.testFlag(Qt::AlignBottom)    ? at.y() - metrics.descent()
                     : alignment.testFlag(Qt::AlignVCenter) ? at.y() + (metrics.ascent() - metrics.descent()) / 2
                                                            : at.y() + metrics.ascent();
    painter.drawText(QPointF(x, y), shown);
}

} // namespace firstfit
