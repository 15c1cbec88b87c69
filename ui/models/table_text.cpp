// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/table_text.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <algorithm>

namespace firstfit {

namespace {

QString headOf(const QAbstractItemModel& model, int column) {
    const QString shown = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    return shown.isEmpty() ? model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString() : shown;
}

} // namespace

QString tableText(const QAbstractItemModel& model, const QModelIndexList& rows) {
    QList<int> wanted;
    for (const QModelIndex& index : rows)
        if (!wanted.contains(index.row()))
            wanted.append(index.row());
    if (rows.isEmpty())
        for (int row = 0; row < model.rowCount(); ++row)
            wanted.append(row);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

    QString text;
    const auto addLine = [&](const auto& cellText) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (column > 0)
                text += QLatin1Char('\t');
            text += cellText(column);
        }
        text += QLatin1Char('\n');
    };
    addLine([&](int column) { return headOf(model, column); });
    for (const int row : wanted)
        addLine([&](int column) { return model.index(row, column).data().toString(); });
    return text;
}

QVariant alignmentOf(bool isFigure) {
    return QVariant::fromValue(Qt::Alignment(isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace firstfit
