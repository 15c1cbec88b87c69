// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sizing_model.h"

#include "ui/models/request_words.h"
#include "ui/models/roles.h"

#include <QLocale>

namespace firstfit {

namespace {

constexpr std::uint64_t most_blocks = 65'535;

/// "+12.2 %" of `peak`.
QString overPeak(std::uint64_t bytes, std::uint64_t peak) {
    if (peak == 0)
        return {};
    const double share = (static_cast<double>(bytes) - static_cast<double>(peak)) / static_cast<double>(peak);
    return SizingModel::tr("+%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

} // namespace

QString certaintyOf(const SizingResult& result) {
    if (!result.blocks)
        return result.at_least ? SizingModel::tr("Needs that many blocks or more.")
                               : SizingModel::tr("No heap holds the run.");
    if (!result.proved_smallest)
        return SizingModel::tr("Holds, not proved smallest.");
    if (result.needed_blocks <= 1)
        return SizingModel::tr("Proved smallest.");
    return SizingModel::tr("Proved smallest: with %1 a request fails.")
        .arg(countedText(result.needed_blocks - 1, SizingModel::tr("%1 block"), SizingModel::tr("%1 blocks")));
}

SizingModel::SizingModel(QObject* parent) : QAbstractTableModel(parent) {}

void SizingModel::setReport(std::optional<SizingReport> report) {
    beginResetModel();
    report_ = std::move(report);
    endResetModel();
}

const SizingResult& SizingModel::resultAt(int row) const { return report_->results.at(static_cast<std::size_t>(row)); }

int SizingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !report_ ? 0 : static_cast<int>(report_->results.size());
}

int SizingModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString SizingModel::text(const SizingResult& result, int column) const {
    switch (column) {
    case BlockColumn:
        return figureText(result.block_size);
    case BlocksColumn: {
        const QString figure = figureText(result.blocks ? *result.blocks : result.needed_blocks);
        if (result.blocks ? !result.proved_smallest : result.at_least)
            return (result.blocks ? tr("≤ %1") : tr("≥ %1")).arg(figure);
        return figure;
    }
    case BytesColumn:
        if (!result.blocks)
            return result.needed_blocks > most_blocks ? tr("over the limit of %1 blocks").arg(figureText(most_blocks))
                                                      : tr("no heap can meet every request");
        return figureText(result.bytes);
    case OverPeakColumn:
        return result.blocks ? overPeak(result.bytes, report_->peak_bytes) : QString();
    default:
        return result.blocks ? QLocale().toString(result.mean_scan_length, 'f', 1) : QString();
    }
}

QString SizingModel::toolTip(const SizingResult& result) const {
    QStringList lines{tr("%1-byte blocks").arg(figureText(result.block_size)), certaintyOf(result)};
    if (!result.blocks)
        return lines.join(QLatin1Char('\n'));
    lines << tr("%1, %2 of them for the run itself")
                 .arg(countedText(*result.blocks, tr("%1 block"), tr("%1 blocks")), figureText(result.needed_blocks));
    lines
        << tr("at most %1 lost by rounding up").arg(countedText(result.rounding_waste, tr("%1 byte"), tr("%1 bytes")));
    lines << QString::fromStdString(result.type);
    return lines.join(QLatin1Char('\n'));
}

bool SizingModel::isStrong(const QModelIndex& index) const {
    const bool isRecommended = report_->recommended == static_cast<std::size_t>(index.row());
    return holds(index.row()) && (index.column() == BlockColumn || (index.column() == BytesColumn && isRecommended));
}

QVariant SizingModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SizingResult& result = resultAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(result, index.column());
    case Qt::ToolTipRole:
        return toolTip(result);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case StrongRole:
        return isStrong(index);
    case RefusedRole:
        return !result.blocks && index.column() == BytesColumn;
    default:
        return {};
    }
}

QVariant SizingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case BlockColumn:
            return tr("Block size in bytes");
        case OverPeakColumn:
            return tr("How much larger the heap is than the most bytes that were alive at the same time");
        case ScanColumn:
            return tr("Chunks visited by an operation, on average");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BlockColumn:
        return tr("block");
    case BlocksColumn:
        return tr("blocks");
    case BytesColumn:
        return tr("heap bytes");
    case OverPeakColumn:
        return tr("over peak");
    default:
        return tr("mean scan");
    }
}

} // namespace firstfit
