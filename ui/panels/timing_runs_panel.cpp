// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_runs_panel.h"

#include "ui/models/timing_results_json.h"
#include "ui/models/timing_run_folder.h"
#include "ui/render/fonts.h"
#include "ui/workbench_timing.h"

#include <QAbstractItemDelegate>
#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

enum Column : int { nameColumn, whenColumn, markColumn };

constexpr double rowHeight = 24; ///< px

/// When it was measured, an ISO 8601 time, as it says itself: "16:20" of today, "Nov 22" else; or all of it.
QString whenOf(const std::string& started) {
    const QString text = QString::fromStdString(started);
    const QDateTime time = QDateTime::fromString(text.left(19), Qt::ISODate);
    if (!time.isValid()) {
        return text;
    }
    return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm"))
                                               : QLocale().toString(time.date(), QStringLiteral("MMM d"));
}

bool hasFigures(const TimingLab::Run& run) {
    return std::ranges::any_of(run.results->cells, [](const Cell& cell) { return cell.summary.count > 0; });
}

QString tipOf(const TimingLab::Run& run) {
    QStringList lines{run.name, QString::fromStdString(run.results->started).replace(u'T', u' ')};
    lines << (run.kept ? TimingRunsPanel::tr("kept: here again when the program is started next time")
                       : TimingRunsPanel::tr("gone when the program ends"));
    return lines.join(u'\n');
}

} // namespace

TimingRunsPanel::TimingRunsPanel(TimingLab& lab, QWidget* parent)
    : Panel(QStringLiteral("timing-runs"), tr("Runs"), parent),
      lab_(lab),
      list_(new QTreeWidget(this)),
      comparison_(new QComboBox(this)),
      save_(new QPushButton(tr("Save…"), this)),
      open_(new QPushButton(tr("Open…"), this)) {
    assemble();
    connect(&lab_, &TimingLab::runsChanged, this, &TimingRunsPanel::show);
    connect(&lab_, &TimingLab::measuringChanged, this, &TimingRunsPanel::show);
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!showing_ && item != nullptr) {
            lab_.show(static_cast<std::size_t>(list_->indexOfTopLevelItem(item)));
        }
    });
    connect(list_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
        if (!showing_) {
            lab_.rename(static_cast<std::size_t>(list_->indexOfTopLevelItem(item)), item->text(nameColumn));
        }
    });
    connect(list_->itemDelegate(), &QAbstractItemDelegate::closeEditor, this, &TimingRunsPanel::show,
            Qt::QueuedConnection);
    connect(comparison_, &QComboBox::activated, this, [this](int index) {
        const QVariant run = comparison_->itemData(index);
        lab_.compareWith(run.isValid() ? std::optional(static_cast<std::size_t>(run.toULongLong())) : std::nullopt);
    });
    connect(save_, &QPushButton::clicked, this, &TimingRunsPanel::saveRequested);
    connect(open_, &QPushButton::clicked, this, &TimingRunsPanel::openRequested);
    show();
}

QSize TimingRunsPanel::sizeHint() const { return {240, 180}; }

void TimingRunsPanel::assemble() {
    list_->setObjectName(QStringLiteral("timing-runs-list"));
    list_->setAccessibleName(tr("Runs"));
    list_->setAccessibleDescription(tr("F2 renames a run, Delete removes it"));
    list_->setColumnCount(3);
    list_->setRootIsDecorated(false);
    list_->setHeaderHidden(true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFont(Fonts::ofDesktop().text(12));
    list_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(whenColumn, QHeaderView::ResizeToContents);
    list_->header()->setSectionResizeMode(markColumn, QHeaderView::ResizeToContents);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString& text, const QKeySequence& key, auto act) {
        auto* action = new QAction(text, list_);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        list_->addAction(action);
    };
    add(tr("Rename"), {}, [this] { editName(); });
    list_->installEventFilter(this);
    add(tr("Save as JSON…"), {}, [this] { Q_EMIT saveRequested(); });
    add(tr("Remove"), QKeySequence::Delete, [this] { remove(); });
    comparison_->setObjectName(QStringLiteral("timing-compare"));
    save_->setObjectName(QStringLiteral("timing-save"));
    open_->setObjectName(QStringLiteral("timing-open-run"));
    save_->setToolTip(tr("Keep the shown run in a file"));
    open_->setToolTip(tr("Show a run that was kept in a file, also one of firstfit bench --json"));
    auto* label = new QLabel(tr("before"), this);
    label->setProperty("look", QStringLiteral("label"));
    label->setBuddy(comparison_);
    comparison_->setToolTip(tr("The run that the shown one is compared with"));
    auto* compare = new QHBoxLayout;
    compare->setContentsMargins(12, 0, 12, 0);
    compare->addWidget(label);
    compare->addWidget(comparison_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 0, 12, 8);
    buttons->setSpacing(8);
    buttons->addWidget(save_);
    buttons->addWidget(open_);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(9, 0, 9, 0);
    middle->addWidget(list_);
    column->addLayout(middle, 1);
    column->addLayout(compare);
    column->addLayout(buttons);
    setFocusProxy(list_);
}

void TimingRunsPanel::show() {
    const QScopedValueRollback guard(showing_, true);
    const auto& runs = lab_.runs();
    while (list_->topLevelItemCount() > static_cast<int>(runs.size())) {
        delete list_->takeTopLevelItem(list_->topLevelItemCount() - 1);
    }
    comparison_->clear();
    comparison_->addItem(tr("compare with none"));
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int row = static_cast<int>(i);
        if (row >= list_->topLevelItemCount()) {
            auto* item = new QTreeWidgetItem(list_);
            item->setFlags(item->flags() | Qt::ItemIsEditable);
            item->setSizeHint(nameColumn, QSize(0, static_cast<int>(rowHeight * Fonts::ofDesktop().scale)));
        }
        // What changes under an editor would take away what was typed.
        if (!list_->isPersistentEditorOpen(list_->topLevelItem(row), nameColumn)) {
            showRun(i, *list_->topLevelItem(row));
        }
        if (lab_.shown() != i) {
            comparison_->addItem(runs[i].name, static_cast<qulonglong>(i));
        }
    }
    list_->setCurrentItem(lab_.shown() ? list_->topLevelItem(static_cast<int>(*lab_.shown())) : nullptr);
    comparison_->setCurrentIndex(
        lab_.compared() ? std::max(0, comparison_->findData(static_cast<qulonglong>(*lab_.compared()))) : 0);
    comparison_->setEnabled(runs.size() > 1);
    save_->setEnabled(lab_.shown().has_value());
    setCaption(runs.empty() ? tr("none yet") : QString());
}

void TimingRunsPanel::showRun(std::size_t run, QTreeWidgetItem& item) const {
    const TimingLab::Run& shown = lab_.runs()[run];
    item.setText(nameColumn, shown.name);
    item.setText(whenColumn, whenOf(shown.results->started));
    item.setToolTip(nameColumn, tipOf(shown));
    item.setText(markColumn, lab_.shown() == run && lab_.compared() ? tr("after")
                             : lab_.compared() == run               ? tr("before")
                             : lab_.measured() == run               ? tr("…")
                             : !shown.kept && hasFigures(shown)     ? tr("not kept")
                                                                    : QString());
}

/// F2 in the list renames, though everywhere else in the window it goes to the next bookmark.
bool TimingRunsPanel::eventFilter(QObject* watched, QEvent* event) {
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != list_ || !isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_F2) {
        return Panel::eventFilter(watched, event);
    }
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        editName();
    }
    return true;
}

void TimingRunsPanel::editName() {
    if (QTreeWidgetItem* item = list_->currentItem()) {
        list_->editItem(item, nameColumn);
    }
}

void TimingRunsPanel::remove() {
    if (const auto shown = lab_.shown()) {
        const QString name = lab_.runs()[*shown].name;
        if (lab_.remove(*shown)) {
            Q_EMIT removed(name);
        }
    }
}

QString TimingRunsPanel::saveTo(const QString& path) {
    const auto shown = lab_.shown();
    const auto outcome =
        writeTimingRun(path, timingResultsJson(lab_.results(), shown ? lab_.runs()[*shown].name : QString()));
    if (const auto* problem = std::get_if<QString>(&outcome)) {
        return *problem;
    }
    if (shown) {
        lab_.setKept(*shown);
    }
    return {};
}

QString TimingRunsPanel::openFrom(const QString& path) {
    auto read = readTimingRun(path);
    if (const auto* problem = std::get_if<QString>(&read)) {
        return *problem;
    }
    auto& run = std::get<ReadTimingRun>(read);
    // The same measurement again, perhaps under another name, is shown, not doubled.
    if (const auto same = lab_.find(run.results)) {
        lab_.show(*same);
    } else {
        const bool isNamed = !run.name.isEmpty() && !TimingLab::isDefaultName(run.name);
        lab_.add(isNamed ? run.name : QFileInfo(path).completeBaseName(), std::move(run.results));
    }
    return {};
}

} // namespace firstfit
