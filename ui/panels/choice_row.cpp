// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/choice_row.h"

#include "ui/render/fonts.h"

#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QStyle>
#include <QStyleOptionButton>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr int gap = 8;
constexpr double lineHeight = 25;

int scaled(double px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

} // namespace

ChoiceRow::ChoiceRow(const QString& name, const QString& note, QWidget* sign, QWidget* parent)
    : QWidget(parent), sign_(sign), box_(new QCheckBox(name, this)), note_(new QLabel(note, this)), name_(name) {
    if (sign_ != nullptr) {
        sign_->setParent(this);
    }
    note_->setProperty("look", QStringLiteral("caption"));
    note_->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceRow::setName(const QString& name) {
    name_ = name;
    arrange();
    updateGeometry();
}

void ChoiceRow::setNote(const QString& note) {
    note_->setText(note);
    arrange();
    updateGeometry();
}

int ChoiceRow::boxLeft() const {
    QStyleOptionButton option;
    option.initFrom(box_);
    option.rect = QRect(QPoint(), box_->sizeHint());
    const int margin = style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, box_).left();
    return (sign_ != nullptr ? sign_->width() + gap : 0) - margin;
}

int ChoiceRow::textLeft() const {
    QStyleOptionButton option;
    option.initFrom(box_);
    option.rect = QRect(QPoint(), box_->sizeHint());
    return boxLeft() + style()->subElementRect(QStyle::SE_CheckBoxContents, &option, box_).left();
}

int ChoiceRow::noteWidth() const { return note_->fontMetrics().horizontalAdvance(note_->text()) + 2; }

bool ChoiceRow::isBeside(int width) const {
    const int name = textLeft() + box_->fontMetrics().horizontalAdvance(name_);
    return name + 2 * gap + noteWidth() <= width;
}

int ChoiceRow::heightForWidth(int width) const {
    const int line = scaled(lineHeight);
    if (note_->text().isEmpty() || isBeside(width)) {
        return line;
    }
    return line + std::max(0, note_->heightForWidth(std::max(1, width - textLeft()))) + scaled(3);
}

QSize ChoiceRow::sizeHint() const { return {scaled(200), heightForWidth(std::max(width(), scaled(160)))}; }

QSize ChoiceRow::minimumSizeHint() const { return {scaled(140), scaled(lineHeight)}; }

void ChoiceRow::arrange() {
    const int line = scaled(lineHeight);
    const int left = boxLeft();
    if (sign_ != nullptr) {
        sign_->move(0, (line - sign_->height()) / 2);
    }
    const bool beside = isBeside(width());
    const int room = beside ? width() - textLeft() - 2 * gap - noteWidth() : width() - textLeft();
    box_->setText(box_->fontMetrics().elidedText(name_, Qt::ElideMiddle, std::max(room, 1)));
    box_->setGeometry(left, 0, std::min(box_->sizeHint().width(), width() - left), line);
    if (beside) {
        note_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        note_->setGeometry(width() - noteWidth(), 0, noteWidth(), line);
    } else {
        note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        note_->setGeometry(textLeft(), line - scaled(3), width() - textLeft(), height() - line + scaled(3));
    }
}

void ChoiceRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void ChoiceRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        arrange();
        updateGeometry();
    }
}

} // namespace firstfit
