// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/call_sites_panel.h"

#include "allocator/replay/stop_condition.h"
#include "ui/models/request_words.h"
#include "ui/panels/add_stop_condition.h"
#include "ui/panels/run_table.h"
#include "ui/views/heap_words.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int mostMeasured = 64; ///< rows whose names decide the width of their column

} // namespace

CallSitesPanel::CallSitesPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("call-sites"), tr("Call sites"), parent),
      workbench_(workbench),
      kind_(new QComboBox(this)),
      colouring_(new QComboBox(this)),
      table_(new RunTable({CellKind::site, CellKind::figure, CellKind::figure}, this)),
      go_(new QAction(this)),
      stop_(new QAction(tr("Stop where it fails"), this)),
      seen_(new WhileSeen(*this, [this] { takeWhatIsShown(); })) {
    kind_->setObjectName(QStringLiteral("call-sites.kind"));
    kind_->setAccessibleName(tr("What is counted"));
    kind_->addItem(tr("Alive here"), static_cast<int>(SiteFigureKind::alive));
    kind_->addItem(tr("Never freed"), static_cast<int>(SiteFigureKind::leaked));
    kind_->addItem(tr("Failed"), static_cast<int>(SiteFigureKind::failed));
    kind_->setItemData(0, tr("Allocations that are alive at the position"), Qt::ToolTipRole);
    kind_->setItemData(1, tr("Allocations that are still alive at the end: leaks"), Qt::ToolTipRole);
    kind_->setItemData(2, tr("Requests that got no memory"), Qt::ToolTipRole);
    colouring_->setObjectName(QStringLiteral("call-sites.colouring"));
    colouring_->setAccessibleName(tr("What the map's colours stand for"));
    colouring_->setToolTip(tr("What the map's colours stand for"));
    colouring_->addItem(tr("Order"), static_cast<int>(Colouring::order));
    colouring_->addItem(tr("Call site"), static_cast<int>(Colouring::callSite));
    colouring_->addItem(tr("Size"), static_cast<int>(Colouring::size));
    colouring_->addItem(tr("Age"), static_cast<int>(Colouring::age));
    sorter_.setSourceModel(&model_);
    table_->setModel(&sorter_);
    table_->setObjectName(QStringLiteral("call-sites.table"));
    table_->setAccessibleName(tr("Call sites"));
    table_->horizontalHeader()->setSortIndicatorClearable(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    setFocusProxy(table_);
    assemble();
    addActions();
    connectAll();
    takeRun();
}

void CallSitesPanel::assemble() {
    auto* choices = new QGridLayout;
    choices->setContentsMargins(12, 8, 12, 8);
    choices->setHorizontalSpacing(8);
    choices->setVerticalSpacing(8);
    int row = 0;
    for (const auto& [words, box] : {std::pair(tr("show"), kind_), std::pair(tr("colours"), colouring_)}) {
        auto* label = new QLabel(words, this);
        label->setProperty("look", QStringLiteral("label"));
        label->setBuddy(box);
        choices->addWidget(label, row, 0);
        choices->addWidget(box, row, 1);
        ++row;
    }
    choices->setColumnStretch(2, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(choices);
    column->addWidget(table_, 1);
}

void CallSitesPanel::addActions() {
    go_->setObjectName(QStringLiteral("call-sites.go"));
    stop_->setObjectName(QStringLiteral("call-sites.stop"));
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    table_->insertActions(table_->actions().value(0), {go_, stop_, separator});
    connect(go_, &QAction::triggered, this, [this] { activate(table_->currentIndex().row()); });
    connect(stop_, &QAction::triggered, this, [this] {
        if (const auto site = siteAt(table_->currentIndex().row()))
            stopAt(*site);
    });
}

void CallSitesPanel::connectAll() {
    connect(kind_, qOverload<int>(&QComboBox::activated), this, &CallSitesPanel::takeWhatIsShown);
    connect(colouring_, qOverload<int>(&QComboBox::activated), this,
            [this] { workbench_.setColouring(static_cast<Colouring>(colouring_->currentData().toInt())); });
    connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { activate(index.row()); });
    connect(table_, &RunTable::rowSelected, this, [this](int row) {
        updateActions();
        workbench_.highlightSite(siteAt(row));
    });
    connect(table_, &RunTable::rowEntered, table_, &RunTable::setHoveredRow);
    connect(table_, &RunTable::roomChanged, this, &CallSitesPanel::fitColumns);
    connect(&sorter_, &QAbstractItemModel::modelReset, this, &CallSitesPanel::updateActions);
    connect(&workbench_, &Workbench::traceChanged, this, &CallSitesPanel::takeRun);
    connect(&workbench_, &Workbench::traceGrew, this, [this] {
        if (kind() != SiteFigureKind::alive)
            seen_->update();
    });
    connect(&workbench_, &Workbench::positionChanged, this, &CallSitesPanel::takePosition);
    connect(&workbench_, &Workbench::colouringChanged, seen_, &WhileSeen::update);
    connect(&workbench_, &Workbench::highlightChanged, seen_, &WhileSeen::update);
}

SiteFigureKind CallSitesPanel::kind() const { return static_cast<SiteFigureKind>(kind_->currentData().toInt()); }

void CallSitesPanel::takeRun() {
    colours_.reset();
    seen_->update();
}

void CallSitesPanel::takePosition() {
    if (kind() == SiteFigureKind::alive)
        seen_->update();
}

void CallSitesPanel::takeWhatIsShown() {
    const Trace& trace = workbench_.trace();
    const bool isWhole = workbench_.isWhole();
    switch (kind()) {
    case SiteFigureKind::alive:
        model_.setFigures(live_by_site(workbench_.snapshot(), trace), trace, kind());
        table_->setEmptySentence(tr("Nothing is alive here."));
        break;
    case SiteFigureKind::leaked:
        model_.setFigures(leaks_by_site(workbench_.timeline(), trace), trace, kind());
        table_->setEmptySentence(isWhole ? tr("Everything was freed.") : tr("So far everything was freed."));
        break;
    case SiteFigureKind::failed:
        model_.setFigures(failures_by_site(workbench_.timeline(), trace), trace, kind());
        table_->setEmptySentence(isWhole ? tr("Every request got its memory.")
                                         : tr("So far every request got its memory."));
        break;
    }
    const QString bytes = countedText(model_.totalBytes(), tr("%1 byte"), tr("%1 bytes"));
    const QString figures =
        kind() == SiteFigureKind::failed
            ? countedText(model_.totalCount(), tr("%1 failure"), tr("%1 failures"))
            : tr("%1 in %2").arg(bytes, countedText(model_.totalCount(), tr("%1 allocation"), tr("%1 allocations")));
    setCaption(isWhole || kind() == SiteFigureKind::alive ? figures : tr("%1 so far").arg(figures));
    takeColouring();
    takeHighlight();
    fitColumns();
    updateActions();
}

void CallSitesPanel::takeColouring() {
    const Colouring colouring = workbench_.colouring();
    colouring_->setCurrentIndex(colouring_->findData(static_cast<int>(colouring)));
    const auto lit = workbench_.highlightedSite();
    std::vector<std::uint8_t> classes;
    if (colouring == Colouring::callSite || lit) {
        if (!colours_)
            colours_.emplace(workbench_.trace());
        for (int row = 0; row < model_.rowCount(); ++row) {
            const CallSiteId site = model_.siteAt(row);
            classes.push_back(!lit          ? colours_->classOf(site)
                              : lit == site ? classOfOneSite(*colours_, site)
                                            : std::uint8_t{SiteColours::coloured});
        }
    }
    model_.setColourClasses(std::move(classes));
}

/// The row of the call site that the map points out, also where rows came and went.
void CallSitesPanel::takeHighlight() {
    const auto site = workbench_.highlightedSite();
    const int row = site ? model_.rowOf(*site) : -1;
    table_->showSelectedRow(row < 0 ? -1 : sorter_.mapFromSource(model_.index(row, 0)).row());
}

void CallSitesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && workbench_.highlightedSite())
        workbench_.highlightSite(std::nullopt);
    else
        Panel::keyPressEvent(event);
}

std::optional<CallSiteId> CallSitesPanel::siteAt(int row) const {
    if (row < 0 || row >= sorter_.rowCount())
        return std::nullopt;
    return model_.siteAt(sorter_.mapToSource(sorter_.index(row, 0)).row());
}

void CallSitesPanel::updateActions() {
    const auto site = siteAt(table_->selectionModel()->hasSelection() ? table_->currentIndex().row() : -1);
    go_->setText(kind() == SiteFigureKind::failed ? tr("Go to its next failure") : tr("Show its next allocation"));
    go_->setEnabled(site.has_value());
    stop_->setEnabled(site && !siteName(workbench_.trace(), *site).isEmpty());
}

void CallSitesPanel::activate(int row) {
    const auto site = siteAt(row);
    if (!site)
        return;
    switch (kind()) {
    case SiteFigureKind::failed:
        goToFailure(*site);
        break;
    case SiteFigureKind::leaked:
        if (workbench_.position() != workbench_.timeline().normalised(workbench_.timeline().end()))
            workbench_.goToEnd();
        goToAllocation(*site);
        break;
    case SiteFigureKind::alive:
        goToAllocation(*site);
        break;
    }
}

void CallSitesPanel::goToAllocation(CallSiteId site) {
    // The next one behind the selected block, then again from the start.
    const auto allocations = workbench_.snapshot().allocations();
    const Trace& trace = workbench_.trace();
    const auto selected = workbench_.selectedBlock();
    const LiveAllocation* first = nullptr;
    for (const LiveAllocation& each : allocations) {
        if (siteOfOperation(trace, each.born) != site)
            continue;
        if (selected && each.index > *selected) {
            workbench_.select(each.index);
            return;
        }
        if (first == nullptr)
            first = &each;
    }
    if (first != nullptr)
        workbench_.select(first->index);
}

void CallSitesPanel::goToFailure(CallSiteId site) {
    const Trace& trace = workbench_.trace();
    const OperationIndex now = workbench_.position().operation;
    std::optional<OperationIndex> first;
    for (const FailedRequest& failure : workbench_.summary().failures) {
        if (siteOfOperation(trace, failure.operation) != site)
            continue;
        if (failure.operation > now) {
            workbench_.goTo(Position::after(failure.operation));
            return;
        }
        if (!first)
            first = failure.operation;
    }
    if (first)
        workbench_.goTo(Position::after(*first));
}

void CallSitesPanel::stopAt(CallSiteId site) {
    StopCondition condition;
    condition.kind = StopCondition::Kind::failure_at_site;
    condition.site = siteName(workbench_.trace(), site).toStdString();
    if (!condition.site.empty())
        addStopCondition(workbench_, condition);
}

void CallSitesPanel::fitColumns() {
    QString longest = QStringLiteral("function");
    for (int row = 0; row < std::min(model_.rowCount(), mostMeasured); ++row)
        if (const QString name = model_.index(row, CallSitesModel::SiteColumn).data().toString();
            name.size() > longest.size())
            longest = name;
    table_->fitColumns({longest, figureText(model_.totalCount()), figureText(model_.totalBytes())},
                       CallSitesModel::SiteColumn);
}

} // namespace firstfit
