// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_bar.h"

#include "ui/panels/heap_fields.h"
#include "ui/panels/transport_readout.h"
#include "ui/render/fonts.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QResizeEvent>
#include <QToolButton>
#include <QWidgetAction>

#include <cmath>

namespace firstfit {

namespace {

/// Below this width of the window, policy and base address move into a menu.
constexpr double roomyWidth = 1362;

int scaled(double px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

QAction* fileAction(QObject* parent, const QString& icon, const QString& word, const QString& text, const QString& hint,
                    const QKeySequence& key) {
    auto* action = new QAction(themedIcon(icon), text, parent);
    action->setObjectName(icon);
    action->setIconText(word);
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
    return action;
}

/// Empty room of `px` in the bar.
QWidget* gap(int px, QWidget* parent) {
    auto* room = new QWidget(parent);
    room->setFixedWidth(scaled(px));
    return room;
}

/// A widget whose only child is given and taken away.
QWidget* slot(QWidget* parent) {
    auto* made = new QWidget(parent);
    made->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    return made;
}

} // namespace

TransportBar::TransportBar(Workbench& workbench, QWidget* parent)
    : QToolBar(tr("Toolbar"), parent),
      workbench_(workbench),
      open_(fileAction(this, QStringLiteral("open"), tr("Open"), tr("&Open…"), tr("Open a script or a recording"),
                       QKeySequence::Open)),
      save_(
          fileAction(this, QStringLiteral("save"), tr("Save"), tr("&Save"), tr("Save the script"), QKeySequence::Save)),
      record_(fileAction(this, QStringLiteral("record"), tr("Record"), tr("Reco&rd a program…"),
                         tr("Record what a program asks its heap for, and open that"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R))),
      export_(fileAction(this, QStringLiteral("export"), tr("Export"), tr("&Export picture…"),
                         tr("Export a picture of the heap"), QKeySequence(Qt::CTRL | Qt::Key_E))),
      actions_(new TransportActions(workbench, this)),
      readout_(new PositionReadout(workbench, this)),
      speed_(new SpeedSlider(workbench, this)),
      shape_(new ShapeFields(workbench, this)),
      placement_(new PlacementFields(workbench)),
      placementSlot_(slot(this)),
      menuSlot_(slot(nullptr)),
      heapMenu_(new QMenu(this)),
      heapButton_(new QToolButton(this)) {
    setObjectName(QStringLiteral("toolbar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setIconSize(QSize(scaled(18), scaled(18)));
    setFixedHeight(scaled(50) + 4); // with the gap to the docks

    addWidget(gap(12, this));
    for (QAction* action : {open_, save_, record_, export_}) {
        addButton(action);
    }
    addSeparator();
    for (QAction* action : {actions_->start, actions_->previousOperation, actions_->previousStep}) {
        addButton(action);
    }
    addWidget(gap(4, this));
    addButton(actions_->play);
    addWidget(gap(4, this));
    for (QAction* action : {actions_->nextStep, actions_->nextOperation, actions_->end}) {
        addButton(action);
    }
    addWidget(gap(12, this));
    addWidget(readout_);
    addAction(actions_->cancelScript);
    cancelShown_ = actions_->cancelScript;
    cancelShown_->setVisible(false);
    addWidget(gap(12, this));
    addWidget(speed_);
    addSeparator();
    addWidget(shape_);
    addWidget(gap(12, this));
    placementSlot_->layout()->addWidget(placement_);
    placementAction_ = addWidget(placementSlot_);

    auto* inMenu = new QWidgetAction(heapMenu_);
    inMenu->setDefaultWidget(menuSlot_);
    heapMenu_->addAction(inMenu);
    heapButton_->setAutoRaise(true);
    heapButton_->setToolButtonStyle(toolButtonStyle());
    heapButton_->setIconSize(iconSize());
    heapButton_->setText(tr("Heap"));
    heapButton_->setIcon(themedIcon(QStringLiteral("heap")));
    heapButton_->setToolTip(tr("Policy and base address"));
    heapButton_->setMenu(heapMenu_);
    heapButton_->setPopupMode(QToolButton::InstantPopup);
    heapButton_->setFocusPolicy(Qt::TabFocus);
    heapAction_ = addWidget(heapButton_);
    heapAction_->setVisible(false);

    markPrimary(*widgetForAction(actions_->play));
    connect(readout_, &PositionReadout::progressShown, cancelShown_, &QAction::setVisible);
}

void TransportBar::addButton(QAction* action) {
    addAction(action);
    auto* button = qobject_cast<QToolButton*>(widgetForAction(action));
    button->setFocusPolicy(Qt::TabFocus);
    const auto name = [button, action] { button->setAccessibleName(action->text().remove(u'&')); };
    connect(action, &QAction::changed, button, name);
    name();
    if (action == actions_->play) {
        button->setFixedWidth(scaled(46)); // "play" and "pause" take the same room
    }
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    setNarrow(event->size().width() < scaled(roomyWidth));
    QToolBar::resizeEvent(event);
}

void TransportBar::setNarrow(bool narrow) {
    if (narrow == narrow_) {
        return;
    }
    narrow_ = narrow;
    (narrow ? menuSlot_ : placementSlot_)->layout()->addWidget(placement_);
    placement_->setStacked(narrow);
    placementAction_->setVisible(!narrow);
    heapAction_->setVisible(narrow);
}

} // namespace firstfit
