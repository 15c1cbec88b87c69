// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/alignment_delegate.h"

#include "ui/render/theme.h"

#include <QPainter>

namespace firstfit {

namespace {

constexpr int padding = 10;
constexpr int gap = 24;

} // namespace

void AlignmentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Palette& palette = Palette::of(isDark(option.palette));
    const bool chosen = option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver);
    const QRect row = option.rect.adjusted(padding, 0, -padding, 0);
    painter->save();
    painter->fillRect(option.rect, chosen ? palette.accentTint : palette.panel);
    painter->setFont(option.font);
    painter->setPen(palette.ink);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->setPen(palette.ink3);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, index.data(BytesRole).toString());
    painter->restore();
}

QSize AlignmentDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    const int text = metrics.horizontalAdvance(index.data().toString() + index.data(BytesRole).toString());
    return {text + gap + 2 * padding, metrics.height() + 10};
}

} // namespace firstfit
