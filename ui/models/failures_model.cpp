// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/failures_model.h"

#include "allocator/replay/asked.h"
#include "ui/models/request_words.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace firstfit {

FailuresModel::FailuresModel(QObject* parent) : QAbstractTableModel(parent) {}

void FailuresModel::setRun(const RunSummary& summary, const Trace& trace) {
    beginResetModel();
    rows_.clear();
    rows_.reserve(summary.failures.size());
    words_.clear();
    stories_.clear();
    mostBytes_ = 0;
    grown_ = {};
    for (const FailedRequest& failure : summary.failures)
        add(failure, trace);
    endResetModel();
}

void FailuresModel::grow(const Timeline& part, const Trace& trace) {
    std::vector<FailedRequest> more;
    while (grown_ < part.size()) {
        ++grown_.value;
        if (!part.failed(grown_))
            continue;
        const Operation& operation = part.operation(grown_);
        const OperationMetrics now = part.metrics(grown_); // as before: a failure changes nothing
        FailedRequest& failure = more.emplace_back();
        failure.operation = grown_;
        failure.line = operation.line;
        failure.bytes = asked_of(operation, part.geometry()).bytes;
        failure.free_blocks = part.geometry().blocks.value - now.used;
        failure.chunks = now.chunks;
    }
    if (more.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
    for (const FailedRequest& failure : more)
        add(failure, trace);
    endInsertRows();
}

void FailuresModel::add(const FailedRequest& failure, const Trace& trace) {
    const QString word = functionWord(trace.operations[failure.operation.value - 1], trace);
    qsizetype at = words_.indexOf(word);
    if (at < 0) {
        at = words_.size();
        words_ << word;
    }
    const CallSiteId site = siteOfOperation(trace, failure.operation);
    if (site != no_call_site && !stories_.contains(site.value))
        stories_.insert(site.value, callSiteStory(trace, site));
    mostBytes_ = std::max(mostBytes_, failure.bytes);
    rows_.push_back({failure.operation, site, failure.bytes, failure.free_blocks, failure.chunks, failure.line, at});
}

OperationIndex FailuresModel::operationAt(int row) const { return rows_.at(static_cast<std::size_t>(row)).operation; }
CallSiteId FailuresModel::siteAt(int row) const { return rows_.at(static_cast<std::size_t>(row)).site; }

int FailuresModel::rowAtOrBefore(OperationIndex n) const {
    const auto behind = std::upper_bound(rows_.begin(), rows_.end(), n,
                                         [](OperationIndex wanted, const Row& row) { return wanted < row.operation; });
    return static_cast<int>(behind - rows_.begin()) - 1;
}

int FailuresModel::rowOf(OperationIndex n) const {
    const int row = rowAtOrBefore(n);
    return row >= 0 && operationAt(row) == n ? row : -1;
}

int FailuresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int FailuresModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString FailuresModel::toolTip(const Row& row) const {
    QStringList lines{tr("operation %1: %2 of %3 failed")
                          .arg(figureText(row.operation.value), words_[row.word],
                               countedText(row.bytes, tr("%1 byte"), tr("%1 bytes")))};
    lines << tr("%1 free in %2")
                 .arg(countedText(row.freeBlocks, tr("%1 block"), tr("%1 blocks")),
                      countedText(row.chunks, tr("%1 chunk"), tr("%1 chunks")));
    if (row.line != 0)
        lines << tr("line %1").arg(figureText(row.line));
    if (const QString story = stories_.value(row.site.value); !story.isEmpty())
        lines << story;
    return lines.join(QLatin1Char('\n'));
}

QVariant FailuresModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == CallColumn)
            return words_[row.word];
        return figureText(index.column() == OperationColumn ? row.operation.value : row.bytes);
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(index.column() == CallColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    case SortRole:
        return static_cast<qulonglong>(index.column() == BytesColumn ? row.bytes : row.operation.value);
    default:
        return {};
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == CallColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OperationColumn:
        return tr("operation");
    case CallColumn:
        return tr("call");
    default:
        return tr("bytes");
    }
}

} // namespace firstfit
