// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two dialogs of the Help menu.
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace firstfit {

/// What the program is, its version, and under which licences its parts are. Not modal; deletes itself.
void showAbout(QWidget* parent);

/// Every action with its keys, grouped by menu, and the keys of the map and the timeline. Not modal; deletes itself.
void showShortcuts(QWidget* parent, const QList<QAction*>& menus);

} // namespace firstfit
