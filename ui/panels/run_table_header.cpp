// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_table_header.h"

#include "ui/panels/run_table.h"
#include "ui/render/theme.h"

#include <QPainter>

#include <cmath>

namespace firstfit {

RunTableHeader::RunTableHeader(RunTable* table) : QHeaderView(Qt::Horizontal, table), table_(table) {
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(1);
    setHighlightSections(false);
    setSectionsClickable(true);
    setAttribute(Qt::WA_Hover);
}

QSize RunTableHeader::sizeHint() const { return {0, static_cast<int>(std::lround(24 * table_->fonts().scale))}; }

QString RunTableHeader::head(int section) const {
    return model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
}

void RunTableHeader::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const Palette& palette = paletteOf(*table_);
    painter.fillRect(viewport()->rect(), palette.panel);
    painter.end();
    QHeaderView::paintEvent(event);
    painter.begin(viewport());
    painter.fillRect(QRect(0, viewport()->height() - 1, viewport()->width(), 1), palette.line);
}

void RunTableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const QString text = head(section);
    if (text.isEmpty())
        return;
    const bool first = section == 0;
    const bool last = table_->isLastShown(section);
    QRect room = rect.adjusted(first ? RowDelegate::padding : table_->delegate().gapBefore(section), 0,
                               last ? -RowDelegate::padding : 0, 0);
    if (!last && head(section + 1).isEmpty())
        room.setRight(room.right() + sectionSize(section + 1));
    const QFont font = table_->fonts().text(11);
    const auto alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>() | Qt::AlignVCenter;
    const Palette& palette = paletteOf(*table_);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    painter->save();
    painter->setFont(font);
    painter->setPen(sorted ? palette.ink : palette.ink2);
    painter->drawText(room, static_cast<int>(alignment.toInt()), text);
    if (sorted)
        paintSortArrow(*painter, room, alignment, QFontMetrics(font).horizontalAdvance(text));
    painter->restore();
}

void RunTableHeader::paintSortArrow(QPainter& painter, const QRect& text, Qt::Alignment alignment,
                                    int textWidth) const {
    // Above the word, where it takes no width from narrow columns.
    const qreal left = alignment.testFlag(Qt::AlignRight) ? text.right() + 1 - textWidth : text.left();
    const qreal x = left + textWidth / 2.0;
    const qreal tip = sortIndicatorOrder() == Qt::AscendingOrder ? 1.5 : 4.5;
    const qreal foot = 6 - tip;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paletteOf(*table_).ink2);
    painter.drawPolygon(QPolygonF{QPointF(x, tip), QPointF(x - 3.5, foot), QPointF(x + 3.5, foot)});
}

} // namespace firstfit
