// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/row_delegate.h"

#include "ui/models/roles.h"
#include "ui/panels/marks.h"
#include "ui/panels/run_table.h"
#include "ui/render/map_colouring.h"
#include "ui/render/theme.h"

#include <QHeaderView>
#include <QPainter>

#include <cmath>

namespace firstfit {

namespace {

constexpr int swatchSize = 12;
constexpr int crossSize = 8;
constexpr int crossSpace = 13; ///< the cross and the gap to its reason
constexpr int flagPadding = 5;

/// At the left of the cell, half way down, on whole pixels.
QRect inMiddle(const QRect& cell, QSize size) {
    return {QPoint(cell.left(), cell.center().y() + 1 - size.height() / 2), size};
}

ScanFlag flagOf(const QModelIndex& index) { return static_cast<ScanFlag>(index.data(FlagRole).toInt()); }

} // namespace

RowDelegate::RowDelegate(std::vector<CellKind> cells, RunTable* table)
    : QStyledItemDelegate(table), cells_(std::move(cells)), table_(table) {}

const Palette& RowDelegate::palette() const { return paletteOf(*table_); }
const Fonts& RowDelegate::fonts() const { return table_->fonts(); }

QFont RowDelegate::fontOf(CellKind kind, const QModelIndex& index) const {
    const bool current = index.isValid() && flagOf(index) == ScanFlag::curr;
    const bool changed = index.isValid() && index.data(ChangedRole).toBool();
    switch (kind) {
    case CellKind::chunk:
        return index.data(BaseRole).toBool() ? fonts().code(12) : fonts().code(12, QFont::DemiBold);
    case CellKind::flag:
        return fonts().text(11, QFont::DemiBold);
    case CellKind::named:
        return fonts().text(12, QFont::DemiBold);
    case CellKind::raw:
        return fonts().code(rawCompact_ ? 10 : 12, changed ? QFont::DemiBold : QFont::Normal);
    case CellKind::reason:
        return fonts().code(12, current ? QFont::DemiBold : QFont::Normal);
    case CellKind::words:
    case CellKind::site:
        return fonts().text(12);
    default:
        return fonts().code(12, index.data(StrongRole).toBool() ? QFont::DemiBold : QFont::Normal);
    }
}

int RowDelegate::widthOf(const QString& text, int column) const {
    const CellKind kind = cells_.at(static_cast<std::size_t>(column));
    QFont font = fontOf(kind, {});
    font.setWeight(QFont::DemiBold); // any row may become bold
    // Rounded up: what is cut is cut to fractions of a px.
    const int width = static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
    switch (kind) {
    case CellKind::flag:
        return width + 2 * flagPadding;
    case CellKind::reason:
        return width + crossSpace;
    case CellKind::named:
    case CellKind::site:
        return width + swatchSize + gap;
    default:
        return width;
    }
}

int RowDelegate::gapBefore(int column) const {
    // What begins at its left follows figures that end at their right: it needs to stand off more.
    const CellKind kind = cells_.at(static_cast<std::size_t>(column));
    return kind == CellKind::reason || kind == CellKind::code || kind == CellKind::words ? 2 * gap : gap;
}

QRect RowDelegate::contentOf(const QRect& cell, int column) const {
    const bool first = column == 0;
    const bool last = table_->isLastShown(column);
    const int before = first ? padding : gapBefore(column);
    return cell.adjusted(before, 0, last ? -padding : 0, 0);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {40, static_cast<int>(std::lround(24 * fonts().scale))};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const CellKind kind = cells_.at(static_cast<std::size_t>(index.column()));
    painter->save();
    paintGround(*painter, option.rect, index, option.state.testFlag(QStyle::State_Selected));
    const QRect content = contentOf(option.rect, index.column());
    if (index.data(RefusedRole).toBool()) {
        paintRefusal(*painter, content.adjusted(gap, 0, 0, 0), index);
        painter->restore();
        return;
    }
    switch (kind) {
    case CellKind::flag:
        paintFlag(*painter, content, index);
        break;
    case CellKind::reason:
        paintReason(*painter, content, index);
        break;
    case CellKind::named:
        paintNamed(*painter, content, index);
        break;
    case CellKind::site:
        paintSite(*painter, content, index);
        break;
    default:
        paintText(*painter, content, index, kind);
        break;
    }
    painter->restore();
}

void RowDelegate::paintGround(QPainter& painter, const QRect& cell, const QModelIndex& index, bool selected) const {
    if (selected || flagOf(index) == ScanFlag::curr)
        painter.fillRect(cell, palette().accentTint);
    else if (index.row() == table_->hoveredRow())
        painter.fillRect(cell, palette().head);
    if (selected && table_->horizontalHeader()->visualIndex(index.column()) == 0)
        painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), palette().accent);
}

void RowDelegate::paintText(QPainter& painter, const QRect& cell, const QModelIndex& index, CellKind kind) const {
    const QString text = index.data().toString();
    const bool isFaint = kind == CellKind::faint || kind == CellKind::raw ||
                         (kind == CellKind::chunk && index.data(BaseRole).toBool()) ||
                         (kind == CellKind::waste && index.data(SortRole).toULongLong() == 0);
    QColor colour = isFaint ? palette().ink2 : palette().ink;
    if (kind == CellKind::waste && isFaint)
        colour = palette().ink3;
    if (kind == CellKind::raw && index.data(ChangedRole).toBool())
        colour = palette().accent;
    if (index.data(CautionRole).toBool())
        colour = palette().caution;
    const QFont font = fontOf(kind, index);
    painter.setFont(font);
    painter.setPen(colour);
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter.drawText(cell, static_cast<int>(alignment.toInt()),
                     QFontMetrics(font).elidedText(text, Qt::ElideRight, cell.width()));
}

void RowDelegate::paintFlag(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const ScanFlag flag = flagOf(index);
    if (flag == ScanFlag::none)
        return;
    const QString word = flagsCompact_ ? index.data().toString().left(1) : index.data().toString();
    const int height = static_cast<int>(std::lround(17 * fonts().scale));
    const QRectF tag = inMiddle(cell, QSize(widthOf(word, index.column()), height));
    painter.setRenderHint(QPainter::Antialiasing);
    const bool filled = flag == ScanFlag::curr;
    painter.setPen(filled ? QPen(Qt::NoPen) : QPen(palette().ink2, 1.5));
    painter.setBrush(filled ? palette().accent : palette().panel);
    painter.drawRoundedRect(filled ? tag : tag.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
    painter.setFont(fontOf(CellKind::flag, index));
    painter.setPen(filled ? palette().onAccent : palette().ink);
    painter.drawText(tag, Qt::AlignCenter, word);
}

void RowDelegate::paintReason(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const bool chosen = index.data(ChosenRole).toBool();
    if (!chosen && !index.data(RejectedRole).toBool())
        return;
    const QRectF mark = inMiddle(cell, QSize(crossSize, crossSize));
    if (chosen)
        paintTick(painter, mark, palette().accent);
    else
        paintCross(painter, mark, palette().ink);

    const QRect room = cell.adjusted(crossSpace, 0, 0, 0);
    const QString full = index.data().toString();
    const QString brief = index.data(ShortTextRole).toString();
    // The first form that fits: as on the map, in the narrower font, in short.
    QFont font = fontOf(CellKind::reason, index);
    QString text = full;
    if (QFontMetrics(font).horizontalAdvance(text) > room.width()) {
        font = fonts().text(12, font.weight());
        if (QFontMetrics(font).horizontalAdvance(text) > room.width()) {
            font = fonts().text(11, font.weight());
            if (!brief.isEmpty())
                text = brief;
        }
    }
    painter.setFont(font);
    painter.setPen(palette().ink);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width()));
}

void RowDelegate::paintNamed(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const QRectF swatch = inMiddle(cell, QSize(swatchSize, swatchSize));
    paintSwatch(painter, swatch, palette().allocation(index.data(AllocationRole).toUInt()));
    const QRect room = cell.adjusted(swatchSize + gap, 0, 0, 0);
    const QFont font = fontOf(CellKind::named, index);
    painter.setFont(font);
    painter.setPen(palette().ink);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
}

void RowDelegate::paintSite(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    QRect room = cell;
    if (const QVariant colourClass = index.data(ColourClassRole); colourClass.isValid()) {
        MapColouring sites;
        sites.scale = ColourScale::kinds;
        const AllocationColours colours = colourOfClass(sites, colourClass.toUInt(), palette());
        paintSwatch(painter, inMiddle(cell, QSize(swatchSize, swatchSize)), colours);
        room.adjust(swatchSize + gap, 0, 0, 0);
    }
    const QFont font = fontOf(CellKind::site, index);
    const QString name = index.data().toString();
    // Functions differ at both ends, addresses in one module only at the front.
    const Qt::TextElideMode elide = name.startsWith(QLatin1String("0x")) ? Qt::ElideRight : Qt::ElideMiddle;
    painter.setFont(font);
    painter.setPen(palette().ink);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(name, elide, room.width()));
}

void RowDelegate::paintRefusal(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    paintCross(painter, inMiddle(cell, QSize(crossSize, crossSize)), palette().failure);
    const QRect room = cell.adjusted(crossSpace, 0, 0, 0);
    const QFont font = fonts().text(12);
    painter.setFont(font);
    painter.setPen(palette().failure);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
}

} // namespace firstfit
