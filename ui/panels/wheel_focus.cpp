// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/wheel_focus.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace firstfit {

namespace {

class WheelFilter : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        const auto* field = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || field == nullptr || field->hasFocus()) {
            return QObject::eventFilter(watched, event);
        }
        event->ignore(); // so that it goes on to what is behind
        return true;
    }
};

} // namespace

void letWheelScroll(QWidget& area) {
    auto* filter = new WheelFilter(&area);
    for (QWidget* field : area.findChildren<QWidget*>()) {
        if (qobject_cast<QAbstractSpinBox*>(field) != nullptr || qobject_cast<QComboBox*>(field) != nullptr) {
            field->setFocusPolicy(Qt::StrongFocus); // the wheel alone gives it none
            field->installEventFilter(filter);
        }
    }
}

} // namespace firstfit
