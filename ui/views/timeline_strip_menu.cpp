// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline strip's context menu: bookmarks, stop conditions, lanes.
#include "allocator/replay/stop_condition.h"
#include "ui/render/percent.h"
#include "ui/views/heap_words.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

QString nameOf(TimelineLane lane) {
    switch (lane) {
    case TimelineLane::operations:
        return TimelineStrip::tr("&Operations and failures");
    case TimelineLane::blocks:
        return TimelineStrip::tr("&Blocks");
    case TimelineLane::fragmentation:
        return TimelineStrip::tr("&Fragmentation");
    case TimelineLane::chunks:
        return TimelineStrip::tr("Number of &chunks");
    case TimelineLane::scanLength:
        break;
    }
    return TimelineStrip::tr("&Scan length");
}

/// Where operation n asked for memory; empty if the trace does not tell, or if it asked for none.
QString siteName(const Trace& trace, std::uint32_t n) {
    if (n == 0 || n > trace.sites.size()) {
        return {};
    }
    const OperationKind kind = trace.operations[n - 1].kind;
    const bool asks = kind == OperationKind::allocate || kind == OperationKind::reallocate;
    return asks ? siteName(trace, trace.sites[n - 1]) : QString();
}

} // namespace

void TimelineStrip::makeLaneActions() {
    for (const TimelineLane lane : allTimelineLanes) {
        auto* action = new QAction(nameOf(lane), this);
        action->setObjectName(QStringLiteral("lane-%1").arg(static_cast<int>(lane)));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, lane](bool shown) { setLanes(lanesShown_.with(lane, shown)); });
        laneActions_ << action;
    }
    showLaneActions();
}

/// The last lane stays: a strip without any would say nothing.
void TimelineStrip::showLaneActions() {
    for (const TimelineLane lane : allTimelineLanes) {
        QAction* action = laneActions_[static_cast<qsizetype>(lane)];
        action->setChecked(lanesShown_.has(lane));
        action->setEnabled(!lanesShown_.with(lane, false).isEmpty());
    }
}

void TimelineStrip::addBookmarkAction(QMenu& menu, std::uint32_t operation) {
    const bool marked = workbench_.bookmarks().contains(operation);
    QAction* bookmark =
        menu.addAction(marked ? tr("Remove the &bookmark of operation %L1").arg(operation)
                              : tr("&Bookmark operation %L1").arg(operation),
                       this, [this, operation] { workbench_.toggleBookmark(OperationIndex{operation}); });
    bookmark->setObjectName(QStringLiteral("bookmark"));
}

void TimelineStrip::addStop(QMenu& menu, const char* id, const StopCondition& condition) {
    const std::vector<StopCondition>& present = workbench_.stopConditions();
    QAction* action = menu.addAction(tr("Stop where %1").arg(QString::fromStdString(firstfit::describe(condition))));
    action->setObjectName(QString::fromLatin1(id));
    action->setCheckable(true);
    action->setChecked(std::ranges::find(present, condition) != present.end());
    connect(action, &QAction::triggered, this, [this, condition](bool on) {
        std::vector<StopCondition> conditions = workbench_.stopConditions();
        std::erase(conditions, condition);
        if (on) {
            conditions.push_back(condition);
        }
        workbench_.setStopConditions(conditions);
    });
}

/// The figures that are offered are those of the operation; in the lane of fragmentation, the height that is pointed
/// at.
void TimelineStrip::addStopActions(QMenu& menu, std::uint32_t operation, double y) {
    const Timeline& timeline = workbench_.timeline();
    const TimelineLayout layout = geometryNow();
    StopCondition condition;
    condition.kind = StopCondition::Kind::fragmentation_above;
    const QRectF lane = layout.fragmentation();
    const bool pointsAtShare = layout.laneAt(y) == TimelineLane::fragmentation;
    const double share =
        pointsAtShare ? (lane.bottom() - y) / lane.height()
                      : static_cast<double>(figuresOf(timeline, OperationIndex{operation}).fragmentation.highest);
    condition.fraction = std::clamp(std::round(share * 100), 0.0, 99.0) / 100;
    addStop(menu, "stop-fragmentation", condition);

    const std::uint16_t largest = timeline.metrics(OperationIndex{operation}).largest_chunk;
    if (largest > 0) {
        condition = {};
        condition.kind = StopCondition::Kind::largest_below;
        condition.blocks = largest;
        addStop(menu, "stop-largest", condition);
    }
    condition = {};
    condition.kind = StopCondition::Kind::any_failure;
    addStop(menu, "stop-failure", condition);

    const QString site = siteName(workbench_.trace(), operation);
    if (!site.isEmpty()) {
        condition.kind = StopCondition::Kind::failure_at_site;
        condition.site = site.toStdString();
        addStop(menu, "stop-site", condition);
    }
    if (!workbench_.stopConditions().empty()) {
        QAction* none =
            menu.addAction(tr("&Remove all stop conditions"), this, [this] { workbench_.setStopConditions({}); });
        none->setObjectName(QStringLiteral("stop-nowhere"));
    }
}

QMenu* TimelineStrip::menuAt(QPointF at) {
    auto* menu = new QMenu(this);
    const TimelineLayout layout = geometryNow();
    const std::uint32_t operation = layout.operationAt(at.x());
    const bool inside = operation != 0 && at.x() < layout.columnLeft(layout.count() + 1);
    if (inside) {
        QAction* go = menu->addAction(tr("&Go to operation %L1").arg(operation), this, [this, operation] {
            workbench_.pause();
            workbench_.goTo(Position::after(OperationIndex{operation}));
        });
        go->setObjectName(QStringLiteral("go-to"));
        addBookmarkAction(*menu, operation);
        menu->addSeparator();
        addStopActions(*menu, operation, at.y());
        menu->addSeparator();
    }
    QMenu* lanes = menu->addMenu(tr("&Lanes"));
    lanes->setObjectName(QStringLiteral("lanes"));
    lanes->addActions(laneActions_);
    menu->addAction(tr("&Show the whole run"), this, &TimelineStrip::fit)->setShortcut(QKeySequence(Qt::Key_0));
    return menu;
}

void TimelineStrip::contextMenuEvent(QContextMenuEvent* event) {
    QPointF at = event->pos();
    QPoint where = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const TimelineLayout layout = geometryNow();
        const std::uint32_t now = workbench_.position().operation.value;
        const double x = (layout.columnLeft(now) + layout.columnLeft(now + 1)) / 2;
        at = QPointF(std::clamp(x, layout.chart().left(), layout.chart().right() - 1), layout.marks().center().y());
        where = mapToGlobal(at.toPoint());
    }
    QMenu* menu = menuAt(at);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(where);
    event->accept();
}

} // namespace firstfit
