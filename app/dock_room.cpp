// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dock_room.h"

#include "ui/panels/dock_title.h"
#include "ui/panels/panel.h"

#include <QLayout>

namespace firstfit {

DockRoom::DockRoom(const QString& name, int layoutVersion, QWidget* parent)
    : QMainWindow(parent, Qt::Widget), layoutVersion_(layoutVersion) {
    setObjectName(name);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
}

void DockRoom::addPanel(Panel* panel, Qt::DockWidgetArea area) {
    auto* dock = new PanelDock(panel, this);
    addDockWidget(area, dock);
    docks_ << dock;
    areas_ << area;
}

void DockRoom::resetLayout() {
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        docks_[i]->setFloating(false);
        removeDockWidget(docks_[i]);
        addDockWidget(areas_[i], docks_[i]);
        docks_[i]->show();
    }
    arrange();
}

QByteArray DockRoom::layoutState() const { return arranged_ ? saveState(layoutVersion_) : pendingState_; }

void DockRoom::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!arranged_) {
        arranged_ = true;
        layout()->activate();
        if (!restoreState(pendingState_, layoutVersion_)) {
            resetLayout();
        }
    }
}

void DockRoom::bringUp(Panel& panel) {
    for (PanelDock* dock : docks_) {
        if (dock->panel() == &panel) {
            dock->show();
            dock->raise();
        }
    }
    panel.setFocus(Qt::OtherFocusReason);
}

} // namespace firstfit
