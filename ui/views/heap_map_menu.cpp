// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be done with a block: the heap map's context menu and its actions.
#include "allocator/replay/stop_condition.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_words.h"
#include "ui/workbench.h"

#include <QAccessible>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace firstfit {

namespace {

/// Sizes are asked in bytes, up to what a double holds exactly.
constexpr double mostBytes = 1e15;

} // namespace

void HeapMap::report(const QString& sentence) {
    if (sentence.isEmpty()) {
        return;
    }
    const auto block = bench_.selectedBlock();
    const QPointF at = block ? blockRect(*block).bottomLeft() : viewport()->rect().center();
    QToolTip::showText(viewport()->mapToGlobal(at.toPoint()), sentence.toHtmlEscaped(), viewport());
    Q_EMIT refused(sentence);
}

void HeapMap::free(BlockIndex block) {
    const Snapshot& snapshot = bench_.snapshot();
    if (readOnly_ || block.value >= snapshot.geometry().blocks.value) {
        return;
    }
    const Run& run = snapshot.run_at(block);
    if (run.kind == Run::Kind::allocation) {
        report(bench_.deallocate(snapshot.allocations()[run.allocation].id));
    }
}

void HeapMap::copyAddress(BlockIndex block) {
    QGuiApplication::clipboard()->setText(addressText(bench_.geometry(), block));
}

void HeapMap::askForSize(const QString& title, const QString& label, double least, double most, double value,
                         const std::function<QString(std::uint64_t)>& act) {
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleDecimals(0);
    dialog->setDoubleRange(least, most);
    dialog->setDoubleValue(value);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    connect(dialog, &QInputDialog::doubleValueSelected, this,
            [this, act](double size) { report(act(static_cast<std::uint64_t>(size))); });
    dialog->open();
}

void HeapMap::addAllocationActions(QMenu& menu, const Run& run) {
    const LiveAllocation allocation = bench_.snapshot().allocations()[run.allocation];
    const QString name = QString::fromStdString(allocation.name);
    const AllocationId id = allocation.id;
    const double now = static_cast<double>(allocation.bytes);
    const double taken = static_cast<double>(allocation.blocks.value) * bench_.geometry().block_size;
    const double wholeHeap = static_cast<double>(bench_.geometry().capacity_bytes());

    QAction* freeIt = menu.addAction(tr("&Free %1").arg(name), this, [this, id] { report(bench_.deallocate(id)); });
    freeIt->setShortcut(QKeySequence(Qt::Key_Delete));
    freeIt->setObjectName(QStringLiteral("free"));
    const auto add = [&](const char* id_, const QString& text, const QString& label, double least, double value,
                         const auto& act) {
        QAction* action = menu.addAction(text, this, [=, this] {
            askForSize(QString(text).remove(QLatin1Char('&')), label, least, mostBytes, value, act);
        });
        action->setObjectName(QString::fromLatin1(id_));
    };
    const double more = std::min(taken + bench_.geometry().block_size, wholeHeap);
    add("grow", tr("&Grow in place…"), tr("New size of %1 in bytes:").arg(name), now, more,
        [this, id](std::uint64_t size) { return bench_.grow(id, size, SizeUnit::bytes, false); });
    add("grow-up-to", tr("Grow as far as &possible…"), tr("Largest size of %1 in bytes:").arg(name), now, wholeHeap,
        [this, id](std::uint64_t size) { return bench_.grow(id, size, SizeUnit::bytes, true); });
    add("shrink", tr("&Shrink in place…"), tr("New size of %1 in bytes:").arg(name), 1,
        std::max(1.0, taken - bench_.geometry().block_size),
        [this, id](std::uint64_t size) { return bench_.shrink(id, size, SizeUnit::bytes); });
    add("reallocate", tr("&Reallocate…"), tr("New size of %1 in bytes (it may move):").arg(name), 0, more,
        [this, id](std::uint64_t size) { return bench_.reallocate(id, size); });
    menu.addSeparator();
    addOriginActions(menu, allocation);
}

void HeapMap::addOriginActions(QMenu& menu, const LiveAllocation& allocation) {
    QAction* born = menu.addAction(tr("Go to &operation %L1, which allocated it").arg(allocation.born.value), this,
                                   [this, allocation] { bench_.goTo(Position::after(allocation.born)); });
    born->setObjectName(QStringLiteral("go-to-birth"));
    // The lines of a recording are nowhere to be seen.
    if (allocation.line > 0 && !bench_.isRecording()) {
        QAction* line = menu.addAction(tr("Go to &line %1").arg(allocation.line), this,
                                       [this, allocation] { Q_EMIT lineRequested(allocation.line); });
        line->setObjectName(QStringLiteral("go-to-line"));
    }
}

void HeapMap::addPlaceActions(QMenu& menu, BlockIndex block) {
    const Snapshot& snapshot = bench_.snapshot();
    const bool isBase = block.value >= snapshot.geometry().blocks.value;
    const BlockIndex first = isBase ? block : snapshot.run_at(block).index;
    const bool hasHeader = isBase || snapshot.run_at(block).kind == Run::Kind::chunk;
    if (hasHeader) {
        const std::uint16_t next = snapshot.header(first).next;
        const bool leads = isBase ? snapshot.base_header().length != stalloc::out_of_memory_mark : next != 0;
        if (leads && next < snapshot.geometry().blocks.value) {
            QAction* follow = menu.addAction(tr("Follow the link to &chunk %L1").arg(next), this,
                                             [this, next] { bench_.select(BlockIndex{next}); });
            follow->setObjectName(QStringLiteral("follow-link"));
        }
    }
    QAction* copy = menu.addAction(tr("Copy &address %1").arg(addressText(snapshot.geometry(), first)), this,
                                   [this, first] { copyAddress(first); });
    copy->setShortcut(QKeySequence(QKeySequence::Copy));
    copy->setObjectName(QStringLiteral("copy-address"));
}

/// Stops at what happens to this block, or to requests from where its allocation was made.
void HeapMap::addStopActions(QMenu& menu, BlockIndex block) {
    const Snapshot& snapshot = bench_.snapshot();
    if (block.value >= snapshot.geometry().blocks.value) {
        return;
    }
    const auto add = [&](const char* id, const StopCondition& condition) {
        const std::vector<StopCondition>& present = bench_.stopConditions();
        QAction* action = menu.addAction(tr("Stop where %1").arg(QString::fromStdString(describe(condition))));
        action->setObjectName(QString::fromLatin1(id));
        action->setCheckable(true);
        action->setChecked(std::ranges::find(present, condition) != present.end());
        connect(action, &QAction::triggered, this, [this, condition](bool on) {
            std::vector<StopCondition> conditions = bench_.stopConditions();
            std::erase(conditions, condition);
            if (on) {
                conditions.push_back(condition);
            }
            bench_.setStopConditions(conditions);
        });
    };
    StopCondition touched;
    touched.kind = StopCondition::Kind::block_touched;
    touched.block = block;
    add("stop-touched", touched);
    const Run& run = snapshot.run_at(block);
    if (run.kind != Run::Kind::allocation) {
        return;
    }
    const CallSiteId site = siteOf(snapshot.allocations()[run.allocation], bench_.trace());
    const QString name = siteName(bench_.trace(), site);
    if (!name.isEmpty()) {
        StopCondition fails;
        fails.kind = StopCondition::Kind::failure_at_site;
        fails.site = name.toStdString();
        add("stop-site", fails);
    }
}

void HeapMap::addColouringActions(QMenu& menu) {
    QMenu* colours = menu.addMenu(tr("&Colour allocations by"));
    colours->setObjectName(QStringLiteral("colouring"));
    auto* group = new QActionGroup(colours);
    const auto add = [&](const char* id, const QString& text, Colouring colouring) {
        QAction* action = colours->addAction(text, this, [this, colouring] { bench_.setColouring(colouring); });
        action->setObjectName(QString::fromLatin1(id));
        action->setCheckable(true);
        action->setChecked(bench_.colouring() == colouring);
        group->addAction(action);
        return action;
    };
    add("colour-order", tr("&Order"), Colouring::order);
    add("colour-site", tr("&Call site"), Colouring::callSite)->setEnabled(!bench_.trace().call_sites.empty());
    add("colour-size", tr("&Size"), Colouring::size);
    add("colour-age", tr("&Age"), Colouring::age);
}

void HeapMap::addZoomActions(QMenu& menu) {
    menu.addAction(tr("Zoom &in"), this, &HeapMap::zoomIn)->setShortcut(QKeySequence(Qt::Key_Plus));
    menu.addAction(tr("Zoom ou&t"), this, &HeapMap::zoomOut)->setShortcut(QKeySequence(Qt::Key_Minus));
    QAction* fitAction = menu.addAction(tr("Fit the &heap"), this, &HeapMap::fit);
    fitAction->setShortcut(QKeySequence(Qt::Key_0));
    fitAction->setCheckable(true);
    fitAction->setChecked(fitting_);
}

QMenu* HeapMap::menuFor(std::optional<BlockIndex> block) {
    auto* menu = new QMenu(this);
    if (block) {
        const Snapshot& snapshot = bench_.snapshot();
        if (block->value < snapshot.geometry().blocks.value) {
            const Run& run = snapshot.run_at(*block);
            if (run.kind == Run::Kind::allocation && !readOnly_) {
                addAllocationActions(*menu, run);
            } else if (run.kind == Run::Kind::allocation) {
                addOriginActions(*menu, snapshot.allocations()[run.allocation]);
            }
        }
        addPlaceActions(*menu, *block);
        menu->addSeparator();
        if (readOnly_) {
            addStopActions(*menu, *block);
            menu->addSeparator();
        }
    }
    if (readOnly_) {
        addColouringActions(*menu);
        menu->addSeparator();
    }
    addZoomActions(*menu);
    return menu;
}

} // namespace firstfit
