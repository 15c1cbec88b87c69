// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/failures_panel.h"

#include "allocator/replay/stop_condition.h"
#include "ui/models/request_words.h"
#include "ui/panels/add_stop_condition.h"
#include "ui/panels/run_table.h"
#include "ui/render/icons.h"
#include "ui/workbench.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace firstfit {

namespace {

QToolButton* smallButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    const int side = static_cast<int>(std::lround(14 * Fonts::ofDesktop().scale));
    button->setIconSize(QSize(side, side));
    button->setFixedSize(side + 6, side + 6);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    return button;
}

} // namespace

FailuresPanel::FailuresPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("failures"), tr("Failures"), parent),
      workbench_(workbench),
      table_(new RunTable({CellKind::figure, CellKind::code, CellKind::figure}, this)),
      buttons_(new QWidget(this)),
      previous_(new QAction(themedIcon(QStringLiteral("chevron-up")), tr("Previous failure"), this)),
      next_(new QAction(themedIcon(QStringLiteral("chevron-down")), tr("Next failure"), this)),
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
    connect(&workbench_, &Workbench::positionChanged, this, &FailuresPanel::showPosition);
    showRun();
}

void FailuresPanel::addActions() {
    previous_->setObjectName(QStringLiteral("failures.previous"));
    next_->setObjectName(QStringLiteral("failures.next"));
    stop_->setObjectName(QStringLiteral("failures.stop"));
    auto* row = new QHBoxLayout(buttons_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(smallButton(previous_, buttons_));
    row->addWidget(smallButton(next_, buttons_));
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    table_->insertActions(table_->actions().value(0), {previous_, next_, stop_, separator});
    connect(previous_, &QAction::triggered, this, [this] { workbench_.goToNextFailure(-1); });
    connect(next_, &QAction::triggered, this, [this] { workbench_.goToNextFailure(1); });
    connect(stop_, &QAction::triggered, this, &FailuresPanel::stopAtSite);
}

void FailuresPanel::showRun() {
    const RunSummary& summary = workbench_.summary();
    {
        const QScopedValueRollback guard(showing_, true);
        model_.setRun(summary, workbench_.trace());
    }
    setCaption(summary.failures.empty() ? tr("none")
                                        : countedText(summary.failures.size(), tr("%1 request"), tr("%1 requests")));
    fitColumns();
    showPosition();
}

void FailuresPanel::showPosition() {
    const OperationIndex now = workbench_.position().operation;
    const QScopedValueRollback guard(showing_, true);
    const int row = model_.rowOf(now);
    table_->showSelectedRow(row);
    if (const int near = model_.rowAtOrBefore(now); row < 0 && near >= 0) {
        // Not chosen, only where the keys go on from.
        table_->selectionModel()->setCurrentIndex(model_.index(near, 0), QItemSelectionModel::NoUpdate);
        table_->scrollTo(model_.index(near, 0));
    }
    const int last = model_.rowCount() - 1;
    previous_->setEnabled(last >= 0 && model_.operationAt(0) < now);
    next_->setEnabled(last >= 0 && now < model_.operationAt(last));
    const CallSiteId site = row < 0 ? no_call_site : model_.siteAt(row);
    const auto& sites = workbench_.trace().call_sites;
    stop_->setEnabled(site.value < sites.size() && !sites[site.value].function.empty());
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
    condition.site = workbench_.trace().call_sites.at(model_.siteAt(row).value).function;
    addStopCondition(workbench_, condition);
}

void FailuresPanel::fitColumns() {
    const std::uint32_t last = workbench_.timeline().size().value;
    table_->fitColumns({figureText(last), QStringLiteral("aligned_alloc"), figureText(model_.mostBytes())},
                       FailuresModel::CallColumn);
}

} // namespace firstfit
