// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/free_list_panel.h"

#include "ui/panels/run_table.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QLocale>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace firstfit {

namespace {

std::vector<CellKind> cells() {
    return {CellKind::chunk, CellKind::flag, CellKind::figure, CellKind::figure, CellKind::raw, CellKind::reason};
}

} // namespace

FreeListPanel::FreeListPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("free-list"), tr("Free list"), parent),
      workbench_(workbench),
      table_(new RunTable(cells(), this)) {
    table_->setModel(&model_);
    table_->setObjectName(QStringLiteral("free-list.table"));
    table_->setAccessibleName(tr("Free list"));
    table_->setEmptySentence(tr("No block is free, so there is no chunk."), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    setFocusProxy(table_);

    connect(table_, &RunTable::rowEntered, this,
            [this](int row) { workbench_.hover(row < 1 ? std::nullopt : std::optional(model_.blockAt(row))); });
    connect(table_, &RunTable::rowSelected, this, [this](int row) {
        if (!showing_)
            workbench_.select(row < 1 ? std::nullopt : std::optional(model_.blockAt(row)));
    });
    connect(table_, &RunTable::roomChanged, this, [this] {
        fitColumns();
        QMetaObject::invokeMethod(this, &FreeListPanel::showCurr, Qt::QueuedConnection);
    });
    connect(&workbench_, &Workbench::traceChanged, this, &FreeListPanel::fitColumns);
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&workbench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&workbench_, &Workbench::hoverChanged, this, &FreeListPanel::showHover);
    connect(&workbench_, &Workbench::selectionChanged, this, &FreeListPanel::showSelection);
    showPosition();
}

void FreeListPanel::showPosition() {
    const Snapshot& snapshot = workbench_.snapshot();
    const Scan& scan = workbench_.explanation().scan;
    {
        const QScopedValueRollback guard(showing_, true);
        model_.setSnapshot(snapshot, scan);
    }
    const Metrics& metrics = snapshot.metrics();
    const QLocale locale;
    const QString blocks =
        metrics.free.value == 1 ? tr("1 block") : tr("%1 blocks").arg(locale.toString(metrics.free.value));
    const QString chunks = metrics.chunks == 1 ? tr("1 chunk") : tr("%1 chunks").arg(locale.toString(metrics.chunks));
    setCaption(metrics.free.value == 0 ? tr("no block is free") : tr("%1 in %2").arg(blocks, chunks));
    showSelection();
    showHover();
    showCurr();
    // Once more when the layout has settled: the rows just added, or the room the dock just got or lost.
    QMetaObject::invokeMethod(this, &FreeListPanel::showCurr, Qt::QueuedConnection);
}

void FreeListPanel::showCurr() {
    const Scan& scan = workbench_.explanation().scan;
    const int row = scan.curr ? model_.rowOf(*scan.curr) : -1;
    if (row < 0)
        return;
    // One row of context on either side, the row itself before all.
    for (const int shown : {row + 1, row - 1, row})
        if (shown >= 0 && shown < model_.rowCount())
            table_->scrollTo(model_.index(shown, 0));
}

int FreeListPanel::rowOfRunAt(std::optional<BlockIndex> block) const {
    const Snapshot& snapshot = workbench_.snapshot();
    if (!block || block->value > snapshot.geometry().blocks.value)
        return -1;
    if (block->value == snapshot.geometry().blocks.value)
        return 0;
    const Run& run = snapshot.run_at(*block);
    return run.kind == Run::Kind::chunk ? model_.rowOf(run.index) : -1;
}

void FreeListPanel::showHover() { table_->setHoveredRow(rowOfRunAt(workbench_.hoveredBlock())); }

void FreeListPanel::showSelection() {
    // The base header belongs to no run: a person walking the rows may stand on it without selecting anything.
    const bool onBase = table_->hasFocus() && table_->currentIndex().row() == 0 && !workbench_.selectedBlock();
    if (!onBase)
        table_->showSelectedRow(rowOfRunAt(workbench_.selectedBlock()));
}

void FreeListPanel::fitColumns() {
    const std::uint32_t blocks = workbench_.snapshot().geometry().blocks.value;
    const QString index = QLocale().toString(blocks);
    const QString chunk = index.size() > 4 ? index : tr("base");
    // The base header's length may say FFFF at any step.
    const QString mark = QStringLiteral("FFFF");
    const QString length = index.size() > mark.size() ? index : mark;
    const QString raw = QStringLiteral("00 00 00 00");
    const QString reason = tr("%1 < %1").arg(index);
    // Full, then with smaller bytes, then with shorter flags, too: the first that leaves room for the reasons.
    for (const auto& [flags, bytes] : {std::pair{false, false}, std::pair{false, true}, std::pair{true, true}}) {
        table_->setCompact(flags, bytes);
        const QString flag = flags ? QStringLiteral("c") : QStringLiteral("curr");
        table_->fitColumns({chunk, flag, length, index, raw, reason}, FreeListModel::ScanColumn);
        const int wanted = table_->widthNeeded(reason, FreeListModel::ScanColumn);
        if (table_->columnWidth(FreeListModel::ScanColumn) >= wanted)
            break;
    }
}

} // namespace firstfit
