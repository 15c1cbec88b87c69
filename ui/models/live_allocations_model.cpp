// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/live_allocations_model.h"

#include "ui/models/row_difference.h"
#include "ui/models/table_text.h"

#include <QLocale>

namespace firstfit {

namespace {

QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

/// The name with its control characters made visible: a line break must not draw, or copy, as one.
QString visibleName(const std::string& utf8) {
    QString name = QString::fromStdString(utf8);
    for (QChar& letter : name) {
        const char16_t code = letter.unicode();
        if (code < 0x20)
            letter = QChar(static_cast<char16_t>(0x2400 + code)); // the Control Pictures
        else if (code == 0x7F)
            letter = QChar(u'\u2421');
        else if (code < 0xA0 ? code > 0x7F : code == 0x2028 || code == 0x2029)
            letter = QChar(QChar::ReplacementCharacter);
    }
    return name;
}

bool sameAllocation(const LiveAllocation& a, const LiveAllocation& b) { return a.id == b.id; }

} // namespace

LiveAllocationsModel::LiveAllocationsModel(QObject* parent) : QAbstractTableModel(parent) {}

void LiveAllocationsModel::setSnapshot(const Snapshot& snapshot) {
    const auto now = snapshot.allocations();
    const RowDifference change = differenceOf<LiveAllocation>(rows_, now, sameAllocation);
    if (change.isLarge() || geometry_ != snapshot.geometry()) {
        beginResetModel();
        geometry_ = snapshot.geometry();
        rows_.assign(now.begin(), now.end());
        endResetModel();
        return;
    }
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        rows_.erase(rows_.begin() + change.first, rows_.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        rows_.insert(rows_.begin() + change.first, now.begin() + change.first,
                     now.begin() + change.first + change.inserted);
        endInsertRows();
    }
    // Growing, shrinking and renaming keep the row: only those are told.
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i] == now[i])
            continue;
        rows_[i] = now[i];
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

const LiveAllocation& LiveAllocationsModel::allocationAt(int row) const {
    return rows_.at(static_cast<std::size_t>(row));
}

int LiveAllocationsModel::rowOf(BlockIndex block) const {
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), block,
                                     [](const LiveAllocation& a, BlockIndex b) { return a.index < b; });
    return at == rows_.end() || at->index != block ? -1 : static_cast<int>(at - rows_.begin());
}

std::uint64_t LiveAllocationsModel::wasteOf(const LiveAllocation& allocation) const {
    const std::uint64_t held = std::uint64_t{allocation.blocks.value} * geometry_.block_size;
    return held > allocation.bytes ? held - allocation.bytes : 0;
}

std::uint64_t LiveAllocationsModel::largest(Column column) const {
    std::uint64_t most = 0;
    for (const LiveAllocation& allocation : rows_)
        most = std::max(most, figure(allocation, column));
    return most;
}

QString LiveAllocationsModel::longestName() const {
    constexpr std::size_t sample = 256;
    const std::size_t step = rows_.size() / sample + 1;
    const LiveAllocation* longest = nullptr;
    for (std::size_t i = 0; i < rows_.size(); i += step)
        if (longest == nullptr || rows_[i].name.size() > longest->name.size())
            longest = &rows_[i];
    return longest == nullptr ? QString() : visibleName(longest->name);
}

int LiveAllocationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int LiveAllocationsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

std::uint64_t LiveAllocationsModel::figure(const LiveAllocation& allocation, int column) const {
    switch (column) {
    case BlockColumn:
        return allocation.index.value;
    case BlocksColumn:
        return allocation.blocks.value;
    case BytesColumn:
        return allocation.bytes;
    case WasteColumn:
        return wasteOf(allocation);
    case LineColumn:
        return allocation.line;
    default:
        return 0;
    }
}

QString LiveAllocationsModel::text(const LiveAllocation& allocation, int column) const {
    if (column == NameColumn)
        return visibleName(allocation.name);
    if (column == LineColumn && allocation.line == 0)
        return {}; // made by hand
    return number(figure(allocation, column));
}

QString LiveAllocationsModel::toolTip(const LiveAllocation& allocation) const {
    const QString name = visibleName(allocation.name);
    const QString address = QString::number(geometry_.address_of(allocation.index), 16).toUpper();
    const QString born = allocation.line == 0
                             ? tr("operation %1, by hand").arg(number(allocation.born.value))
                             : tr("operation %1, line %2").arg(number(allocation.born.value), number(allocation.line));
    return tr("%1: blocks %2 to %3 at 0x%4\n%5 bytes asked in %6 blocks, %7 wasted\nallocated by %8")
        .arg(name, number(allocation.index.value), number(allocation.index.value + allocation.blocks.value - 1),
             address, number(allocation.bytes), number(allocation.blocks.value), number(wasteOf(allocation)), born);
}

QVariant LiveAllocationsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LiveAllocation& allocation = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(allocation, index.column());
    case Qt::ToolTipRole:
        return toolTip(allocation);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column() != NameColumn);
    case BlockRole:
        return allocation.index.value;
    case AllocationRole:
        return allocation.id.value;
    case SortRole:
        if (index.column() == NameColumn)
            return text(allocation, NameColumn);
        return static_cast<qulonglong>(figure(allocation, index.column()));
    default:
        return {};
    }
}

QVariant LiveAllocationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section != NameColumn);
    if (role == Qt::ToolTipRole && section == WasteColumn)
        return tr("Bytes lost by rounding up to whole blocks");
    if (role == Qt::ToolTipRole && section == LineColumn)
        return tr("The line of the script that allocated it");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("name");
    case BlockColumn:
        return tr("block");
    case BlocksColumn:
        return tr("blocks");
    case BytesColumn:
        return tr("bytes");
    case WasteColumn:
        return tr("waste");
    default:
        return tr("line");
    }
}

LiveAllocationsSorter::LiveAllocationsSorter(QObject* parent) : QSortFilterProxyModel(parent) { setSortRole(SortRole); }

bool LiveAllocationsSorter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (left.column() == LiveAllocationsModel::NameColumn)
        return naturallyLess(a.toString(), b.toString());
    return a.toULongLong() < b.toULongLong();
}

bool naturallyLess(QStringView a, QStringView b) {
    const auto digits = [](QStringView text, qsizetype from) {
        qsizetype end = from;
        while (end < text.size() && text[end].isDigit())
            ++end;
        while (from + 1 < end && text[from] == QLatin1Char('0'))
            ++from;
        return std::pair{text.mid(from, end - from), end};
    };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const auto [left, leftEnd] = digits(a, i);
            const auto [right, rightEnd] = digits(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (const int order = left.compare(right); order != 0)
                return order < 0;
            i = leftEnd;
            j = rightEnd;
        } else {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i;
            ++j;
        }
    }
    return a.size() - i < b.size() - j;
}

} // namespace firstfit
