// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/failure_banner.h"

#include "ui/panels/marks.h"
#include "ui/panels/tone_label.h"
#include "ui/render/theme.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <cmath>

namespace firstfit {

namespace {

constexpr int barWidth = 3;
constexpr int padding = 12; ///< at the left and the right
constexpr int margin = 8;   ///< above and below
constexpr int headlineHeight = 22;
constexpr int crossSize = 10;

} // namespace

FailureBanner::FailureBanner(QWidget* parent)
    : QWidget(parent), fonts_(Fonts::ofDesktop()), sentence_(new ToneLabel(&Palette::ink, 14, QFont::Normal, this)) {
    sentence_->setObjectName(QStringLiteral("failure.sentence"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(sentence_);
    applyFonts();
}

void FailureBanner::applyFonts() {
    fonts_ = Fonts::ofDesktop();
    const int headline = static_cast<int>(std::lround(headlineHeight * fonts_.scale));
    layout()->setContentsMargins(barWidth + padding, margin + headline + 2, padding, margin);
}

void FailureBanner::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyFonts();
}

void FailureBanner::setFailure(const QString& call, const QString& sentence) {
    call_ = call;
    sentence_->setText(sentence);
    setAccessibleName(headline());
    setAccessibleDescription(sentence);
    updateGeometry();
    update();
}

QString FailureBanner::headline() const { return tr("%1 failed").arg(call_); }
QString FailureBanner::sentence() const { return sentence_->text(); }

void FailureBanner::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), palette.failureGround);
    painter.fillRect(QRect(0, 0, barWidth, height()), palette.failure);

    const int tall = static_cast<int>(std::lround(headlineHeight * fonts_.scale));
    const QRect line(barWidth + padding, margin, width() - barWidth - 2 * padding, tall);
    const double side = crossSize * fonts_.scale;
    paintCross(painter, QRectF(line.left(), line.center().y() + 1 - side / 2, side, side), palette.failure);

    const QFont code = fonts_.code(15, QFont::Medium);
    const QFont words = fonts_.text(15, QFont::DemiBold);
    const QString failed = tr("failed");
    const int left = line.left() + static_cast<int>(std::lround(side)) + 12;
    const int wordWidth = QFontMetrics(words).horizontalAdvance(failed);
    const QString call = QFontMetrics(code).elidedText(call_, Qt::ElideRight, line.right() + 1 - left - wordWidth - 8);
    const int callWidth = QFontMetrics(code).horizontalAdvance(call);
    // Two fonts on one line.
    const QFontMetrics metrics(words);
    const int baseline = line.top() + (tall - metrics.height()) / 2 + metrics.ascent();
    painter.setPen(palette.ink);
    painter.setFont(code);
    painter.drawText(left, baseline, call);
    painter.setFont(words);
    painter.drawText(left + callWidth + 8, baseline, failed);
}

} // namespace firstfit
