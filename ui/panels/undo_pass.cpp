// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/undo_pass.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace firstfit {

namespace {

/// Qt's line edits claim undo and redo always, so that the window's own would do nothing while one has the focus.
class UndoPass : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::ShortcutOverride || !watched->isWidgetType())
            return QObject::eventFilter(watched, event);
        const auto* key = static_cast<QKeyEvent*>(event);
        const QLineEdit* edit = lineEditOf(*static_cast<QWidget*>(watched));
        const bool passes = (key->matches(QKeySequence::Undo) && !edit->isUndoAvailable()) ||
                            (key->matches(QKeySequence::Redo) && !edit->isRedoAvailable());
        if (passes)
            event->ignore();
        return passes;
    }
};

} // namespace

QLineEdit* lineEditOf(QWidget& field) {
    auto* edit = qobject_cast<QLineEdit*>(&field);
    // A spin box keeps its line edit to itself; it is the only one in there.
    return edit != nullptr ? edit : field.findChild<QLineEdit*>();
}

void passUndoWhenEmpty(QWidget& field) { field.installEventFilter(new UndoPass(&field)); }

void forgetEdits(QLineEdit& edit) {
    const bool all = edit.hasSelectedText();
    edit.setText(edit.text());
    if (all)
        edit.selectAll();
}

} // namespace firstfit
