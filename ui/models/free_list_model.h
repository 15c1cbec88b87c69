// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The free list as a table: the base header, then each chunk in list order.
#pragma once

#include "allocator/replay/explain.h"
#include "ui/models/roles.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace firstfit {

class FreeListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ChunkColumn, FlagColumn, LengthColumn, NextColumn, RawColumn, ScanColumn, ColumnCount };

    explicit FreeListModel(QObject* parent = nullptr);

    /// Shows the chunks of `snapshot` and the hands of `scan`. Rows that stay keep their indices. O(chunks).
    void setSnapshot(const Snapshot& snapshot, const Scan& scan = {});

    /// The block whose header the row shows; L for the base header.
    [[nodiscard]] BlockIndex blockAt(int row) const;
    /// The row of the header in `block`, or -1. O(chunks).
    [[nodiscard]] int rowOf(BlockIndex block) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void setRows(std::span<const Chunk> rows);
    void setScan(const Scan& scan);
    [[nodiscard]] ScanFlag flagOf(BlockIndex block) const;
    [[nodiscard]] const Rejection* rejectionOf(BlockIndex block) const;
    [[nodiscard]] QString text(const Chunk& chunk, int column) const;
    [[nodiscard]] QString toolTip(const Chunk& chunk, int column) const;

    std::vector<Chunk> rows_; ///< the base header first, under index L
    BlockIndex base_{};
    Scan scan_;
    QHash<std::uint32_t, qsizetype> rejections_; ///< chunk -> position in scan_.rejected
    QSet<std::uint32_t> changed_;
};

} // namespace firstfit
