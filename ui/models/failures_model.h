// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The requests that got nothing, in the order of the run.
#pragma once

#include "allocator/replay/summary.h"

#include <QAbstractTableModel>
#include <QHash>

namespace firstfit {

class FailuresModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { OperationColumn, CallColumn, BytesColumn, ColumnCount };

    explicit FailuresModel(QObject* parent = nullptr);

    /// Shows the failures of `summary`; `trace` is the run it was made from. O(failures).
    void setRun(const RunSummary& summary, const Trace& trace);
    /// Shows the failures of a part of a run, of which there is more than at the last call; rows that are there stay.
    /// The first call comes behind clear(). O(more operations).
    void grow(const Timeline& part, const Trace& trace);
    void clear() { setRun({}, {}); }

    /// The operation that failed.
    [[nodiscard]] OperationIndex operationAt(int row) const;
    /// Where it was called from; no_call_site if that is not known.
    [[nodiscard]] CallSiteId siteAt(int row) const;
    /// The row of the last failure at or before operation `n`, or -1. O(log failures).
    [[nodiscard]] int rowAtOrBefore(OperationIndex n) const;
    /// The row of operation `n`, or -1 if that did not fail. O(log failures).
    [[nodiscard]] int rowOf(OperationIndex n) const;
    /// The most bytes that any of them asked for.
    [[nodiscard]] std::uint64_t mostBytes() const { return mostBytes_; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        OperationIndex operation{};
        CallSiteId site{};
        std::uint64_t bytes = 0;
        std::uint32_t freeBlocks = 0;
        std::uint32_t chunks = 0;
        std::uint32_t line = 0;
        qsizetype word = 0; ///< position in words_
    };

    void add(const FailedRequest& failure, const Trace& trace);
    [[nodiscard]] QString toolTip(const Row& row) const;

    std::vector<Row> rows_;
    QStringList words_; ///< of functions: few
    QHash<std::uint32_t, QString> stories_;
    std::uint64_t mostBytes_ = 0;
    OperationIndex grown_{}; ///< operations that grow() has looked at
};

} // namespace firstfit
