// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson_card.h"

#include "ui/render/theme.h"

#include <QFileInfo>
#include <QPainter>

namespace firstfit {

namespace {

constexpr int padding = 12;
constexpr int numberColumn = 28;
constexpr int preferredWidth = 300;
constexpr int goalFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

} // namespace

LessonCard::LessonCard(int number, const Lesson& lesson, QWidget* parent)
    : QAbstractButton(parent), number_(number), title_(lesson.title), goal_(lesson.goal.simplified()) {
    setObjectName(QStringLiteral("lesson-%1").arg(number));
    setAccessibleName(tr("Lesson %1: %2").arg(number).arg(title_));
    setToolTip(tr("Open this lesson and run it"));
    assemble();
}

LessonCard::LessonCard(const ExampleRecording& example, QWidget* parent)
    : QAbstractButton(parent), title_(example.title), goal_(example.story) {
    setObjectName(QStringLiteral("example-") + QFileInfo(example.path).completeBaseName());
    setAccessibleName(tr("Recording: %1").arg(title_));
    setToolTip(tr("Open this recording and replay it"));
    assemble();
}

void LessonCard::assemble() {
    setText(title_);
    setAccessibleDescription(goal_);
    setStatusTip(goal_);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QRect LessonCard::goalRect(int width) const {
    const Fonts fonts = Fonts::ofDesktop();
    const int top = padding + QFontMetrics(fonts.text(15, QFont::DemiBold)).height() + 4;
    const int left = textLeft();
    return QFontMetrics(fonts.text(13)).boundingRect(QRect(left, top, width - left - padding, 4096), goalFlags, goal_);
}

int LessonCard::textLeft() const { return padding + (number_ == 0 ? 0 : numberColumn); }

int LessonCard::heightForWidth(int width) const { return goalRect(width).bottom() + 1 + padding; }

QSize LessonCard::sizeHint() const { return {preferredWidth, heightForWidth(preferredWidth)}; }

QSize LessonCard::minimumSizeHint() const { return {200, heightForWidth(200)}; }

void LessonCard::enterEvent(QEnterEvent* /*event*/) { update(); }
void LessonCard::leaveEvent(QEvent* /*event*/) { update(); }

void LessonCard::paintEvent(QPaintEvent* /*event*/) {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);

    const QColor ground = isDown() ? palette.accentTintStrong : underMouse() ? palette.accentTint : palette.panel;
    const bool focused = hasFocus();
    const double width = focused ? 2 : 1;
    painter.setPen(QPen(focused || underMouse() ? palette.accent : palette.line, width));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4);

    const QFont titleFont = fonts.text(15, QFont::DemiBold);
    const int titleHeight = QFontMetrics(titleFont).height();
    if (number_ != 0) {
        painter.setFont(fonts.code(13));
        painter.setPen(palette.ink3);
        painter.drawText(QRect(padding, padding, numberColumn, titleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(number_));
    }
    const int left = textLeft();
    painter.setFont(titleFont);
    painter.setPen(palette.ink);
    painter.drawText(QRect(left, padding, this->width() - left - padding, titleHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, title_);
    painter.setFont(fonts.text(13));
    painter.setPen(palette.ink2);
    painter.drawText(goalRect(this->width()).adjusted(0, 0, padding, 0), goalFlags, goal_);
}

} // namespace firstfit
