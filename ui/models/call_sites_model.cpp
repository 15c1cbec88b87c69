// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/call_sites_model.h"

#include "ui/models/live_allocations_model.h"
#include "ui/models/request_words.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>

namespace firstfit {

CallSitesModel::CallSitesModel(QObject* parent) : QAbstractTableModel(parent) {}

void CallSitesModel::setFigures(std::vector<SiteFigures> figures, const Trace& trace, SiteFigureKind kind) {
    std::vector<Row> rows;
    rows.reserve(figures.size());
    for (const SiteFigures& each : figures)
        rows.push_back({each, callSiteName(trace, each.site), callSiteStory(trace, each.site)});
    // Rows of the same sites keep their places, and so the selection, while only figures change.
    const bool same = kind == kind_ &&
                      std::equal(rows.begin(), rows.end(), rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
                          return a.figures.site == b.figures.site && a.name == b.name;
                      });
    if (!same)
        beginResetModel();
    kind_ = kind;
    rows_ = std::move(rows);
    totalCount_ = totalBytes_ = 0;
    for (const Row& row : rows_) {
        totalCount_ += countOf(row);
        totalBytes_ += row.figures.bytes;
    }
    if (!same) {
        classes_.clear();
        endResetModel();
    } else if (!rows_.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void CallSitesModel::setColourClasses(std::vector<std::uint8_t> classes) {
    if (classes == classes_)
        return;
    classes_ = std::move(classes);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, SiteColumn), index(rowCount() - 1, SiteColumn));
}

CallSiteId CallSitesModel::siteAt(int row) const { return rows_.at(static_cast<std::size_t>(row)).figures.site; }

int CallSitesModel::rowOf(CallSiteId site) const {
    const auto at =
        std::find_if(rows_.begin(), rows_.end(), [site](const Row& row) { return row.figures.site == site; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int CallSitesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int CallSitesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

std::uint32_t CallSitesModel::countOf(const Row& row) const {
    return kind_ == SiteFigureKind::failed ? row.figures.failures : row.figures.allocations;
}

double CallSitesModel::shareOf(const Row& row) const {
    return totalBytes_ == 0 ? 0 : static_cast<double>(row.figures.bytes) / static_cast<double>(totalBytes_);
}

QString CallSitesModel::text(const Row& row, int column) const {
    switch (column) {
    case SiteColumn:
        return row.name;
    case CountColumn:
        return figureText(countOf(row));
    default:
        return figureText(row.figures.bytes);
    }
}

QString CallSitesModel::toolTip(const Row& row) const {
    return tr("%1\n%2 % of the bytes").arg(row.story, QLocale().toString(shareOf(row) * 100, 'f', 1));
}

QVariant CallSitesModel::sortValue(const Row& row, int column) const {
    switch (column) {
    case SiteColumn:
        return row.name;
    case CountColumn:
        return countOf(row);
    default:
        return static_cast<qulonglong>(row.figures.bytes);
    }
}

QVariant CallSitesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto position = static_cast<std::size_t>(index.row());
    const Row& row = rows_[position];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(index.column() == SiteColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    case ColourClassRole:
        return position < classes_.size() ? QVariant(classes_[position]) : QVariant();
    case SortRole:
        return sortValue(row, index.column());
    default:
        return {};
    }
}

QVariant CallSitesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == SiteColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SiteColumn:
        return tr("call site");
    case CountColumn:
        return kind_ == SiteFigureKind::failed ? tr("failures") : tr("count");
    default:
        return tr("bytes");
    }
}

CallSitesSorter::CallSitesSorter(QObject* parent) : QSortFilterProxyModel(parent) { setSortRole(SortRole); }

bool CallSitesSorter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (left.column() == CallSitesModel::SiteColumn)
        return naturallyLess(a.toString(), b.toString());
    return a.toULongLong() < b.toULongLong();
}

} // namespace firstfit
