// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The live allocations as a table in address order, and a sorter for it.
#pragma once

#include "allocator/heap/snapshot.h"
#include "ui/models/roles.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace firstfit {

class LiveAllocationsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, BlockColumn, BlocksColumn, BytesColumn, WasteColumn, LineColumn, ColumnCount };

    explicit LiveAllocationsModel(QObject* parent = nullptr);

    /// Shows the allocations of `snapshot`. Rows that stay keep their indices. O(allocations).
    void setSnapshot(const Snapshot& snapshot);

    /// The allocation in a row; good until the next setSnapshot().
    [[nodiscard]] const LiveAllocation& allocationAt(int row) const;
    /// The row of the allocation that begins at `block`, or -1. O(log allocations).
    [[nodiscard]] int rowOf(BlockIndex block) const;
    /// Bytes that the allocation wastes by rounding up. O(1).
    [[nodiscard]] std::uint64_t wasteOf(const LiveAllocation& allocation) const;
    /// The name that has the most letters, of a sample where the rows are very many. O(1).
    [[nodiscard]] QString longestName() const;
    /// The largest numbers in the columns, for their widths. O(allocations).
    [[nodiscard]] std::uint64_t largest(Column column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] std::uint64_t figure(const LiveAllocation& allocation, int column) const;
    [[nodiscard]] QString text(const LiveAllocation& allocation, int column) const;
    [[nodiscard]] QString toolTip(const LiveAllocation& allocation) const;

    std::vector<LiveAllocation> rows_;
    HeapGeometry geometry_;
};

/// Sorts figures as numbers and names as people do: #9 before #10.
class LiveAllocationsSorter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LiveAllocationsSorter(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

/// Compares text with the runs of digits in it taken as numbers. O(length).
[[nodiscard]] bool naturallyLess(QStringView a, QStringView b);

} // namespace firstfit
