// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/diagnostics_model.h"

#include "ui/models/request_words.h"

namespace firstfit {

DiagnosticsModel::DiagnosticsModel(QObject* parent) : QAbstractTableModel(parent) {}

void DiagnosticsModel::setDiagnostics(const std::vector<Diagnostic>& diagnostics) {
    if (diagnostics == rows_)
        return;
    beginResetModel();
    rows_ = diagnostics;
    endResetModel();
}

const Diagnostic& DiagnosticsModel::diagnosticAt(int row) const { return rows_.at(static_cast<std::size_t>(row)); }

int DiagnosticsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int DiagnosticsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DiagnosticsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Diagnostic& diagnostic = rows_[static_cast<std::size_t>(index.row())];
    const QString title = QString::fromStdString(diagnostic.title);
    const QString message = QString::fromStdString(diagnostic.message);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == LineColumn)
            return diagnostic.line == 0 ? QString() : figureText(diagnostic.line);
        return title.isEmpty() ? message : title;
    case Qt::ToolTipRole:
        return title.isEmpty() || message.isEmpty() ? title + message : tr("%1. %2").arg(title, message);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(index.column() == WhatColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant DiagnosticsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == WhatColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == LineColumn ? tr("line") : tr("what is wrong");
}

} // namespace firstfit
