// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_table.h"

#include "ui/models/roles.h"
#include "ui/models/table_text.h"

namespace firstfit {

FigureTableModel::FigureTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void FigureTableModel::setTable(FigureTable table) {
    if (table.heads == table_.heads && table.rows.size() == table_.rows.size() && table.keys == table_.keys &&
        !table.rows.empty()) {
        table_ = std::move(table);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    table_ = std::move(table);
    endResetModel();
}

qlonglong FigureTableModel::keyOf(int row) const {
    const auto at = static_cast<std::size_t>(row);
    return row >= 0 && at < table_.keys.size() ? table_.keys[at] : -1;
}

int FigureTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int FigureTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.heads.size());
}

QVariant FigureTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const FigureCell& cell =
        table_.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : QVariant(cell.tip);
    case Qt::TextAlignmentRole:
        return alignmentOf(table_.figures[static_cast<std::size_t>(index.column())]);
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case StrongRole:
        return cell.strong;
    case CautionRole:
        return cell.caution;
    default:
        return {};
    }
}

QVariant FigureTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= table_.heads.size()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return table_.heads[section];
    }
    return role == Qt::TextAlignmentRole ? alignmentOf(table_.figures[static_cast<std::size_t>(section)]) : QVariant();
}

} // namespace firstfit
