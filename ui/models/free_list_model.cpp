// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/free_list_model.h"

#include "ui/models/row_difference.h"
#include "ui/models/table_text.h"

#include <QLocale>

namespace firstfit {

namespace {

QString number(std::uint32_t value) { return QLocale().toString(value); }

bool isFigure(int column) {
    return column == FreeListModel::LengthColumn || column == FreeListModel::NextColumn ||
           column == FreeListModel::RawColumn;
}

QString rawBytes(stalloc::Header header) {
    const auto pair = [](std::uint16_t field) {
        return QStringLiteral("%1 %2")
            .arg(field & 0xFF, 2, 16, QLatin1Char('0'))
            .arg(field >> 8, 2, 16, QLatin1Char('0'));
    };
    return (pair(header.next) + QLatin1Char(' ') + pair(header.length)).toUpper();
}

} // namespace

FreeListModel::FreeListModel(QObject* parent) : QAbstractTableModel(parent) { setSnapshot(Snapshot{}); }

void FreeListModel::setSnapshot(const Snapshot& snapshot, const Scan& scan) {
    const BlockIndex base{snapshot.geometry().blocks.value};
    std::vector<Chunk> rows;
    rows.reserve(snapshot.chunks().size() + 1);
    rows.push_back({base, snapshot.base_header()});
    rows.insert(rows.end(), snapshot.chunks().begin(), snapshot.chunks().end());
    if (base != base_) { // another heap: nothing is the same
        beginResetModel();
        base_ = base;
        rows_ = std::move(rows);
        setScan(scan);
        endResetModel();
        return;
    }
    setRows(rows);
    setScan(scan);
    // Figures, flags and reasons may change in any row; a view repaints only the rows it shows.
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void FreeListModel::setRows(std::span<const Chunk> rows) {
    const auto same = [](const Chunk& a, const Chunk& b) { return a.index == b.index; };
    const RowDifference change = differenceOf<Chunk>(rows_, rows, same);
    if (change.isLarge()) {
        beginResetModel();
        rows_.assign(rows.begin(), rows.end());
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
        rows_.insert(rows_.begin() + change.first, rows.begin() + change.first,
                     rows.begin() + change.first + change.inserted);
        endInsertRows();
    }
    std::copy(rows.begin(), rows.end(), rows_.begin());
}

void FreeListModel::setScan(const Scan& scan) {
    scan_ = scan;
    rejections_.clear();
    changed_.clear();
    for (std::size_t i = 0; i < scan_.rejected.size(); ++i)
        rejections_.insert(scan_.rejected[i].chunk.value, static_cast<qsizetype>(i));
    for (const BlockIndex header : scan_.changed)
        changed_.insert(header.value);
}

BlockIndex FreeListModel::blockAt(int row) const { return rows_.at(static_cast<std::size_t>(row)).index; }

int FreeListModel::rowOf(BlockIndex block) const {
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](const Chunk& c) { return c.index == block; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int FreeListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int FreeListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

ScanFlag FreeListModel::flagOf(BlockIndex block) const {
    if (scan_.curr == block)
        return ScanFlag::curr;
    return scan_.prev == block ? ScanFlag::prev : ScanFlag::none;
}

const Rejection* FreeListModel::rejectionOf(BlockIndex block) const {
    const auto at = rejections_.constFind(block.value);
    return at == rejections_.constEnd() ? nullptr : &scan_.rejected[static_cast<std::size_t>(*at)];
}

QString FreeListModel::text(const Chunk& chunk, int column) const {
    switch (column) {
    case ChunkColumn:
        return chunk.index == base_ ? tr("base") : number(chunk.index.value);
    case FlagColumn: {
        const ScanFlag flag = flagOf(chunk.index);
        if (flag == ScanFlag::none)
            return {};
        return flag == ScanFlag::prev ? QStringLiteral("prev") : QStringLiteral("curr");
    }
    case LengthColumn:
        if (chunk.index == base_ && chunk.header.length == stalloc::out_of_memory_mark)
            return QStringLiteral("FFFF"); // a mark, not a count
        return number(chunk.header.length);
    case NextColumn:
        return number(chunk.header.next);
    case RawColumn:
        return rawBytes(chunk.header);
    case ScanColumn:
        if (scan_.chosen == chunk.index)
            return tr("taken");
        if (const Rejection* rejection = rejectionOf(chunk.index))
            return QString::fromStdString(rejection->reason());
        return {};
    default:
        return {};
    }
}

QString FreeListModel::toolTip(const Chunk& chunk, int column) const {
    if (column == ScanColumn) {
        if (scan_.chosen == chunk.index)
            return tr("The scan took this chunk.");
        const Rejection* rejection = rejectionOf(chunk.index);
        if (rejection == nullptr)
            return {};
        if (rejection->front == 0)
            return tr("Too small: %1 blocks, but %2 are wanted.")
                .arg(number(rejection->length), number(rejection->size));
        return tr("%1 of its %2 blocks lie in front of the first aligned one, and %3 are wanted.")
            .arg(number(rejection->front), number(rejection->length), number(rejection->size));
    }
    if (chunk.index == base_) {
        const QString length = chunk.header.length == stalloc::out_of_memory_mark
                                   ? tr("Its length says FFFF: no block is free.")
                                   : tr("Its length is 0 while any block is free.");
        return tr("The base header: 4 bytes behind the last block. Its next is the first chunk. %1").arg(length);
    }
    const QString next = chunk.header.next == 0
                             ? tr("It is the last one.")
                             : tr("The next chunk begins at block %1.").arg(number(chunk.header.next));
    return tr("A chunk of %1 free blocks from block %2 on. %3")
        .arg(number(chunk.header.length), number(chunk.index.value), next);
}

QVariant FreeListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Chunk& chunk = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(chunk, index.column());
    case Qt::ToolTipRole:
        return toolTip(chunk, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(isFigure(index.column()));
    case BlockRole:
        return chunk.index.value;
    case BaseRole:
        return chunk.index == base_;
    case FlagRole:
        return static_cast<int>(flagOf(chunk.index));
    case RejectedRole:
        return rejectionOf(chunk.index) != nullptr;
    case ChosenRole:
        return scan_.chosen == chunk.index;
    case ChangedRole:
        return changed_.contains(chunk.index.value);
    case ShortTextRole: {
        const Rejection* rejection = index.column() == ScanColumn ? rejectionOf(chunk.index) : nullptr;
        if (rejection == nullptr || rejection->front == 0)
            return QString();
        return tr("%1 in front").arg(number(rejection->front));
    }
    default:
        return {};
    }
}

QVariant FreeListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isFigure(section));
    if (role == Qt::AccessibleTextRole && section == FlagColumn)
        return tr("flag");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ChunkColumn:
        return tr("chunk");
    case LengthColumn:
        return tr("length");
    case NextColumn:
        return tr("next");
    case RawColumn:
        return tr("raw bytes");
    case ScanColumn:
        return tr("scan");
    default:
        return QString(); // the flags stand beside the chunk and need no word
    }
}

} // namespace firstfit
