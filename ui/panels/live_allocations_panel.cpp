// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/live_allocations_panel.h"

#include "ui/panels/run_table.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QAction>
#include <QHeaderView>
#include <QLocale>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <cmath>

namespace firstfit {

namespace {

constexpr int mostForName = 100; ///< px; longer names end in dots

bool shorter(const QString& a, const QString& b) { return a.size() < b.size(); }

std::vector<CellKind> cells() {
    return {CellKind::named, CellKind::figure, CellKind::figure, CellKind::figure, CellKind::waste, CellKind::faint};
}

} // namespace

LiveAllocationsPanel::LiveAllocationsPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("live-allocations"), tr("Live allocations"), parent),
      workbench_(workbench),
      table_(new RunTable(cells(), this)),
      free_(new QAction(tr("Free"), this)),
      goToLine_(new QAction(tr("Go to its line"), this)) {
    sorter_.setSourceModel(&model_);
    table_->setModel(&sorter_);
    table_->setObjectName(QStringLiteral("live-allocations.table"));
    table_->setAccessibleName(tr("Live allocations"));
    table_->setEmptySentence(tr("Nothing is allocated here. Step on, or allocate by hand."));
    table_->horizontalHeader()->setSortIndicatorClearable(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    setFocusProxy(table_);
    addActions();
    connectTable();

    connect(&workbench_, &Workbench::traceChanged, this, [this] {
        widestBytes_ = widestLine_ = 0;
        longestName_.clear();
    });
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&workbench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&workbench_, &Workbench::hoverChanged, this, &LiveAllocationsPanel::showHover);
    connect(&workbench_, &Workbench::selectionChanged, this, &LiveAllocationsPanel::showSelection);
    showPosition();
}

void LiveAllocationsPanel::addActions() {
    free_->setShortcut(QKeySequence::Delete);
    free_->setShortcutContext(Qt::WidgetShortcut);
    free_->setObjectName(QStringLiteral("live-allocations.free"));
    goToLine_->setObjectName(QStringLiteral("live-allocations.line"));
    table_->insertActions(table_->actions().value(0), {free_, goToLine_});
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    table_->insertAction(table_->actions().value(2), separator);
    connect(free_, &QAction::triggered, this, &LiveAllocationsPanel::freeSelected);
    connect(goToLine_, &QAction::triggered, this, [this] { activateLine(table_->currentIndex()); });
}

void LiveAllocationsPanel::connectTable() {
    connect(table_, &RunTable::rowEntered, this,
            [this](int row) { workbench_.hover(row < 0 ? std::nullopt : std::optional(allocationAt(row).index)); });
    connect(table_, &RunTable::rowSelected, this, [this](int row) {
        if (!showing_)
            workbench_.select(allocationAt(row).index);
    });
    connect(table_, &RunTable::roomChanged, this, &LiveAllocationsPanel::fitColumns);
    connect(table_, &QAbstractItemView::activated, this, &LiveAllocationsPanel::activateLine);
}

const LiveAllocation& LiveAllocationsPanel::allocationAt(int row) const {
    return model_.allocationAt(sorter_.mapToSource(sorter_.index(row, 0)).row());
}

void LiveAllocationsPanel::showPosition() {
    const Snapshot& snapshot = workbench_.snapshot();
    {
        const QScopedValueRollback guard(showing_, true);
        model_.setSnapshot(snapshot);
    }
    const Metrics& metrics = snapshot.metrics();
    const QLocale locale;
    const auto counted = [&](std::uint64_t count, const QString& one, const QString& many) {
        return count == 1 ? one : many.arg(locale.toString(static_cast<qulonglong>(count)));
    };
    const QString held =
        tr("%1 in %2")
            .arg(locale.toString(model_.rowCount()), counted(metrics.used.value, tr("1 block"), tr("%1 blocks")));
    if (model_.rowCount() == 0)
        setCaption(tr("none"));
    else if (metrics.rounding_waste == 0)
        setCaption(held);
    else // bytes, as the column says; the word would not fit the dock's title
        setCaption(tr("%1 · %2 wasted").arg(held, locale.toString(static_cast<qulonglong>(metrics.rounding_waste))));
    fitColumns();
    showSelection();
    showHover();
}

int LiveAllocationsPanel::rowOfRunAt(std::optional<BlockIndex> block) const {
    const Snapshot& snapshot = workbench_.snapshot();
    if (!block || block->value >= snapshot.geometry().blocks.value)
        return -1;
    const Run& run = snapshot.run_at(*block);
    if (run.kind != Run::Kind::allocation)
        return -1;
    const int row = model_.rowOf(snapshot.allocations()[run.allocation].index);
    return row < 0 ? -1 : sorter_.mapFromSource(model_.index(row, 0)).row();
}

void LiveAllocationsPanel::showHover() { table_->setHoveredRow(rowOfRunAt(workbench_.hoveredBlock())); }

void LiveAllocationsPanel::showSelection() {
    table_->showSelectedRow(rowOfRunAt(workbench_.selectedBlock()));
    updateActions();
}

void LiveAllocationsPanel::updateActions() {
    const LiveAllocation* selected = workbench_.selectedAllocation();
    const QString name = selected == nullptr ? QString() : QString::fromStdString(selected->name);
    free_->setEnabled(selected != nullptr);
    free_->setText(selected == nullptr ? tr("Free") : tr("Free %1").arg(name));
    goToLine_->setEnabled(selected != nullptr && selected->line != 0);
    goToLine_->setText(goToLine_->isEnabled() ? tr("Go to line %1").arg(selected->line) : tr("Go to its line"));
}

void LiveAllocationsPanel::freeSelected() {
    const LiveAllocation* selected = workbench_.selectedAllocation();
    if (selected == nullptr)
        return;
    const int row = table_->currentIndex().row();
    workbench_.deallocate(selected->id);
    // The next row moves up: Delete again frees that one.
    if (const int rows = sorter_.rowCount(); rows > 0 && row >= 0)
        workbench_.select(allocationAt(std::min(row, rows - 1)).index);
}

void LiveAllocationsPanel::activateLine(const QModelIndex& index) {
    if (!index.isValid())
        return;
    if (const std::uint32_t line = allocationAt(index.row()).line; line != 0)
        Q_EMIT lineActivated(line);
}

void LiveAllocationsPanel::fitColumns() {
    widestBytes_ = std::max(widestBytes_, model_.largest(LiveAllocationsModel::BytesColumn));
    widestLine_ = std::max(widestLine_, model_.largest(LiveAllocationsModel::LineColumn));
    if (const QString name = model_.longestName(); name.size() > longestName_.size())
        longestName_ = name;
    const QFontMetrics names(table_->fonts().text(12, QFont::DemiBold));
    const int most = static_cast<int>(std::lround(mostForName * table_->fonts().scale));
    const QString name = names.elidedText(std::max(longestName_, QStringLiteral("aa"), shorter), Qt::ElideRight, most);
    const HeapGeometry& geometry = workbench_.snapshot().geometry();
    const auto figure = [](std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); };
    const QString blocks = figure(geometry.blocks.value);
    // Waste stays below a block; huge blocks are rare and would take the room of the name.
    const QString waste = figure(std::min<std::uint64_t>(geometry.block_size - 1, 9999));
    table_->fitColumns({name, blocks, blocks, figure(widestBytes_), waste, figure(widestLine_)},
                       LiveAllocationsModel::NameColumn);
}

} // namespace firstfit
