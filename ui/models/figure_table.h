// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table whose cells are computed beforehand: what a chart shows, in numbers.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace firstfit {

struct FigureCell {
    QString text;
    QVariant sort; ///< what it is sorted by; invalid: the text
    QString tip;
    bool strong = false;
    bool caution = false; ///< to be taken with caution, or a reason in place of a figure
};

struct FigureTable {
    QStringList heads;
    std::vector<bool> figures; ///< by column: a number, at the right?
    std::vector<bool> spare;   ///< by column: left out where there is no room; may be empty
    std::vector<std::vector<FigureCell>> rows;
    std::vector<qlonglong> keys; ///< by row: what it is about, for who asks keyOf(); may be empty
};

class FigureTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit FigureTableModel(QObject* parent = nullptr);

    /// Rows that only change their figures stay selected. O(cells).
    void setTable(FigureTable table);
    /// -1 for a row without one.
    [[nodiscard]] qlonglong keyOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    FigureTable table_;
};

} // namespace firstfit
