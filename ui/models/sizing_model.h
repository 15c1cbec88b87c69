// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest heap for each block size, as a table.
#pragma once

#include "allocator/sizing/sizing.h"

#include <QAbstractTableModel>

namespace firstfit {

class SizingModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { BlockColumn, BlocksColumn, BytesColumn, OverPeakColumn, ScanColumn, ColumnCount };

    explicit SizingModel(QObject* parent = nullptr);

    /// Shows the answers; nothing: no rows. O(block sizes).
    void setReport(std::optional<SizingReport> report);
    [[nodiscard]] const SizingResult& resultAt(int row) const;
    /// Does any heap of this row's block size hold the run? If not, its reason takes the room behind BlocksColumn.
    [[nodiscard]] bool holds(int row) const { return resultAt(row).blocks.has_value(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const SizingResult& result, int column) const;
    [[nodiscard]] QString toolTip(const SizingResult& result) const;
    [[nodiscard]] bool isStrong(const QModelIndex& index) const;

    std::optional<SizingReport> report_;
};

/// How sure an answer is: "Proved smallest: with 33,215 blocks a request fails.", "Holds, not proved smallest."
[[nodiscard]] QString certaintyOf(const SizingResult& result);

} // namespace firstfit
