// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;
class QWidget;

namespace firstfit {

/// Leaves undo and redo to the window while `field`, a line edit or a spin box, has nothing of its own to undo or redo.
void passUndoWhenEmpty(QWidget& field);
/// Takes what was typed as done: nothing is left to undo in `edit`. Keeps a selection of all.
void forgetEdits(QLineEdit& edit);
/// The line edit that `field` is or has; never null for a line edit or a spin box.
[[nodiscard]] QLineEdit* lineEditOf(QWidget& field);

} // namespace firstfit
