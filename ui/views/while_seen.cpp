// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/while_seen.h"

#include <QDockWidget>
#include <QEvent>

#include <utility>

namespace firstfit {

WhileSeen::WhileSeen(QWidget& widget, std::function<void()> bring)
    : QObject(&widget), widget_(widget), bring_(std::move(bring)) {
    widget.installEventFilter(this);
}

void WhileSeen::update() {
    isOld_ = !isSeen();
    if (!isOld_) {
        bring_();
    }
}

bool WhileSeen::isSeen() const {
    if (!widget_.window()->isVisible()) {
        return true;
    }
    // Qt calls a dock visible, too, when it stands behind another one's tab.
    return widget_.isVisible() && (dock_ == nullptr || dock_->isFloating() || isOnTop_);
}

bool WhileSeen::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &widget_ && event->type() == QEvent::Show) {
        findDock();
        catchUp();
    }
    return QObject::eventFilter(watched, event);
}

/// Widgets get into their docks after they are made, and stay there.
void WhileSeen::findDock() {
    if (dock_ != nullptr) {
        return;
    }
    for (QWidget* each = widget_.parentWidget(); each != nullptr && dock_ == nullptr; each = each->parentWidget()) {
        dock_ = qobject_cast<QDockWidget*>(each);
    }
    if (dock_ != nullptr) {
        connect(dock_, &QDockWidget::visibilityChanged, this, [this](bool visible) {
            isOnTop_ = visible;
            catchUp();
        });
    }
}

void WhileSeen::catchUp() {
    if (isOld_) {
        update();
    }
}

} // namespace firstfit
