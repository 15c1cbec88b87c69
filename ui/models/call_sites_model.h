// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures by call site as a table, and a sorter for it.
#pragma once

#include "allocator/replay/leaks.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace firstfit {

/// What the figures count.
enum class SiteFigureKind : std::uint8_t {
    alive,  ///< at the position
    leaked, ///< alive at the end
    failed, ///< requests that got nothing
};

class CallSitesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { SiteColumn, CountColumn, BytesColumn, ColumnCount };

    explicit CallSitesModel(QObject* parent = nullptr);

    /// Shows the figures, most first as they come; `trace` gives the sites' names. O(sites).
    void setFigures(std::vector<SiteFigures> figures, const Trace& trace, SiteFigureKind kind);
    /// The map's colour class of each row, for swatches; empty: none.
    void setColourClasses(std::vector<std::uint8_t> classes);

    [[nodiscard]] CallSiteId siteAt(int row) const;
    /// The row of a site, or -1. O(rows).
    [[nodiscard]] int rowOf(CallSiteId site) const;
    /// All rows together.
    [[nodiscard]] std::uint64_t totalCount() const { return totalCount_; }
    [[nodiscard]] std::uint64_t totalBytes() const { return totalBytes_; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        SiteFigures figures;
        QString name;
        QString story;
    };

    [[nodiscard]] std::uint32_t countOf(const Row& row) const;
    [[nodiscard]] double shareOf(const Row& row) const; ///< of the bytes, 0..1
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QString toolTip(const Row& row) const;
    [[nodiscard]] QVariant sortValue(const Row& row, int column) const;

    std::vector<Row> rows_;
    std::vector<std::uint8_t> classes_;
    SiteFigureKind kind_ = SiteFigureKind::alive;
    std::uint64_t totalCount_ = 0;
    std::uint64_t totalBytes_ = 0;
};

/// Sorts figures as numbers and names as people do.
class CallSitesSorter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit CallSitesSorter(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace firstfit
