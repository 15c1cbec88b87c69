// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stop_conditions_model.h"

#include "ui/models/row_difference.h"

#include <functional>

namespace firstfit {

StopConditionsModel::StopConditionsModel(QObject* parent) : QAbstractTableModel(parent) {}

void StopConditionsModel::setConditions(const std::vector<StopCondition>& conditions) {
    const RowDifference change = differenceOf<StopCondition>(rows_, conditions, std::equal_to<>());
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        rows_.erase(rows_.begin() + change.first, rows_.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        rows_ = conditions;
        endInsertRows();
    }
}

int StopConditionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int StopConditionsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 1; }

QVariant StopConditionsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StopCondition& condition = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(describe(condition));
    case Qt::ToolTipRole:
        return tr("On the command line: --stop-when '%1'").arg(QString::fromStdString(to_string(condition)));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant StopConditionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section != 0)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(tr("stops where")) : QVariant();
}

} // namespace firstfit
