// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/failures_panel.h"

#include "allocator/replay/stop_condition.h"
#include "ui/models/request_words.h"
#include "ui/panels/add_stop_condition.h"
#include "ui/panels/run_table.h"
#include "ui/views/heap_words.h"
#include "ui/workbench.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace firstfit {

FailuresPanel::FailuresPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("failures"), tr("Failures"), parent),
      workbench_(workbench),
      table_(new RunTable({CellKind::figure, CellKind::code, CellKind::figure}, this)),
      stop_(new QAction(tr("Stop where this call site fails"), this)) {
    table_->setModel(&model_);
    table_->setObjectName(QStringLiteral("failures.table"));
    table_->setAccessibleName(tr("Failed requests"));
    table_->setEmptySentence(tr("Every request got its memory."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    setFocusProxy(table_);
    addActions();
    connect(table_, &RunTable::rowSelected, this, [this](int row) {
        if (!showing_)
            goTo(row);
    });
    connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { goTo(index.row()); });
    connect(table_, &RunTable::rowEntered, table_, &RunTable::setHoveredRow);
    connect(table_, &RunTable::roomChanged, this, &FailuresPanel::fitColumns);
    connect(&workbench_, &Workbench::traceChanged, this, &FailuresPanel::showRun);
    connect(&workbench_, &Workbench::traceGrew, this, &FailuresPanel::showMore);
    connect(&workbench_, &Workbench::positionChanged, this, &FailuresPanel::showPosition);
}

void FailuresPanel::addActions() {
    stop_->setObjectName(QStringLiteral("failures.stop"));
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    table_->insertActions(table_->actions().value(0), {stop_, separator});
    connect(stop_, &QAction::triggered, this, &FailuresPanel::stopAtSite);
}

void FailuresPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    if (isOld_)
        showRun();
}

void FailuresPanel::showRun() {
    isOld_ = !isVisible();
    if (isOld_)
        return;
    {
        const QScopedValueRollback guard(showing_, true);
        if (workbench_.isWhole()) {
            model_.setRun(workbench_.summary(), workbench_.trace());
        } else {
            model_.clear();
            model_.grow(workbench_.timeline(), workbench_.trace());
        }
    }
    const bool isEmpty = workbench_.timeline().size().value == 0;
    table_->setEmptySentence(isEmpty                ? tr("Requests that get no memory are listed here.")
                             : workbench_.isWhole() ? tr("Every request got its memory.")
                                                    : tr("So far every request got its memory."));
    showCount();
    fitColumns();
    showPosition();
}

void FailuresPanel::showMore() {
    if (isOld_)
        return;
    const int before = model_.rowCount();
    model_.grow(workbench_.timeline(), workbench_.trace());
    if (model_.rowCount() != before)
        showCount();
}

void FailuresPanel::showCount() {
    const QString count =
        countedText(static_cast<std::uint64_t>(model_.rowCount()), tr("%1 request"), tr("%1 requests"));
    const QString words = model_.rowCount() == 0 ? tr("none") : count;
    setCaption(workbench_.timeline().size().value == 0 ? QString()
               : workbench_.isWhole()                  ? words
                                                       : tr("%1 so far").arg(words));
}

void FailuresPanel::showPosition() {
    if (isOld_)
        return;
    const OperationIndex now = workbench_.position().operation;
    const QScopedValueRollback guard(showing_, true);
    const int row = model_.rowOf(now);
    table_->showSelectedRow(row);
    if (const int near = model_.rowAtOrBefore(now); row < 0 && near >= 0) {
        // Not chosen, only where the keys go on from.
        table_->selectionModel()->setCurrentIndex(model_.index(near, 0), QItemSelectionModel::NoUpdate);
        table_->scrollTo(model_.index(near, 0));
    }
    const CallSiteId site = row < 0 ? no_call_site : model_.siteAt(row);
    stop_->setEnabled(!siteName(workbench_.trace(), site).isEmpty());
}

void FailuresPanel::goTo(int row) {
    if (row >= 0 && row < model_.rowCount())
        workbench_.goTo(Position::after(model_.operationAt(row)));
}

void FailuresPanel::stopAtSite() {
    const int row = model_.rowOf(workbench_.position().operation);
    if (row < 0)
        return;
    StopCondition condition;
    condition.kind = StopCondition::Kind::failure_at_site;
    condition.site = siteName(workbench_.trace(), model_.siteAt(row)).toStdString();
    addStopCondition(workbench_, condition);
}

void FailuresPanel::fitColumns() {
    const std::uint32_t last = workbench_.wholeSize();
    table_->fitColumns({figureText(last), QStringLiteral("aligned_alloc"), figureText(model_.mostBytes())},
                       FailuresModel::CallColumn);
}

} // namespace firstfit
