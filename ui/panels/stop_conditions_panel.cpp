// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/stop_conditions_panel.h"

#include "ui/models/request_words.h"
#include "ui/panels/add_stop_condition.h"
#include "ui/panels/run_table.h"
#include "ui/panels/tone_label.h"
#include "ui/panels/undo_pass.h"
#include "ui/render/theme.h"
#include "ui/views/heap_words.h"
#include "ui/workbench.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

using Kind = StopCondition::Kind;

/// What stands in front of the value in the language of conditions.
std::string prefixOf(Kind kind) {
    switch (kind) {
    case Kind::fragmentation_above:
        return "fragmentation>";
    case Kind::largest_below:
        return "largest<";
    case Kind::block_touched:
        return "touches=";
    case Kind::any_failure:
        return "fails";
    case Kind::failure_at_site:
        return "fails@";
    }
    return {};
}

QString placeholderOf(Kind kind) {
    switch (kind) {
    case Kind::fragmentation_above:
        return StopConditionsPanel::tr("50 %");
    case Kind::largest_below:
        return StopConditionsPanel::tr("blocks");
    case Kind::block_touched:
        return StopConditionsPanel::tr("block");
    case Kind::failure_at_site:
        return StopConditionsPanel::tr("function");
    case Kind::any_failure:
        break;
    }
    return {};
}

} // namespace

StopConditionsPanel::StopConditionsPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("stop-conditions"), tr("Stops"), parent),
      workbench_(workbench),
      table_(new RunTable({CellKind::words}, this)),
      kind_(new QComboBox(this)),
      value_(new QLineEdit(this)),
      functions_(new QStringListModel(this)),
      add_(new QPushButton(tr("Add"), this)),
      previous_(new QPushButton(tr("Previous"), this)),
      next_(new QPushButton(tr("Next"), this)),
      remove_(new QAction(tr("Remove"), this)),
      hint_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)) {
    table_->setModel(&model_);
    table_->setObjectName(QStringLiteral("stops.table"));
    table_->setAccessibleName(tr("Stop conditions"));
    table_->setEmptySentence(tr("Play goes on to the end. Add a state at which it stops."));
    kind_->setObjectName(QStringLiteral("stops.kind"));
    kind_->setAccessibleName(tr("Stop where"));
    kind_->addItem(tr("fragmentation above"), static_cast<int>(Kind::fragmentation_above));
    kind_->addItem(tr("longest chunk below"), static_cast<int>(Kind::largest_below));
    kind_->addItem(tr("touched is block"), static_cast<int>(Kind::block_touched));
    kind_->addItem(tr("any request fails"), static_cast<int>(Kind::any_failure));
    kind_->addItem(tr("a request fails of"), static_cast<int>(Kind::failure_at_site));
    value_->setObjectName(QStringLiteral("stops.value"));
    value_->setAccessibleName(tr("Value"));
    add_->setObjectName(QStringLiteral("stops.add"));
    previous_->setObjectName(QStringLiteral("stops.previous"));
    previous_->setToolTip(tr("Back to where one of them came true"));
    next_->setObjectName(QStringLiteral("stops.next"));
    next_->setToolTip(tr("On to where one of them comes true"));
    hint_->setObjectName(QStringLiteral("stops.hint"));
    remove_->setObjectName(QStringLiteral("stops.remove"));
    remove_->setShortcut(QKeySequence::Delete);
    remove_->setShortcutContext(Qt::WidgetShortcut);
    passUndoWhenEmpty(*value_);
    setFocusProxy(table_);
    assemble();
    connectAll();
    showKind();
    showConditions();
}

void StopConditionsPanel::assemble() {
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    table_->insertActions(table_->actions().value(0), {remove_, separator});
    auto* entry = new QHBoxLayout;
    entry->setSpacing(8);
    entry->addWidget(value_, 1);
    entry->addWidget(add_);
    auto* moves = new QHBoxLayout;
    moves->setSpacing(8);
    moves->addWidget(previous_);
    moves->addWidget(next_);
    moves->addStretch();
    auto* form = new QVBoxLayout;
    form->setContentsMargins(12, 8, 12, 8);
    form->setSpacing(8);
    form->addWidget(kind_);
    form->addLayout(entry);
    form->addLayout(moves);
    form->addWidget(hint_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(form);
    column->addWidget(table_, 1);
}

void StopConditionsPanel::connectAll() {
    connect(kind_, qOverload<int>(&QComboBox::currentIndexChanged), this, &StopConditionsPanel::showKind);
    connect(value_, &QLineEdit::textChanged, this, &StopConditionsPanel::showProblem);
    connect(value_, &QLineEdit::returnPressed, this, &StopConditionsPanel::add);
    connect(add_, &QPushButton::clicked, this, &StopConditionsPanel::add);
    connect(remove_, &QAction::triggered, this, &StopConditionsPanel::removeSelected);
    connect(previous_, &QPushButton::clicked, this, [this] { go(-1); });
    connect(next_, &QPushButton::clicked, this, [this] { go(1); });
    connect(table_, &RunTable::rowEntered, table_, &RunTable::setHoveredRow);
    connect(table_, &RunTable::rowSelected, this, [this] { remove_->setEnabled(true); });
    connect(table_, &RunTable::roomChanged, this, [this] { table_->fitColumns({QString()}, 0); });
    connect(&workbench_, &Workbench::stopConditionsChanged, this, &StopConditionsPanel::showConditions);
    connect(&workbench_, &Workbench::traceChanged, this, &StopConditionsPanel::showKind);
    connect(&workbench_, &Workbench::positionChanged, this, [this] { showHint({}); });
}

void StopConditionsPanel::showConditions() {
    const auto& conditions = workbench_.stopConditions();
    model_.setConditions(conditions);
    setCaption(conditions.empty() ? tr("none")
                                  : countedText(conditions.size(), tr("%1 condition"), tr("%1 conditions")));
    previous_->setEnabled(!conditions.empty());
    next_->setEnabled(!conditions.empty());
    remove_->setEnabled(table_->selectionModel()->hasSelection());
    showHint({});
    table_->fitColumns({QString()}, 0);
}

void StopConditionsPanel::showKind() {
    const auto kind = static_cast<Kind>(kind_->currentData().toInt());
    value_->setEnabled(kind != Kind::any_failure);
    value_->setPlaceholderText(placeholderOf(kind));
    if (kind == Kind::failure_at_site) {
        const Trace& trace = workbench_.trace();
        QStringList list;
        for (std::uint32_t id = 0; id < trace.call_sites.size(); ++id)
            list << siteName(trace, CallSiteId{id});
        list.removeAll(QString());
        list.removeDuplicates();
        list.sort();
        functions_->setStringList(list);
        auto* completer = new QCompleter(functions_, value_);
        completer->setFilterMode(Qt::MatchContains);
        value_->setCompleter(completer); // the old one was the field's own
    } else {
        value_->setCompleter(nullptr);
    }
    showProblem();
}

std::variant<StopCondition, QString> StopConditionsPanel::entered() const {
    const auto kind = static_cast<Kind>(kind_->currentData().toInt());
    std::string text = prefixOf(kind);
    if (kind != Kind::any_failure) {
        const std::string value = value_->text().trimmed().toStdString();
        if (value.empty())
            return QString();
        text += value;
        // "50" can only mean per cent: as a share it would be fifty times the heap.
        if (kind == Kind::fragmentation_above && value_->text().toDouble() > 1)
            text += '%';
    }
    auto parsed = parse_stop_condition(text);
    if (const auto* problem = std::get_if<std::string>(&parsed))
        return QString::fromStdString(*problem);
    return std::get<StopCondition>(parsed);
}

void StopConditionsPanel::showProblem() {
    const auto now = entered();
    const auto* problem = std::get_if<QString>(&now);
    markWrong(*value_, problem == nullptr ? QString() : *problem);
    add_->setEnabled(problem == nullptr);
    hint_->setTone(&Palette::failure);
    showHint(problem == nullptr ? QString() : *problem);
}

void StopConditionsPanel::add() {
    const auto now = entered();
    const auto* condition = std::get_if<StopCondition>(&now);
    if (condition == nullptr)
        return;
    const StopCondition added = *condition;
    addStopCondition(workbench_, added);
    value_->clear();
    const auto& all = workbench_.stopConditions();
    const auto row = std::find(all.begin(), all.end(), added) - all.begin();
    table_->showSelectedRow(static_cast<int>(row));
    remove_->setEnabled(true);
}

void StopConditionsPanel::removeSelected() {
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const int row = rows.constFirst().row();
    std::vector<StopCondition> conditions = workbench_.stopConditions();
    conditions.erase(conditions.begin() + row);
    workbench_.setStopConditions(std::move(conditions));
    // Delete again removes the next.
    table_->showSelectedRow(std::min(row, model_.rowCount() - 1));
    remove_->setEnabled(model_.rowCount() > 0);
}

void StopConditionsPanel::go(int direction) {
    if (workbench_.goToNextStop(direction))
        return;
    hint_->setTone(&Palette::ink2);
    showHint(direction > 0 ? tr("None comes true behind this operation.")
                           : tr("None came true in front of this operation."));
}

void StopConditionsPanel::showHint(const QString& words) {
    hint_->setText(words);
    hint_->setVisible(!words.isEmpty());
}

void StopConditionsPanel::beginAdding() {
    if (value_->isEnabled())
        value_->setFocus(Qt::OtherFocusReason);
    else
        kind_->setFocus(Qt::OtherFocusReason);
}

} // namespace firstfit
